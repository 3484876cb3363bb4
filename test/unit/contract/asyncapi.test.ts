import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asyncApiDocument, generateAsyncApi } from '../../../docs/generators/asyncapi.ts';
import { clientMessage } from '../../../shared/contract/client-message.ts';
import { serverMessage } from '../../../shared/contract/socket.ts';
import { world } from '../http/support/world.ts';

const referencesIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
};

const at = (document: unknown, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);

describe('the AsyncAPI document', () => {
  const document = asyncApiDocument() as {
    readonly asyncapi: string;
    readonly operations: Readonly<
      Record<string, { readonly action: string; readonly messages: readonly { $ref: string }[] }>
    >;
  };

  it('is the one that is checked in: run `npm run docs` after a change', () => {
    expect(readFileSync('docs/asyncapi.json', 'utf8') === generateAsyncApi()).toBe(true);
  });

  it('is of version 3, and every reference in it leads somewhere', () => {
    expect(document.asyncapi).toBe('3.0.0');
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((pointer) => at(document, pointer) === undefined)).toEqual([]);
  });

  it('has every message that either side may send, each with words on what it is for', () => {
    const named = (operation: string) => document.operations[operation]?.messages.map(({ $ref }) => at(document, $ref));
    const resolved = (operation: string) =>
      named(operation)?.map((reference) => at(document, (reference as { $ref: string }).$ref) as { summary?: string });
    expect(resolved('sendToSocket')).toHaveLength(clientMessage().options.length);
    expect(resolved('receiveFromSocket')).toHaveLength(serverMessage.options.length);
    for (const operation of ['sendToSocket', 'receiveFromSocket', 'receiveFromStream']) {
      expect(resolved(operation)?.filter(({ summary }) => !summary)).toEqual([]);
    }
  });

  it('is served to everybody', async () => {
    const { call } = world();
    const served = await call('GET', '/asyncapi.json');
    expect(served.body).toEqual(JSON.parse(generateAsyncApi()));
    expect(served.headers['Access-Control-Allow-Origin']).toBe('*');
  });
});
