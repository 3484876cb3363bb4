import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateChannels } from '../../../docs/generators/channels.ts';

it('docs/channels.md is what `npm run docs` makes', () => {
  expect(readFileSync('docs/channels.md', 'utf8')).toBe(generateChannels());
});
