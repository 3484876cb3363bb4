/**
 * From what was missed to what happens now, without a gap between: while pages are sent, events are held; a subscription
 * is live only once all that was held has been sent too.
 */
import type { Clock } from '../clock/clock.ts';
import type { ServerMessage } from '../contract/socket.ts';
import type { FeedEntry } from '../orders/use-cases/order-store.ts';
import type { ConnectionStore } from './connection-store.ts';
import { type Cursor, encodeCursor } from './cursor.ts';
import type { EndingMessage } from './endings.ts';
import { withHeld } from './held-events.ts';
import { inFrames } from './messages.ts';
import { type Beginning, beginningOf } from './missed.ts';
import type { EventSource, ReceivedPage } from './received-events.ts';
import { eventsAfter, messagesOf, type PlacedMessage, type ReadableAudience } from './sequence.ts';
import { audienceName } from './topics.ts';

export interface JoinDependencies {
  readonly connections: Pick<ConnectionStore, 'goLive' | 'current'>;
  readonly orders: EventSource;
  readonly clock: Clock;
}

export interface Join {
  readonly connectionId: string;
  readonly audience: ReadableAudience;
  /** As the client named it. */
  readonly topic: string;
  readonly after?: Cursor | undefined;
  /** The attempt's own id, under which live events are held. */
  readonly joining: string;
  /** Why the caller may be sent nothing more of it, as far as that is known at this moment. */
  readonly ending: () => Promise<EndingMessage | undefined>;
}

const PAGE = 100;

interface Frame {
  readonly events: readonly PlacedMessage[];
  readonly more: { readonly more?: true };
}

/** The page in parts that fit into a frame each; all but the last one of the last page say that more follows. */
const partsOf = ({ events, hasMore }: ReceivedPage, { audience, topic }: Join): readonly Frame[] => {
  const parts = inFrames(messagesOf(events, audience, topic)) as readonly (readonly PlacedMessage[])[];
  return parts.map((part, index) => ({
    events: part,
    more: hasMore || index < parts.length - 1 ? { more: true } : {},
  }));
};

/** Pages after the first, and what was held meanwhile: as batches. */
const batchesOf = (page: ReceivedPage, join: Join): readonly ServerMessage[] =>
  partsOf(page, join).map(({ events, more }) => ({ type: 'batch', topic: join.topic, events: [...events], ...more }));

const opening = (page: Beginning, join: Join): readonly ServerMessage[] => {
  const { topic } = join;
  const cursor = encodeCursor(page.cursor);
  const [first, ...rest] = partsOf(page, join);
  const subscribed: ServerMessage = {
    type: 'subscribed',
    topic,
    // Of a frame that is not the last, the place is behind its own events.
    cursor: (rest.length > 0 && first?.events.at(-1)?.cursor) || cursor,
    events: [...(first?.events ?? [])],
    complete: page.reset === undefined,
    ...(first?.more ?? (page.hasMore && { more: true })),
  };
  return [
    subscribed,
    ...rest.map(({ events, more }): ServerMessage => ({ type: 'batch', topic, events: [...events], ...more })),
    ...(page.reset ? [{ type: 'reset', topic, cursor, reason: page.reset } as const] : []),
  ];
};

/** Another subscription to the topic has begun since, or it was ended: what this one sends would come between. */
const isOver = async ({ connectionId, audience, topic, joining }: Join, { connections }: JoinDependencies) => {
  const subscription = { connectionId, topic, audience: audienceName(audience) };
  return (await connections.current(subscription))?.joining !== joining;
};

/**
 * Sends a page as long as the attempt goes on and its caller may have it; returns whether that is so still. Whatever takes
 * a right away is an event of the order itself: before any is sent, the right is looked at again.
 */
const sendPage = async function* (
  { events, frames }: { readonly events: readonly unknown[]; readonly frames: readonly ServerMessage[] },
  asked: Join,
  dependencies: JoinDependencies,
): AsyncGenerator<ServerMessage, boolean, void> {
  const ending = events.length === 0 ? undefined : await asked.ending();
  if (ending !== undefined) {
    yield ending;
    return false;
  }
  for (const frame of frames) {
    if (await isOver(asked, dependencies)) return false;
    yield frame;
  }
  return true;
};

/** Sends what was missed, page after page, and whatever happened while that was sent; then the subscription is live. */
export const join = async function* (
  asked: Join,
  dependencies: JoinDependencies,
): AsyncGenerator<ServerMessage, void, void> {
  const { connections, orders, clock } = dependencies;
  const { connectionId, audience, topic, joining } = asked;
  const beginning = await beginningOf(asked, dependencies);
  if (!(yield* sendPage({ ...beginning, frames: opening(beginning, asked) }, asked, dependencies))) return;
  let page: ReceivedPage = beginning;
  let held: readonly FeedEntry[] = [];
  for (;;) {
    while (page.hasMore) {
      page = await eventsAfter(withHeld(orders, held), audience, page.cursor, { limit: PAGE, now: clock.now() });
      if (!(yield* sendPage({ ...page, frames: batchesOf(page, asked) }, asked, dependencies))) return;
    }
    const place = encodeCursor(page.cursor);
    const state = { joining, heldCount: held.length, place };
    const result = await connections.goLive({ connectionId, topic, audience: audienceName(audience) }, state);
    if (result.outcome !== 'held') return;
    held = result.entries;
    page = { ...page, hasMore: true };
  }
};
