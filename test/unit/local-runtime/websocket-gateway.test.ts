import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ApiDefinition } from '../../../local/gateway/api-definition.ts';
import { createConnections } from '../../../local/gateway/connections.ts';
import { createFrameMeter } from '../../../local/gateway/frame-meter.ts';
import { createManagementService } from '../../../local/gateway/management-service.ts';
import { openWebSocketFront, type WebSocketFront } from '../../../local/gateway/websocket-api.ts';
import type { AwsCall, AwsResponse, InvocationResult } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { route } from './support/http-gateway.ts';

interface SocketEvent {
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

const fronts: WebSocketFront[] = [];
const clients: WebSocket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) {
    // Ending a handshake that was refused is an error of the client's.
    client.once('error', () => undefined);
    client.terminate();
  }
  await Promise.all(fronts.splice(0).map((front) => front.close()));
});

const OK: InvocationResult = { ok: true, payload: { statusCode: 200 } };

async function open(apiResponse: ApiResponse = () => OK, routeKeys = ['$connect', '$disconnect', '$default', 'ping']) {
  const front = await openWebSocketFront(0, (error) => {
    throw error;
  });
  fronts.push(front);
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

function client(address: string, protocols: string[] = [], path = '/live'): WebSocket {
  const socket = new WebSocket(`${address}${path}`, protocols);
  clients.push(socket);
  return socket;
}

async function connected(address: string, protocols?: string[], path?: string): Promise<WebSocket> {
  const socket = client(address, protocols, path);
  await once(socket, 'open');
  return socket;
}

const idOf = (events: readonly SocketEvent[]): string => events[0]?.requestContext.connectionId ?? '';
const messageOf = async (socket: WebSocket): Promise<unknown> => JSON.parse(String((await once(socket, 'message'))[0]));

const call = (method: string, connectionId: string, body = ''): AwsCall => ({
  service: 'execute-api',
  operation: 'PostToConnection',
  principal: 'Fn',
  method,
  url: `/_ws/sockets001/live/@connections/${encodeURIComponent(connectionId)}`,
  headers: {},
  body: Buffer.from(body),
  input: {},
});
const errorOf = (apiResponse: AwsResponse): unknown => [apiResponse.status, apiResponse.headers['x-amzn-errortype']];

describe('the handshake', () => {
  it('hands headers, query and subprotocol to $connect, and takes the subprotocol that it returns', async () => {
    const { front, events } = await open(() => ({
      ok: true,
      payload: { statusCode: 200, headers: { 'sec-websocket-protocol': 'wismo.v1' } },
    }));
    const socket = await connected(front.address, ['wismo.v1', 'a.token'], '/live?x=1');
    expect(socket.protocol).toBe('wismo.v1');
    expect(events[0]).toMatchObject({
      headers: { 'Sec-WebSocket-Protocol': 'wismo.v1,a.token' },
      queryStringParameters: { x: '1' },
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        apiId: 'sockets001',
        stage: 'live',
        connectionId: expect.stringMatching(/^.{15}=$/),
      },
    });
  });

  it.each([
    ['the status of $connect', { ok: true, payload: { statusCode: 401 } }, 401],
    ['500 when it fails', { ok: false, kind: 'Unhandled', errorType: 'E', message: 'x' }, 500],
  ] satisfies [string, InvocationResult, number][])('is refused with %s', async (_name, apiResponse, status) => {
    const { front } = await open(() => apiResponse);
    const [, response] = await once(client(front.address), 'unexpected-response');
    expect(response.statusCode).toBe(status);
    expect(front.connections.all()).toEqual([]);
  });
});

describe('messages', () => {
  it('go to the route that they name, else to $default', async () => {
    const { front, events } = await open();
    const socket = await connected(front.address);
    for (const body of ['{"action":"ping"}', '{"action":"unknown"}', 'no json']) socket.send(body);
    await eventually(() => expect(events).toHaveLength(4));
    expect(events.slice(1).map(({ body, requestContext }) => [requestContext.routeKey, body])).toEqual([
      ['ping', '{"action":"ping"}'],
      ['$default', '{"action":"unknown"}'],
      ['$default', 'no json'],
    ]);
    expect(new Set(events.map(({ requestContext }) => requestContext.connectionId)).size).toBe(1);
  });

  it('get a reply on a route that has a route response', async () => {
    const { front } = await open(() => ({ ok: true, payload: { statusCode: 200, body: '{"type":"pong"}' } }));
    const socket = await connected(front.address);
    const apiResponse = messageOf(socket);
    socket.send('{"action":"ping"}');
    expect(await apiResponse).toEqual({ type: 'pong' });
  });

  it('that fail are reported to the client', async () => {
    const { front, events } = await open((event) =>
      event.requestContext.routeKey === '$connect'
        ? OK
        : { ok: false, kind: 'Unhandled', errorType: 'E', message: 'secret' },
    );
    const socket = await connected(front.address);
    const apiResponse = messageOf(socket);
    socket.send('x');
    expect(await apiResponse).toMatchObject({ message: 'Internal server error', connectionId: idOf(events) });
  });

  it.each([
    ['a frame above 32 KB', 32 * 1024 + 1],
    ['a message above 128 KB', 128 * 1024 + 1],
  ])('%s closes with 1009', async (_name, size) => {
    const { front } = await open();
    const socket = await connected(front.address);
    const closed = once(socket, 'close');
    socket.send('x'.repeat(size));
    expect((await closed)[0]).toBe(1009);
  });
});

describe('the end of a connection', () => {
  it('is reported to $disconnect with its code', async () => {
    const { front, events } = await open();
    const socket = await connected(front.address);
    socket.close(4001, 'enough');
    await eventually(() =>
      expect(events.at(-1)?.requestContext).toMatchObject({
        routeKey: '$disconnect',
        eventType: 'DISCONNECT',
        disconnectStatusCode: 4001,
        disconnectReason: 'enough',
      }),
    );
  });

  it('comes after ten idle minutes or two hours', async () => {
    const closed: unknown[] = [];
    const socket = { close: (code: number) => closed.push(code) } as unknown as WebSocket;
    let now = 0;
    const connections = createConnections(() => now);
    const facts = {
      connectionId: 'a',
      apiId: '',
      stage: '',
      connectedAt: new Date(0),
      sourceIp: '',
      userAgent: '',
      domainName: '',
    };
    const connection = { facts, socket, openedAt: 0, lastActiveAt: 0 };
    connections.add(connection);
    now = 10 * 60_000;
    connections.closeExpired();
    expect(closed).toEqual([]);
    now += 1;
    connections.closeExpired();
    expect(closed).toEqual([1001]);
    now = 2 * 60 * 60_000 + 1;
    connection.lastActiveAt = now;
    connections.closeExpired();
    expect(closed).toEqual([1001, 1001]);
    connections.stop();
  });
});

describe('the management API', () => {
  it('posts to an open connection, describes it and closes it', async () => {
    const { front, events, management } = await open();
    const socket = await connected(front.address);
    await eventually(() => expect(front.connections.all()).toHaveLength(1));
    const message = messageOf(socket);
    expect((await management.handle(call('POST', idOf(events), '{"a":1}'))).status).toBe(200);
    expect(await message).toEqual({ a: 1 });
    const facts = await management.handle(call('GET', idOf(events)));
    expect(JSON.parse(facts.body.toString())).toMatchObject({ identity: { sourceIp: '127.0.0.1' } });
    const closed = once(socket, 'close');
    expect((await management.handle(call('DELETE', idOf(events)))).status).toBe(204);
    await closed;
  });

  it.each([
    ['1000, as API Gateway does', ['{"type":"pong"}'], 1000],
    ['the code that its last message announced', ['{"type":"error","code":"TOKEN_EXPIRED","closeCode":4401}'], 4401],
    ['1000 where it was not the last', ['{"type":"error","closeCode":4401}', '{"type":"pong"}'], 1000],
    ['1000 where it is no code of an application', ['{"type":"error","closeCode":1006}'], 1000],
    ['1000 where it is no text of ours', ['{"type":"update","closeCode":4401}', 'closeCode'], 1000],
  ])('closes a connection with %s', async (_, messages, code) => {
    const { front, events, management } = await open();
    const socket = await connected(front.address);
    await eventually(() => expect(front.connections.all()).toHaveLength(1));
    for (const message of messages) await management.handle(call('POST', idOf(events), message));
    const closed = once(socket, 'close');
    await management.handle(call('DELETE', idOf(events)));
    expect((await closed)[0]).toBe(code);
    await eventually(() => expect(events.at(-1)?.requestContext.disconnectStatusCode).toBe(code));
  });

  it('returns 410 for a connection that is gone, and for one that never was', async () => {
    const { front, events, management } = await open();
    const socket = await connected(front.address);
    socket.close();
    await eventually(() => expect(events.at(-1)?.requestContext.routeKey).toBe('$disconnect'));
    expect(errorOf(await management.handle(call('POST', idOf(events), 'x')))).toEqual([410, 'GoneException']);
    expect(errorOf(await management.handle(call('GET', 'nobody=')))).toEqual([410, 'GoneException']);
  });

  it('returns 413 for a message above 128 KB', async () => {
    const { front, events, management } = await open();
    await connected(front.address);
    await eventually(() => expect(front.connections.all()).toHaveLength(1));
    const apiResponse = await management.handle(call('POST', idOf(events), 'x'.repeat(128 * 1024 + 1)));
    expect(errorOf(apiResponse)).toEqual([413, 'PayloadTooLargeException']);
  });
});

describe('the port', () => {
  it('requires plain HTTP to upgrade', async () => {
    const { front } = await open();
    expect((await fetch(front.address.replace('ws:', 'http:'))).status).toBe(426);
  });

  it('calls $disconnect when a client leaves during its handshake', async () => {
    const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
    const { front, events } = await open();
    const invoked = Promise.withResolvers<void>();
    front.serve({
      api: {
        apiId: 'sockets001',
        stage: 'live',
        stageSettings: {},
        cors: {},
        routeSelection: '',
        stageArn: 'arn:stage',
        routes: ['$connect', '$disconnect'].map((routeKey) => route(routeKey)),
      },
      host: {
        invoke: async (_arn, event) => {
          events.push(event as SocketEvent);
          invoked.resolve();
          await gone;
          return OK;
        },
      },
      now: () => new Date(0),
    });
    const port = Number(new URL(front.address).port);
    const raw = connect(port, '127.0.0.1');
    raw.write(
      'GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await invoked.promise;
    raw.destroy();
    await once(raw, 'close');
    leave();
    await eventually(() => expect(events.at(-1)?.requestContext.routeKey).toBe('$disconnect'));
  });
});

describe('the frame meter', () => {
  const frame = (size: number): Buffer => {
    const length = size < 126 ? Buffer.from([0x80 | size]) : Buffer.from([0xfe, size >> 8, size & 0xff]);
    return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4 + size)]);
  };
  it('follows frames in pieces of any size', () => {
    const stream = Buffer.concat([frame(10), frame(1000), frame(0), frame(300)]);
    for (const piece of [1, 2, 3, 7, 1000, stream.length]) {
      const meter = createFrameMeter(1000);
      for (let at = 0; at < stream.length; at += piece) expect(meter.feed(stream.subarray(at, at + piece))).toBe(false);
      expect(meter.feed(frame(1001))).toBe(true);
    }
  });
});
