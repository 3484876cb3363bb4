import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClient, type EntrySize, MAX_CORE_BYTES, MAX_ELEMENTS_BYTES } from '../../client/build.ts';

const run = (folder: string, command: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
};

const CONSUMER = `
import { defineElements } from '@wismo/client/elements';
import { createClient, isProblem, type LiveMessage, type OrderView, WismoUnreachable } from '@wismo/client';

const wismo = createClient({ baseUrl: 'http://127.0.0.1:9', maxRetries: 0 });
const created = wismo.createOrder({
  body: { paymentResult: { success: true, paymentMethod: 'card' }, checkoutData: { sellerId: 's', totalAmount: '1', currency: 'EUR' } },
});
// @ts-expect-error An order is needed.
void (() => wismo.getOrder());
// @ts-expect-error There is no such member.
void (() => wismo.getOrder({ orderID: 'o' }));
// @ts-expect-error There is no such code.
void (() => isProblem(undefined, 'NO_SUCH_CODE'));
const text = (message: LiveMessage): string => (message.type === 'order_update' ? message.update.status : message.type);
const state = async (): Promise<OrderView | undefined> => (await wismo.watch.order('o').next()).value;
// A token as \`localStorage\` has it, and a WebSocket as \`ws\` has it.
interface WsEvent { readonly type: string; readonly target: WsSocket }
declare class WsSocket {
  constructor(address: string | URL, protocols?: string | string[], options?: { readonly maxPayload?: number });
  readonly readyState: 0 | 1 | 2 | 3;
  onopen: ((event: WsEvent) => void) | null;
  onerror: ((event: WsEvent & { readonly error: unknown }) => void) | null;
  onclose: ((event: WsEvent & { readonly code: number }) => void) | null;
  onmessage: ((event: WsEvent & { readonly data: string | Uint8Array }) => void) | null;
  send(data: unknown, done?: (error?: Error) => void): void;
  close(code?: number, data?: string): void;
}
void (() => createClient({ baseUrl: '', token: () => localStorage.getItem('token'), WebSocket: WsSocket }));
const version = async (): Promise<number | undefined> => (await wismo.getOrderStatus({ orderId: 'o' }))?.version;
void (async () => wismo.changeOrderStatus({ orderId: 'o', ifMatch: await version(), body: { status: 'shipped' } }));
// @ts-expect-error Elements need no such option.
void (() => defineElements({ url: 'http://127.0.0.1:9' }));
void [text, state];
created.then(
  ({ order }) => console.log(order.orderNumber),
  (error: unknown) => console.log(error instanceof WismoUnreachable ? 'unreachable' : error),
);
`;

describe('the package of the client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wismo-client-'));
  let sizes: readonly EntrySize[] = [];
  beforeAll(async () => {
    sizes = await buildClient();
    run('client', 'npm', 'pack', '--silent', '--pack-destination', folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
    const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    run(folder, 'npm', 'install', '--offline', '--no-audit', '--no-fund', `./${archive}`);
    writeFileSync(join(folder, 'consumer.ts'), CONSUMER);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('brings no dependency, and a core of at most 10 KB', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@wismo']);
    const core = sizes.find(({ entry }) => entry === 'index.js');
    expect(core?.gzippedBytes).toBeLessThanOrEqual(MAX_CORE_BYTES);
    expect(core?.gzippedBytes).toBeGreaterThan(MAX_CORE_BYTES / 2);
  });

  it('is typed: what is wrong does not compile', () => {
    const options = {
      strict: true,
      exactOptionalPropertyTypes: true,
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2022', 'dom'],
      noEmit: true,
      types: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }));
    run(folder, join(process.cwd(), 'node_modules/.bin/tsc'), '-p', '.');
  });

  it('has elements that bring no framework, and a style for Vue components', () => {
    const elements = sizes.find(({ entry }) => entry === 'elements.js');
    expect(elements?.gzippedBytes).toBeLessThanOrEqual(MAX_ELEMENTS_BYTES);
    const published = join(folder, 'node_modules/@wismo/client/dist');
    expect(readFileSync(join(published, 'parts.css'), 'utf8')).toContain('.wismo-timeline');
    expect(readFileSync(join(published, 'elements.js'), 'utf8')).not.toMatch(/from ?["'](vue|react)["']/);
  });

  it('runs in an empty project', () => {
    expect(run(folder, process.execPath, 'consumer.ts').trim()).toBe('unreachable');
  });
});
