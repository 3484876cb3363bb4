/** Live access ends when the right ends: over real sockets and streams. */
import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { apiUrl, call, drain, local, outbox, tokenFor } from './support/api.ts';
import { EventStreamClient } from './support/event-stream.ts';
import { createOrder, newParties, type Parties, putStatus, startGrocery, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

afterAll(() => local('POST', 'clock', { reset: true }));

const shortToken = async (sub: string, expiresIn: number, roles: readonly string[] = ['customer']): Promise<string> =>
  (await local<{ token: string }>('POST', 'token', { sub, roles, expiresIn })).token;

const tokenIn = (url: string): string => new URL(url).searchParams.get('token') ?? '';

const ended = (code: string, closeCode: number) => expect.objectContaining({ type: 'error', code, closeCode });

const withDriver = async () => {
  const parties = await newParties();
  const orderId = await startGrocery(parties);
  const post = (below: string, method: string, body: object, token = parties.seller) =>
    call(method, `/orders/tracking/${orderId}/${below}`, { token, body });
  const assign = async (): Promise<string> => {
    const driverId = unique('driver');
    const response = await post('driver', 'PUT', { driver_id: driverId, name: 'Marta', provider: 'own' });
    expect(response.status, response.text).toBe(200);
    return tokenFor({ sub: driverId, roles: ['driver'] });
  };
  const locate = async (token: string, lat: number) => {
    const at = (await local<{ now: string }>('GET', 'clock')).now;
    return (await post('location', 'PUT', { lat, lng: -3.7, at }, token)).status;
  };
  return { parties, orderId, assign, locate };
};

describe('a driver who is replaced', () => {
  it('gets nothing more: neither updates nor the new driver’s place', async () => {
    const { parties, orderId, assign, locate } = await withDriver();
    const first = await assign();
    await drain();
    const former = await SocketClient.connect(first);
    const buyer = await SocketClient.connect(parties.buyer);
    for (const socket of [former, buyer]) await socket.subscribe(`order:${orderId}`);
    const stream = await EventStreamClient.open({ order: orderId }, { token: first });
    expect(await locate(first, 40.1)).toBe(200);
    await former.waitFor(({ type }) => type === 'driver_location');
    const before = former.messages.length;

    const second = await assign();
    expect(await former.closed()).toBe(4403);
    await local('POST', 'clock', { advance: 'PT2S' });
    expect(await locate(first, 40.2)).toBe(404);
    expect(await locate(second, 40.3)).toBe(200);
    await buyer.waitFor(
      ({ type, location }) => type === 'driver_location' && JSON.stringify(location).includes('40.3'),
    );
    expect(former.messages.slice(before)).toEqual([ended('ACCESS_WITHDRAWN', 4403)]);

    await stream.waitFor(({ data }) => data?.type === 'error');
    await eventually(() => expect(stream.isOver).toBe(true));
    expect(stream.heard.flatMap(({ data }) => data ?? [])).toEqual([ended('ACCESS_WITHDRAWN', 4403)]);
    await expect(EventStreamClient.open({ order: orderId }, { token: first })).rejects.toThrow(/404/);

    const again = await SocketClient.connect(first);
    again.send({ action: 'subscribe', topic: `order:${orderId}` });
    expect(await again.waitFor(({ type }) => type === 'error')).toMatchObject({ code: 'NOT_FOUND' });
    for (const socket of [again, buyer]) socket.close();
  });
});

describe('a token that expires', () => {
  const follow = async (parties: Parties, orderId: string, token: string) => {
    const socket = await SocketClient.connect(token);
    await socket.subscribe(`order:${orderId}`);
    const stream = await EventStreamClient.open({ order: orderId }, { token });
    return { parties, socket, stream };
  };

  it('of three seconds ends socket and stream within seconds, though nothing happens', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    await drain();
    const { socket, stream } = await follow(parties, id, await shortToken(parties.buyerId, 3));
    expect(await socket.closed(15_000)).toBe(4401);
    expect(socket.messages.at(-1)).toEqual(ended('TOKEN_EXPIRED', 4401));
    await eventually(() => expect(stream.isOver).toBe(true), { timeoutMs: 15_000 });
    expect(stream.heard.findLast(({ data }) => data)?.data).toEqual(ended('TOKEN_EXPIRED', 4401));
  });

  it('of an hour is gone when the hour is: for events, for frames, and on the way to a stream', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    await drain();
    const token = await shortToken(parties.buyerId, 3_600);
    const { socket, stream } = await follow(parties, id, token);
    const { socket: silent } = await follow(parties, id, token);
    await local('POST', 'clock', { advance: 'PT1H1S' });
    await putStatus(id, parties.seller, 'confirmed');
    expect(await socket.closed()).toBe(4401);
    expect(await silent.closed()).toBe(4401);
    expect([...socket.messages, ...silent.messages].filter(({ type }) => type === 'order_update')).toEqual([]);
    await eventually(() => expect(stream.isOver).toBe(true), { timeoutMs: 10_000 });
    await expect(EventStreamClient.open({ order: id }, { token })).rejects.toThrow(/401/);
    expect((await call('GET', `/api/orders/${id}`, { token })).status).toBe(401);
    const late = await SocketClient.connect(token);
    expect(await late.closed()).toBe(4401);
  });

  it('is found out by the next frame, before any event', async () => {
    const { buyerId } = await newParties();
    const socket = await SocketClient.connect(await shortToken(buyerId, 240));
    await socket.subscribe('me');
    // Heartbeats move with the clock too: their function is kept from ending the connection first.
    await local('POST', 'faults', { service: 'sqs', function: 'Heartbeat', kind: 'error', rate: 1 });
    await local('POST', 'clock', { advance: 'PT4M' });
    socket.send({ action: 'subscribe', topic: 'me' });
    expect(await socket.closed()).toBe(4401);
    expect(socket.ofType('subscribed')).toHaveLength(1);
    await call('DELETE', '/_local/faults');
  });
});

describe('a link that is revoked', () => {
  it('ends what it opened, and opens nothing again; a new one does', async () => {
    const parties = await newParties();
    const guestEmail = `${unique('guest')}@example.com`;
    const order = await createOrder(parties, { buyerId: undefined, guestEmail });
    const link = tokenIn(order.trackingUrl ?? '');
    await drain();
    const socket = await SocketClient.connect(link);
    await socket.subscribe(`order:${order.id}`);
    const stream = await EventStreamClient.open({ order: order.id, token: link });
    const opens = async (token: string) =>
      (await call('GET', `/api/orders/${order.id}/status?token=${encodeURIComponent(token)}`)).status;
    expect(await opens(link)).toBe(200);

    const revoked = await call('POST', `/api/orders/${order.id}/revoke-links`, {
      token: parties.seller,
      body: { reason: 'Forwarded to a stranger' },
    });
    expect(revoked.status, revoked.text).toBe(200);
    expect(await socket.closed()).toBe(4403);
    expect(socket.ofType('order_update')).toEqual([]);
    await eventually(() => expect(stream.isOver).toBe(true), { timeoutMs: 10_000 });
    expect(stream.heard.flatMap(({ data }) => data ?? [])).toEqual([ended('ACCESS_WITHDRAWN', 4403)]);
    expect(await opens(link)).toBe(401);
    await expect(EventStreamClient.open({ order: order.id, token: link })).rejects.toThrow(/401/);
    const again = await SocketClient.connect(link);
    again.send({ action: 'subscribe', topic: `order:${order.id}` });
    expect(await again.closed()).toBe(4403);

    await call('GET', `/api/orders/track?${new URLSearchParams({ number: order.orderNumber, email: guestEmail })}`);
    await drain();
    const mail = await eventually(async () => {
      const found = (await outbox(order.id)).findLast(({ subject = '' }) => /your link|tu enlace/i.test(subject));
      if (!found) throw new Error('no mail yet');
      return found;
    });
    const fresh = tokenIn(/https?:\/\/\S+\/track\/\S+\?token=[\w.%-]+/.exec(mail.text)?.[0] ?? 'http://none');
    expect(await opens(fresh)).toBe(200);
  });
});

describe('a user whose roles or shops have changed', () => {
  it('loses what the tokens of before opened, and keeps what a new one says', async () => {
    const parties = await newParties();
    const keeper = unique('keeper');
    const sign = async () =>
      (
        await local<{ token: string }>('POST', 'token', {
          sub: keeper,
          roles: ['seller'],
          seller_ids: [parties.sellerId],
        })
      ).token;
    const before = await sign();
    const topic = `seller:${parties.sellerId}`;
    const socket = await SocketClient.connect(before);
    await socket.subscribe(topic);
    const stream = await EventStreamClient.open({ sellerId: parties.sellerId }, { token: before });
    const revoke = (token: string) =>
      call('POST', `/api/admin/users/${keeper}/revoke-access`, { token, body: { reason: 'Left the shop' } });
    expect((await revoke(parties.seller)).status).toBe(403);
    expect((await revoke(parties.admin)).status).toBe(200);
    await createOrder(parties);
    expect(await socket.closed()).toBe(4403);
    expect(socket.ofType('new_order')).toEqual([]);
    await eventually(() => expect(stream.isOver).toBe(true), { timeoutMs: 10_000 });
    // A stream begins with the count of the inbox.
    const heard = stream.heard
      .flatMap(({ data }) => data ?? [])
      .filter((each) => (each as { readonly type: string }).type !== 'inbox_changed');
    expect(heard).toEqual([ended('ACCESS_WITHDRAWN', 4403)]);
    await local('POST', 'clock', { advance: 'PT11S' });
    const list = (token: string) => call('GET', `/api/orders/seller/${parties.sellerId}`, { token });
    expect((await list(before)).status).toBe(401);
    const after = await sign();
    expect((await list(after)).status).toBe(200);
    const again = await SocketClient.connect(after);
    await again.subscribe(topic);
    again.close();
  });
});

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

describe('pages of the machine itself', () => {
  it('may read every response, whatever their port; pages from elsewhere may not', async () => {
    const allowed = async (origin: string, path: string) => {
      const preflight = { origin, 'access-control-request-method': 'GET' };
      const [asked, answered] = [
        await call('OPTIONS', path, { headers: preflight }),
        await call('GET', path, { headers: { origin } }),
      ];
      return [asked, answered].map(({ headers }) => headers.get('access-control-allow-origin'));
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
