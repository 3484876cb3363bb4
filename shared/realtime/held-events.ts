import type { FeedEntry } from '../orders/use-cases/order-store.ts';
import type { EventSource } from './received-events.ts';

/** The source whose feeds have these entries besides, which their index may not have yet. */
export const withHeld = (source: EventSource, held: readonly FeedEntry[]): EventSource => ({
  ...source,
  history: (...request) => source.history(...request),
  eventsOf: (...request) => source.eventsOf(...request),
  feed: async (owner, { afterEventId = '', limit, newestFirst = false }) => {
    const read = await source.feed(owner, { afterEventId, limit, newestFirst });
    const end = read.length < limit ? undefined : read.at(-1)?.eventId;
    const isInPage = ({ eventId }: FeedEntry): boolean =>
      eventId > afterEventId && (end === undefined || (newestFirst ? eventId > end : eventId < end));
    const known = new Set(read.map(({ eventId }) => eventId));
    const added = held.filter((entry) => isInPage(entry) && !known.has(entry.eventId));
    if (added.length === 0) return read;
    const direction = newestFirst ? -1 : 1;
    return [...read, ...added].sort((a, b) => (a.eventId < b.eventId ? -direction : direction)).slice(0, limit);
  },
});
