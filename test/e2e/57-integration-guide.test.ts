import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInBash, shellBlocks } from './support/shell-blocks.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the guide for integrators', () => {
  it('runs as written, from a token to a parcel that is delivered live', async () => {
    const { exitCode, output, errors } = await runInBash(shellBlocks(read('docs/integrate.md')));
    expect(exitCode, `${output}\n${errors}`).toBe(0);
    expect(output.match(/"outcome":"applied"/g)).toHaveLength(2);
    expect(output).toContain('"status":"confirmed"');
    expect(output).toContain('INVALID_TRANSITION');
    for (const status of ['processing', 'shipped', 'delivered']) expect(output).toContain(`socket: ${status}\n`);
    expect(output).toContain('event: order_update');
  });
});

describe('the guide to notifications', () => {
  it('runs as written, from a setting to a message to many', async () => {
    const { exitCode, output, errors } = await runInBash(shellBlocks(read('docs/integrate-notifications.md')));
    expect(exitCode, `${output}\n${errors}`).toBe(0);
    expect(output).toContain('We have received order');
    expect(output).toContain('"phoneVerified":true');
    expect(output).toMatch(/^tracking_link by email: sent$/m);
    expect(output).toMatch(/^custom by email: \w+$/m);
    expect(output).toMatch(/^1\n2$/m);
  });
});

describe("README's commands", () => {
  it('run by hand as written', async () => {
    const section = read('README.md').split('## Try it by hand')[1]?.split('\n## ')[0] ?? '';
    const { exitCode, output, errors } = await runInBash(shellBlocks(section));
    expect(exitCode, `${output}\n${errors}`).toBe(0);
    expect(output).toContain('"status":"confirmed"');
    expect(output).toContain('event: order_update');
  });
});
