import { randomUUID } from 'node:crypto';
import { stringAt } from '../assembly/json.ts';
import type { FunctionHost, InvocationResult } from '../ports.ts';
import type { ApiDefinition, ApiRoute } from './api-definition.ts';
import type { Authorize } from './authorizer.ts';
import { createCors } from './cors.ts';
import { type EventContext, type HttpEvent, type HttpRequest, httpEvent, splitUrl } from './http-event.ts';
import { gatewayResponse, type HttpResponse, httpResponse, SERVICE_UNAVAILABLE } from './http-response.ts';
import { createJwtAuthorizer } from './jwt-authorizer.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';
import { createRouteTable, type RouteMatch } from './route-table.ts';
import { createThrottle } from './throttle.ts';

export interface HttpApiOptions {
  readonly api: ApiDefinition;
  readonly accountId: string;
  readonly host: Pick<FunctionHost, 'invoke'>;
  readonly now: () => Date;
}

interface GuardedRoute extends ApiRoute {
  readonly authorize: Authorize;
}

/** Largest request body; the request line and all header lines together. */
const BODY_BYTES = 10 * 1024 * 1024;
const HEADER_BYTES = 10_240;

/** Handles requests as an API Gateway HTTP API with these routes would. */
export function createHttpApi(options: HttpApiOptions): (request: HttpRequest) => Promise<HttpResponse> {
  const { api } = options;
  const authorizers = new Map<string, Authorize>();
  const find = createRouteTable<GuardedRoute>(
    api.routes.map((route) => ({ ...route, authorize: authorizeOf(route, options, authorizers) })),
  );
  const cors = createCors(api.cors);
  const hasRoom = createThrottle(api.stageSettings);

  const response = async (request: HttpRequest, requestId: string): Promise<HttpResponse> => {
    if (request.body.length > BODY_BYTES) return gatewayResponse(413, 'Request Entity Too Large');
    if (headerBytes(request) > HEADER_BYTES) return gatewayResponse(431, 'Request Header Fields Too Large');
    const match = find(request.method, splitUrl(request.url).path);
    if (match === undefined) return gatewayResponse(404, 'Not Found');
    if (!hasRoom(match.route.routeKey)) return gatewayResponse(429, 'Too Many Requests');
    const event = httpEvent(request, eventContext(options, match, requestId));
    const authorization = await match.route.authorize(event);
    if (!authorization.allowed) return authorization.response;
    const result = await withinTimeout(
      options.host.invoke(match.route.functionArn, withAuthorizer(event, authorization.authorizer)),
      match.route.timeoutMilliseconds,
    );
    return result === undefined ? SERVICE_UNAVAILABLE : httpResponse(result);
  };
  return async (request) => {
    const requestId = randomUUID();
    const preflight = cors.preflight(request.method, request.headers);
    const { status, headers, body } = preflight ?? (await response(request, requestId));
    const own = preflight === undefined ? cors.headersFor(request.headers) : {};
    return { status, headers: { ...headers, ...own, 'apigw-requestid': requestId }, body };
  };
}

function eventContext(
  { api, accountId, now }: HttpApiOptions,
  match: RouteMatch<GuardedRoute>,
  requestId: string,
): EventContext {
  return {
    apiId: api.apiId,
    accountId,
    routeKey: match.route.routeKey,
    stage: api.stage,
    pathParameters: match.pathParameters,
    now: now(),
    requestId,
  };
}

function withAuthorizer(event: HttpEvent, authorizer: Readonly<Record<string, unknown>> | undefined): HttpEvent {
  return authorizer === undefined ? event : { ...event, requestContext: { ...event.requestContext, authorizer } };
}

const OPEN: Authorize = () => Promise.resolve({ allowed: true });

/** Routes that share an authorizer share its cached results. */
function authorizeOf(route: ApiRoute, options: HttpApiOptions, made: Map<string, Authorize>): Authorize {
  const { authorizer } = route;
  if (authorizer === undefined) return OPEN;
  const key = `${authorizer.logicalId} ${route.scopes.join(' ')}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const { properties, constructPath } = authorizer;
  const type = stringAt(properties, 'AuthorizerType');
  const authorize =
    type === 'JWT'
      ? createJwtAuthorizer(properties, route.scopes, options.now)
      : createLambdaAuthorizer({ ...options, properties, constructPath, stageArn: options.api.stageArn });
  made.set(key, authorize);
  return authorize;
}

/** The function keeps running after the gateway has abandoned the request. */
async function withinTimeout(
  invocation: Promise<InvocationResult>,
  milliseconds: number,
): Promise<InvocationResult | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  const result = await Promise.race([invocation, patience]);
  clearTimeout(timer);
  return result;
}

function headerBytes(request: HttpRequest): number {
  let bytes = request.method.length + request.url.length + ' HTTP/1.1  \r\n'.length;
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) bytes += name.length + value.length + 4;
  }
  return bytes;
}
