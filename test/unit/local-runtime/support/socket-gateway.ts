import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { ApiDefinition } from '../../../../local/gateway/api-definition.ts';
import { createManagementService } from '../../../../local/gateway/management-service.ts';
import { openWebSocketFront } from '../../../../local/gateway/websocket-api.ts';
import type { InvocationResult } from '../../../../local/ports.ts';

export interface SocketEvent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly requestContext: {
    readonly routeKey: string;
    readonly eventType: string;
    readonly connectionId: string;
    readonly disconnectStatusCode?: number;
  };
}
type ApiResponse = (event: SocketEvent) => InvocationResult;

export const OK: InvocationResult = { ok: true, payload: { statusCode: 200 } };

/** A socket's API on a port of its own, until the test is over. */
export async function open(
  apiResponse: ApiResponse = () => OK,
  routeKeys = ['$connect', '$disconnect', '$default', 'ping'],
) {
  const front = await openWebSocketFront(0, (error) => {
    throw error;
  });
  onTestFinished(() => front.close());
  const events: SocketEvent[] = [];
  const api: ApiDefinition = {
    apiId: 'sockets001',
    stage: 'live',
    stageSettings: {},
    cors: {},
    routeSelection: '$request.body.action',
    stageArn: 'arn:stage',
    routes: routeKeys.map((routeKey) => ({
      routeKey,
      functionArn: 'arn:fn',
      timeoutMilliseconds: 1000,
      authorizer: undefined,
      scopes: [],
      respondsToClient: routeKey === 'ping',
      constructPath: 'shop/Route',
    })),
  };
  const invoke = async (_arn: string, event: unknown): Promise<InvocationResult> => {
    events.push(event as SocketEvent);
    return apiResponse(event as SocketEvent);
  };
  front.serve({ api, host: { invoke }, now: () => new Date(0) });
  return { front, events, management: createManagementService(front.connections) };
}

export function client(address: string, protocols: string[] = [], path = '/live'): WebSocket {
  const socket = new WebSocket(`${address}${path}`, protocols);
  onTestFinished(() => {
    // Ending a handshake that was refused is an error of the client's.
    socket.once('error', () => undefined);
    socket.terminate();
  });
  return socket;
}

export async function connected(address: string, protocols?: string[], path?: string): Promise<WebSocket> {
  const socket = client(address, protocols, path);
  await once(socket, 'open');
  return socket;
}

export const idOf = (events: readonly SocketEvent[]): string => events[0]?.requestContext.connectionId ?? '';
export const messageOf = async (socket: WebSocket): Promise<unknown> =>
  JSON.parse(String((await once(socket, 'message'))[0]));
