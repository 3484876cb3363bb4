import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, it } from 'vitest';
import { call, local, tokenFor } from './support/api.ts';
import { createOrder, newParties } from './support/orders.ts';
import { sendPayment } from './support/payments.ts';

interface Finished {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command of package.json as a person would, against the cloud of the tests. */
const run = async (script: string, args: readonly string[], input = ''): Promise<Finished> => {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, WISMO_PORT: new URL(inject('apiUrl')).port },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const [output, errors, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { exitCode, output, errors };
};

const smoke = (token: string, ...more: readonly string[]) =>
  run('bin/smoke.ts', ['--url', inject('apiUrl'), '--token', token, ...more]);

describe('the smoke test', () => {
  it('brings one order from its creation to the search, by stream and socket', async () => {
    const token = await tokenFor({ sub: 'smoke-test', roles: ['seller'], seller_ids: ['smoke-test'] });
    const { exitCode, output, errors } = await smoke(token, '--websocket', inject('websocketUrl'));
    expect([exitCode, errors], output).toEqual([0, '']);
    expect(output.match(/^ok /gm)).toHaveLength(14);
    expect(output).toContain('follow it by the socket');
    expect(output.trim().endsWith('passed')).toBe(true);
  });

  it("runs with a program's own token, as client credentials give it", async () => {
    const { token } = await local<{ token: string }>('POST', 'token', {
      sub: 'client-smoke',
      scope: 'wismo/seller wismo/shop:smoke-test',
    });
    const { exitCode, output, errors } = await smoke(token);
    expect([exitCode, errors], output).toEqual([0, '']);
  });

  it.each([
    [
      'a token of another shop',
      { sub: 'smoke-other', roles: ['seller'], seller_ids: ['another'] },
      /POST \/api\/orders: 40[34]/,
    ],
    ['a token that nobody issued', undefined, /POST \/api\/orders: 401 .*UNAUTHENTICATED/],
  ] as const)('fails at the first step that %s may not do', async (_what, identity, reason) => {
    const token = identity === undefined ? 'a.b.c' : await tokenFor(identity);
    const { exitCode, output, errors } = await smoke(token);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^FAIL .*create an order$/m);
    expect(errors).toMatch(reason);
  });

  it('says what it needs', async () => {
    const { exitCode, errors } = await run('bin/smoke.ts', []);
    expect([exitCode, errors]).toEqual([1, expect.stringContaining('Give either --stage, or --url and --token.')]);
  });
});

describe('the health of the service', () => {
  it('asks the table and every queue', async () => {
    const { status, body } = await call('GET', '/health?deep');
    const queues = [
      'broadcast',
      'bulk-lane',
      'bulk-moves',
      'bulk-sends',
      'delivered-parcels',
      'heartbeat',
      'mail-events',
      'normal-lane',
      'notify',
      'parked',
      'redelivery-lane',
      'redrive',
      'schedule',
      'search',
      'urgent-lane',
      'verifications',
    ];
    expect([status, body.status, (body.reachable as string[]).toSorted()]).toEqual([
      200,
      'ok',
      [...queues, 'table'].toSorted(),
    ]);
  });
});

describe('a secret', () => {
  const current = async (): Promise<string> =>
    (await local<Record<string, { current: string }>>('GET', 'secrets')).payments?.current ?? '';

  it('is made as the partner needs it, and is rotated without a moment in which nobody is believed', async () => {
    const before = await current();
    expect(before).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const parties = await newParties();
    const order = await createOrder(
      parties,
      { orderType: 'marketplace' },
      { paymentMethod: 'fiat', status: 'pending' },
    );
    const rotation = await run('bin/secret.ts', ['payments', '--rotate']);
    expect(JSON.parse(rotation.output)).toEqual({ current: expect.stringMatching(/^whsec_/), previous: before });
    expect(await current()).not.toBe(before);
    const event = {
      type: 'payment.confirmed',
      orderId: order.id,
      amount: '25.00',
      currency: 'EUR',
      occurredAt: new Date().toISOString(),
    };
    expect((await sendPayment(event)).status).toBe(200);
    // Back to the value that the other tests know.
    const restored = await run('bin/secret.ts', ['payments', '--set'], `${before}\n`);
    expect(JSON.parse(restored.output)).toMatchObject({ current: before });
    const ended = await run('bin/secret.ts', ['payments', '--end-rotation']);
    expect(JSON.parse(ended.output)).toEqual({ current: before });
  });

  it('that there is not is named', async () => {
    const { exitCode, errors } = await run('bin/secret.ts', ['stripe', '--show']);
    expect([exitCode, errors]).toEqual([1, expect.stringContaining('There is no secret "stripe"')]);
  });
});
