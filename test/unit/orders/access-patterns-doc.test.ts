import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateAccessPatterns } from '../../../docs/generators/access-patterns.ts';
import { ACCESS_PATTERNS } from '../../../shared/store/access-patterns.ts';
import { TABLE_SHAPE } from '../../../shared/store/table-shape.ts';

it('docs/access-patterns.md is what `npm run docs` makes', () => {
  expect(readFileSync('docs/access-patterns.md', 'utf8')).toBe(generateAccessPatterns());
});

it('every index serves an access pattern', () => {
  const used = new Set(ACCESS_PATTERNS.map(({ by }) => by));
  expect(
    Object.keys(TABLE_SHAPE.indexes).filter((name) => !used.has(name as keyof typeof TABLE_SHAPE.indexes)),
  ).toEqual([]);
});
