/**
 * Where the reader of one subscription is. A place names only what was sent to it, so a client that comes back with it
 * misses nothing; and all of it, for senders take turns, so that nothing comes twice.
 */
import type { FeedEntry, FeedOwner } from '../orders/use-cases/order-store.ts';
import { type Cursor, FEED_OVERLAP_MILLISECONDS, feedStart, markOf, timeOfEventId } from './cursor.ts';
import { markedCursor } from './moment-cursor.ts';
import type { Audience } from './topics.ts';

/** With more, a cursor were longer than one may be: the next events come again after a reconnection. */
const MAX_PLACE_MARKS = 240;

export const isFeed = (audience: Audience): audience is Extract<Audience, FeedOwner> =>
  audience.kind === 'customer' || audience.kind === 'seller';

/** Whether the reader at this place has been sent the event. */
export const hasHad = (audience: Audience, place: Cursor, event: FeedEntry): boolean => {
  if (!isFeed(audience)) return place.seq > 0 && event.seq <= place.seq;
  return (
    event.eventId <= feedStart(place) ||
    event.eventId === place.eventId ||
    place.overlap?.given.includes(markOf(event)) === true
  );
};

/** The place of a reader who has been sent this event besides. */
export const placeBehind = (audience: Audience, place: Cursor, event: FeedEntry): Cursor => {
  const { eventId, seq } = event;
  if (!isFeed(audience)) return { eventId, seq };
  const given = place.overlap?.given ?? [];
  if (given.length >= MAX_PLACE_MARKS) return place;
  const newest = eventId > place.eventId ? { eventId, seq } : { eventId: place.eventId, seq: place.seq };
  return markedCursor(audience, { ...newest, overlap: { after: feedStart(place), given: [...given, markOf(event)] } });
};

/** Whether the feed should be read again for this place: one bound then takes the place of most events that it names. */
export const isStale = ({ overlap }: Cursor, now: Date): boolean =>
  overlap !== undefined &&
  (overlap.given.length >= MAX_PLACE_MARKS ||
    now.getTime() - timeOfEventId(overlap.after).getTime() > 2 * FEED_OVERLAP_MILLISECONDS);
