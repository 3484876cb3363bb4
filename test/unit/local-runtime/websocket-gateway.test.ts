import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { createConnections } from '../../../local/gateway/connections.ts';
import type { InvocationResult } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { route } from './support/http-gateway.ts';
import { client, connected, idOf, messageOf, OK, open, type SocketEvent } from './support/socket-gateway.ts';

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

  it('takes no extension: a client that offers compression is served without', async () => {
    const { front } = await open();
    const socket = await connected(front.address);
    expect(socket.extensions).toBe('');
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
    const connection = { facts, socket, stream: new PassThrough(), openedAt: 0, lastActiveAt: 0 };
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
