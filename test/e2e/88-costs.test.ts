import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { costsDocument } from '../../bench/costs/document.ts';
import { measureCosts } from '../../bench/costs/measure.ts';

it('a life costs what docs/costs.md says, step by step and function by function', async () => {
  expect(costsDocument(await measureCosts())).toBe(readFileSync('docs/costs.md', 'utf8'));
});
