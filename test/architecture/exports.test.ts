import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../../docs/generators/source-files.ts';

const FOLDERS = ['bin', 'lib', 'functions', 'shared', 'local', 'web', 'bench', 'docs', 'test'] as const;
const EXPORTED = /^export (?:async )?(?:const|function\*?|class|let) ([A-Za-z_$][\w$]*)/gm;

/** Found by their files' names: by the bundler, or by the registries of carriers and channels. */
const FOUND_BY_FILE: readonly string[] = ['handler', 'adapter', 'makeClient'];

describe('exports', () => {
  it('are used by another file', () => {
    const files = sourceFiles(...FOLDERS);
    const users = new Map<string, number>();
    const components = globSync('web/app/**/*.vue').map((path) => readFileSync(path, 'utf8'));
    for (const text of [...files.map((file) => file.text), ...components])
      for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g))) users.set(word, (users.get(word) ?? 0) + 1);
    const unused = files.flatMap(({ path, text }) =>
      [...text.matchAll(EXPORTED)]
        .map(([, name = '']) => name)
        .filter((name) => !FOUND_BY_FILE.includes(name) && users.get(name) === 1)
        .map((name) => `${path}: ${name}`),
    );
    expect(unused).toEqual([]);
  });
});
