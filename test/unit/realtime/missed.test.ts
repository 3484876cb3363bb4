import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { encodeCursor, eventIdAt } from '../../../shared/realtime/cursor.ts';
import { followEvents } from '../../../shared/realtime/follow-events.ts';
import { beginningOf, MAX_MISSED } from '../../../shared/realtime/missed.ts';
import type { EventSource } from '../../../shared/realtime/received-events.ts';
import type { ReadableAudience } from '../../../shared/realtime/sequence.ts';
import { manualClock } from '../../support/order-fixtures.ts';
import { parseEvents } from '../../support/server-sent-events.ts';
import { anEvent } from '../support/an-event.ts';

const HOUR = 3_600_000;
const clock = manualClock('2026-03-02T10:00:00.000Z');
const AUDIENCES: readonly ReadableAudience[] = [
  { kind: 'order', id: 'ord_1' },
  { kind: 'public', id: 'ord_1' },
  { kind: 'seller', id: 'seller-1' },
  { kind: 'customer', id: 'buyer-1' },
];

/** One order's events, the first so long ago and the others a second apart. */
const sourceOf = (
  count: number,
  age: number,
): { readonly orders: EventSource; readonly events: readonly OrderEvent[] } => {
  const start = clock.now().getTime() - age;
  const events = Array.from({ length: count }, (_, index) =>
    anEvent({ seq: index + 1, eventId: eventIdAt(new Date(start + index * 1_000)) }),
  );
  const page = (found: readonly OrderEvent[], limit: number, newestFirst: boolean) =>
    (newestFirst ? found.toReversed() : found).slice(0, limit);
  return {
    events,
    orders: {
      history: async (_orderId, { after = 0, before = Number.POSITIVE_INFINITY, limit, newestFirst = false }) => {
        const found = events.filter(({ seq }) => seq > after && seq < before);
        const read = page(found, limit, newestFirst);
        const next = found.length > limit ? read.at(-1)?.seq : undefined;
        return next === undefined ? { events: read } : { events: read, next };
      },
      feed: async (_owner, { afterEventId = '', limit, newestFirst = false }) =>
        page(
          events.filter(({ eventId }) => eventId > afterEventId),
          limit,
          newestFirst,
        ),
      eventsOf: async (entries) => entries.flatMap(({ seq }) => events[seq - 1] ?? []),
    },
  };
};

const begin = (audience: ReadableAudience, missed: number, age: number) => {
  const { orders, events } = sourceOf(missed + 1, age);
  const [first] = events;
  if (first === undefined) throw new Error('no events');
  return beginningOf({ audience, after: first }, { orders, clock });
};

describe.each(AUDIENCES)('what $kind missed', (audience) => {
  it('is sent up to two thousand events', async () => {
    const beginning = await begin(audience, MAX_MISSED, HOUR);
    expect(beginning).toMatchObject({ hasMore: true });
    expect(beginning.reset).toBeUndefined();
    expect(beginning.events[0]?.event.seq).toBe(2);
  });

  it('is not sent when it is one more: the reader begins anew, at the present', async () => {
    const beginning = await begin(audience, MAX_MISSED + 1, HOUR);
    expect(beginning).toMatchObject({ events: [], hasMore: false, reset: 'TOO_MANY_MISSED' });
    const { orders } = sourceOf(MAX_MISSED + 2, HOUR);
    expect(await beginningOf({ audience, after: beginning.cursor }, { orders, clock })).toMatchObject({ events: [] });
  });

  it('is sent when the oldest of it is a day old, and not when it is older', async () => {
    expect((await begin(audience, 5, 24 * HOUR + 1_000)).reset).toBeUndefined();
    expect(await begin(audience, 5, 24 * HOUR + 2_000)).toMatchObject({ events: [], reset: 'MISSED_TOO_LONG_AGO' });
  });

  it('is nothing where nothing happened, however old the cursor is', async () => {
    const beginning = await begin(audience, 0, 1_000 * HOUR);
    expect(beginning).toMatchObject({ events: [], hasMore: false });
    expect(beginning.reset).toBeUndefined();
  });
});

describe('a stream after too long an absence', () => {
  it('says so once, with the place to go on from, and goes on', async () => {
    const { orders, events } = sourceOf(3, 30 * HOUR);
    const [from] = events;
    const audience = AUDIENCES[0];
    if (from === undefined || audience === undefined) throw new Error('no events');
    const access = { caller: { kind: 'anonymous' }, isAllowed: async () => true } as const;
    const sleep = async (milliseconds: number): Promise<void> => clock.advance(milliseconds);
    const stream = followEvents(
      { audience, from, access },
      { orders, clock, sleep, streamMilliseconds: 20_000 },
      new AbortController().signal,
    );
    let text = '';
    for await (const part of stream) text += part;
    const heard = parseEvents(text).filter(({ data }) => data !== undefined);
    const cursor = encodeCursor({ eventId: events[2]?.eventId ?? '', seq: 3 });
    expect(heard).toMatchObject([
      { event: 'reset', id: cursor, data: { type: 'reset', cursor, reason: 'MISSED_TOO_LONG_AGO' } },
    ]);
  });
});
