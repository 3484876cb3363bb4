import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { withOriginalPositions } from '../../lib/bundling/original-positions.ts';

describe('a stack trace of a deployed bundle', () => {
  it('is read with the lines of the sources, from a map that was never deployed', async () => {
    const root = mkdtempSync(join(tmpdir(), 'wismo-trace-'));
    writeFileSync(join(root, 'deep.ts'), `export const fail = (): never => {\n  throw new Error('on purpose');\n};\n`);
    writeFileSync(
      join(root, 'entry.ts'),
      `import { fail } from './deep.ts';\n\nexport const handler = async () => fail();\n`,
    );
    const { entry } = await bundleEntries(root, { entry: 'entry.ts' }, true);
    writeFileSync(join(root, 'index.mjs'), entry.code);
    const { handler } = (await import(pathToFileURL(join(root, 'index.mjs')).href)) as {
      handler: () => Promise<never>;
    };
    const error = await handler().catch((thrown: Error) => thrown);
    const deployed = String(error.stack).replaceAll(join(root, 'index.mjs'), '/var/task/index.mjs');
    expect(deployed).toContain('/var/task/index.mjs:1:');
    const map = Buffer.from(entry.sourceMap ?? '').toString('utf8');
    const readable = withOriginalPositions(deployed, map);
    expect(readable).toMatch(/Error: on purpose\n.*deep\.ts:2:9/);
    expect(readable).toMatch(/entry\.ts:3:3\d/);
    expect(withOriginalPositions('at /var/task/index.mjs:9999:1 and elsewhere', map)).toContain('elsewhere');
  });
});
