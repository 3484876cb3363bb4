import { randomUUID } from 'node:crypto';
import type { RunnableModel } from '../assembly/cloud-model.ts';
import { type JsonRecord, recordAt, stringAt } from '../assembly/json.ts';
import type { FunctionHost, InvocationResult, Resource, StreamedResult } from '../ports.ts';
import { createCors } from './cors.ts';
import { httpEvent } from './http-event.ts';
import { type HttpResponse, httpResponse, type RequestHandler, type StreamedResponse } from './http-response.ts';

/** A function's own URL, as the template declares it. */
export interface FunctionUrlDefinition {
  /** `abc….lambda-url.eu-west-1.on.aws` */
  readonly domainName: string;
  readonly functionArn: string;
  readonly streams: boolean;
  readonly cors: JsonRecord;
  readonly constructPath: string;
}

export interface FunctionUrlOptions {
  readonly url: FunctionUrlDefinition;
  readonly accountId: string;
  readonly host: Pick<FunctionHost, 'invoke' | 'stream'>;
  readonly now: () => Date;
}

/** @throws when a URL asks who signs: nobody signs requests here. */
export function functionUrls(model: RunnableModel): readonly FunctionUrlDefinition[] {
  return model.ofType('AWS::Lambda::Url').map((resource) => {
    const { properties, constructPath } = resource;
    if (properties.AuthType !== 'NONE')
      throw new Error(`${constructPath}: only function URLs with AuthType NONE run here`);
    return {
      domainName: domainOf(resource, model),
      functionArn: stringAt(properties, 'TargetFunctionArn') ?? '',
      streams: properties.InvokeMode === 'RESPONSE_STREAM',
      cors: recordAt(properties, 'Cors'),
      constructPath,
    };
  });
}

const domainOf = ({ logicalId }: Resource, model: RunnableModel): string =>
  new URL(model.attributeOf(logicalId, 'FunctionUrl')).hostname;

/** What a function URL says of a function that failed. */
const BAD_GATEWAY: HttpResponse = {
  status: 502,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from('Internal Server Error'),
};
const TOO_MANY: HttpResponse = {
  status: 429,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(
    '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
  ),
};

/**
 * Handles a request as the function's URL would.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function createFunctionUrl(options: FunctionUrlOptions): RequestHandler {
  const { url, accountId, host, now } = options;
  const cors = createCors(url.cors);
  const invoke = url.streams ? host.stream : host.invoke;
  return async (request) => {
    const preflight = cors.preflight(request.method, request.headers);
    if (preflight !== undefined) return preflight;
    const requestId = randomUUID();
    const event = httpEvent(request, {
      apiId: url.domainName.split('.')[0] ?? '',
      accountId,
      routeKey: '$default',
      stage: '$default',
      pathParameters: {},
      now: now(),
      requestId,
    });
    const response = responseOf(await invoke(url.functionArn, event));
    const own = { ...cors.headersFor(request.headers), 'x-amzn-requestid': requestId };
    return { ...response, headers: { ...response.headers, ...own } };
  };
}

function responseOf(result: StreamedResult | InvocationResult): HttpResponse | StreamedResponse {
  if (!result.ok) return result.kind === 'Throttled' ? TOO_MANY : BAD_GATEWAY;
  if (!('body' in result)) return httpResponse(result);
  const { statusCode, headers, cookies, body } = result;
  return {
    status: statusCode,
    headers: { ...headers, ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) },
    stream: body,
  };
}
