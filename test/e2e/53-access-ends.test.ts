/** Live access ends when the right ends: over real sockets and streams. */
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { call, drain, local, outbox, tokenFor } from './support/api.ts';
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
