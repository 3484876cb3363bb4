import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { isRecord } from '../assembly/json.ts';
import type { FunctionHost, InvocationResult } from '../ports.ts';
import type { ApiDefinition, ApiRoute } from './api-definition.ts';
import { type Connection, type Connections, FRAME_BYTES, MESSAGE_BYTES, newConnectionId } from './connections.ts';
import { createFrameMeter } from './frame-meter.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { type ConnectionFacts, connectEvent, disconnectEvent, messageEvent } from './websocket-event.ts';

export interface WebSocketApiOptions {
  readonly api: ApiDefinition;
  readonly host: Pick<FunctionHost, 'invoke'>;
  readonly now: () => Date;
}

const MESSAGE_TOO_BIG = 1009;
/** The code of a socket that ended without a closing frame. */
const ABNORMAL_CLOSURE = 1006;

/** What an API Gateway WebSocket API does with a handshake, a message and an end. */
export class SocketGateway {
  readonly #options: WebSocketApiOptions;
  readonly #connections: Connections;
  readonly #routes: ReadonlyMap<string, ApiRoute>;
  readonly #hasRoom: Throttle;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES, perMessageDeflate: false });
  readonly #disconnecting = new Set<Promise<void>>();

  constructor(options: WebSocketApiOptions, connections: Connections) {
    this.#options = options;
    this.#connections = connections;
    this.#routes = new Map(options.api.routes.map((route) => [route.routeKey, route]));
    this.#hasRoom = createThrottle(options.api.stageSettings);
  }

  async accept(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const { api, now } = this.#options;
    if (!this.#hasRoom('$connect')) return refuse(stream, 429);
    const facts = factsOf(request, api, now());
    const result = await this.#call('$connect', connectEvent(request, facts, now()));
    const refusal = refusalOf(result);
    if (refusal !== undefined) return refuse(stream, refusal.status, refusal.body);
    if (stream.destroyed) return this.#reportEnd(facts, ABNORMAL_CLOSURE, '');
    const protocol = protocolOf(result);
    if (protocol === undefined) delete request.headers['sec-websocket-protocol'];
    else request.headers['sec-websocket-protocol'] = protocol;
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      limitFrames(socket, stream);
      this.#open({ facts, socket, stream, openedAt: Date.now(), lastActiveAt: Date.now() });
    });
  }

  /** Resolves when `$disconnect` has run for every socket that ended. */
  async disconnectsHandled(): Promise<void> {
    await Promise.all(this.#disconnecting);
  }

  #open(connection: Connection): void {
    const { facts, socket } = connection;
    this.#connections.add(connection);
    socket.on('message', (data: RawData) => {
      connection.lastActiveAt = Date.now();
      void this.#take(connection, data.toString());
    });
    // `ws` closes the socket by itself after an error; `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      this.#connections.remove(facts.connectionId);
      void this.#reportEnd(facts, code || ABNORMAL_CLOSURE, reason.toString());
    });
  }

  async #take({ facts, socket }: Connection, body: string): Promise<void> {
    const { api, host, now } = this.#options;
    const routeKey = selectRoute(api.routeSelection, this.#routes, body);
    const event = messageEvent(facts, routeKey, body, now());
    const route = this.#routes.get(routeKey);
    if (route === undefined) return sendToClient(socket, event, 'Forbidden');
    if (!this.#hasRoom(routeKey)) return sendToClient(socket, event, 'Too Many Requests');
    const result = await host.invoke(route.functionArn, event);
    if (!result.ok) return sendToClient(socket, event, 'Internal server error');
    const reply = route.respondsToClient && isRecord(result.payload) ? result.payload.body : undefined;
    if (typeof reply === 'string' && socket.readyState === socket.OPEN) socket.send(reply);
  }

  #reportEnd(facts: ConnectionFacts, code: number, reason: string): Promise<void> {
    const event = disconnectEvent(facts, code, reason, this.#options.now());
    const disconnected = this.#call('$disconnect', event).then(() => {
      this.#disconnecting.delete(disconnected);
    });
    this.#disconnecting.add(disconnected);
    return disconnected;
  }

  async #call(routeKey: string, event: object): Promise<InvocationResult | undefined> {
    const route = this.#routes.get(routeKey);
    return route === undefined ? undefined : this.#options.host.invoke(route.functionArn, event);
  }
}

/** Refuses a handshake with a plain HTTP response. */
export function refuse(stream: Duplex, status: number, body = ''): void {
  const reason = STATUS_CODES[status] ?? '';
  const head = `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}`;
  stream.end(`${head}\r\n\r\n${body}`);
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

export function parsedOrUndefined(text: string): unknown {
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

/** The subprotocol is the one that the function names in its response, or none. */
function protocolOf(result: InvocationResult | undefined): string | undefined {
  const payload = result?.ok && isRecord(result.payload) ? result.payload : {};
  const headers = isRecord(payload.headers) ? payload.headers : {};
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol');
  return found === undefined ? undefined : String(found[1]);
}

function sendToClient(socket: WebSocket, event: object, message: string): void {
  if (socket.readyState !== socket.OPEN) return;
  const context = 'requestContext' in event && isRecord(event.requestContext) ? event.requestContext : {};
  const { connectionId, requestId } = context;
  socket.send(JSON.stringify({ message, connectionId, requestId }));
}
