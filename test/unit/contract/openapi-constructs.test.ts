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

  it('no union of two texts, of a text and a number, or of two lists', () => {
    const KINDS: Readonly<Record<string, string>> = {
      string: 'plain',
      number: 'plain',
      integer: 'plain',
      array: 'list',
    };
    const hasTwoOfAKind = ({ node: { anyOf, oneOf } }: Place) =>
      [anyOf, oneOf].some((list) => {
        const kinds = Array.isArray(list) ? list.flatMap(({ type }) => KINDS[type] ?? []) : [];
        return new Set(kinds).size < kinds.length;
      });
    expect(where(hasTwoOfAKind)).toEqual([]);
  });

  it('no union with anything at all', () => {
    const isUnionWithAnything = ({ node: { anyOf, oneOf } }: Place) =>
      [anyOf, oneOf].some((list) => Array.isArray(list) && list.some((variant) => Object.keys(variant).length === 0));
    expect(where(isUnionWithAnything)).toEqual([]);
  });

  it('no excluded bounds and steps of numbers, which OpenAPI 3.0 wrote as flags', () => {
    const isBound = ({ node }: Place) =>
      ['exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].some((key) => key in node);
    expect(where(isBound)).toEqual([]);
  });

  it('no choice of texts that is an instant', () => {
    expect(where(({ node }) => Array.isArray(node.enum) && node.format !== undefined)).toEqual([]);
  });

  it('no schema called as generators call a whole response', () => {
    expect(Object.keys(document.components.schemas).filter((name) => name.endsWith('Response'))).toEqual([]);
  });

  it('no schema that only `webhooks` mention, and no tag of both', () => {
    const mentioned = new Set(placesIn(document.paths).map(({ node }) => String(node.$ref).split('/').at(-1)));
    const inWebhooks = placesIn(document.webhooks).flatMap(({ node }) =>
      typeof node.$ref === 'string' && node.$ref.includes('/schemas/') ? [node.$ref.split('/').at(-1)] : [],
    );
    expect(inWebhooks.filter((name) => !mentioned.has(name))).toEqual([]);
    const tagsOf = (node: unknown) => placesIn(node).flatMap(({ node: { tags } }) => (Array.isArray(tags) ? tags : []));
    const tagsOfPaths = new Set(tagsOf(document.paths));
    expect(tagsOf(document.webhooks).filter((tag) => tagsOfPaths.has(tag))).toEqual([]);
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
