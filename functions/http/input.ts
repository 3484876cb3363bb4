import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { fieldMessage } from '../../shared/contract/field-message.ts';
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
  const result = readAt(systemClock.now(), () =>
    schema.safeParse(withoutBlanks(schema, value), { error: fieldMessage }),
  );
  if (result.success) return result.data;
  throw new ProblemError('VALIDATION_FAILED', 'The request contains invalid fields', {
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

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i;
const UTF_8 = /^"?(?:utf-?8|us-ascii)"?$/i;

/** No type is taken for JSON. Parameters say nothing but the character set, which JSON has only one of. */
const isJson = (contentType: string | undefined): boolean => {
  const [type = '', ...parameters] =
    (contentType ?? '')
      .split(',')[0]
      ?.split(';')
      .map((part) => part.trim()) ?? [];
  const charset = parameters
    .find((parameter) => /^charset\s*=/i.test(parameter))
    ?.split('=')[1]
    ?.trim();
  return type === '' || (JSON_TYPE.test(type) && (charset === undefined || UTF_8.test(charset)));
};

const isPlain = (encoding: string | undefined): boolean =>
  encoding === undefined || /^\s*(?:identity)?\s*$/i.test(encoding);

/** The text of a body, without the mark at its beginning that some programs write (RFC 8259, 8.1). */
const textOf = (raw: Buffer): string => raw.toString('utf8').replace(/^\ufeff/, '');

/** What is nested deeper is no request of anybody's, and no item of the table holds it. */
const MAX_DEPTH = 24;

const isDeeperThan = (max: number, value: unknown): boolean => {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > max) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
};

/** @returns the value, `undefined` where the body is empty. */
export const parseJson = (raw: Buffer): unknown => {
  const text = textOf(raw);
  if (text.trim() === '') return undefined;
  try {
    return readOutsideJson(text);
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
  const { 'content-type': type, 'content-encoding': encoding } = event.headers;
  if (!isJson(type) || !isPlain(encoding)) throw new ProblemError('UNSUPPORTED_MEDIA_TYPE');
  const value = parseJson(raw);
  if (isDeeperThan(MAX_DEPTH, value))
    throw new ProblemError('VALIDATION_FAILED', `The body is nested deeper than ${MAX_DEPTH} levels`);
  return value === undefined ? emptyBody(schemas.body) : check(schemas.body, value);
};
