/**
 * The one way in which Wismo serves HTTP: routing from the route table, caller, checks by schema, problems as
 * `application/problem+json`, security headers, log and metrics. A route parses nothing and catches nothing.
 */
import type middy from '@middy/core';
import type { MiddyHandlerObject } from '@middy/core';
import httpRouter from '@middy/http-router';
import securityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { FunctionId } from '../../shared/contract/environment.ts';
import type { BodyOf, OperationSchemas, ParamsOf, QueryOf } from '../../shared/contract/operation.ts';
import { type OperationIdOf, ROUTES, type RouteDefinition } from '../../shared/contract/routes.ts';
import { once } from '../../shared/made-on-demand.ts';
import type { Caller } from '../../shared/security/caller.ts';
import { type LambdaHandler, lambdaHandler } from '../composition/lambda-handler.ts';
import { type Logger, logger, type Metrics, metrics } from '../composition/observability.ts';
import { routeOf, unroutedResponse } from './fallback.ts';
import { checkParams, checkQuery, readBody, readRawBody } from './input.ts';
import {
  type ApiResponse,
  DEFAULT_CONTENT_SECURITY_POLICY,
  type HttpResult,
  problemResult,
  resultOf,
} from './output.ts';
import { type AccessOptions, routeHandler } from './route-handler.ts';

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

/** A module that exports the route of an operation under the operation's id. */
type RouteModule<Id extends string, Deps> = Readonly<Record<Id, Implementation<Deps>>>;

/**
 * A route, or how its module is loaded: one of many routes comes with its schemas when it is first asked for, so that a
 * start pays for none of them.
 */
type Offered<Id extends string, Deps> = Implementation<Deps> | (() => Promise<RouteModule<Id, Deps>>);

export interface HttpApiOptions<F extends FunctionId, Deps> extends AccessOptions<Deps> {
  /** Construct id of the function: its routes are those of the table that name it. */
  readonly capability: F;
  /** One for each of them: a route without an implementation does not compile. */
  readonly implementations: { readonly [Id in OperationIdOf<F>]: Offered<Id, Deps> };
}

const loaderOf = <Deps>(id: string, offered: Offered<string, Deps>): (() => Promise<Implementation<Deps>>) =>
  once(async () => {
    const implementation = typeof offered === 'function' ? (await offered())[id] : offered;
    if (implementation === undefined) throw new Error(`Operation ${id} has no implementation`);
    return implementation;
  });

/** No route of the function fits. */
const UNROUTED: HttpResult = { statusCode: 404 };

const unroutedOf = ({ requestContext: { http }, rawQueryString }: APIGatewayProxyEventV2) => ({
  method: http.method,
  path: http.path,
  query: rawQueryString,
});

/** Turns what was thrown into a problem document; the security headers are added after it. */
const problems = (): middy.MiddlewareObj<APIGatewayProxyEventV2, HttpResult> => ({
  onError: (request) => {
    const { method, path } = request.event.requestContext.http;
    request.response = problemResult(request.error, request.event, logger(), metrics(), routeOf(method, path));
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
  const implementations: Readonly<Record<string, Offered<string, Deps>>> = options.implementations;
  const routes = ROUTES.filter(({ capability }) => capability === options.capability).flatMap(
    (route: RouteDefinition) => {
      const offered = implementations[route.operationId];
      if (!offered) throw new Error(`Operation ${route.operationId} has no implementation`);
      const implementation = loaderOf(route.operationId, offered);
      const respond: Implementation<Deps>['response'] = async (...request) =>
        (await implementation()).response(...request);
      const methods = route.method === 'GET' ? (['GET', 'HEAD'] as const) : [route.method];
      return methods.flatMap((method) => {
        const handler = routeHandler(route, method, { ...options, dependencies }, respond);
        return [route.path, ...(route.aliases ?? [])].map((path) => ({ method, path, handler }));
      });
    },
  );
  const find = httpRouter<APIGatewayProxyEventV2, HttpResult>({ routes, notFoundResponse: () => UNROUTED });
  const router = async (event: APIGatewayProxyEventV2, context: Context, running: MiddyHandlerObject) => {
    const result = await find(event, context, running);
    return result === undefined || result === UNROUTED ? resultOf(unroutedResponse(unroutedOf(event))) : result;
  };
  // Ends five milliseconds before Lambda would, so that the client gets a problem document.
  return lambdaHandler<APIGatewayProxyEventV2, HttpResult>(options.capability, { timeoutEarlyInMillis: 5 })
    .use(headers())
    .use(problems())
    .handler(router);
};

export { type ApiResponse, DEFAULT_CONTENT_SECURITY_POLICY };
