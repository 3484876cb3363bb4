import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { type Cursor, decodeCursor, encodeCursor, MAX_CURSOR_CHARACTERS } from '../../../shared/realtime/cursor.ts';
import type { EventSource } from '../../../shared/realtime/received-events.ts';
import { eventsAfter, newestEvents, presentCursor, type ReadableAudience } from '../../../shared/realtime/sequence.ts';
import { seededIds } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

const START = Date.parse('2026-03-01T10:00:00.000Z');
const SHOP: ReadableAudience = { kind: 'seller', id: 'seller-1' };
const ids = seededIds();

/** An event, when it was written, and when the shop's index has it. */
interface Written {
  readonly event: OrderEvent;
  readonly writtenAt: number;
  readonly visibleAt: number;
}

/** Written one after the other, by writers whose clocks differ, and into an index that lags as it likes. */
const writings = fc
  .array(
    fc.record({
      order: fc.integer({ min: 1, max: 4 }),
      pause: fc.integer({ min: 0, max: 4_000 }),
      skew: fc.integer({ min: -2_000, max: 2_000 }),
      lag: fc.integer({ min: 0, max: 7_000 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((entries): readonly Written[] => {
    let now = START;
    const seqs = new Map<number, number>();
    return entries.map(({ order, pause, skew, lag }) => {
      now += pause;
      const seq = (seqs.get(order) ?? 0) + 1;
      seqs.set(order, seq);
      const eventId = `evt_${ids.ulid(new Date(now + skew))}`;
      const event = anEvent({ orderId: `ord_${order}`, seq, eventId });
      return { event, writtenAt: now, visibleAt: now + lag };
    });
  });

const sendsTwice = fc.boolean();

/** The table as a reader finds it at a moment: histories whole, the index with what has reached it. */
const tableAt = (written: readonly Written[], now: number, repeats: boolean): EventSource => ({
  history: async (orderId, { after = 0, before = Number.POSITIVE_INFINITY, limit, newestFirst = false }) => {
    const range = written
      .filter(({ event, writtenAt }) => event.orderId === orderId && writtenAt <= now)
      .map(({ event }) => event)
      .filter(({ seq }) => seq > after && seq < before);
    const ordered = newestFirst ? range.toReversed() : range;
    const events = ordered.slice(0, limit);
    const next = ordered.length > limit ? events.at(-1)?.seq : undefined;
    return next === undefined ? { events } : { events, next };
  },
  feed: async (_owner, { afterEventId = '', limit, newestFirst = false }) => {
    const entries = written
      .filter(({ event, visibleAt }) => visibleAt <= now && event.eventId > afterEventId)
      .map(({ event: { orderId, seq, eventId } }) => ({ orderId, seq, eventId }))
      .sort((a, b) => (a.eventId < b.eventId ? -1 : 1) * (newestFirst ? -1 : 1))
      .slice(0, limit);
    return repeats ? entries.flatMap((entry) => [entry, entry]).slice(0, limit) : entries;
  },
  eventsOf: async (entries) =>
    entries.flatMap(({ eventId }) => written.find(({ event }) => event.eventId === eventId)?.event ?? []),
});

/** A client keeps a cursor's text and nothing else. */
const throughTheClient = (cursor: Cursor): Cursor => {
  const text = encodeCursor(cursor);
  expect(text.length).toBeLessThanOrEqual(MAX_CURSOR_CHARACTERS);
  const decoded = decodeCursor(text);
  if (!decoded) throw new Error(`not a cursor: ${text}`);
  return decoded;
};

const nameOf = ({ orderId, seq }: OrderEvent): string => `${orderId} ${seq}`;

const expectOrdersInOrder = (events: readonly OrderEvent[]): void => {
  const last = new Map<string, number>();
  for (const { orderId, seq } of events) {
    expect(seq, `${orderId} after ${last.get(orderId)}`).toBeGreaterThan(last.get(orderId) ?? 0);
    last.set(orderId, seq);
  }
};

/** Asks at those moments for so many, comes back with the last cursor (or one of the middle of a page), to the end. */
const readAll = async (
  written: readonly Written[],
  from: Cursor,
  visits: readonly { readonly wait: number; readonly limit: number; readonly lost: number }[],
  startedAt: number,
  repeats: boolean,
): Promise<readonly OrderEvent[]> => {
  const got: OrderEvent[] = [];
  let cursor = from;
  let now = startedAt;
  const visit = async (limit: number, lost: number): Promise<boolean> => {
    const page = await eventsAfter(tableAt(written, now, repeats), SHOP, cursor, { limit, now: new Date(now) });
    expect(page.events.length).toBeLessThanOrEqual(limit);
    // The connection broke before the last ones arrived.
    const arrived = page.events.slice(0, Math.max(0, page.events.length - lost));
    got.push(...arrived.map(({ event }) => event));
    cursor = throughTheClient(arrived.at(-1)?.cursor ?? (page.events.length === 0 ? page.cursor : cursor));
    return page.hasMore || page.events.length > 0;
  };
  for (const { wait, limit, lost } of visits) {
    now += wait;
    await visit(limit, lost);
  }
  now = Math.max(now, ...written.map(({ visibleAt }) => visibleAt));
  while (await visit(20, 0));
  return got;
};

const visits = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 5_000 }),
    limit: fc.integer({ min: 1, max: 20 }),
    lost: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 30 },
);

describe('a feed whose events come late, out of order, and twice', () => {
  it('is read from its beginning: each event once, the events of an order in their order', async () => {
    await fc.assert(
      fc.asyncProperty(writings, visits, sendsTwice, async (written, when, repeats) => {
        const empty = await presentCursor(tableAt([], START - 20_000, repeats), SHOP, new Date(START - 20_000));
        const got = await readAll(written, throughTheClient(empty), when, START, repeats);
        expectOrdersInOrder(got);
        expect(got.map(nameOf).toSorted()).toEqual(written.map(({ event }) => nameOf(event)).toSorted());
      }),
    );
  });

  it('is joined in the middle: what was there is not sent, and all that was written afterwards is, once', async () => {
    await fc.assert(
      fc.asyncProperty(writings, visits, fc.nat(120_000), sendsTwice, async (written, when, joined, repeats) => {
        const now = START + joined;
        const there = tableAt(written, now, repeats);
        const present = await presentCursor(there, SHOP, new Date(now));
        const got = await readAll(written, throughTheClient(present), when, now, repeats);
        expectOrdersInOrder(got);
        const names = got.map(nameOf);
        const seen = written.filter(({ visibleAt }) => visibleAt <= now).map(({ event }) => nameOf(event));
        const after = written.filter(({ writtenAt }) => writtenAt > now).map(({ event }) => nameOf(event));
        expect(names.filter((name) => seen.includes(name))).toEqual([]);
        expect(names).toEqual(expect.arrayContaining(after));
      }),
    );
  });

  it('is joined at its newest page: those events, then all that is written afterwards, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        writings,
        visits,
        fc.nat(120_000),
        fc.integer({ min: 1, max: 20 }),
        async (written, when, joined, limit) => {
          const now = START + joined;
          const page = await newestEvents(tableAt(written, now, false), SHOP, { limit, now: new Date(now) });
          const got = await readAll(written, throughTheClient(page.cursor), when, now, false);
          const all = [...page.events.map(({ event }) => event), ...got];
          expectOrdersInOrder(all);
          const after = written.filter(({ writtenAt }) => writtenAt > now).map(({ event }) => nameOf(event));
          expect(got.map(nameOf)).toEqual(expect.arrayContaining(after));
          const visible = written.filter(({ visibleAt }) => visibleAt <= now).length;
          if (visible <= limit) expect(page.events.length).toBeGreaterThanOrEqual(visible);
        },
      ),
    );
  });
});
