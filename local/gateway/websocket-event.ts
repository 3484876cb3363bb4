import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { commonLogTime, queryParameters, splitUrl } from './http-event.ts';

/** What is known of a connection from its handshake on. */
export interface ConnectionFacts {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly connectedAt: Date;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly domainName: string;
}

export type WebSocketEventKind =
  | { readonly eventType: 'CONNECT' }
  | { readonly eventType: 'MESSAGE'; readonly routeKey: string }
  | { readonly eventType: 'DISCONNECT'; readonly code: number; readonly reason: string };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html */
function webSocketContext(facts: ConnectionFacts, kind: WebSocketEventKind, now: Date): Record<string, unknown> {
  const requestId = randomUUID();
  return {
    routeKey: routeKeyOf(kind),
    ...(kind.eventType === 'MESSAGE' ? { messageId: randomUUID() } : {}),
    ...(kind.eventType === 'DISCONNECT' ? { disconnectStatusCode: kind.code, disconnectReason: kind.reason } : {}),
    eventType: kind.eventType,
    extendedRequestId: requestId,
    requestTime: commonLogTime(now),
    messageDirection: 'IN',
    stage: facts.stage,
    connectedAt: facts.connectedAt.getTime(),
    requestTimeEpoch: now.getTime(),
    identity: { sourceIp: facts.sourceIp, userAgent: facts.userAgent },
    requestId,
    domainName: facts.domainName,
    connectionId: facts.connectionId,
    apiId: facts.apiId,
  };
}

function routeKeyOf(kind: WebSocketEventKind): string {
  if (kind.eventType === 'CONNECT') return '$connect';
  return kind.eventType === 'DISCONNECT' ? '$disconnect' : kind.routeKey;
}

/** The handshake's headers keep the case in which they were sent. */
export function connectEvent(request: IncomingMessage, facts: ConnectionFacts, now: Date): object {
  const multiValueHeaders = headersAsSent(request);
  const { query } = splitUrl(request.url ?? '/');
  return {
    headers: Object.fromEntries(Object.entries(multiValueHeaders).map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders,
    ...(query === ''
      ? {}
      : { queryStringParameters: lastValues(query), multiValueQueryStringParameters: allValues(query) }),
    requestContext: webSocketContext(facts, { eventType: 'CONNECT' }, now),
    isBase64Encoded: false,
  };
}

export function messageEvent(facts: ConnectionFacts, routeKey: string, body: string, now: Date): object {
  return {
    requestContext: webSocketContext(facts, { eventType: 'MESSAGE', routeKey }, now),
    body,
    isBase64Encoded: false,
  };
}

export function disconnectEvent(facts: ConnectionFacts, code: number, reason: string, now: Date): object {
  const headers = { Host: facts.domainName, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
  return {
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    requestContext: webSocketContext(facts, { eventType: 'DISCONNECT', code, reason }, now),
    isBase64Encoded: false,
  };
}

function headersAsSent(request: IncomingMessage): Readonly<Record<string, readonly string[]>> {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    headers[name] = [...(headers[name] ?? []), request.rawHeaders[index + 1] ?? ''];
  }
  return headers;
}

const lastValues = (query: string): Readonly<Record<string, string>> => Object.fromEntries(new URLSearchParams(query));

function allValues(query: string): Readonly<Record<string, readonly string[]>> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(Object.keys(queryParameters(query)).map((name) => [name, parameters.getAll(name)]));
}
