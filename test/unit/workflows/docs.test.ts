import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateWorkflowDocs } from '../../../docs/generators/workflows.ts';

const root = new URL('../../../', import.meta.url);
const pages = generateWorkflowDocs();

test.each(Object.keys(pages))('%s says what the workflow is (else: npm run docs)', (path) => {
  expect(readFileSync(new URL(path, root), 'utf8')).toBe(pages[path]);
});

test('there is no page of a workflow that is gone', () => {
  const present = readdirSync(new URL('docs/workflows/', root)).map((name) => `docs/workflows/${name}`);
  expect(present.toSorted()).toEqual(Object.keys(pages).toSorted());
});
