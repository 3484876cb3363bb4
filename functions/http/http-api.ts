/**
 * The one way in which Wismo serves HTTP: routing from the route table, caller, checks by schema, problems as
 * `application/problem+json`, security headers, log and metrics. A route parses nothing and catches nothing.
 */
import middy, { type MiddyHandlerObject } from '@middy/core';
import httpRouter from '@middy/http-router';
import securityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { FunctionId } from '../../shared/contract/environment.ts';
import type { BodyOf, OperationSchemas, ParamsOf, QueryOf } from '../../shared/contract/operation.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { type OperationIdOf, ROUTES, type RouteDefinition } from '../../shared/contract/routes.ts';
import { isAccessRevoked, type RevocationReader } from '../../shared/security/access-revocations.ts';
import type { Caller } from '../../shared/security/caller.ts';
import {
  type LambdaHandler,
  type Logger,
  logger,
  type Metrics,
  metrics,
  observed,
} from '../composition/observability.ts';
import { once } from '../composition/system.ts';
import { callerOf, routeProblem } from './caller.ts';
import { routeOf, unroutedResponse } from './fallback.ts';
import { checkParams, checkQuery, readBody, readRawBody } from './input.ts';
import {
  type ApiResponse,
  DEFAULT_CONTENT_SECURITY_POLICY,
  type HttpResult,
  problemResult,
  resultOf,
} from './output.ts';

export interface ApiRequest<O extends OperationSchemas> {
  readonly params: ParamsOf<O>;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  /** The body's bytes exactly as they came. */
  readonly rawBody: Buffer;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly method: string;
  readonly path: string;
  /** Who the gateway spoke with, which may be the edge: `ViewerAddresses` says from where the request came. */
  readonly peerAddress: string;
  readonly requestId: string;
  readonly caller: Caller;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A route with its schemas bound: what a capability's table holds. */
export interface Implementation<Deps> {
  readonly schemas: OperationSchemas;
  readonly response: (event: APIGatewayProxyEventV2, caller: Caller, dependencies: Deps) => Promise<ApiResponse>;
}

/**
 * Binds a route to its schemas: `handle` gets params, query and body checked and typed.
 * @example export const getOrder = implement(ORDER_OPERATIONS.getOrder, async ({ params }, deps: Deps) => ok({ … }));
 */
export const implement = <O extends OperationSchemas, Deps>(
  schemas: O,
  handle: (request: ApiRequest<O>, dependencies: Deps) => Promise<ApiResponse>,
): Implementation<Deps> => ({
  schemas,
  response: async (event, caller, dependencies) =>
    handle(
      {
        params: checkParams(schemas, event) as ParamsOf<O>,
        query: checkQuery(schemas, event) as QueryOf<O>,
        body: readBody(schemas, event) as BodyOf<O>,
        rawBody: readRawBody(event),
        headers: event.headers,
        method: event.requestContext.http.method,
        path: event.requestContext.http.path,
        peerAddress: event.requestContext.http.sourceIp,
        requestId: event.requestContext.requestId,
        caller,
        logger: logger(),
        metrics: metrics(),
      },
      dependencies,
    ),
});

export interface HttpApiOptions<F extends FunctionId, Deps> {
  /** Construct id of the function: its routes are those of the table that name it. */
  readonly capability: F;
  /** One for each of them: a route without an implementation does not compile. */
  readonly implementations: Readonly<Record<OperationIdOf<F>, Implementation<Deps>>>;
  /** Made on the first request and kept. */
  readonly dependencies: () => Deps;
  /** Knows whose tokens were revoked; absent where nobody needs one. */
  readonly revocations?: (dependencies: Deps) => RevocationReader;
  /** Finds out who calls, where no gateway has; absent, its authorizers are believed. */
  readonly callerOf?: (event: APIGatewayProxyEventV2, dependencies: Deps) => Promise<Caller>;
}

type HandleEvent = (event: APIGatewayProxyEventV2) => Promise<HttpResult>;

type CallerOptions<Deps> = Pick<HttpApiOptions<FunctionId, Deps>, 'dependencies' | 'revocations' | 'callerOf'>;

const responseOf =
  <Deps>(
    route: RouteDefinition,
    implementation: Implementation<Deps>,
    { dependencies, revocations, callerOf: findCaller }: CallerOptions<Deps>,
  ): HandleEvent =>
  async (event) => {
    const { requestId } = event.requestContext;
    logger().appendKeys({ requestId, operationId: route.operationId });
    const caller = findCaller ? await findCaller(event, dependencies()) : callerOf(event);
    const problem = routeProblem(route, caller);
    if (problem) throw problem;
    if (revocations && (await isAccessRevoked(caller, revocations(dependencies())))) {
      throw new ProblemError('UNAUTHENTICATED', 'Your access was revoked: sign in again');
    }
    return resultOf(await implementation.response(event, caller, dependencies()));
  };

/**
 * A `HEAD` gets the headers of the `GET`. The gateway leaves the body out and counts it; a function with a URL of its own
 * sends none, and begins no stream.
 */
const asHead =
  (response: HandleEvent, { streams }: RouteDefinition): HandleEvent =>
  async (event) => {
    const { stream: _stream, body, ...result } = await response(event);
    return streams || body === undefined ? result : { ...result, body };
  };

/** No route of the function fits. */
const UNROUTED: HttpResult = { statusCode: 404 };

const unroutedOf = ({ requestContext: { http }, rawQueryString }: APIGatewayProxyEventV2) => ({
  method: http.method,
  path: http.path,
  query: rawQueryString,
});

const unavailableCode = (event: APIGatewayProxyEventV2) => {
  const { method, path } = event.requestContext.http;
  return routeOf(method, path)?.unavailable ?? 'SERVICE_UNAVAILABLE';
};

/** Turns what was thrown into a problem document; the security headers are added after it. */
const problems = (): middy.MiddlewareObj<APIGatewayProxyEventV2, HttpResult> => ({
  onError: (request) => {
    request.response = problemResult(request.error, request.event, logger(), metrics(), unavailableCode(request.event));
  },
});

const headers = () =>
  securityHeaders({
    // Each response sets its own: a page may run its scripts, everything else nothing.
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    permissionsPolicy: false,
    reportTo: false,
    reportingEndpoints: false,
  });

/**
 * The Lambda handler of a capability's HTTP API (payload format 2.0).
 * @example export const handler = httpApi({ capability: 'OrdersApi', implementations, dependencies });
 */
export const httpApi = <F extends FunctionId, Deps>(
  options: HttpApiOptions<F, Deps>,
): LambdaHandler<APIGatewayProxyEventV2, HttpResult> => {
  const dependencies = once(options.dependencies);
  const implementations: Readonly<Record<string, Implementation<Deps>>> = options.implementations;
  const routes = ROUTES.filter(({ capability }) => capability === options.capability).flatMap(
    (route: RouteDefinition) => {
      const implementation = implementations[route.operationId];
      if (!implementation) throw new Error(`Operation ${route.operationId} has no implementation`);
      const handler = responseOf(route, implementation, { ...options, dependencies });
      return [route.path, ...(route.aliases ?? [])].flatMap((path) => [
        { method: route.method, path, handler },
        ...(route.method === 'GET' ? [{ method: 'HEAD' as const, path, handler: asHead(handler, route) }] : []),
      ]);
    },
  );
  const find = httpRouter<APIGatewayProxyEventV2, HttpResult>({ routes, notFoundResponse: () => UNROUTED });
  const router = async (event: APIGatewayProxyEventV2, context: Context, running: MiddyHandlerObject) => {
    const result = await find(event, context, running);
    return result === undefined || result === UNROUTED ? resultOf(unroutedResponse(unroutedOf(event))) : result;
  };
  const response = middy<APIGatewayProxyEventV2, HttpResult>().use(headers()).use(problems()).handler(router);
  return observed(options.capability, (event, context) => response(event, context));
};

export { type ApiResponse, DEFAULT_CONTENT_SECURITY_POLICY };
