import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathOfTerminal, shellBlocks } from '../../e2e/support/shell-blocks.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

describe("the guide's first commands", () => {
  it("find the project's node, whichever the terminal has", () => {
    const [first = ''] = shellBlocks(readFileSync(join(ROOT, 'docs/integrate.md'), 'utf8'));
    const path = execFileSync('bash', ['-c', `${first}\nprintf %s "$PATH"`], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, PATH: pathOfTerminal() },
    });
    expect(path.split(delimiter)[0]).toBe(join(ROOT, 'node_modules', '.bin'));
  });
});
