import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteDefinition } from '../../shared/contract/routes.ts';
import { type Caller, callerFromClaims, parseCaller } from '../../shared/security/caller.ts';

/** What the gateway's authorizers leave in the event. */
interface AuthorizerContext {
  readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> };
  readonly lambda?: { readonly callerJson?: unknown };
}

/** Who calls, as the gateway's authorizer found it: nothing in the request itself is believed. */
export const callerOf = (event: APIGatewayProxyEventV2): Caller => {
  const { authorizer } = event.requestContext as { readonly authorizer?: AuthorizerContext };
  if (authorizer?.jwt?.claims) return callerFromClaims(authorizer.jwt.claims);
  return parseCaller(authorizer?.lambda?.callerJson);
};

export const mayCall = (route: RouteDefinition, caller: Caller): boolean => {
  if (route.auth === 'public') return true;
  if (caller.kind === 'guest') return route.auth === 'jwt_or_guest';
  if (caller.kind === 'anonymous') return false;
  return route.roles === undefined || route.roles.some((role) => caller.roles.includes(role));
};
