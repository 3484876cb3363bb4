import type { OrderEvent } from '../contract/events.ts';
import { type Cursor, eventIdAt, feedStart, markOf } from './cursor.ts';
import type { EventSource, PageRequest, ReceivedEvent, ReceivedPage } from './received-events.ts';

const PAGE = 100;

const given = (event: OrderEvent): ReceivedEvent => ({ event, cursor: { eventId: event.eventId, seq: event.seq } });

const pageOf = (events: readonly OrderEvent[], cursor: Cursor, hasMore: boolean): ReceivedPage => {
  const page = events.map(given);
  return { events: page, cursor: page.at(-1)?.cursor ?? cursor, hasMore };
};

/** A cursor of a feed names another order's event: its overlap shows what its reader has had of this order. */
const lastHad = async (source: EventSource, orderId: string, cursor: Cursor): Promise<OrderEvent | undefined> => {
  const start = feedStart(cursor);
  const marks = new Set(cursor.overlap?.given);
  let had: OrderEvent | undefined;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page = await source.history(orderId, { after, limit: PAGE });
    for (const event of page.events) {
      if (event.eventId > start && !marks.has(markOf(event))) return had;
      had = event;
    }
    after = page.next;
  }
  return had;
};

/** The events of one order after the cursor. Its history has no gaps and lags behind nothing: the number says it all. */
export const readOrder = async (
  source: EventSource,
  orderId: string,
  cursor: Cursor,
  { limit }: PageRequest,
): Promise<ReceivedPage> => {
  // From the cursor's own event on: that it is there says whose cursor it is.
  const { events, next } = await source.history(orderId, { after: Math.max(0, cursor.seq - 1), limit: limit + 1 });
  if (events[0]?.eventId === cursor.eventId) return pageOf(events.slice(1), cursor, next !== undefined);
  const had = await lastHad(source, orderId, cursor);
  const page = await source.history(orderId, { after: had?.seq ?? 0, limit });
  return pageOf(page.events, had ? given(had).cursor : cursor, page.next !== undefined);
};

/** The last events of the order, and the place behind them. */
export const newestOfOrder = async (
  source: EventSource,
  orderId: string,
  { limit, now }: PageRequest,
): Promise<ReceivedPage> => {
  const { events } = await source.history(orderId, { limit, newestFirst: true });
  return pageOf(events.toReversed(), { eventId: eventIdAt(now), seq: 0 }, false);
};

/** Behind the order's last event. */
export const endOfOrder = async (source: EventSource, orderId: string, now: Date): Promise<Cursor> =>
  (await newestOfOrder(source, orderId, { limit: 1, now })).cursor;
