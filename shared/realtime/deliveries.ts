/** What one subscription is sent of an event, by its place: nothing that it has had, and nothing before what it missed. */
import type { Clock } from '../clock/clock.ts';
import type { OrderEvent } from '../contract/events.ts';
import type { EventMessage } from '../contract/socket.ts';
import type { ConnectionStore, Listening } from './connection-store.ts';
import { type Cursor, decodeCursor, encodeCursor, isAhead, markOf } from './cursor.ts';
import { hasHad, isFeed, isStale, placeBehind } from './place.ts';
import type { EventSource, ReceivedEvent } from './received-events.ts';
import { eventsAfter, messagesOf, type ReadableAudience } from './sequence.ts';
import type { Audience } from './topics.ts';
import { addressed, type Listener } from './updates.ts';

/** A subscription, and whose events it follows. */
export interface Following {
  readonly listening: Listening;
  readonly audience: Audience;
}

type FeedFollowing = Following & { readonly audience: ReadableAudience };

export interface DeliveryDependencies {
  readonly connections: Pick<ConnectionStore, 'hold'>;
  readonly orders: EventSource;
  readonly outbox: { readonly drop: (connectionId: string) => Promise<void> };
  readonly clock: Clock;
}

export interface Delivery extends Following {
  readonly listener: Listener;
  /** What it has not had of the events before. */
  readonly missed: readonly EventMessage[];
  /** Where its reader is then; absent where no place is recorded. */
  readonly place?: Cursor;
}

const PAGE = 100;
/** Nearly always the first one of them was had. */
const EARLIER = 5;

/** Of a subscription that is still sent what it missed, the event is held: it is sent it in its turn. */
const liveOf = async (
  listening: Listening,
  event: OrderEvent,
  { connections, outbox }: DeliveryDependencies,
): Promise<Listening | undefined> => {
  if (listening.joining === undefined) return listening;
  const result = await connections.hold(listening, event);
  if (result.outcome === 'live') return result.listening;
  // Whoever sent it what it missed has died: its client comes back with its cursor.
  if (result.outcome === 'full') await outbox.drop(listening.connectionId);
  return undefined;
};

const listenerOf = ({ listening: { connectionId, topic }, audience }: Following, cursor?: string): Listener => ({
  audience,
  connectionId,
  topic,
  cursor,
});

/**
 * A place that names an event says that the earlier ones of its order were sent. One that was not, because it was
 * broadcast before the subscription and reached the index after it, is sent now.
 */
const behindItsOrder = async (
  { audience }: FeedFollowing,
  place: Cursor,
  event: OrderEvent,
  { orders }: DeliveryDependencies,
): Promise<readonly ReceivedEvent[]> => {
  const { orderId, seq } = event;
  const sent: OrderEvent[] = [event];
  const isNamed = place.overlap?.given.includes(markOf({ orderId, seq: seq - 1 })) === true;
  for (let next = seq > 1 && !isNamed ? seq : undefined; next !== undefined; ) {
    const page = await orders.history(orderId, { before: next, limit: EARLIER, newestFirst: true });
    const had = page.events.findIndex((earlier) => hasHad(audience, place, earlier));
    sent.unshift(...(had < 0 ? page.events : page.events.slice(0, had)).toReversed());
    next = had < 0 ? page.next : undefined;
  }
  let cursor = place;
  return sent.map((one) => {
    cursor = placeBehind(audience, cursor, one);
    return { event: one, cursor };
  });
};

/** The place gets short again by reading the feed, in which an event may be found before this one that was never sent. */
const caughtUp = async (
  following: FeedFollowing,
  place: Cursor,
  event: OrderEvent,
  dependencies: DeliveryDependencies,
): Promise<readonly ReceivedEvent[]> => {
  const { orders, clock } = dependencies;
  const page = await eventsAfter(orders, following.audience, place, { limit: PAGE, now: clock.now() });
  const found = page.events.findIndex((received) => received.event.eventId === event.eventId);
  if (found >= 0) return page.events.slice(0, found + 1);
  return [...page.events, ...(await behindItsOrder(following, page.cursor, event, dependencies))];
};

const toFeed = async (
  following: FeedFollowing,
  place: Cursor,
  event: OrderEvent,
  dependencies: DeliveryDependencies,
): Promise<Delivery> => {
  const { audience, listening } = following;
  const read = isStale(place, dependencies.clock.now()) ? caughtUp : behindItsOrder;
  const sent = await read(following, place, event, dependencies);
  const missed = messagesOf(sent.slice(0, -1), audience, listening.topic).map((message) =>
    addressed(message, [listenerOf(following, message.cursor)]),
  );
  const behind = sent.at(-1)?.cursor ?? place;
  return {
    ...following,
    listener: listenerOf(following, encodeCursor(behind)),
    missed,
    place: behind,
  };
};

/**
 * `undefined` where the subscription has had the event, waits for it, or is gone; and where its place is ahead of the
 * clock: its client comes back, and is sent a place to go on from.
 */
export const deliveryOf = async (
  following: Following,
  event: OrderEvent,
  dependencies: DeliveryDependencies,
): Promise<Delivery | undefined> => {
  const { audience } = following;
  const listening = await liveOf(following.listening, event, dependencies);
  if (listening === undefined) return undefined;
  const place = listening.place === undefined ? undefined : decodeCursor(listening.place);
  if (place && isFeed(audience) && isAhead(place, dependencies.clock.now())) {
    await dependencies.outbox.drop(listening.connectionId);
    return undefined;
  }
  if (place && hasHad(audience, place, event)) return undefined;
  if (place && isFeed(audience)) return toFeed({ listening, audience }, place, event, dependencies);
  const live: Following = { listening, audience };
  return { ...live, listener: listenerOf(live), missed: [] };
};
