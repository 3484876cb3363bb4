import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../../docs/generators/source-files.ts';

const PRODUCT = ['bin', 'lib', 'functions', 'shared', 'local', 'client'] as const;
const ALL = [...PRODUCT, 'web', 'bench', 'docs', 'test'] as const;
const MAX_LINES_IN_FILE = 300;
const MAX_LINES_IN_FUNCTION = 40;

const longFunctions = (): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'wismo-size-'));
  const rule = { level: 'warn', options: { maxLines: MAX_LINES_IN_FUNCTION, skipBlankLines: true } };
  writeFileSync(
    join(folder, 'biome.json'),
    JSON.stringify({
      linter: { rules: { preset: 'none', complexity: { noExcessiveLinesPerFunction: rule } } },
    }),
  );
  const result = spawnSync(
    join('node_modules', '.bin', 'biome'),
    ['lint', `--config-path=${folder}`, '--reporter=github', '--max-diagnostics=none', ...PRODUCT],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const output = `${result.stdout}${result.stderr}`;
  if (result.status !== 0) throw new Error(`biome did not run: ${output.slice(0, 500)}`);
  return output.split('\n').filter((line) => line.includes('noExcessiveLinesPerFunction'));
};

describe('size', () => {
  it(`files stay under ${MAX_LINES_IN_FILE} lines`, () => {
    const long = sourceFiles(...ALL)
      .filter((file) => file.lines > MAX_LINES_IN_FILE)
      .map((file) => `${file.path} ${file.lines}`);
    expect(long).toEqual([]);
  });

  it(`functions stay under ${MAX_LINES_IN_FUNCTION} lines`, () => {
    expect(longFunctions()).toEqual([]);
  });
});
