import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateCarriers } from '../../../docs/generators/carriers.ts';

it('docs/carriers.md is what `npm run docs` makes', () => {
  expect(readFileSync('docs/carriers.md', 'utf8')).toBe(generateCarriers());
});
