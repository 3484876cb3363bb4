/**
 * The OpenAPI 3.1 document, made from the route table and the schemas. Run at build time only: the functions carry the
 * finished document (docs/openapi.json), not this.
 */

import * as z from 'zod';
import { definedFields } from '../defined-fields.ts';
import { jsonSchemaOf } from './json-schema.ts';
import type { OperationSchemas } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { RESPONSES } from './responses.ts';
import { type OperationId, ROUTES, type RouteDefinition } from './routes.ts';
import { problem } from './schemas/problem.ts';

type Json = Readonly<Record<string, unknown>>;
type KnownRoute = RouteDefinition & { readonly operationId: OperationId };

const SCHEMA_URI = (id: string): string => `#/components/schemas/${id}`;
const UNAUTHORIZED_REF = { $ref: '#/components/responses/Unauthorized' };
const PROBLEM_REF = { $ref: '#/components/responses/Problem' };

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const bodyName = (operationId: string): string => `${capitalized(operationId)}Body`;
const responseName = (operationId: string): string => `${capitalized(operationId)}Response`;

/** `$schema` and `$id` belong to stand-alone schemas. */
const component = ({ $schema: _schema, $id: _id, ...rest }: Json): Json => rest;

const toComponents = (named: ReadonlyMap<string, z.ZodType>, io: 'input' | 'output'): Json => {
  const schemas = [...named].map(([name, schema]) => [name, component(jsonSchemaOf(schema, io))]);
  return Object.fromEntries(schemas);
};

const operations = (): readonly (readonly [KnownRoute, OperationSchemas])[] =>
  ROUTES.map((route) => [route, OPERATIONS[route.operationId]]);

const bodies = (): ReadonlyMap<string, z.ZodType> =>
  new Map(
    operations().flatMap(([route, { body }]) =>
      body === undefined || body === 'raw' ? [] : [[bodyName(route.operationId), body] as const],
    ),
  );

const responses = (): ReadonlyMap<string, z.ZodType> =>
  new Map(
    operations().flatMap(([route]) => {
      const [schema] = Object.values(RESPONSES[route.operationId]).filter((response) => response !== null);
      return schema ? [[responseName(route.operationId), schema] as const] : [];
    }),
  );

const parametersIn = (where: 'path' | 'query', schema: z.ZodObject | undefined): readonly Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
};

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

/** Every write of something that has a version: an order, a listing, a workflow. */
const takesIfMatch = ({ method, path }: RouteDefinition): boolean =>
  method === 'PUT' || (method === 'POST' && /\{order_?id\}/i.test(path));

const headerParameters = (route: KnownRoute): readonly Json[] => [
  ...(route.creates
    ? [header('Idempotency-Key', 'The same key and body return the first response again, for 24 hours')]
    : []),
  ...(takesIfMatch(route) ? [header('If-Match', 'The version that was read')] : []),
  ...(route.streams
    ? [header('Last-Event-ID', 'The last `id` that the caller got'), header('Accept', '`application/json` for a page')]
    : []),
  ...(304 in RESPONSES[route.operationId] ? [header('If-None-Match', 'The version that the caller holds')] : []),
];

const requestBody = (route: RouteDefinition, { body, example }: OperationSchemas): Json | undefined => {
  if (body === undefined) return undefined;
  if (body === 'raw') return { required: true, content: { 'application/json': { schema: {} } } };
  const content = {
    schema: { $ref: SCHEMA_URI(bodyName(route.operationId)) },
    ...definedFields({ example }),
  };
  return { required: !body.safeParse({}).success, content: { 'application/json': content } };
};

const MEANINGS: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted',
  303: 'See other',
  304: 'Unchanged',
};

const responsesOf = (route: KnownRoute): Json => ({
  ...Object.fromEntries(
    Object.entries(RESPONSES[route.operationId]).map(([status, schema]) => [
      status,
      {
        description: MEANINGS[status] ?? 'Done',
        ...(schema && {
          content: {
            ...(route.streams && { 'text/event-stream': { schema: { type: 'string' } } }),
            'application/json': { schema: { $ref: SCHEMA_URI(responseName(route.operationId)) } },
          },
        }),
      },
    ]),
  ),
  ...(route.auth !== 'public' && { 401: UNAUTHORIZED_REF }),
  default: PROBLEM_REF,
});

const SECURITY = {
  jwt: [{ bearer: [] }],
  jwt_or_guest: [{ bearer: [] }, { guestLink: [] }],
  optional: [{}, { bearer: [] }],
  public: [],
} as const satisfies Record<RouteDefinition['auth'], readonly Json[]>;

const described = (route: RouteDefinition, { description }: OperationSchemas): string =>
  [
    description,
    route.roles && `Roles: ${route.roles.join(', ')}.`,
    route.aliases && `Also at ${route.aliases.map((alias) => `\`${alias}\``).join(', ')}.`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');

const operationObject = (route: KnownRoute, schemas: OperationSchemas): Json => {
  const body = requestBody(route, schemas);
  const description = described(route, schemas);
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(description !== '' && { description }),
    security: SECURITY[route.auth],
    parameters: [
      ...parametersIn('path', schemas.params),
      ...parametersIn('query', schemas.query),
      ...headerParameters(route),
    ],
    ...(body && { requestBody: body }),
    responses: responsesOf(route),
  };
};

const paths = (): Json => {
  const byPath = new Map<string, Record<string, unknown>>();
  for (const [route, schemas] of operations()) {
    const item = byPath.get(route.path) ?? {};
    item[route.method.toLowerCase()] = operationObject(route, schemas);
    byPath.set(route.path, item);
  }
  return Object.fromEntries(byPath);
};

const INFO = {
  title: 'Wismo',
  version: '1.0.0',
  description:
    'Where is my order? Every status of every order, live, to everybody concerned. Errors are `application/problem+json` ' +
    'with a stable `code`; what the caller may not see is 404; money is decimal text; times are ISO 8601 UTC. Optional ' +
    'members that are `null`, empty or blank are read as absent, and spaces at the ends of texts are dropped. A field with ' +
    '`x-lenient` is cut, left out or stored as written where it cannot be understood, and never refused for its content. ' +
    'Where a request does not reach the service at all, the gateway responds by itself with `{"message": "…"}` in ' +
    '`application/json`: 413 for more than 6 MB, 429 above the limit of the whole stage, 431 for more than 10 KB of ' +
    'headers, and 500 or 503 when a function cannot run.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

/** The whole document. */
export const openApiDocument = (): Json => ({
  openapi: '3.1.1',
  info: INFO,
  servers: [{ url: '/' }],
  tags: [...new Set(ROUTES.map(({ tag }) => tag))].map((name) => ({ name })),
  paths: paths(),
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of the OIDC issuer' },
      guestLink: { type: 'apiKey', in: 'query', name: 'token', description: 'The signed link of one order' },
    },
    responses: {
      Unauthorized: {
        description: 'The token or the link is missing or not valid',
        headers: { 'WWW-Authenticate': { schema: { type: 'string' } } },
        content: { 'application/problem+json': { schema: { $ref: SCHEMA_URI('Problem') } } },
      },
      Problem: {
        description: 'A problem, by its code',
        content: { 'application/problem+json': { schema: { $ref: SCHEMA_URI('Problem') } } },
      },
    },
    schemas: {
      ...toComponents(bodies(), 'input'),
      ...toComponents(responses(), 'output'),
      ...toComponents(new Map([['Problem', problem]]), 'output'),
    },
  },
});
