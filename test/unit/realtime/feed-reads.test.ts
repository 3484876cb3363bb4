/** A feed may be long: how much of it is read for one page, and when an order's history is needed. */
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { type Cursor, eventIdAt } from '../../../shared/realtime/cursor.ts';
import type { EventSource } from '../../../shared/realtime/received-events.ts';
import { eventsAfter } from '../../../shared/realtime/sequence.ts';
import { anEvent } from '../support/an-event.ts';

const SHOP = { kind: 'seller', id: 'seller-1' } as const;
const NOW = new Date('2026-03-01T12:00:00.000Z');
const PAGE = 100;

const eventAt = (before: number, orderId: string, seq = 1): OrderEvent =>
  anEvent({ orderId, seq, eventId: eventIdAt(new Date(NOW.getTime() - before)) });
const fromBeginning: Cursor = {
  eventId: eventIdAt(new Date(0)),
  seq: 0,
  overlap: { after: eventIdAt(new Date(0)), given: [] },
};

/** The feed has what is in `feed`; the histories have `hidden` besides. */
const stage = (feed: readonly OrderEvent[], hidden: readonly OrderEvent[] = []) => {
  const calls = { feed: 0, history: 0 };
  const all = [...feed, ...hidden];
  const source: EventSource = {
    feed: async (_owner, { afterEventId = '', limit }) => {
      calls.feed += 1;
      const after = feed.filter(({ eventId }) => eventId > afterEventId);
      return after.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1)).slice(0, limit);
    },
    history: async (orderId, { before = Number.POSITIVE_INFINITY, limit }) => {
      calls.history += 1;
      const range = all.filter((event) => event.orderId === orderId && event.seq < before);
      const newestFirst = range.toSorted((a, b) => b.seq - a.seq);
      const events = newestFirst.slice(0, limit);
      const next = newestFirst.length > limit ? events.at(-1)?.seq : undefined;
      return next === undefined ? { events } : { events, next };
    },
    eventsOf: async (entries) => entries.flatMap(({ eventId }) => all.find((event) => event.eventId === eventId) ?? []),
  };
  const read = async (limit: number, cursor = fromBeginning) => {
    const page = await eventsAfter(source, SHOP, cursor, { limit, now: NOW });
    return { names: page.events.map(({ event }) => `${event.orderId} ${event.seq}`), page };
  };
  return { calls, read };
};

describe('a page of a long feed', () => {
  const long = Array.from({ length: 10 * PAGE }, (_, i) => eventAt(3_600_000 - i * 100, `o${i}`));

  it('is read no further than it takes', async () => {
    const { calls, read } = stage(long);
    const { names, page } = await read(20);
    expect([names.length, page.hasMore]).toEqual([20, true]);
    expect(calls).toEqual({ feed: 1, history: 0 });
    await read(PAGE);
    expect(calls.feed).toBe(3);
  });

  it('is the last one at the end of the feed', async () => {
    const { calls, read } = stage(long.slice(0, PAGE));
    const { names, page } = await read(PAGE);
    expect([names.length, page.hasMore]).toEqual([PAGE, false]);
    // A whole page might have been followed by another.
    expect(calls.feed).toBe(2);
    expect((await read(20, page.cursor)).names).toEqual([]);
  });

  it('of an empty feed leaves the reader where they were', async () => {
    const { page } = await stage([]).read(20);
    expect(page).toMatchObject({ events: [], hasMore: false, cursor: { eventId: fromBeginning.eventId } });
  });
});

describe('an event whose predecessor is not in the feed', () => {
  it('waits for it, where the predecessor may still appear', async () => {
    const { calls, read } = stage([eventAt(2_000, 'a', 3)], [eventAt(3_000, 'a', 2), eventAt(4_000, 'a', 1)]);
    expect((await read(20)).names).toEqual(['a 1', 'a 2', 'a 3']);
    expect(calls.history).toBe(1);
  });

  it('is given without a look at the history, once everything before it has settled', async () => {
    const { calls, read } = stage([eventAt(60_000, 'a', 3)], [eventAt(61_000, 'a', 2)]);
    expect((await read(20)).names).toEqual(['a 3']);
    expect(calls.history).toBe(0);
  });

  it('waits for it where the feed has it later, as clocks differ', async () => {
    const { calls, read } = stage([eventAt(60_000, 'a', 3), eventAt(59_000, 'a', 2), eventAt(58_000, 'b', 1)]);
    expect((await read(20)).names).toEqual(['a 2', 'a 3', 'b 1']);
    expect(calls.history).toBe(1);
  });

  it('is no reason to look at the histories of other orders', async () => {
    const { calls, read } = stage([
      eventAt(60_000, 'a', 1),
      eventAt(59_000, 'a', 2),
      eventAt(58_000, 'b', 1),
      eventAt(57_000, 'a', 3),
    ]);
    expect((await read(20)).names).toEqual(['a 1', 'a 2', 'b 1', 'a 3']);
    expect(calls.history).toBe(0);
  });

  it('is no reason to look where the predecessors were given, or there are none, however young they are', async () => {
    const { calls, read } = stage([
      eventAt(4_000, 'a', 1),
      eventAt(3_000, 'a', 2),
      eventAt(2_000, 'b', 1),
      eventAt(1_000, 'a', 3),
    ]);
    const first = await read(2);
    expect([first.names, (await read(20, first.page.cursor)).names]).toEqual([
      ['a 1', 'a 2'],
      ['b 1', 'a 3'],
    ]);
    expect(calls.history).toBe(0);
  });

  it('gets all of it, from a history of many pages, in pages of the reader', async () => {
    const hidden = Array.from({ length: 250 }, (_, i) => eventAt(5_000 - i, 'a', i + 1));
    const { read } = stage([eventAt(1_000, 'a', 251)], hidden);
    const got: string[] = [];
    let { names, page } = await read(60);
    for (; names.length > 0; { names, page } = await read(60, page.cursor)) {
      expect(names.length).toBeLessThanOrEqual(60);
      got.push(...names);
    }
    expect(got).toEqual(Array.from({ length: 251 }, (_, i) => `a ${i + 1}`));
  });

  it('waits for it behind the end of the part that was read', async () => {
    // The predecessor was recorded by a clock that is ahead: in the feed it stands behind what one page needs.
    const others = Array.from({ length: PAGE }, (_, i) => eventAt(60_000 - i, `o${i}`));
    const early = eventAt(59_000, 'a', 2);
    const { read } = stage([...others.slice(0, PAGE - 1), early, eventAt(58_000, 'a', 1), ...others.slice(PAGE - 1)]);
    const got: string[] = [];
    let { names, page } = await read(50);
    for (; names.length > 0; { names, page } = await read(50, page.cursor)) got.push(...names);
    const ofA = got.filter((name) => name.startsWith('a '));
    expect(ofA).toEqual(['a 1', 'a 2']);
    expect(got).toHaveLength(PAGE + 2);
  });
});
