import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../docs/generators/openapi/document.ts';
import { isJson, type Json } from '../../../docs/generators/openapi/plain-schema.ts';

const document = JSON.parse(JSON.stringify(openApiDocument()));

interface Place {
  readonly path: string;
  readonly node: Json;
}

const placesIn = (node: unknown, path = '#'): readonly Place[] => {
  if (Array.isArray(node)) return node.flatMap((one, index) => placesIn(one, `${path}/${index}`));
  if (!isJson(node)) return [];
  return [{ path, node }, ...Object.entries(node).flatMap(([key, value]) => placesIn(value, `${path}/${key}`))];
};

/** Examples are values, not schemas. */
const places = placesIn(document).filter(({ path }) => !/\/examples?(?:\/|$)/.test(path));
const where = (isFault: (place: Place) => boolean): readonly string[] => places.filter(isFault).map(({ path }) => path);

const typesOf = ({ type }: Json): readonly unknown[] => (Array.isArray(type) ? type : [type]);
const operations = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
);

describe('the document has nothing that generated clients do not compile with', () => {
  it('no constants', () => expect(where(({ node }) => 'const' in node)).toEqual([]));

  it('no value that is a text or a number', () => {
    const isMixed = ({ node }: Place) => typesOf(node).includes('string') && typesOf(node).includes('number');
    expect(where(isMixed)).toEqual([]);
  });

  it('no union of two texts', () => {
    const isUnionOfTexts = ({ node: { anyOf, oneOf } }: Place) =>
      [anyOf, oneOf].some((list) => Array.isArray(list) && list.filter(({ type }) => type === 'string').length > 1);
    expect(where(isUnionOfTexts)).toEqual([]);
  });

  it('no objects and choices without a name', () => {
    const isInline = ({ path, node }: Place) =>
      !/^#\/components\/schemas\/[^/]+$/.test(path) &&
      (isJson(node.properties) || (Array.isArray(node.enum) && node.enum.length > 1 && !path.includes('/parameters/')));
    expect(where(isInline).filter((path) => !path.startsWith('#/webhooks/'))).toEqual([]);
  });

  it('no union of objects without a discriminator and named variants', () => {
    const isBlind = ({ node: { oneOf, discriminator } }: Place) =>
      Array.isArray(oneOf) && oneOf.every(({ $ref }) => typeof $ref === 'string') && discriminator === undefined;
    expect(where(isBlind)).toEqual([]);
  });

  it('no defaults in bodies, and no parameter `Accept`', () => {
    const isDefault = ({ path, node }: Place) => path.startsWith('#/components/schemas/') && 'default' in node;
    expect(where(isDefault)).toEqual([]);
    expect(where(({ node }) => node.in === 'header' && node.name === 'Accept')).toEqual([]);
  });

  it('JSON first wherever there is JSON', () => {
    const isLater = ({ node }: Place) =>
      isJson(node.content) && Object.keys(node.content).indexOf('application/json') > 0;
    expect(where(isLater)).toEqual([]);
  });

  it('no name of another make than PascalCase', () => {
    expect(Object.keys(document.components.schemas).filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  });
});

describe('the document says what an integrator needs', () => {
  it('of each operation: who may call it, and how it refuses', () => {
    for (const { name, operation } of operations) {
      expect(String(operation.description), name).toMatch(/Roles: |Any signed-in caller|Everybody|buyer, seller/);
      expect(
        Object.keys(operation.responses as Json).some((status) => status.startsWith('4')),
        name,
      ).toBe(true);
    }
  });

  it('an example of each parameter, body and problem', () => {
    const without = operations.flatMap(({ name, operation }) => {
      const parameters = (operation.parameters as readonly Json[]).filter(({ example }) => example === undefined);
      const content = (operation.requestBody as Json | undefined)?.content as Json | undefined;
      const body = content?.['application/json'] as Json | undefined;
      const isRaw = body !== undefined && Object.keys(body.schema as Json).length === 0;
      return [
        ...parameters.map((parameter) => `${name}: ${parameter.name}`),
        ...(body !== undefined && body.example === undefined && !isRaw ? [`${name}: body`] : []),
      ];
    });
    expect(without).toEqual([]);
    for (const response of Object.values(document.components.responses as Record<string, Json>)) {
      const { examples } = (response.content as Record<string, Json>)['application/problem+json'] ?? {};
      expect(isJson(examples)).toBe(true);
    }
  });

  it('headers, servers and signed webhooks', () => {
    expect(document.servers.every(({ url }: { url: string }) => /^https?:/.test(url))).toBe(true);
    const created = document.paths['/api/orders'].post.responses['201'].headers;
    expect(Object.keys(created)).toEqual(expect.arrayContaining(['ETag', 'Location', 'Idempotency-Replayed']));
    expect(document.components.responses.TooManyRequests.headers).toHaveProperty('Retry-After');
    const names = document.webhooks.paymentEvent.post.parameters.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
  });

  it('instants by their format', () => {
    const { properties } = document.components.schemas.HistoryEntry;
    expect(properties.occurredAt).toMatchObject({ type: 'string', format: 'date-time' });
  });
});
