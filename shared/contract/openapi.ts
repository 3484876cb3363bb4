/**
 * The OpenAPI 3.1 document, made from the route table and the schemas. Run at build time only: the functions carry the
 * finished document (docs/openapi.json), not this.
 */

import * as z from 'zod';
import { definedFields } from '../defined-fields.ts';
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
  const schemas = [...named].map(([name, schema]) => [
    name,
    component(z.toJSONSchema(schema, { io, reused: 'inline' })),
  ]);
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
    ? [
        header(
          'Idempotency-Key',
          'Repeating a request with the same key and body within 24 hours returns the first response',
        ),
      ]
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
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  303: 'See other',
  304: 'Not modified',
};

const responsesOf = (route: KnownRoute): Json => ({
  ...Object.fromEntries(
    Object.entries(RESPONSES[route.operationId]).map(([status, schema]) => [
      status,
      {
        description: MEANINGS[status] ?? 'OK',
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
    ...definedFields({ requestBody: body }),
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
    'Order status, tracking and notifications. Errors are `application/problem+json` with a stable `code`. Resources that ' +
    'the caller may not see return 404. Amounts are decimal strings; times are ISO 8601 in UTC. Optional members that are ' +
    '`null`, empty or blank are treated as absent, and leading and trailing spaces are removed. A member with `x-lenient` ' +
    'is truncated, omitted or stored as written if it cannot be parsed, and is never a reason to refuse the request. ' +
    'Errors of the gateway itself have the body `{"message": "…"}` in `application/json`: 413 for more than 6 MB, 429 above ' +
    'the rate limit of the stage, 431 for more than 10 KB of headers, and 500 or 503 if a function cannot run.',
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
      bearer: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'An access token of the OIDC issuer',
      },
      guestLink: { type: 'apiKey', in: 'query', name: 'token', description: 'The token of a signed link to one order' },
    },
    responses: {
      Unauthorized: {
        description: 'The access token or link token is missing or invalid',
        headers: { 'WWW-Authenticate': { schema: { type: 'string' } } },
        content: { 'application/problem+json': { schema: { $ref: SCHEMA_URI('Problem') } } },
      },
      Problem: {
        description: 'An error; see `code`',
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
