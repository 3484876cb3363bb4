import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { apiUrl, call, drain, local } from './support/api.ts';
import { createOrder, newParties, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';
import { allItems } from './support/table.ts';

afterAll(() => local('POST', 'clock', { reset: true }));

const tokenIn = (url: string): string => new URL(url).searchParams.get('token') ?? '';

const ended = (code: string, closeCode: number) => expect.objectContaining({ type: 'error', code, closeCode });

describe('the handshake', () => {
  it('takes the token as a header, a subprotocol or in the query', async () => {
    const { buyer } = await newParties();
    for (const options of [
      { protocols: [], headers: { authorization: `Bearer ${buyer}` } },
      { protocols: ['wismo.v1', buyer] },
      { protocols: [], query: { token: buyer } },
    ]) {
      const socket = await SocketClient.connect(undefined, options);
      await socket.subscribe('me');
      socket.close();
    }
  });

  it('with a bad token is accepted, sent the reason, and closed with 4401', async () => {
    for (const options of [
      { protocols: ['wismo.v1', 'x.y.z'] },
      { protocols: [], headers: { authorization: 'Basic YTpi' } },
      { protocols: [], query: { token: 'a.b' } },
    ]) {
      const socket = await SocketClient.connect(undefined, options);
      expect(await socket.closed()).toBe(4401);
      expect(socket.messages).toEqual([ended('UNAUTHENTICATED', 4401)]);
    }
  });

  it('of a silent connection is followed by a ping every five minutes', async () => {
    const parties = await newParties();
    const order = await createOrder(parties, { buyerId: undefined, guestEmail: `${unique('guest')}@example.com` });
    const link = tokenIn(order.trackingUrl ?? '');
    const sockets = await Promise.all([parties.buyer, link].map((token) => SocketClient.connect(token)));
    for (let pings = 1; pings <= 2; pings += 1) {
      await drain();
      await local('POST', 'clock', { advance: 'PT5M' });
      for (const socket of sockets) {
        await eventually(() => expect(socket.ofType('ping')).toHaveLength(pings), { timeoutMs: 10_000 });
      }
    }
    for (const socket of sockets) socket.close();
  });
});

describe('how often a stranger may try', () => {
  /** Of this test only: other tests are counted by an address of their own. */
  const localAddress = '127.0.0.77';

  const track = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const url = new URL('/api/orders/track/nobody-knows', apiUrl());
      request(url, { localAddress }, (response) => resolve(response.resume().statusCode ?? 0))
        .on('error', reject)
        .end();
    });

  /** Counts are by the minute: the test begins with one, and does not last as long. */
  const nextMinute = async (): Promise<void> => {
    const { now } = await local<{ now: string }>('GET', 'clock');
    await local('POST', 'clock', { set: new Date(Math.ceil(Date.parse(now) / 60_000) * 60_000).toISOString() });
  };

  it('hundreds of guesses over sockets end at sixty, and count with those of the public route', async () => {
    await nextMinute();
    let guesses = 0;
    for (let connection = 0; connection < 3; connection += 1) {
      const socket = await SocketClient.connect(undefined, { localAddress });
      for (let n = 0; n < 100; n += 1) socket.send({ action: 'subscribe', topic: `track:guess-${connection}-${n}` });
      expect(await socket.closed(30_000)).toBe(4429);
      guesses += socket.messages.filter(({ code }) => code === 'NOT_FOUND').length;
    }
    expect(guesses).toBeLessThanOrEqual(60);
    const statuses: number[] = [];
    for (let n = 0; n < 121 - guesses; n += 1) statuses.push(await track());
    expect(statuses.at(0)).toBe(404);
    expect(statuses.at(-1)).toBe(429);
    const other = await SocketClient.connect(undefined, { localAddress: '127.0.0.78' });
    other.send({ action: 'subscribe', topic: 'track:guess' });
    expect(await other.waitFor(({ type }) => type === 'error')).toMatchObject({ code: 'NOT_FOUND' });
    other.close();
  });
});

describe('how many connections may be open at one time', () => {
  it('fifty of a person: one more is sent the reason and ends with 4429, until another one has ended', async () => {
    const localAddress = '127.0.0.79';
    const { buyer, buyerId } = await newParties();
    const connect = () => SocketClient.connect(buyer, { localAddress });
    const open: SocketClient[] = [];
    for (let n = 0; n < 50; n += 1) open.push(await connect());
    const beyond = await connect();
    expect(await beyond.closed()).toBe(4429);
    expect(beyond.messages).toEqual([ended('TOO_MANY_CONNECTIONS', 4429)]);
    const other = await SocketClient.connect((await newParties()).buyer, { localAddress });
    await other.subscribe('me');
    open.pop()?.close();
    await drain();
    const next = await connect();
    await next.subscribe('me');
    for (const socket of [...open, other, next]) socket.close();
    await drain();
    const counts = (await allItems()).filter(({ entity }) => entity === 'open_connections');
    const own = counts.filter(({ pk }) => String(pk).includes(buyerId) || String(pk).includes(localAddress));
    expect(own.map(({ open: left }) => left)).toEqual([0, 0]);
  });
});

describe('pages of the machine itself', () => {
  it('may read every response, whatever their port; pages from elsewhere may not', async () => {
    const allowed = async (origin: string, path: string) => {
      const responses = [
        await call('OPTIONS', path, { headers: { origin, 'access-control-request-method': 'GET' } }),
        await call('GET', path, { headers: { origin } }),
      ];
      return responses.map(({ headers }) => headers.get('access-control-allow-origin'));
    };
    for (const path of ['/api/orders/user/active', '/api/orders/events?order=x', '/api/orders/track/1']) {
      for (const origin of ['http://localhost:5173', 'http://127.0.0.1:8080', 'http://[::1]:3000']) {
        expect(await allowed(origin, path)).toEqual([origin, origin]);
      }
      for (const origin of ['http://shop.example', 'https://localhost:1', 'http://localhost.evil.example', 'null']) {
        expect(await allowed(origin, path), origin).toEqual([null, null]);
      }
    }
  });
});
