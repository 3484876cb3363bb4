import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type ProblemCode, ProblemError, problemDefinition } from '../../shared/contract/problem.ts';
import type { RouteDefinition } from '../../shared/contract/routes.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import { isPassingFault, StoreUnavailableError } from '../../shared/store/errors.ts';
import type { Logger, Metrics } from '../composition/observability.ts';
import { systemClock } from '../composition/system.ts';
import { problemMembers } from './problem-members.ts';

/** A body that comes bit by bit, until it ends by itself or `left` says that nobody wants it any more. */
export type StreamedBody = (left: AbortSignal) => AsyncIterable<string>;

export interface ApiResponse {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is (pages), with `contentType`. */
  readonly text?: string;
  readonly contentType?: string;
  /** Sent as they are, with `contentType`: a picture. */
  readonly bytes?: Buffer;
  /** Sent as it comes, with `contentType`: by a function whose route streams. */
  readonly stream?: StreamedBody;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler returns; a streaming function sends `stream` on, which is never part of a gateway's response. */
export type HttpResult = APIGatewayProxyStructuredResultV2 & { readonly stream?: StreamedBody };

/** A response that is not a page may load, run and embed nothing. */
export const DEFAULT_CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Responses are about somebody's order: no shared cache stores them unless a route says so. */
const defaultHeaders = {
  'Content-Security-Policy': DEFAULT_CONTENT_SECURITY_POLICY,
  'Cache-Control': 'no-store',
};

export const resultOf = (response: ApiResponse): HttpResult => {
  const { bytes } = response;
  const written = response.text ?? (response.body === undefined ? undefined : JSON.stringify(response.body));
  const text = bytes?.toString('base64') ?? written;
  return {
    statusCode: response.status,
    headers: {
      ...defaultHeaders,
      ...((text !== undefined || response.stream) && { 'Content-Type': response.contentType ?? 'application/json' }),
      ...response.headers,
    },
    ...(bytes && { isBase64Encoded: true }),
    ...definedFields({ body: text, stream: response.stream }),
  };
};

/** The store, or what it stands on, is busy or away: the same request may succeed in a moment. */
const passingFault = (error: unknown): { readonly retryAfterSeconds?: number } | undefined => {
  for (let link = error; link instanceof Error; link = link.cause) {
    if (link instanceof StoreUnavailableError) return { retryAfterSeconds: link.retryAfterSeconds };
    if (isPassingFault(link)) return {};
  }
  return undefined;
};

const asProblem = (error: unknown, unavailable: ProblemCode): ProblemError => {
  if (error instanceof ProblemError) return error;
  const fault = passingFault(error);
  return fault
    ? new ProblemError(unavailable, undefined, fault, { cause: error })
    : new ProblemError('INTERNAL_ERROR', undefined, {}, { cause: error });
};

const report = (problem: ProblemError, status: number, log: Logger, metrics: Metrics): void => {
  if (status < 500) {
    log.info('Refused', { code: problem.code, status });
    return;
  }
  metrics.addMetric('RequestFailed', MetricUnit.Count, 1);
  const cause = problem.cause instanceof Error ? problem.cause : problem;
  log.error('The request failed', { code: problem.code, status, error: cause });
};

/** The problem document of whatever was thrown; nothing of an unexpected error reaches the caller. */
export const problemResult = (
  error: unknown,
  event: APIGatewayProxyEventV2,
  log: Logger,
  metrics: Metrics,
  route?: Pick<RouteDefinition, 'operationId' | 'unavailable'>,
): APIGatewayProxyStructuredResultV2 => {
  const problem = asProblem(error, route?.unavailable ?? 'SERVICE_UNAVAILABLE');
  const { status, title, retryAfterSeconds } = problemDefinition(problem.code);
  const { allow, retryAfterSeconds: asked, ...members } = problem.extras;
  const retryAfter = asked ?? retryAfterSeconds;
  const { requestId, http } = event.requestContext;
  report(problem, status, log, metrics);
  return {
    statusCode: status,
    headers: {
      ...defaultHeaders,
      'Content-Type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      ...(allow && { Allow: allow.join(', ') }),
      ...(problem.code === 'UNAUTHENTICATED' && { 'WWW-Authenticate': 'Bearer' }),
    },
    body: JSON.stringify({
      type: `urn:wismo:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      detail: problem.detail,
      instance: http.path,
      code: problem.code,
      timestamp: systemClock.now().toISOString(),
      path: http.path,
      requestId,
      ...problemMembers(problem, route?.operationId),
      ...members,
    }),
  };
};
