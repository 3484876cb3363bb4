import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { isRecord } from '../assembly/json.ts';
import type { FunctionHost, InvocationResult } from '../ports.ts';
import type { ApiDefinition, ApiRoute } from './api-definition.ts';
import {
  type Connection,
  type Connections,
  createConnections,
  FRAME_BYTES,
  MESSAGE_BYTES,
  newConnectionId,
} from './connections.ts';
import { createFrameMeter } from './frame-meter.ts';
import { createThrottle } from './throttle.ts';
import { type ConnectionFacts, connectEvent, disconnectEvent, messageEvent } from './websocket-event.ts';

/** The WebSocket port. It opens before anything stands behind it. */
export interface WebSocketFront {
  /** `ws://127.0.0.1:4001` */
  readonly address: string;
  readonly connections: Connections;
  serve(options: WebSocketApiOptions): void;
  /** Closes every socket as the gateway would when it goes, and waits until the functions were told. */
  closeAll(): Promise<void>;
  close(): Promise<void>;
}

export interface WebSocketApiOptions {
  readonly api: ApiDefinition;
  readonly host: Pick<FunctionHost, 'invoke'>;
  readonly now: () => Date;
}

const GOING_AWAY = 1001;
const MESSAGE_TOO_BIG = 1009;
/** The code of a socket that ended without a closing frame. */
const ABNORMAL_CLOSURE = 1006;

export async function openWebSocketFront(port: number, onError: (error: unknown) => void): Promise<WebSocketFront> {
  const connections = createConnections();
  const server = createServer((_request, response) => response.writeHead(426).end());
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES, perMessageDeflate: false });
  const closing = new Set<Promise<void>>();
  let gateway: SocketGateway | undefined;
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    if (gateway === undefined) return refuse(stream, 503);
    gateway.accept(request, stream, head).catch((error: unknown) => {
      onError(error);
      refuse(stream, 500);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const closeAll = async (): Promise<void> => {
    for (const { socket } of connections.all()) socket.close(GOING_AWAY, 'Going away');
    const deadline = performance.now() + 2_000;
    while (connections.all().length > 0 && performance.now() < deadline) await soon();
    for (const { socket } of connections.all()) socket.terminate();
    await Promise.all(closing);
  };
  return {
    address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    serve: (options) => {
      gateway = createSocketGateway(options, sockets, connections, closing);
    },
    closeAll,
    close: async () => {
      connections.stop();
      await closeAll();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

function refuse(stream: Duplex, status: number, body = ''): void {
  const reason = STATUS_CODES[status] ?? '';
  const head = `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}`;
  stream.end(`${head}\r\n\r\n${body}`);
}

interface SocketGateway {
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void>;
}

function createSocketGateway(
  { api, host, now }: WebSocketApiOptions,
  sockets: WebSocketServer,
  connections: Connections,
  closing: Set<Promise<void>>,
): SocketGateway {
  const routes = new Map(api.routes.map((route) => [route.routeKey, route]));
  const hasRoom = createThrottle(api.stageSettings);
  const call = async (routeKey: string, event: object): Promise<InvocationResult | undefined> => {
    const route = routes.get(routeKey);
    return route === undefined ? undefined : host.invoke(route.functionArn, event);
  };
  const onMessage = async ({ facts, socket }: Connection, body: string): Promise<void> => {
    const routeKey = selectRoute(api.routeSelection, routes, body);
    const event = messageEvent(facts, routeKey, body, now());
    const route = routes.get(routeKey);
    if (route === undefined) return tellClient(socket, event, 'Forbidden');
    if (!hasRoom(routeKey)) return tellClient(socket, event, 'Too Many Requests');
    const result = await host.invoke(route.functionArn, event);
    if (!result.ok) return tellClient(socket, event, 'Internal server error');
    const reply = route.answersClient && isRecord(result.payload) ? result.payload.body : undefined;
    if (typeof reply === 'string' && socket.readyState === socket.OPEN) socket.send(reply);
  };
  const onClose = async ({ facts }: Connection, code: number, reason: string): Promise<void> => {
    connections.remove(facts.connectionId);
    const disconnected = call('$disconnect', disconnectEvent(facts, code, reason, now())).then(() => {
      closing.delete(disconnected);
    });
    closing.add(disconnected);
    await disconnected;
  };
  const open = (connection: Connection): void => {
    const { socket } = connection;
    connections.add(connection);
    socket.on('message', (data: RawData) => {
      connection.lastActiveAt = Date.now();
      void onMessage(connection, data.toString());
    });
    // `ws` closes the socket by itself after an error; `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => void onClose(connection, code || ABNORMAL_CLOSURE, reason.toString()));
  };
  return {
    accept: async (request, stream, head) => {
      if (!hasRoom('$connect')) return refuse(stream, 429);
      const facts = factsOf(request, api, now());
      const result = await call('$connect', connectEvent(request, facts, now()));
      const refusal = refusalOf(result);
      if (refusal !== undefined) return refuse(stream, refusal.status, refusal.body);
      if (stream.destroyed) {
        await call('$disconnect', disconnectEvent(facts, ABNORMAL_CLOSURE, '', now()));
        return;
      }
      const protocol = protocolOf(result);
      request.headers['sec-websocket-protocol'] = protocol;
      if (protocol === undefined) delete request.headers['sec-websocket-protocol'];
      sockets.handleUpgrade(request, stream, head, (socket) => {
        limitFrames(socket, stream);
        open({ facts, socket, openedAt: Date.now(), lastActiveAt: Date.now() });
      });
    },
  };
}

function limitFrames(socket: WebSocket, stream: Duplex): void {
  const meter = createFrameMeter(FRAME_BYTES);
  const look = (chunk: Buffer): void => {
    if (!meter.feed(chunk)) return;
    stream.off('data', look);
    socket.close(MESSAGE_TOO_BIG, 'Frame length exceeded');
  };
  stream.prependListener('data', look);
}

function factsOf(request: IncomingMessage, api: ApiDefinition, connectedAt: Date): ConnectionFacts {
  return {
    connectionId: newConnectionId(),
    apiId: api.apiId,
    stage: api.stage,
    connectedAt,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    userAgent: request.headers['user-agent'] ?? '',
    domainName: request.headers.host ?? '',
  };
}

/** `$request.body.action` of a JSON message names its route; anything else is `$default`. */
function selectRoute(expression: string, routes: ReadonlyMap<string, ApiRoute>, body: string): string {
  const path = /^\$request\.body\.(.+)$/.exec(expression)?.[1]?.split('.') ?? [];
  const parsed = parsedOrUndefined(body);
  const selected = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), parsed);
  return typeof selected === 'string' && routes.has(selected) ? selected : '$default';
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** An API without a `$connect` route takes everybody; a failed function refuses with 500. */
function refusalOf(
  result: InvocationResult | undefined,
): { readonly status: number; readonly body: string } | undefined {
  if (result === undefined) return undefined;
  if (!result.ok) return { status: result.kind === 'Throttled' ? 429 : 500, body: '' };
  const payload = isRecord(result.payload) ? result.payload : {};
  const status = Number(payload.statusCode ?? 500);
  const isAccepted = status >= 200 && status < 300;
  return isAccepted ? undefined : { status, body: typeof payload.body === 'string' ? payload.body : '' };
}

/** The subprotocol is the one that the function names in its answer, or none. */
function protocolOf(result: InvocationResult | undefined): string | undefined {
  const headers =
    result?.ok && isRecord(result.payload) && isRecord(result.payload.headers) ? result.payload.headers : {};
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol');
  return found === undefined ? undefined : String(found[1]);
}

function tellClient(socket: WebSocket, event: object, message: string): void {
  if (socket.readyState !== socket.OPEN) return;
  const context = 'requestContext' in event && isRecord(event.requestContext) ? event.requestContext : {};
  const { connectionId, requestId } = context;
  socket.send(JSON.stringify({ message, connectionId, requestId }));
}
