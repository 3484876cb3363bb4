import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateAccessPatterns } from '../../../docs/generators/access-patterns.ts';
import { ACCESS_PATTERNS } from '../../../shared/store/access-patterns.ts';
import { type IndexShape, TABLE_SHAPE } from '../../../shared/store/table-shape.ts';

it('docs/access-patterns.md is what `npm run docs` makes', () => {
  expect(readFileSync('docs/access-patterns.md', 'utf8')).toBe(generateAccessPatterns());
});

it('every index serves an access pattern, unless it is retired', () => {
  const used = new Set<string>(ACCESS_PATTERNS.map(({ by }) => by));
  const indexes: Readonly<Record<string, IndexShape>> = TABLE_SHAPE.indexes;
  for (const [name, { isRetired = false }] of Object.entries(indexes))
    expect([name, used.has(name)]).toEqual([name, !isRetired]);
});
