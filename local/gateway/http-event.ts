import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { decoded } from './route-table.ts';

/** A request as it came in, before it is an event. */
export interface HttpRequest {
  readonly method: string;
  /** As sent: path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Every value of every header, in the order sent. */
  readonly headersDistinct: NodeJS.Dict<string[]>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly port: number;
}

export interface EventContext {
  readonly apiId: string;
  readonly accountId: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly now: Date;
  readonly requestId: string;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export interface HttpEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** A request as payload format 2.0 has it. */
export function httpEvent(request: HttpRequest, context: EventContext): HttpEvent {
  const { path, query } = splitUrl(request.url);
  const cookies = cookiesOf(request);
  const queryStringParameters = queryParameters(query);
  const isBase64Encoded = request.body.length > 0 && !isText(request.headers);
  return {
    version: '2.0',
    routeKey: context.routeKey,
    rawPath: rawPath(path),
    rawQueryString: query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: eventHeaders(request),
    ...(Object.keys(queryStringParameters).length === 0 ? {} : { queryStringParameters }),
    ...(Object.keys(context.pathParameters).length === 0 ? {} : { pathParameters: context.pathParameters }),
    requestContext: requestContext(request, context, rawPath(path)),
    ...(request.body.length === 0 ? {} : { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/** Despite its name the gateway hands the path on decoded, and cuts it at a `?` that was escaped. */
const rawPath = (path: string): string => decoded(path).split('?')[0] ?? '';

/** Lower-case names; values of a repeated header joined by commas; cookies have a place of their own. */
function eventHeaders(request: HttpRequest): Readonly<Record<string, string>> {
  const own = Object.entries(request.headersDistinct)
    .filter(([name]) => name !== 'cookie' && name !== 'connection' && name !== 'transfer-encoding')
    .map(([name, values]) => [name, (values ?? []).join(',')] as const);
  return {
    ...Object.fromEntries(own),
    'content-length': String(request.body.length),
    'x-amzn-trace-id': traceId(),
    'x-forwarded-for': [request.headers['x-forwarded-for'], request.sourceIp].flat().filter(Boolean).join(', '),
    'x-forwarded-port': String(request.port),
    'x-forwarded-proto': 'http',
  };
}

/** `Root=1-67891233-abcdef012345678912345678` */
function traceId(): string {
  const hex = randomUUID().replaceAll('-', '');
  return `Root=1-${hex.slice(0, 8)}-${hex.slice(8)}`;
}

const cookiesOf = (request: HttpRequest): readonly string[] =>
  (request.headersDistinct.cookie ?? []).flatMap((header) => header.split(/;\s*/)).filter((cookie) => cookie !== '');

/** Values of a repeated parameter are joined by commas. */
export function queryParameters(query: string): Readonly<Record<string, string>> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = parameters.get(name);
    parameters.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(parameters);
}

const TEXT_TYPES = /^(text\/.*|application\/(json|javascript|xml))$/;

function isText(headers: IncomingHttpHeaders): boolean {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return false;
  return TEXT_TYPES.test((headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '');
}

function requestContext(request: HttpRequest, context: EventContext, path: string): Readonly<Record<string, unknown>> {
  const host = request.headers.host ?? '';
  return {
    accountId: context.accountId,
    apiId: context.apiId,
    domainName: host,
    domainPrefix: host.split('.')[0],
    http: {
      method: request.method,
      path,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: context.requestId,
    routeKey: context.routeKey,
    stage: context.stage,
    time: commonLogTime(context.now),
    timeEpoch: context.now.getTime(),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000` */
export function commonLogTime(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
