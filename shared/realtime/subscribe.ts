import type { Clock } from '../clock/clock.ts';
import type { ServerMessage } from '../contract/socket.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { OrderStore } from '../orders/order-store.ts';
import type { Caller } from '../security/caller.ts';
import type { Connection, ConnectionStore } from './connection-store.ts';
import { type Cursor, decodeCursor, encodeCursor, eventIdAt, feedStart } from './cursor.ts';
import { framesOf, inFrames } from './messages.ts';
import { type Audience, audienceName, audienceOfCaller, isPartyOf, parseTopic, type Topic } from './topics.ts';
import { updatesFor } from './updates.ts';

export const MOST_TOPICS = 50;
/** Who missed more than this is better off loading the page anew. */
const MOST_REPLAYED = 2_000;
const PAGE = 100;

type Orders = Pick<OrderStore, 'get' | 'history' | 'feed' | 'findIdsByTrackingNumber'>;

export interface SubscribeDependencies {
  readonly connections: ConnectionStore;
  readonly orders: Orders;
  readonly clock: Clock;
}

interface Missed {
  readonly events: readonly OrderEvent[];
  readonly complete: boolean;
}

/** The audience behind a topic, if the caller may listen. Who may not is told what one is told who asks for nothing. */
const resolve = async (topic: Topic, caller: Caller, orders: Orders): Promise<Audience | undefined> => {
  if (topic.kind === 'order') {
    const order = await orders.get(topic.orderId);
    return order && isPartyOf(caller, order) ? { kind: 'order', id: order.orderId } : undefined;
  }
  if (topic.kind === 'track') {
    const [newest] = await orders.findIdsByTrackingNumber(topic.trackingNumber);
    return newest === undefined ? undefined : { kind: 'public', id: newest };
  }
  return audienceOfCaller(topic, caller);
};

const missedOfOrder = async (orders: Orders, orderId: string, cursor: Cursor): Promise<Missed> => {
  const events: OrderEvent[] = [];
  const first = await orders.history(orderId, { after: Math.max(0, cursor.seq - 1), limit: PAGE });
  // A cursor from a feed may name another order's event: then time tells, not the number.
  const isOwn = first.events[0]?.eventId === cursor.eventId;
  let page = isOwn || cursor.seq === 1 ? first : await orders.history(orderId, { limit: PAGE });
  for (;;) {
    events.push(...page.events.filter((event) => (isOwn ? event.seq > cursor.seq : event.eventId > cursor.eventId)));
    if (page.next === undefined) return { events, complete: true };
    if (events.length > MOST_REPLAYED) return { events: [], complete: false };
    page = await orders.history(orderId, { after: page.next, limit: PAGE });
  }
};

const missedOfFeed = async (
  orders: Orders,
  owner: { readonly kind: 'customer' | 'seller'; readonly id: string },
  cursor: Cursor,
): Promise<Missed> => {
  const events: OrderEvent[] = [];
  let afterEventId = feedStart(cursor);
  for (;;) {
    const page = await orders.feed(owner, { afterEventId, limit: PAGE });
    events.push(...page.filter(({ eventId }) => eventId !== cursor.eventId));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { events, complete: true };
    if (events.length > MOST_REPLAYED) return { events: [], complete: false };
    afterEventId = last.eventId;
  }
};

const missed = (orders: Orders, audience: Audience, cursor: Cursor): Promise<Missed> => {
  switch (audience.kind) {
    case 'order':
    case 'public':
      return missedOfOrder(orders, audience.id, cursor);
    case 'customer':
    case 'seller':
      return missedOfFeed(orders, audience, cursor);
    case 'ops':
      return Promise.resolve({ events: [], complete: false });
  }
};

/** Where the reader stands who asked for nothing that was missed: at the order's last event, or at this moment. */
const presentCursor = async (orders: Orders, audience: Audience, clock: Clock): Promise<Cursor> => {
  if (audience.kind === 'order' || audience.kind === 'public') {
    const newest = await orders.history(audience.id, { limit: 1, newestFirst: true });
    const [event] = newest.events;
    if (event) return event;
  }
  return { eventId: eventIdAt(clock.now()), seq: 0 };
};

const problem = (code: 'NOT_FOUND' | 'TOO_MANY_TOPICS' | 'MALFORMED_CURSOR', topic: string): ServerMessage => {
  const details = {
    NOT_FOUND: 'There is no such topic, or it is not yours to follow.',
    TOO_MANY_TOPICS: `A connection follows at most ${MOST_TOPICS} topics.`,
    MALFORMED_CURSOR: 'The cursor is not one of ours.',
  } as const;
  return { type: 'error', code, detail: details[code], topic };
};

const answer = async (
  { orders, clock }: SubscribeDependencies,
  audience: Audience,
  topic: string,
  after: Cursor | undefined,
): Promise<readonly ServerMessage[]> => {
  const { events, complete } = after ? await missed(orders, audience, after) : { events: [], complete: true };
  const last = events.at(-1) ?? (complete ? after : undefined) ?? (await presentCursor(orders, audience, clock));
  const [first = [], ...rest] = inFrames(events.flatMap((event) => updatesFor(audience.kind, event, topic)));
  return [
    { type: 'subscribed', topic, cursor: encodeCursor(last), events: [...first], complete },
    ...rest.flatMap((updates) => framesOf(updates)),
  ];
};

/**
 * Subscribes first and reads what was missed afterwards, so that no event falls between; one that comes both ways the
 * client knows by its `seq`.
 */
export const subscribe = async (
  connection: Connection,
  request: { readonly topic: string; readonly after?: string | undefined },
  dependencies: SubscribeDependencies,
): Promise<readonly ServerMessage[]> => {
  const after = request.after === undefined ? undefined : decodeCursor(request.after);
  if (request.after !== undefined && after === undefined) return [problem('MALFORMED_CURSOR', request.topic)];
  const topic = parseTopic(request.topic);
  const audience = topic && (await resolve(topic, connection.caller, dependencies.orders));
  if (!audience) return [problem('NOT_FOUND', request.topic)];
  const subscription = { audience: audienceName(audience), topic: request.topic };
  const result = await dependencies.connections.subscribe(connection, subscription, MOST_TOPICS);
  if (result === 'gone') return [];
  if (result === 'too_many') return [problem('TOO_MANY_TOPICS', request.topic)];
  return answer(dependencies, audience, request.topic, after);
};
