import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ProblemError, roleNotAllowed } from '../../shared/contract/problem.ts';
import type { RouteDefinition } from '../../shared/contract/routes.ts';
import { type Caller, parseCaller } from '../../shared/security/caller.ts';

/** What our authorizer leaves in the event; nothing on a public route. */
interface AuthorizerContext {
  readonly lambda?: { readonly callerJson?: unknown };
}

/** Who calls, as our authorizer found it: nothing in the request itself is believed. */
export const callerOf = (event: APIGatewayProxyEventV2): Caller => {
  const { authorizer } = event.requestContext as { readonly authorizer?: AuthorizerContext };
  return parseCaller(authorizer?.lambda?.callerJson);
};

/** The problem of a caller who may not call the route at all; nothing where they may. */
export const routeProblem = (route: RouteDefinition, caller: Caller): ProblemError | undefined => {
  if (route.auth === 'public' || route.auth === 'optional') return undefined;
  if (caller.kind === 'anonymous') return new ProblemError('UNAUTHENTICATED');
  if (caller.kind === 'guest') return route.auth === 'jwt_or_guest' ? undefined : new ProblemError('UNAUTHENTICATED');
  const isAllowed = route.roles === undefined || route.roles.some((role) => caller.roles.includes(role));
  return isAllowed ? undefined : roleNotAllowed(route.roles ?? []);
};
