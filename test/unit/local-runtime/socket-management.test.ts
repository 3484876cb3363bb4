import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { AwsCall, AwsResponse } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { connected, idOf, messageOf, open } from './support/socket-gateway.ts';

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
    ['the code that a message announced', ['{"type":"error","code":"TOKEN_EXPIRED","closeCode":4401}'], 4401],
    [
      'that code where another message overtook the end',
      ['{"type":"error","closeCode":4401}', '{"type":"pong"}'],
      4401,
    ],
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

  it.each([
    ['of the shortest length', 'x'.repeat(125)],
    ['whose length needs two bytes', 'x'.repeat(126)],
    ['of the longest such length', 'ü'.repeat(32_767)],
    ['whose length needs eight bytes', 'x'.repeat(65_536)],
    ['as large as one may be', 'x'.repeat(128 * 1024)],
  ])('posts a message %s to each of two, and another one behind it', async (_, text) => {
    const { front, events, management } = await open();
    const sockets = [await connected(front.address), await connected(front.address)];
    await eventually(() => expect(front.connections.all()).toHaveLength(2));
    const heard: string[][] = sockets.map(() => []);
    for (const [n, socket] of sockets.entries()) socket.on('message', (data) => heard[n]?.push(String(data)));
    for (const { requestContext } of events) {
      for (const body of [text, 'last']) await management.handle(call('POST', requestContext.connectionId, body));
    }
    await eventually(() =>
      expect(heard).toEqual([
        [text, 'last'],
        [text, 'last'],
      ]),
    );
  });

  it('replaces what is no UTF-8', async () => {
    const { front, events, management } = await open();
    const socket = await connected(front.address);
    await eventually(() => expect(front.connections.all()).toHaveLength(1));
    const message = once(socket, 'message');
    await management.handle({ ...call('POST', idOf(events)), body: Buffer.from([0x61, 0xff, 0x62]) });
    expect(String((await message)[0])).toBe('a\ufffdb');
  });

  it('returns 413 for a message above 128 KB', async () => {
    const { front, events, management } = await open();
    await connected(front.address);
    await eventually(() => expect(front.connections.all()).toHaveLength(1));
    const apiResponse = await management.handle(call('POST', idOf(events), 'x'.repeat(128 * 1024 + 1)));
    expect(errorOf(apiResponse)).toEqual([413, 'PayloadTooLargeException']);
  });
});
