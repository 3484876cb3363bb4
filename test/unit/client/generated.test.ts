import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  generateClientMessages,
  generateClientOperations,
  generateClientTypes,
} from '../../../docs/generators/client.ts';

it.each([
  ['api', generateClientTypes],
  ['operations', generateClientOperations],
  ['messages', generateClientMessages],
])('client/src/generated/%s.ts is what the contract says (else: npm run docs)', (name, generate) => {
  expect(readFileSync(`client/src/generated/${name}.ts`, 'utf8')).toBe(generate());
});
