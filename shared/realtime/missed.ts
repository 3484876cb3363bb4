import type { Clock } from '../clock/clock.ts';
import type { ResetReason } from '../contract/socket.ts';
import { type Cursor, feedStart, isAhead, timeOfEventId } from './cursor.ts';
import { isFeed } from './place.ts';
import type { EventSource, ReceivedPage } from './received-events.ts';
import { eventsAfter, newestEvents, presentCursor, type ReadableAudience } from './sequence.ts';

/** Who missed more than this is better off reading the state anew. */
export const MAX_MISSED = 2_000;
const MAX_MISSED_MILLISECONDS = 24 * 3_600_000;
const PAGE = 100;
/** Entries of the overlap that are read again: a cursor names up to some hundred. */
const ROOM_FOR_HAD = 300;

/** Where a reader begins. With `reset`, nothing of what was missed is sent, and the place is the present one. */
export interface Beginning extends ReceivedPage {
  readonly reset?: ResetReason;
}

const isTooMany = async (
  source: EventSource,
  audience: ReadableAudience,
  cursor: Cursor,
  { events, now }: { readonly events: ReceivedPage['events']; readonly now: Date },
): Promise<boolean> => {
  if (isFeed(audience)) {
    const entries = await source.feed(audience, { afterEventId: feedStart(cursor), limit: MAX_MISSED + ROOM_FOR_HAD });
    return entries.filter(({ eventId }) => eventId > cursor.eventId).length > MAX_MISSED;
  }
  const newest = await newestEvents(source, audience, { limit: 1, now });
  return (newest.events.at(-1)?.event.seq ?? 0) - (events[0]?.event.seq ?? 0) >= MAX_MISSED;
};

/** Why the events after the cursor, of which this is the first page, are not to be sent. */
const resetOf = async (
  source: EventSource,
  audience: ReadableAudience,
  cursor: Cursor,
  page: ReceivedPage,
  now: Date,
): Promise<ResetReason | undefined> => {
  const [oldest] = page.events;
  if (oldest === undefined) return undefined;
  const age = now.getTime() - timeOfEventId(oldest.event.eventId).getTime();
  if (age > MAX_MISSED_MILLISECONDS) return 'MISSED_TOO_LONG_AGO';
  const tooMany = page.hasMore && (await isTooMany(source, audience, cursor, { events: page.events, now }));
  return tooMany ? 'TOO_MANY_MISSED' : undefined;
};

/** The first page of what was missed after the cursor, and why it is not sent; without a cursor, the present. */
export const beginningOf = async (
  { audience, after }: { readonly audience: ReadableAudience; readonly after?: Cursor | undefined },
  { orders, clock }: { readonly orders: EventSource; readonly clock: Clock },
): Promise<Beginning> => {
  const now = clock.now();
  if (after && isFeed(audience) && isAhead(after, now)) {
    return { events: [], cursor: await presentCursor(orders, audience, now), hasMore: false, reset: 'NO_PAST' };
  }
  const page = after && (await eventsAfter(orders, audience, after, { limit: PAGE, now }));
  const reset = after && page && (await resetOf(orders, audience, after, page, now));
  if (page && reset === undefined) return page;
  const cursor = await presentCursor(orders, audience, now);
  return { events: [], cursor, hasMore: false, ...(reset && { reset }) };
};
