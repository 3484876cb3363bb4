/** What a request goes through once its route is known, as middy middleware. */
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { RouteDefinition } from '../../shared/contract/routes.ts';
import { isAccessRevoked, type RevocationReader } from '../../shared/security/access-revocations.ts';
import type { Caller } from '../../shared/security/caller.ts';
import { WITHOUT_EARLY_TIMEOUT } from '../composition/lambda-handler.ts';
import { logger } from '../composition/observability.ts';
import { callerOf, routeProblem } from './caller.ts';
import { type ApiResponse, type HttpResult, resultOf } from './output.ts';

export interface AccessOptions<Deps> {
  /** Made on the first request and cached. */
  readonly dependencies: () => Deps;
  /** Knows whose tokens were revoked; absent where nobody needs one. */
  readonly revocations?: (dependencies: Deps) => RevocationReader;
  /** Finds out who calls, where no gateway has; absent, its authorizers are believed. */
  readonly callerOf?: (event: APIGatewayProxyEventV2, dependencies: Deps) => Promise<Caller>;
}

/** A request, and who sent it once that is known. */
interface RoutedEvent extends APIGatewayProxyEventV2 {
  readonly caller?: Caller;
}

type RouteMiddleware = middy.MiddlewareObj<RoutedEvent, HttpResult>;

const routeLog = ({ operationId }: RouteDefinition): RouteMiddleware => ({
  before: ({ event }) => logger().appendKeys({ requestId: event.requestContext.requestId, operationId }),
});

/** Finds out who calls, and refuses who may not call this route or has lost their access. */
const authenticated = <Deps>(
  route: RouteDefinition,
  { dependencies, revocations, callerOf: findCaller }: AccessOptions<Deps>,
): RouteMiddleware => ({
  before: async (request) => {
    const { event } = request;
    const caller = findCaller ? await findCaller(event, dependencies()) : callerOf(event);
    const problem = routeProblem(route, caller);
    if (problem) throw problem;
    if (revocations && (await isAccessRevoked(caller, revocations(dependencies())))) {
      throw new ProblemError('UNAUTHENTICATED', 'Access was revoked; sign in again');
    }
    request.event = { ...event, caller };
  },
});

/**
 * A `HEAD` gets the headers of the `GET`. The gateway leaves the body out and counts it; a function with a URL of its own
 * sends none, and begins no stream.
 */
const withoutBody = ({ streams }: RouteDefinition): RouteMiddleware => ({
  after: (request) => {
    if (!request.response) return;
    const { stream: _stream, body, ...result } = request.response;
    request.response = streams || body === undefined ? result : { ...result, body };
  },
});

const callerIn = ({ caller }: RoutedEvent): Caller => {
  if (caller === undefined) throw new Error('Nobody has found out who calls');
  return caller;
};

/** The handler of a route for one method. Throws the problem of a request that is refused. */
export const routeHandler = <Deps>(
  route: RouteDefinition,
  method: RouteDefinition['method'] | 'HEAD',
  options: AccessOptions<Deps>,
  respond: (event: APIGatewayProxyEventV2, caller: Caller, dependencies: Deps) => Promise<ApiResponse>,
): middy.MiddyfiedHandler<APIGatewayProxyEventV2, HttpResult> => {
  const stack = middy<RoutedEvent, HttpResult>(WITHOUT_EARLY_TIMEOUT)
    .use(routeLog(route))
    .use(authenticated(route, options));
  if (method === 'HEAD') stack.use(withoutBody(route));
  return stack.handler(async (event) => resultOf(await respond(event, callerIn(event), options.dependencies())));
};
