import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { drain, local } from './support/api.ts';
import { ask, closeStreams, follow, move, namesOf, orderOf, type Page, page } from './support/order-events.ts';
import { newParties } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

afterEach(closeStreams);

describe('a stream', () => {
  it('sends the events of an order as it moves', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const stream = await follow({ order: id }, { token: parties.buyer });
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toBe('no-store, no-transform');
    await move(id, parties, 'confirmed');
    const moved = await stream.waitFor(({ data }) => data?.seq === 2);
    expect(moved).toMatchObject({
      event: 'order_update',
      id: moved.data?.cursor,
      data: { type: 'order_update', orderId: id, update: { status: 'confirmed', previousStatus: 'pending' } },
    });
    await move(id, parties, 'processing');
    await stream.waitFor(({ data }) => data?.seq === 3);
    expect(stream.names).toEqual([`${id} 2`, `${id} 3`]);
  });

  it('goes on behind the last id: nothing is missed, nothing comes twice, over all orders of a person and of a shop', async () => {
    const parties = await newParties();
    const first = await orderOf(parties);
    for (const [scope, token] of [
      [{ customerId: parties.buyerId }, parties.buyer],
      [{ farmId: parties.sellerId }, parties.seller],
    ] as const) {
      const stream = await follow(scope, { token });
      const second = await orderOf(parties);
      await stream.waitFor(({ data }) => data?.orderId === second);
      stream.close();
      await move(second, parties, 'confirmed');
      const third = await orderOf(parties, 'confirmed');
      const again = await follow(scope, { token, lastEventId: stream.lastEventId });
      await move(third, parties, 'processing');
      await again.waitFor(({ data }) => data?.orderId === third && data.seq === 3);
      const expected = [`${second} 1`, `${second} 2`, `${third} 1`, `${third} 2`, `${third} 3`];
      expect([...stream.names, ...again.names]).toEqual(expected);
      expect(again.names).not.toContain(`${first} 1`);
    }
  });

  it('that was lost before its first event goes on where it began', async () => {
    const parties = await newParties();
    const lost = await follow({ sellerId: parties.sellerId }, { token: parties.seller });
    lost.close();
    const id = await orderOf(parties);
    const again = await follow(
      { sellerId: parties.sellerId },
      { token: parties.seller, lastEventId: lost.lastEventId },
    );
    expect(await again.waitFor(({ data }) => data?.orderId === id)).toMatchObject({ event: 'new_order' });
  });

  it('lives while nothing happens, and ends by itself when it has lasted long enough', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const stream = await follow({ order: id }, { token: parties.buyer });
    try {
      await local('POST', 'clock', { advance: 'PT15S' });
      await stream.waitFor(({ comment }) => comment === 'heartbeat');
      expect(stream.isOver).toBe(false);
      await local('POST', 'clock', { advance: 'PT2M' });
      await eventually(() => expect(stream.isOver).toBe(true));
      await move(id, parties, 'confirmed');
      const again = await follow({ order: id }, { token: parties.buyer, lastEventId: stream.lastEventId });
      await again.waitFor(({ data }) => data?.seq === 2);
      expect([...stream.names, ...again.names]).toEqual([`${id} 2`]);
    } finally {
      await local('POST', 'clock', { reset: true });
    }
  });

  it('is at rest while it waits, and each of several hears the same', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const streams = await Promise.all([1, 2, 3].map(() => follow({ order: id }, { token: parties.buyer })));
    await drain();
    await move(id, parties, 'confirmed');
    await Promise.all(streams.map((stream) => stream.waitFor(({ data }) => data?.seq === 2)));
    await drain();
    expect(streams.map(({ isOver }) => isOver)).toEqual([false, false, false]);
  });
});

describe('page by page', () => {
  it('goes on by its cursor, and says whether there is more', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const start = await page({ order: id }, parties.buyer);
    expect([namesOf(start), start.hasMore]).toEqual([[`${id} 1`], false]);
    await move(id, parties, 'confirmed');
    await move(id, parties, 'processing');
    const next = await page({ order: id, after: start.cursor, limit: '1' }, parties.buyer);
    expect([namesOf(next), next.hasMore]).toEqual([[`${id} 2`], true]);
    const last = await page({ order: id, after: next.cursor }, parties.buyer);
    expect([namesOf(last), last.hasMore]).toEqual([[`${id} 3`], false]);
    expect(namesOf(await page({ order: id, after: last.cursor }, parties.buyer))).toEqual([]);
  });

  it('a busy shop is read in small pages, each event once', async () => {
    const parties = await newParties();
    const token = parties.seller;
    const start = await page({ sellerId: parties.sellerId }, token);
    expect(start).toMatchObject({ events: [], hasMore: false });
    const ids = await Promise.all(Array.from({ length: 8 }, () => orderOf(parties, 'confirmed')));
    await drain();
    const got: string[] = [];
    let read = await page({ sellerId: parties.sellerId, after: start.cursor, limit: '3' }, token);
    for (; read.events.length > 0; ) {
      got.push(...namesOf(read));
      read = await page({ sellerId: parties.sellerId, after: read.cursor, limit: '3' }, token);
    }
    expect(got.toSorted()).toEqual(ids.flatMap((id) => [`${id} 1`, `${id} 2`]).toSorted());
    for (const id of ids) expect(got.indexOf(`${id} 1`)).toBeLessThan(got.indexOf(`${id} 2`));
  });

  it('under its shorter path, and under both names of a shop', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    await drain();
    for (const scope of [{ sellerId: parties.sellerId }, { farmId: parties.sellerId }]) {
      const response = await ask(scope, parties.seller, '/orders/events');
      expect(response.body.events, response.text).toMatchObject([{ type: 'new_order', orderId: id, seq: 1 }]);
    }
  });
});

describe('one sequence', () => {
  it('a client goes from socket to stream to pages and back with its cursor, and misses nothing', async () => {
    const parties = await newParties();
    const { buyer, buyerId } = parties;
    const got: string[] = [];
    const socket = await SocketClient.connect(buyer);
    await socket.subscribe('me');
    const a = await orderOf(parties);
    const recorded = await socket.waitFor((message) => message.orderId === a);
    got.push(`${a} ${recorded.seq}`);
    socket.close();

    const b = await orderOf(parties);
    const stream = await follow({ customerId: buyerId }, { token: buyer, lastEventId: String(recorded.cursor) });
    await move(a, parties, 'confirmed');
    await stream.waitFor(({ data }) => data?.orderId === a && data.seq === 2);
    got.push(...stream.names);
    stream.close();

    await move(b, parties, 'confirmed');
    await drain();
    const polled = await page({ customerId: buyerId, after: stream.lastEventId }, buyer);
    got.push(...namesOf(polled));

    await move(a, parties, 'processing');
    await drain();
    const again = await SocketClient.connect(buyer);
    const { events } = await again.subscribe('me', polled.cursor);
    got.push(...namesOf({ ...polled, events: events as Page['events'] }));
    again.close();
    expect(got).toEqual([`${a} 1`, `${b} 1`, `${a} 2`, `${b} 2`, `${a} 3`]);

    const ofOne = await page({ order: b, after: polled.cursor }, buyer);
    expect(namesOf(ofOne)).toEqual([]);
  });
});
