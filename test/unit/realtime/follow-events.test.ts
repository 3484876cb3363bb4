import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/model/order.ts';
import { type Cursor, decodeCursor } from '../../../shared/realtime/cursor.ts';
import {
  type FollowDependencies,
  followEvents,
  HEARTBEAT_MILLISECONDS,
  POLL_MILLISECONDS,
  type StreamAccess,
} from '../../../shared/realtime/follow-events.ts';
import { presentCursor, type ReadableAudience } from '../../../shared/realtime/sequence.ts';
import { SSE_HEARTBEAT, sseEvent, sseOpening } from '../../../shared/realtime/server-sent-events.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { anOrder, changed, created, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { parseEvents, type ServerSentEvent } from '../../support/server-sent-events.ts';

const SHOP: ReadableAudience = { kind: 'seller', id: 'seller-1' };
const STREAM_MILLISECONDS = 120_000;
/** The client is there all the time. */
const STAYS = new AbortController().signal;
const ids = seededIds();
const clock = manualClock();
let orders = memoryOrderStore();
let reads = 0;
/** What happens while the stream sleeps, by the number of the sleep. */
let meanwhile: (sleep: number) => Promise<unknown> = async () => undefined;

beforeEach(() => {
  orders = memoryOrderStore();
  clock.set('2026-03-01T10:00:00.000Z');
  reads = 0;
  meanwhile = async () => undefined;
});

const make = async (orderId: string): Promise<Order> => {
  const first = created(anOrder({ orderId }), ids, clock.now());
  await orders.create(first.order, first.events, { stockTaken: [] });
  return first.order;
};
const change = async (order: Order): Promise<Order> => {
  const next = changed(order, {}, ids, { now: clock.now() });
  await orders.commit(order.version, next.order, next.events, {});
  return next.order;
};

const dependencies = (): FollowDependencies => {
  let sleeps = 0;
  return {
    orders: {
      ...orders,
      feed: (owner, options) => {
        reads += 1;
        return orders.feed(owner, options);
      },
    },
    clock,
    sleep: async (milliseconds) => {
      sleeps += 1;
      clock.advance(milliseconds);
      await meanwhile(sleeps);
    },
    streamMilliseconds: STREAM_MILLISECONDS,
  };
};

const keeper: Caller = { kind: 'user', sub: 'k', roles: ['seller'], sellerIds: ['seller-1'] };
const always: StreamAccess = { caller: keeper, isAllowed: async () => true };
const toShop = (from: Cursor) => ({ audience: SHOP, from, access: always });

const follow = async (from?: string, audience = SHOP, access = always): Promise<readonly string[]> => {
  const start = from === undefined ? undefined : decodeCursor(from);
  const texts: string[] = [];
  const cursor = start ?? (await presentCursor(orders, audience, clock.now()));
  for await (const text of followEvents({ audience, from: cursor, access }, dependencies(), STAYS)) texts.push(text);
  return texts;
};
const eventsIn = (texts: readonly string[]): readonly ServerSentEvent[] =>
  parseEvents(texts.join('')).filter(({ comment }) => comment === undefined);
const namesIn = (texts: readonly string[]): readonly string[] =>
  eventsIn(texts).flatMap(({ data }) => (data === undefined ? [] : [`${data.orderId} ${data.seq}`]));

describe('the text of a stream', () => {
  it('names the place, the type and the message, each on its line', () => {
    expect(sseEvent('c1', 'order_update', { a: 'two\nlines' })).toBe(
      'id: c1\nevent: order_update\ndata: {"a":"two\\nlines"}\n\n',
    );
    expect(sseOpening('c0')).toBe('retry: 1000\nid: c0\n\n');
    expect(SSE_HEARTBEAT).toMatch(/^: .*\n\n$/);
  });
});

describe('a stream', () => {
  it('sends what happens once it is open, with the cursor as id, and begins by saying where it stands', async () => {
    const order = await make('a');
    meanwhile = async (sleep) => (sleep === 3 ? change(order) : undefined);
    const [opening, ...events] = eventsIn(await follow());
    expect(opening).toMatchObject({ retry: 1_000, id: expect.any(String) });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ event: 'order_update', data: { orderId: 'a', seq: 2 } });
    expect(events[0]?.id).toBe(events[0]?.data?.cursor);
  });

  it('ends by itself after its time, having asked the index once a second and said something every 15 seconds', async () => {
    const texts = await follow();
    const seconds = STREAM_MILLISECONDS / POLL_MILLISECONDS;
    expect(clock.now().toISOString()).toBe('2026-03-01T10:02:00.000Z');
    expect(reads).toBe(seconds);
    expect(texts.filter((text) => text === SSE_HEARTBEAT)).toHaveLength(
      STREAM_MILLISECONDS / HEARTBEAT_MILLISECONDS - 1,
    );
  });

  it('is not silent while it speaks: an event puts the heartbeat off', async () => {
    const order = await make('a');
    let last = order;
    meanwhile = async (sleep) => {
      if (sleep % 10 === 0) last = await change(last);
    };
    expect((await follow()).filter((text) => text === SSE_HEARTBEAT)).toEqual([]);
  });

  it.each([
    ['forward', 3_600_000],
    ['back', -3_600_000],
  ])('a clock that is set %s ends it', async (_where, by) => {
    meanwhile = async (sleep) => (sleep === 2 ? clock.advance(by) : undefined);
    await follow();
    expect(reads).toBe(2);
  });

  it('goes on behind the last id of the one before: nothing between them is missed, nothing comes twice', async () => {
    let last = await make('a');
    meanwhile = async (sleep) => {
      if (sleep % 40 === 0) last = await change(last);
    };
    const first = await follow();
    meanwhile = async () => undefined;
    last = await change(last);
    await make('b');
    const again = await follow(eventsIn(first).at(-1)?.id);
    expect([...namesIn(first), ...namesIn(again)]).toEqual(['a 2', 'a 3', 'a 4', 'a 5', 'b 1']);
    expect(namesIn(await follow(eventsIn(again).at(-1)?.id))).toEqual([]);
  });

  it('who lost it before the first event goes on where it began', async () => {
    const lost = await follow();
    await make('a');
    expect(namesIn(await follow(eventsIn(lost)[0]?.id))).toEqual(['a 1']);
  });

  it('the events of a long absence are sent without pauses', async () => {
    const present = await presentCursor(orders, SHOP, clock.now());
    for (let i = 0; i < 250; i += 1) {
      clock.advance(100);
      await make(`o${i}`);
    }
    const before = clock.now().getTime();
    const stream = followEvents(toShop(present), dependencies(), STAYS);
    const texts: string[] = [];
    while (namesIn(texts).length < 250) texts.push((await stream.next()).value ?? '');
    expect(clock.now().getTime()).toBe(before);
    await stream.return();
  });

  it('whoever reads it may leave at any time', async () => {
    const stream = followEvents(toShop(await presentCursor(orders, SHOP, clock.now())), dependencies(), STAYS);
    await stream.next();
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('a client that leaves ends it, though nothing is said', async () => {
    const leaving = new AbortController();
    const present = await presentCursor(orders, SHOP, clock.now());
    meanwhile = async (sleep) => (sleep === 3 ? leaving.abort() : undefined);
    const texts: string[] = [];
    for await (const text of followEvents(toShop(present), dependencies(), leaving.signal)) texts.push(text);
    expect([texts.length, reads]).toEqual([1, 3]);
  });

  it('ends when its token expires, within a second, and says so', async () => {
    const caller = { ...keeper, validUntil: new Date(clock.now().getTime() + 3_000).toISOString() } as Caller;
    meanwhile = async (sleep) => (sleep === 4 ? make('late') : undefined);
    const texts = await follow(undefined, SHOP, { ...always, caller });
    expect(texts.at(-1)).toMatch(/^event: error\ndata: .*"code":"TOKEN_EXPIRED","closeCode":4401/);
    expect(clock.now().toISOString()).toBe('2026-03-01T10:00:03.000Z');
    expect(texts.at(-1)).not.toContain('id:');
    expect(namesIn(texts.slice(0, -1))).toEqual([]);
  });

  it('gives nothing of what happened once the right is gone', async () => {
    let isAllowed = true;
    meanwhile = async (sleep) => {
      if (sleep === 2) isAllowed = false;
      if (sleep === 1 || sleep === 2) await make(`o${sleep}`);
    };
    const texts = await follow(undefined, SHOP, { caller: keeper, isAllowed: async () => isAllowed });
    expect(namesIn(texts.slice(0, -1))).toEqual(['o1 1']);
    expect(texts.at(-1)).toContain('"code":"ACCESS_WITHDRAWN","closeCode":4403');
  });

  it('finds out within a heartbeat that the right is gone, though nothing happens', async () => {
    let asked = 0;
    const isAllowed = async (): Promise<boolean> => {
      asked += 1;
      return asked < 2;
    };
    const before = clock.now().getTime();
    const texts = await follow(undefined, SHOP, { caller: keeper, isAllowed });
    expect(texts.at(-1)).toContain('ACCESS_WITHDRAWN');
    expect(clock.now().getTime() - before).toBe(2 * HEARTBEAT_MILLISECONDS);
  });
});
