import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { OperationSchemas } from '../../shared/contract/operation.ts';
import { type FieldError, notFound, ProblemError } from '../../shared/contract/problem.ts';
import { readAt } from '../../shared/contract/reading-time.ts';
import { withoutBlanks } from '../../shared/contract/schemas/without-blanks.ts';
import { readOutsideJson, storableText } from '../../shared/contract/storable-text.ts';
import { systemClock } from '../composition/system.ts';

export const MAX_BODY_BYTES = 256 * 1024;

type Issue = z.core.$ZodIssue;

/** Of the variants that a value could have been, the one that it came nearest to: whose fault lies inside it. */
const nearestVariant = (variants: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  variants.find((issues) => issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'));

const fieldErrorsOf = (issue: Issue, before: readonly string[]): readonly FieldError[] => {
  const path = [...before, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }));
  }
  const inner = issue.code === 'invalid_union' ? nearestVariant(issue.errors) : undefined;
  if (inner && inner.length > 0) return inner.flatMap((one) => fieldErrorsOf(one, path));
  return [{ path: path.join('.'), message: issue.message }];
};

const fieldErrors = (error: z.ZodError, prefix: string): readonly FieldError[] =>
  error.issues.flatMap((issue) => fieldErrorsOf(issue, prefix ? [prefix] : []));

const check = (schema: z.ZodType, value: unknown, prefix = ''): unknown => {
  const result = readAt(systemClock.now(), () => schema.safeParse(withoutBlanks(schema, value)));
  if (result.success) return result.data;
  throw new ProblemError('VALIDATION_FAILED', 'Some fields do not fit the contract', {
    errors: fieldErrors(result.error, prefix),
  });
};

/** A path value that cannot be an id names nothing: 404, not a complaint about its form. */
export const checkParams = (schemas: OperationSchemas, event: APIGatewayProxyEventV2): unknown => {
  if (!schemas.params) return undefined;
  const result = schemas.params.safeParse(event.pathParameters ?? {});
  if (!result.success) throw notFound();
  return result.data;
};

const storableValues = (values: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value && storableText(value)]));

export const checkQuery = (schemas: OperationSchemas, event: APIGatewayProxyEventV2): unknown =>
  schemas.query && check(schemas.query, storableValues(event.queryStringParameters ?? {}), 'query');

/** The size counts before anything is decoded or parsed. */
export const readRawBody = (event: APIGatewayProxyEventV2): Buffer => {
  const text = event.body ?? '';
  const encoding = event.isBase64Encoded ? 'base64' : 'utf8';
  if (Buffer.byteLength(text, encoding) > MAX_BODY_BYTES) throw new ProblemError('PAYLOAD_TOO_LARGE');
  return Buffer.from(text, encoding);
};

const isJson = (contentType: string | undefined): boolean =>
  contentType === undefined || /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType);

const parseJson = (raw: Buffer): unknown => {
  try {
    return readOutsideJson(raw.toString('utf8'));
  } catch (cause) {
    throw new ProblemError('MALFORMED_JSON', undefined, {}, { cause });
  }
};

/** No body at all is an empty object where every field is optional; elsewhere it is no JSON. */
const emptyBody = (schema: z.ZodType): unknown => {
  const result = schema.safeParse({});
  if (result.success) return result.data;
  throw new ProblemError('MALFORMED_JSON', 'The body is empty');
};

export const readBody = (schemas: OperationSchemas, event: APIGatewayProxyEventV2): unknown => {
  if (!schemas.body || schemas.body === 'raw') return undefined;
  const raw = readRawBody(event);
  if (raw.length === 0) return emptyBody(schemas.body);
  if (!isJson(event.headers['content-type'])) throw new ProblemError('UNSUPPORTED_MEDIA_TYPE');
  return check(schemas.body, parseJson(raw));
};
