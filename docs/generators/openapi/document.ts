/**
 * The OpenAPI 3.1 document, made from the route table and the schemas. Run at build time only: the functions carry the
 * finished document (docs/openapi.json), not this.
 */

import * as z from 'zod';
import { jsonSchemaOf } from '../../../shared/contract/json-schema.ts';
import type { OperationSchemas } from '../../../shared/contract/operation.ts';
import { OPERATIONS } from '../../../shared/contract/operations.ts';
import { RESPONSES } from '../../../shared/contract/responses.ts';
import { ROUTE_SUMMARIES } from '../../../shared/contract/routes/summaries.ts';
import { type OperationId, ROUTES, type RouteDefinition } from '../../../shared/contract/routes.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { paymentEvent } from '../../../shared/payments/payment-event.ts';
import { PAYMENT_EVENT_TYPES } from '../../../shared/workflows/workflow.ts';
import { Components } from './components.ts';
import { PARAMETER_EXAMPLES } from './parameter-examples.ts';
import { type Json, plainSchema, withInstants } from './plain-schema.ts';
import { RESPONSE_NAMES } from './schema-names.ts';
import { HEADERS, problemResponses, SHARED_RESPONSES } from './shared-responses.ts';
import { PAYMENT_SIGNATURE, WEBHOOKS } from './webhooks.ts';

type KnownRoute = RouteDefinition & { readonly operationId: OperationId };

const SCHEMA_URI = (id: string): string => `#/components/schemas/${id}`;

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const bodyName = (operationId: string): string => `${capitalized(operationId)}Request`;
/** Not `…Response`: what generators call the whole response, with its status and headers. */
const resultName = (operationId: string): string => `${capitalized(operationId)}Result`;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const plain = plainSchema(jsonSchemaOf(schema, io));
  return io === 'output' ? withInstants(plain) : plain;
};

const operations = (): readonly (readonly [KnownRoute, OperationSchemas])[] =>
  ROUTES.map((route) => [route, OPERATIONS[route.operationId]]);

/** As its sender writes it. */
const sentPaymentEvent = paymentEvent.extend({ type: z.enum(PAYMENT_EVENT_TYPES) });

/** The document's schemas, and what the response of each operation is called among them. */
const makeComponents = () => {
  const components = new Components();
  const responses = new Map<z.ZodType, Json>();
  for (const [name, schema] of Object.entries(RESPONSE_NAMES)) {
    responses.set(schema, components.add(name, jsonSchema(schema, 'output')));
  }
  components.add('PaymentEvent', jsonSchema(sentPaymentEvent, 'input'));
  for (const [{ operationId }, { body }] of operations()) {
    if (body !== undefined && body !== 'raw') components.add(bodyName(operationId), jsonSchema(body, 'input'));
    const [schema] = Object.values(RESPONSES[operationId]).filter((response) => response !== null);
    if (schema !== undefined && !responses.has(schema)) {
      responses.set(schema, components.add(resultName(operationId), jsonSchema(schema, 'output')));
    }
  }
  return { components, responses };
};

const parametersIn = (where: 'path' | 'query', schema: z.ZodObject | undefined): readonly Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = plainSchema(property as Json);
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...definedFields({ description }),
      schema: rest,
      ...definedFields({ example: PARAMETER_EXAMPLES[name] }),
    };
  });
};

const header = (name: string, description: string, example: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
  example,
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
          '4b1c8a52-0d9e-4d0b-9f5e-3a7f5d1f0c11',
        ),
      ]
    : []),
  ...(takesIfMatch(route) ? [header('If-Match', 'The version that was read', '"3"')] : []),
  ...(route.streams ? [header('Last-Event-ID', 'The last `id` that the caller got', 'WyIyMDI2LTExLTIx')] : []),
  ...(304 in RESPONSES[route.operationId] ? [header('If-None-Match', 'The version that the caller holds', '"3"')] : []),
];

/** What an operation reads that checks the signature of the bytes first. A carrier writes in a format of its own. */
const SIGNED: Readonly<Record<string, { readonly body: Json; readonly signature: readonly Json[] }>> = {
  receivePaymentWebhook: { body: { $ref: SCHEMA_URI('PaymentEvent') }, signature: PAYMENT_SIGNATURE },
};

const requestBody = (route: RouteDefinition, { body, example }: OperationSchemas): Json | undefined => {
  if (body === undefined) return undefined;
  const content = {
    schema:
      body === 'raw' ? (SIGNED[route.operationId]?.body ?? {}) : { $ref: SCHEMA_URI(bodyName(route.operationId)) },
    ...definedFields({ example }),
  };
  const isRequired = body === 'raw' || !body.safeParse({}).success;
  return { required: isRequired, content: { 'application/json': content } };
};

const MEANINGS: Readonly<Record<string, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  303: 'See other',
  304: 'Not modified',
};

const hasVersion = (route: KnownRoute): boolean => takesIfMatch(route) || 304 in RESPONSES[route.operationId];

const headersOf = (route: KnownRoute, status: string): Json => ({
  ...((hasVersion(route) || route.creates) && { ETag: HEADERS.ETag }),
  ...((status === '201' || status === '303') && { Location: HEADERS.Location }),
  ...(route.creates && { 'Idempotency-Replayed': HEADERS['Idempotency-Replayed'] }),
});

const responsesOf = (route: KnownRoute, names: ReadonlyMap<z.ZodType, Json>): Json => ({
  ...Object.fromEntries(
    Object.entries(RESPONSES[route.operationId]).map(([status, schema]) => {
      const headers = headersOf(route, status);
      const name = schema === null ? undefined : names.get(schema);
      return [
        status,
        {
          description: MEANINGS[status] ?? 'OK',
          ...(Object.keys(headers).length > 0 && { headers }),
          ...(name && { content: { 'application/json': { schema: name } } }),
        },
      ];
    }),
  ),
  ...problemResponses(route),
});

const SECURITY = {
  jwt: [{ bearer: [] }],
  jwt_or_guest: [{ bearer: [] }, { guestLink: [] }],
  optional: [{}, { bearer: [] }],
  public: [],
} as const satisfies Record<RouteDefinition['auth'], readonly Json[]>;

const WITHOUT_ROLES = {
  jwt: 'Any signed-in caller, for what is theirs.',
  jwt_or_guest: "The order's buyer, seller, driver and support, and the holder of its link.",
  optional: 'Everybody; those it belongs to, and staff, see all of it.',
  public: 'Everybody.',
} as const satisfies Record<RouteDefinition['auth'], string>;

/** Of routes that are about a person, not about one order. */
const OF_A_PERSON = 'Any signed-in caller, for what is theirs; the guest who holds the link of an order.';

/** Who may call the operation, in words. */
const callersOf = ({ roles, auth, path }: RouteDefinition): string => {
  if (roles !== undefined) return `Roles: ${roles.join(', ')}.`;
  return auth === 'jwt_or_guest' && !path.includes('{') ? OF_A_PERSON : WITHOUT_ROLES[auth];
};

const operationObject = (route: KnownRoute, schemas: OperationSchemas, names: ReadonlyMap<z.ZodType, Json>): Json => {
  const body = requestBody(route, schemas);
  return {
    operationId: route.operationId,
    tags: [ROUTE_SUMMARIES[route.operationId].tag],
    summary: ROUTE_SUMMARIES[route.operationId].summary,
    description: [schemas.description, callersOf(route)].filter((part) => part !== undefined).join(' '),
    ...(route.aliases && { 'x-alias': route.aliases }),
    // Generators know no streams, and would make the page of JSON a text.
    ...(route.streams && { 'x-event-stream': { $ref: SCHEMA_URI('OrderEvent') } }),
    security: SECURITY[route.auth],
    parameters: [
      ...parametersIn('path', schemas.params),
      ...parametersIn('query', schemas.query),
      ...headerParameters(route),
      ...(SIGNED[route.operationId]?.signature ?? []),
    ],
    ...(body && { requestBody: body }),
    responses: responsesOf(route, names),
  };
};

const paths = (names: ReadonlyMap<z.ZodType, Json>): Json => {
  const byPath = new Map<string, Record<string, unknown>>();
  for (const [route, schemas] of operations()) {
    const item = byPath.get(route.path) ?? {};
    item[route.method.toLowerCase()] = operationObject(route, schemas, names);
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

const SERVERS = [
  {
    url: 'http://127.0.0.1:{port}',
    description: 'The local cloud (`npm start`)',
    variables: { port: { default: '4000' } },
  },
  {
    url: 'https://{host}',
    description: 'A deployed stage: the output `PublicUrl`',
    variables: { host: { default: 'wismo.example.com' } },
  },
];

/** The whole document. */
export const openApiDocument = (): Json => {
  const { components, responses } = makeComponents();
  return {
    openapi: '3.1.1',
    info: INFO,
    servers: SERVERS,
    tags: [...new Set(ROUTES.map(({ operationId }) => ROUTE_SUMMARIES[operationId].tag))].map((name) => ({ name })),
    paths: paths(responses),
    webhooks: WEBHOOKS,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of the OIDC issuer' },
        guestLink: {
          type: 'apiKey',
          in: 'query',
          name: 'token',
          description: 'The signed link of one order; a JWT too, for clients that cannot send headers (`EventSource`)',
        },
      },
      responses: SHARED_RESPONSES,
      schemas: components.schemas(),
    },
  };
};
