import type { OrderEvent } from '../contract/events.ts';
import type { FeedEntry, FeedOwner } from '../orders/use-cases/order-store.ts';
import { type Cursor, eventIdAt, settledAt, timeOfEventId } from './cursor.ts';
import { FeedMemory, MAX_MARKS } from './feed-memory.ts';
import type { EventSource, PageRequest, ReceivedEvent, ReceivedPage } from './received-events.ts';

const PAGE = 100;
const BEGINNING = eventIdAt(new Date(0));

interface Window {
  /** From the start of the overlap on, in the feed's own order. */
  readonly entries: readonly FeedEntry[];
  /** To the end of the feed. */
  readonly isWhole: boolean;
}

/** Reads on until there are more entries than are asked for that the reader has not had. */
const readWindow = async (
  source: EventSource,
  owner: FeedOwner,
  memory: FeedMemory,
  limit: number,
): Promise<Window> => {
  const entries: FeedEntry[] = [];
  for (let afterEventId = memory.start, unseen = 0; ; ) {
    const page = await source.feed(owner, { afterEventId, limit: PAGE });
    for (const entry of page) memory.recognize(entry);
    entries.push(...page);
    unseen += page.filter((entry) => !memory.has(entry)).length;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { entries, isWhole: true };
    if (unseen > limit) return { entries, isWhole: false };
    afterEventId = last.eventId;
  }
};

/** What may still be missing before an entry: later than this, its order's earlier events may not be in the window. */
const settledIn = ({ entries, isWhole }: Window, now: Date): string => {
  const last = entries.at(-1);
  const settled = settledAt(now);
  if (isWhole || last === undefined) return settled;
  const ofWindow = settledAt(timeOfEventId(last.eventId));
  return ofWindow < settled ? ofWindow : settled;
};

/** The order's events before this one that the reader has not had, oldest first: its history lags behind nothing. */
const missingBefore = async (
  source: EventSource,
  { orderId, seq }: FeedEntry,
  memory: FeedMemory,
): Promise<readonly OrderEvent[]> => {
  const missing: OrderEvent[] = [];
  for (let before: number | undefined = seq; before !== undefined; ) {
    const page = await source.history(orderId, { before, limit: PAGE, newestFirst: true });
    const known = page.events.findIndex((event) => memory.has(event));
    missing.push(...(known < 0 ? page.events : page.events.slice(0, known)));
    before = known < 0 ? page.next : undefined;
  }
  return missing.reverse();
};

interface Step {
  readonly entry: FeedEntry;
  /** Read already, where it came from the order's history. */
  readonly event?: OrderEvent;
  readonly cursor: Cursor;
}

/**
 * The next entries to give, in the feed's order but for events of one order, which go by their number: an event that is
 * in the feed before its predecessor waits until the order's history has given that.
 */
const nextSteps = async (
  source: EventSource,
  window: Window,
  memory: FeedMemory,
  { limit, now }: PageRequest,
): Promise<Step[]> => {
  const settled = settledIn(window, now);
  const steps: Step[] = [];
  const mayLack = ({ orderId, seq, eventId }: FeedEntry): boolean =>
    seq > 1 &&
    !memory.hasNumber(orderId, seq - 1) &&
    (eventId > settled ||
      window.entries.some((other) => other.orderId === orderId && other.seq < seq && !memory.has(other)));
  for (const entry of window.entries) {
    const isNew = !memory.has(entry);
    if (isNew && steps.length >= limit) return steps;
    for (const event of isNew && mayLack(entry) ? await missingBefore(source, entry, memory) : []) {
      memory.give(event);
      steps.push({ entry: event, event, cursor: memory.cursor() });
      if (steps.length >= limit) return steps;
    }
    memory.give(entry);
    memory.completeTo(entry.eventId);
    if (isNew) steps.push({ entry, cursor: memory.cursor() });
  }
  return steps;
};

const withEvents = async (source: EventSource, steps: readonly Step[]): Promise<readonly ReceivedEvent[]> => {
  const unread = steps.flatMap(({ entry, event }) => (event ? [] : [entry]));
  const read = unread.length === 0 ? [] : await source.eventsOf(unread);
  const byId = new Map(read.map((event) => [event.eventId, event]));
  return steps.flatMap(({ entry, event = byId.get(entry.eventId), cursor }) => (event ? [{ event, cursor }] : []));
};

/**
 * The events of a person's or a shop's orders after the cursor. The overlap behind it is read again, for an event may
 * have appeared there meanwhile; what the reader has had is left out.
 */
export const readFeed = async (
  source: EventSource,
  owner: FeedOwner,
  cursor: Cursor,
  request: PageRequest,
): Promise<ReceivedPage> => {
  const memory = new FeedMemory(cursor, request.now);
  const window = await readWindow(source, owner, memory, request.limit);
  const steps = await nextSteps(source, window, memory, request);
  const last = steps.pop();
  // What was only passed over behind the last one is known to its cursor too.
  if (last) steps.push({ ...last, cursor: memory.cursor() });
  return {
    events: await withEvents(source, steps),
    // The place of an event alone says nothing of what came before it: from now on it does.
    cursor: last || cursor.overlap === undefined ? memory.cursor() : cursor,
    hasMore: !window.isWhole || window.entries.some((entry) => !memory.has(entry)),
  };
};

/** Behind everything that is in the feed now. */
export const endOfFeed = async (source: EventSource, owner: FeedOwner, now: Date): Promise<Cursor> =>
  FeedMemory.having(await source.feed(owner, { limit: MAX_MARKS, newestFirst: true }), now);

/** The last events of the feed, and the place behind them. */
export const newestOfFeed = async (
  source: EventSource,
  owner: FeedOwner,
  request: PageRequest,
): Promise<ReceivedPage> => {
  const { limit, now } = request;
  const newest = await source.feed(owner, { limit: limit + MAX_MARKS, newestFirst: true });
  const oldestShown = newest.slice(0, limit).at(-1);
  const before = FeedMemory.having(newest.slice(limit), now);
  const isOld = oldestShown !== undefined && oldestShown.eventId <= before.overlap.after;
  const overlap = isOld ? { after: newest[limit]?.eventId ?? BEGINNING, given: [] } : before.overlap;
  return readFeed(source, owner, { ...before, overlap }, request);
};
