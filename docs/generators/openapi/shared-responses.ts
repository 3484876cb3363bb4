/** Headers and refusals that many operations have in common. */
import { PROBLEMS, type ProblemCode, problemDefinition } from '../../../shared/contract/problem.ts';
import type { RouteDefinition } from '../../../shared/contract/routes.ts';
import type { Json } from './plain-schema.ts';

const text = (description: string, example: string): Json => ({ description, schema: { type: 'string' }, example });

export const HEADERS: Readonly<Record<'ETag' | 'Location' | 'Idempotency-Replayed' | 'Retry-After', Json>> = {
  ETag: text('The version, for `If-Match` and `If-None-Match`', '"3"'),
  Location: text('Where what was made is read', '/api/orders/ord_01KAJ5W8Z2T9V3M7QX4R6B1CDE'),
  'Idempotency-Replayed': text('`true` where the response is that of an earlier request with the same key', 'true'),
  'Retry-After': text('Seconds to wait before the same request is sent again', '60'),
};

/** The refusals, one for each status; each code belongs to the one of its status. */
const REFUSALS: Readonly<Record<number, { readonly name: string; readonly description: string }>> = {
  400: { name: 'BadRequest', description: 'The request is malformed' },
  401: { name: 'Unauthorized', description: 'The token, link or signature is missing or not valid' },
  403: { name: 'Forbidden', description: "None of the caller's roles may do this; `allowedRoles` may" },
  404: { name: 'NotFound', description: 'There is no such thing that the caller may see' },
  409: { name: 'Conflict', description: 'It does not go with the state that the order is in now' },
  412: { name: 'PreconditionFailed', description: '`If-Match` names another version than the present one' },
  413: { name: 'ContentTooLarge', description: 'The body is larger than 256 KB' },
  415: { name: 'UnsupportedMediaType', description: 'The body is not `application/json`' },
  422: {
    name: 'UnprocessableContent',
    description: 'The request is well-formed and does not fit; `errors` says where',
  },
  429: { name: 'TooManyRequests', description: 'Too many requests' },
  500: { name: 'InternalServerError', description: 'Something went wrong on our side' },
  503: { name: 'ServiceUnavailable', description: 'The same request may succeed in a moment' },
};

const CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

const problemExample = (code: ProblemCode): Json => {
  const { status, title, canRetry, suggestedAction } = problemDefinition(code);
  return {
    summary: code,
    value: {
      type: `urn:wismo:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      detail: title,
      instance: '/api/orders',
      code,
      timestamp: '2026-11-27T09:30:00.000Z',
      path: '/api/orders',
      requestId: 'Jd4kXhLxIAMEVQA=',
      ...(canRetry !== undefined && { canRetry }),
      ...(suggestedAction !== undefined && { suggestedAction }),
    },
  };
};

const refusal = (status: number, description: string): Json => ({
  description,
  headers: {
    ...(status === 401 && { 'WWW-Authenticate': { schema: { type: 'string' }, example: 'Bearer' } }),
    ...((status === 409 || status === 429 || status === 503) && { 'Retry-After': HEADERS['Retry-After'] }),
  },
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: Object.fromEntries(
        CODES.filter((code) => PROBLEMS[code].status === status).map((code) => [code, problemExample(code)]),
      ),
    },
  },
});

/** The refusals by name, each with an example of every code that it may carry. */
export const SHARED_RESPONSES: Json = Object.fromEntries(
  Object.entries(REFUSALS).map(([status, { name, description }]) => [name, refusal(Number(status), description)]),
);

const statusesOf = ({ auth, method, path, roles }: RouteDefinition): readonly number[] => [
  400,
  ...(auth === 'public' ? [] : [401]),
  ...(roles === undefined ? [] : [403]),
  ...(path.includes('{') ? [404] : []),
  ...(method === 'GET' ? [] : [409, 413, 415]),
  ...(method === 'PUT' ? [412] : []),
  422,
  429,
  500,
  503,
];

/** What the operation may refuse with, by status. */
export const problemResponses = (route: RouteDefinition): Json =>
  Object.fromEntries(
    statusesOf(route).map((status) => [status, { $ref: `#/components/responses/${REFUSALS[status]?.name}` }]),
  );
