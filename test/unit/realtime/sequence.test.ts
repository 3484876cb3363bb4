import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/model/order.ts';
import { type Cursor, decodeCursor, encodeCursor, eventIdAt } from '../../../shared/realtime/cursor.ts';
import { MAX_MARKS } from '../../../shared/realtime/feed-memory.ts';
import type { ReceivedPage } from '../../../shared/realtime/received-events.ts';
import { listenableScope, type Scope } from '../../../shared/realtime/scope.ts';
import {
  eventsAfter,
  messagesOf,
  newestEvents,
  presentCursor,
  type ReadableAudience,
} from '../../../shared/realtime/sequence.ts';
import { ANONYMOUS, type Caller } from '../../../shared/security/caller.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { anOrder, changed, created, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { user } from './support.ts';

const SHOP: ReadableAudience = { kind: 'seller', id: 'seller-1' };
const BUYER: ReadableAudience = { kind: 'customer', id: 'buyer-1' };
const ids = seededIds();
const clock = manualClock();
let orders = memoryOrderStore();

beforeEach(() => {
  orders = memoryOrderStore();
  clock.set('2026-03-01T10:00:00.000Z');
});

const make = async (orderId: string, given: Partial<Order> = {}): Promise<Order> => {
  const first = created(anOrder({ orderId, ...given }), ids, clock.now());
  await orders.create(first.order, first.events, { stockTaken: [] });
  return first.order;
};
const change = async (order: Order, events = 1): Promise<Order> => {
  const next = changed(order, {}, ids, { now: clock.now(), events });
  await orders.commit(order.version, next.order, next.events, {});
  return next.order;
};

const asked = (limit = 20) => ({ limit, now: clock.now() });
const read = (audience: ReadableAudience, cursor: Cursor, limit?: number): Promise<ReceivedPage> =>
  eventsAfter(orders, audience, cursor, asked(limit));
const names = ({ events }: ReceivedPage): readonly string[] =>
  events.map(({ event }) => `${event.orderId} ${event.seq}`);

describe('the sequence of one order', () => {
  it('goes on behind its own cursor, page by page, to the end', async () => {
    const order = await change(await make('a'), 5);
    const start = await newestEvents(orders, { kind: 'order', id: order.orderId }, asked(2));
    expect(names(start)).toEqual(['a 5', 'a 6']);
    const [, second] = (await newestEvents(orders, { kind: 'order', id: 'a' }, asked())).events;
    const page = await read({ kind: 'order', id: 'a' }, second?.cursor ?? start.cursor, 3);
    expect([names(page), page.hasMore]).toEqual([['a 3', 'a 4', 'a 5'], true]);
    const rest = await read({ kind: 'order', id: 'a' }, page.cursor, 3);
    expect([names(rest), rest.hasMore]).toEqual([['a 6'], false]);
    const nothing = await read({ kind: 'order', id: 'a' }, rest.cursor, 3);
    expect([names(nothing), nothing.cursor]).toEqual([[], rest.cursor]);
  });

  it('takes the cursor of a feed, and sends nothing again that the feed has sent', async () => {
    const a = await make('a');
    const b = await make('b');
    const feed = await newestEvents(orders, BUYER, asked());
    expect(names(feed)).toEqual(['a 1', 'b 1']);
    clock.advance(1_000);
    await change(a);
    await change(b);
    const page = await read({ kind: 'order', id: 'a' }, feed.cursor);
    expect(names(page)).toEqual(['a 2']);
    expect(names(await read({ kind: 'order', id: 'a' }, page.cursor))).toEqual([]);
  });

  it('a foreign cursor behind everything becomes one of the order, and is looked for once', async () => {
    await make('a');
    clock.advance(60_000);
    const page = await read({ kind: 'order', id: 'a' }, { eventId: eventIdAt(clock.now()), seq: 0 });
    expect([names(page), page.cursor.seq]).toEqual([[], 1]);
  });
});

describe('the sequence of a feed', () => {
  it('takes the cursor of an order, and of a broadcast: nothing is missed', async () => {
    const a = await make('a');
    const b = await make('b');
    const ofOrder = await presentCursor(orders, { kind: 'order', id: 'a' }, clock.now());
    clock.advance(500);
    await change(b);
    await change(a);
    expect(names(await read(BUYER, ofOrder))).toEqual(['b 1', 'b 2', 'a 2']);
  });

  it('a feed with more events than a cursor has marks for is read once, in whatever pages', async () => {
    const start = await presentCursor(orders, SHOP, clock.now());
    const made: string[] = [];
    for (let i = 0; i < 3 * MAX_MARKS; i += 1) {
      clock.advance(7);
      made.push(`${(await make(`o${i}`)).orderId} 1`);
    }
    const got: string[] = [];
    let page = await read(SHOP, start, 30);
    for (; page.events.length > 0; page = await read(SHOP, page.cursor, 30)) got.push(...names(page));
    expect(got).toEqual(made);
    expect(page.cursor.overlap?.given.length).toBeLessThanOrEqual(MAX_MARKS);
  });

  it('the newest page is the end of a long feed too, and goes on from there', async () => {
    for (let i = 0; i < 30; i += 1) {
      await make(`o${i}`);
      clock.advance(60_000);
    }
    const page = await newestEvents(orders, SHOP, asked(3));
    expect([names(page), page.hasMore]).toEqual([['o27 1', 'o28 1', 'o29 1'], false]);
    expect(names(await read(SHOP, page.cursor))).toEqual([]);
    await make('o30');
    expect(names(await read(SHOP, page.cursor))).toEqual(['o30 1']);
    expect(await newestEvents(orders, { kind: 'seller', id: 'nobody' }, asked())).toMatchObject({ events: [] });
  });

  it('long after, a cursor carries no marks: what it was for has settled', async () => {
    await make('a');
    clock.advance(60_000);
    const { cursor } = await newestEvents(orders, SHOP, asked());
    expect(cursor.overlap?.given).toEqual([]);
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });
});

describe('what is sent', () => {
  it('is what the socket sends, with the place in the sequence', async () => {
    await make('a');
    const page = await newestEvents(orders, SHOP, asked());
    expect(messagesOf(page.events, SHOP)).toEqual([
      expect.objectContaining({ type: 'new_order', orderId: 'a', seq: 1, cursor: encodeCursor(page.cursor) }),
    ]);
    expect(messagesOf(page.events, BUYER)).toMatchObject([{ type: 'order_update' }]);
  });
});

describe('whose events one may hear', () => {
  const scopes: readonly Scope[] = [
    { kind: 'order', id: 'a' },
    { kind: 'customer', id: 'buyer-1' },
    { kind: 'seller', id: 'seller-1' },
  ];
  it.each<[string, Caller, readonly boolean[]]>([
    ['the buyer', user('buyer-1'), [true, true, false]],
    ['the shop', user('s', { roles: ['seller'], sellerIds: ['seller-1'] }), [true, false, true]],
    ['another shop', user('s', { roles: ['seller'], sellerIds: ['seller-2'] }), [false, false, false]],
    ['support', user('c', { roles: ['csr'] }), [true, true, true]],
    ['an administrator', user('c', { roles: ['admin'] }), [true, true, true]],
    ['a service', user('c', { roles: ['system'] }), [true, false, false]],
    ['the driver', user('driver-1', { roles: ['driver'] }), [true, false, false]],
    ['the holder of the link', { kind: 'guest', orderId: 'a' }, [true, false, false]],
    ['the holder of another link', { kind: 'guest', orderId: 'b' }, [false, false, false]],
    ['somebody else', user('x'), [false, false, false]],
    ['nobody', ANONYMOUS, [false, false, false]],
  ])('%s', async (_who, caller, may) => {
    await make('a', {
      driver: { driverId: 'driver-1', name: 'Marta', provider: 'own' } as NonNullable<Order['driver']>,
    });
    const found = await Promise.all(scopes.map((scope) => listenableScope(scope, caller, orders)));
    expect(found.map((one) => one?.audience)).toEqual(scopes.map((scope, i) => (may[i] ? scope : undefined)));
    expect(found.every((one) => one === undefined || one.pollAfterSeconds === 15)).toBe(true);
    expect(await listenableScope({ kind: 'order', id: 'nowhere' }, caller, orders)).toBeUndefined();
  });
});
