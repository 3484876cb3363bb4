import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ProblemError, roleNotAllowed } from '../../shared/contract/problem.ts';
import type { RouteDefinition } from '../../shared/contract/routes.ts';
import { ANONYMOUS, type Caller, callerFromClaims, parseCaller } from '../../shared/security/caller.ts';
import { mayCallWith } from '../../shared/security/token-claims.ts';
import { systemClock } from '../composition/system.ts';

/** What the gateway's authorizers leave in the event. */
interface AuthorizerContext {
  readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> };
  readonly lambda?: { readonly callerJson?: unknown };
}

/** Who calls, as the gateway's authorizer found it: nothing in the request itself is believed. */
export const callerOf = (event: APIGatewayProxyEventV2): Caller => {
  const { authorizer } = event.requestContext as { readonly authorizer?: AuthorizerContext };
  const claims = authorizer?.jwt?.claims;
  if (claims) return mayCallWith(claims, systemClock.now()) ? callerFromClaims(claims) : ANONYMOUS;
  return parseCaller(authorizer?.lambda?.callerJson);
};

/** The problem of a caller who may not call the route at all; nothing where they may. */
export const routeProblem = (route: RouteDefinition, caller: Caller): ProblemError | undefined => {
  if (route.auth === 'public') return undefined;
  if (caller.kind === 'anonymous') return new ProblemError('UNAUTHENTICATED');
  if (caller.kind === 'guest') return route.auth === 'jwt_or_guest' ? undefined : new ProblemError('UNAUTHENTICATED');
  const isAllowed = route.roles === undefined || route.roles.some((role) => caller.roles.includes(role));
  return isAllowed ? undefined : roleNotAllowed(route.roles ?? []);
};
