/** Requests as the gateway hands them to functions. */
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { gatewayRoutes, type OperationId, type RouteDefinition } from '../../../../shared/contract/routes.ts';
import type { Caller } from '../../../../shared/security/caller.ts';

export const PUBLIC_URL = 'https://wismo.example';

export interface Call {
  readonly as?: Caller;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const contextOf = (requestId: string): Context => ({ awsRequestId: requestId, functionName: 'test' }) as Context;

/** What the authorizer of the route leaves in the event. */
const authorizerOf = (route: RouteDefinition | undefined, caller: Caller) =>
  route === undefined || route.auth === 'public' ? undefined : { lambda: { callerJson: JSON.stringify(caller) } };

const matches = (template: string, path: string): boolean => {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i]);
};

const literals = (template: string): number => template.split('/').filter((part) => !part.startsWith('{')).length;

/** The gateway takes the most specific path. */
export const routeFor = (method: string, path: string): (RouteDefinition & { operationId: OperationId }) | undefined =>
  gatewayRoutes()
    .filter((route) => route.method === (method === 'HEAD' ? 'GET' : method) && matches(route.path, path))
    .toSorted((a, b) => literals(b.path) - literals(a.path))[0];

export const eventOf = (
  method: string,
  url: string,
  call: Call,
  route: RouteDefinition | undefined,
): APIGatewayProxyEventV2 => {
  const { pathname, searchParams, search } = new URL(url, PUBLIC_URL);
  const body = call.body === undefined || typeof call.body === 'string' ? call.body : JSON.stringify(call.body);
  const authorizer = authorizerOf(route, call.as ?? { kind: 'anonymous' });
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...call.headers },
    ...(search !== '' && { queryStringParameters: Object.fromEntries(searchParams) }),
    requestContext: {
      requestId: 'req-1',
      http: {
        method,
        path: decodeURIComponent(pathname),
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.9',
        userAgent: 'test',
      },
      ...(authorizer && { authorizer }),
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
  return event as unknown as APIGatewayProxyEventV2;
};
