import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { apiUrl, call, tokenFor } from './support/api.ts';
import { newParties, putStatus, unique } from './support/orders.ts';

/** The README's examples as one program: imports first, the rest in the order of the text. */
const programOf = (readme: string, values: Readonly<Record<string, string>>): string => {
  const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  const lines = blocks
    .filter((block) => !block.includes('/vue'))
    .join('\n')
    .split('\n');
  const isImport = (line: string): boolean => line.startsWith('import ');
  const source = JSON.stringify(pathToFileURL('client/src/index.ts').href);
  const given = Object.entries(values).map(([name, value]) => `const ${name} = ${value};`);
  return [...lines.filter(isImport), ...given, ...lines.filter((line) => !isImport(line))]
    .join('\n')
    .replaceAll("'@wismo/client'", source)
    .replace("'https://api.example.com'", JSON.stringify(String(apiUrl())))
    .replace("'wss://live.example.com'", JSON.stringify(inject('websocketUrl')));
};

it('the examples of the client’s README run', async () => {
  const parties = await newParties();
  const roles = ['system', 'admin', 'seller'];
  const token = await tokenFor({ sub: unique('everything'), roles, seller_ids: [parties.sellerId] });
  const folder = mkdtempSync(join(tmpdir(), 'wismo-readme-'));
  const file = join(folder, 'examples.ts');
  writeFileSync(
    file,
    programOf(readFileSync('client/README.md', 'utf8'), {
      myToken: `async (_asked: { refresh: boolean }) => ${JSON.stringify(token)}`,
      buyerId: JSON.stringify(parties.buyerId),
      sellerId: JSON.stringify(parties.sellerId),
    }),
  );
  const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file]);
  let output = '';
  let exitCode: number | null | undefined;
  for (const out of [program.stdout, program.stderr]) out.on('data', (chunk) => (output += String(chunk)));
  program.on('exit', (code) => (exitCode = code));
  try {
    const orderId = await eventually(async () => {
      expect(output).toContain('now: pending');
      const { body } = await call<{ orders: { id: string }[] }>('GET', `/api/orders/seller/${parties.sellerId}`, {
        token,
      });
      return body.orders[0]?.id ?? '';
    });
    await putStatus(orderId, token, 'confirmed');
    await eventually(() => expect(output).toContain('now: confirmed'));
    let isDelayed = true;
    await eventually(
      async () => {
        isDelayed = !isDelayed;
        await putStatus(orderId, token, isDelayed ? 'delayed' : 'processing');
        expect(exitCode, output).toBe(0);
      },
      { timeoutMs: 30_000, intervalMs: 300 },
    );
    expect(output).toMatch(/ORD-\d+-\d+ pending/);
    expect(output).toContain('allowed now: [');
    expect(output).toMatch(/\d+ processing/);
  } finally {
    program.kill();
    rmSync(folder, { recursive: true });
  }
});
