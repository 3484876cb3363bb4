import type { Clock } from '../clock/clock.ts';
import type { Caller } from '../security/caller.ts';
import { type Cursor, encodeCursor, isAhead } from './cursor.ts';
import { type EndingCode, endingMessage, endingOfCaller } from './endings.ts';
import type { InboxWatch } from './inbox-watch.ts';
import { type Beginning, beginningOf } from './missed.ts';
import { isFeed } from './place.ts';
import type { EventSource, ReceivedEvent } from './received-events.ts';
import { eventsAfter, messagesOf, type ReadableAudience } from './sequence.ts';
import {
  SSE_FIRST_FRAME,
  SSE_HEARTBEAT,
  sseEnding,
  sseEvent,
  sseOpening,
  sseReset,
  sseUnplaced,
} from './server-sent-events.ts';

export interface FollowDependencies {
  readonly orders: EventSource;
  readonly clock: Clock;
  /** Wakes early when `until` is aborted. */
  readonly sleep: (milliseconds: number, until: AbortSignal) => Promise<void>;
  /** A stream ends by itself after this: whoever is still there comes back, and who left without a word costs no more. */
  readonly streamMilliseconds: number;
}

/** What allows the stream, looked at again while it lasts. */
export interface StreamAccess {
  readonly caller: Caller;
  /** Whether the caller may still follow the audience. */
  readonly isAllowed: () => Promise<boolean>;
}

/** Between two looks at the table; each is one query. */
export const POLL_MILLISECONDS = 1_000;
/** As the contract has it. Proxies end a stream that is silent for longer than a minute, or half of one. */
export const HEARTBEAT_MILLISECONDS = 15_000;
const PAGE = 100;

/** A clock that is set, forward or back, has done with whatever it was to measure. */
const between = (a: Date, b: Date): number => Math.abs(b.getTime() - a.getTime());

/** The text that an event is sent as. */
export type WriteEvent = (received: ReceivedEvent, audience: ReadableAudience) => string;

/** Each message of the event under the name of its type. */
export const writeNamed: WriteEvent = (received, audience) =>
  messagesOf([received], audience)
    .map((message) => sseEvent(message.cursor, message.type, message))
    .join('');

export interface Followed {
  readonly audience: ReadableAudience;
  readonly from: Cursor;
  readonly access: StreamAccess;
  readonly write?: WriteEvent;
  /** The inbox of whoever follows, where it is sent as well. */
  readonly inbox?: InboxWatch;
}

const endingOfStream = async (
  { caller, isAllowed }: StreamAccess,
  clock: Clock,
  looksAtRight: boolean,
): Promise<EndingCode | undefined> =>
  endingOfCaller(caller, clock.now()) ?? (looksAtRight && !(await isAllowed()) ? 'ACCESS_WITHDRAWN' : undefined);

/**
 * The text of an event stream from the cursor on: each event once, with its place as `id`, until the stream has lasted
 * long enough, the client has left, its token has expired or its right is gone (`event: error` says which). What happens
 * between two streams of a client the next one sends, for it begins at the last `id`.
 */
export const followEvents = async function* (
  { audience, from, access, write = writeNamed, inbox }: Followed,
  { orders, clock, sleep, streamMilliseconds }: FollowDependencies,
  left: AbortSignal,
): AsyncGenerator<string, void, void> {
  const startedAt = clock.now();
  let spokeAt = startedAt;
  let cursor = from;
  let isFirst = true;
  const nextPage = async (after: Cursor): Promise<Beginning> => {
    const read =
      isFirst || (isFeed(audience) && isAhead(after, clock.now()))
        ? beginningOf({ audience, after }, { orders, clock })
        : undefined;
    isFirst = false;
    return read ?? eventsAfter(orders, audience, after, { limit: PAGE, now: clock.now() });
  };
  yield SSE_FIRST_FRAME + sseOpening(encodeCursor(from));
  while (!left.aborted && between(startedAt, clock.now()) < streamMilliseconds) {
    const page = await nextPage(cursor);
    const changes = (await inbox?.changes()) ?? [];
    const hasSpoken = page.events.length + changes.length > 0 || page.reset !== undefined;
    const isHeartbeatDue = between(spokeAt, clock.now()) >= HEARTBEAT_MILLISECONDS;
    // Whatever takes a right away is an event of the order itself: before any is sent, the right is looked at again.
    const ending = await endingOfStream(access, clock, hasSpoken || isHeartbeatDue);
    if (ending !== undefined) {
      yield sseEnding(endingMessage(ending));
      return;
    }
    if (page.reset) yield sseReset(encodeCursor(page.cursor), page.reset);
    for (const received of page.events) {
      const text = write(received, audience);
      if (text !== '') yield text;
    }
    for (const change of changes) yield sseUnplaced(change.type, change);
    cursor = page.cursor;
    const isDue = !hasSpoken && isHeartbeatDue;
    if (isDue) yield SSE_HEARTBEAT;
    if (hasSpoken || isDue) spokeAt = clock.now();
    if (!page.hasMore) await sleep(POLL_MILLISECONDS, left);
  }
};
