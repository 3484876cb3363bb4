/** A clock that was set forward and back leaves places that time has not come to: by them all that happens was had. */
import { beforeEach, describe, expect, it } from 'vitest';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import { encodeCursor } from '../../../shared/realtime/cursor.ts';
import { followEvents } from '../../../shared/realtime/follow-events.ts';
import { beginningOf } from '../../../shared/realtime/missed.ts';
import { presentCursor, type ReadableAudience } from '../../../shared/realtime/sequence.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { anOrder, created, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { parseEvents } from '../../support/server-sent-events.ts';
import { anEvent } from '../support/an-event.ts';
import { stage } from './broadcast-stage.ts';

const SHOP: ReadableAudience = { kind: 'seller', id: 'seller-1' };
const clock = manualClock();
const ids = seededIds();
let orders = memoryOrderStore();

const make = async (orderId: string): Promise<void> => {
  const { order, events } = created(anOrder({ orderId }), ids, clock.now());
  await orders.create(order, events, { stockTaken: [] });
};

/** The place that a reader was given twenty minutes from now. */
const futurePlace = async () => presentCursor(orders, SHOP, new Date(clock.now().getTime() + 1_200_000));

beforeEach(async () => {
  orders = memoryOrderStore();
  clock.set('2026-03-01T10:00:00.000Z');
  await make('ord_1');
});

describe('a place in a feed that is ahead of the clock', () => {
  it('is none to go on from: its reader begins anew, at the present', async () => {
    const after = await futurePlace();
    await make('ord_2');
    const beginning = await beginningOf({ audience: SHOP, after }, { orders, clock });
    expect(beginning).toMatchObject({ events: [], hasMore: false, reset: 'NO_PAST' });
    clock.advance(1_000);
    await make('ord_3');
    const next = await beginningOf({ audience: SHOP, after: beginning.cursor }, { orders, clock });
    expect(next.events.map(({ event }) => event.orderId)).toEqual(['ord_3']);
  });

  it('is one as long as two clocks may differ by', async () => {
    const after = await presentCursor(orders, SHOP, new Date(clock.now().getTime() + 9_000));
    expect(await beginningOf({ audience: SHOP, after }, { orders, clock })).not.toHaveProperty('reset');
  });

  it('has a stream say so, also in the middle of it', async () => {
    const from = await presentCursor(orders, SHOP, clock.now());
    let sleeps = 0;
    const sleep = async (milliseconds: number): Promise<void> => {
      clock.advance(milliseconds);
      sleeps += 1;
      if (sleeps === 2) clock.advance(-60_000);
      if (sleeps === 4) await make('ord_2');
    };
    const access = { caller: { kind: 'anonymous' }, isAllowed: async () => true } as const;
    let text = '';
    const stream = followEvents(
      { audience: SHOP, from, access },
      { orders, clock, sleep, streamMilliseconds: 120_000 },
      AbortSignal.timeout(5_000),
    );
    for await (const part of stream) {
      text += part;
      if (text.includes('ord_2')) break;
    }
    const heard = parseEvents(text).flatMap(({ data }) => data ?? []);
    expect(heard).toMatchObject([
      { type: 'reset', reason: 'NO_PAST' },
      { type: 'new_order', orderId: 'ord_2' },
    ]);
  });

  it('of a live subscription sends its client back, where it would hear nothing', async () => {
    const { frames, gone, disconnected, listen, connections, dependencies } = stage();
    await listen('c1', 'seller:seller-1');
    const [listening] = (await connections.subscribers(['seller:seller-1'], clock.now())).listening;
    if (listening === undefined) throw new Error('nobody listens');
    const place = encodeCursor(await futurePlace());
    const subscribers = async () => ({ listening: [{ ...listening, place }], revokedUntil: new Map() });
    const current = async () => ({ ...listening, place });
    const parts = { ...dependencies, connections: { ...connections, subscribers, current } };
    expect(await broadcastEvent(anEvent(), parts)).toBe(0);
    expect([gone, disconnected, frames]).toEqual([['c1'], ['c1'], []]);
  });
});
