import type { Clock } from '../clock/clock.ts';
import type { EventMessage, ServerMessage } from '../contract/socket.ts';
import { findOrdersByTrackingNumber } from '../orders/use-cases/find-order.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { isAccessRevoked, type RevocationReader } from '../security/access-revocations.ts';
import type { Caller } from '../security/caller.ts';
import { takeFromAddress } from '../security/public-limits.ts';
import type { RateLimitStore, RateVerdict } from '../security/rate-limit-store.ts';
import type { Connection, ConnectionStore } from './connection-store.ts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
import { endingMessage } from './endings.ts';
import { framesOf, inFrames } from './messages.ts';
import { isCursorOf, momentCursor } from './moment-cursor.ts';
import type { EventSource, ReceivedEvent } from './received-events.ts';
import { eventsAfter, messagesOf, presentCursor } from './sequence.ts';
import { type Audience, audienceName, audienceOfCaller, isPartyOf, parseTopic, type Topic } from './topics.ts';

export const MAX_TOPICS = 50;
/** Who missed more than this is better off loading the page anew. */
const MAX_REPLAYED = 2_000;
const PAGE = 100;

type Orders = EventSource & Pick<OrderStore, 'get' | 'getMany' | 'findIdsByTrackingNumber'>;

export interface SubscribeDependencies {
  readonly connections: ConnectionStore;
  readonly orders: Orders;
  readonly rates: RateLimitStore;
  readonly revocations: RevocationReader;
  readonly clock: Clock;
}

interface Missed {
  readonly messages: readonly EventMessage[];
  /** Behind the last of them. */
  readonly cursor: Cursor;
  readonly complete: boolean;
}

/** Of an order's own link only: whoever holds it knew the order, and may know that it opens nothing any more. */
const orderAudience = async (
  orderId: string,
  caller: Caller,
  orders: Orders,
): Promise<Audience | 'withdrawn' | undefined> => {
  const order = await orders.get(orderId);
  if (order === undefined) return undefined;
  if (isPartyOf(caller, order)) return { kind: 'order', id: order.orderId };
  return caller.kind === 'guest' && caller.orderId === orderId ? 'withdrawn' : undefined;
};

/** The audience behind a topic, if the caller may listen. Otherwise nothing, as for a topic that does not exist. */
const resolve = async (topic: Topic, caller: Caller, orders: Orders): Promise<Audience | 'withdrawn' | undefined> => {
  if (topic.kind === 'order') return orderAudience(topic.orderId, caller, orders);
  if (topic.kind === 'track') {
    const [followed] = await findOrdersByTrackingNumber(orders, topic.trackingNumber);
    return followed && { kind: 'public', id: followed.orderId };
  }
  return audienceOfCaller(topic, caller);
};

/** `undefined` where it cannot be complete: operations have no past, and a client away too long loads anew. */
const missed = async (
  orders: Orders,
  audience: Audience,
  topic: string,
  { after, now }: { readonly after: Cursor; readonly now: Date },
): Promise<Missed | undefined> => {
  if (audience.kind === 'ops') return undefined;
  const events: ReceivedEvent[] = [];
  for (let cursor = after; ; ) {
    const page = await eventsAfter(orders, audience, cursor, { limit: PAGE, now });
    events.push(...page.events);
    cursor = page.cursor;
    if (!page.hasMore) return { messages: messagesOf(events, audience, topic), cursor, complete: true };
    if (events.length > MAX_REPLAYED) return undefined;
  }
};

/** Nothing past is sent. */
const fromNow = async (orders: Orders, audience: Audience, now: Date, complete: boolean): Promise<Missed> => ({
  messages: [],
  cursor: audience.kind === 'ops' ? momentCursor(audience, now) : await presentCursor(orders, audience, now),
  complete,
});

const problem = (code: 'NOT_FOUND' | 'TOO_MANY_TOPICS' | 'MALFORMED_CURSOR', topic: string): ServerMessage => {
  const details = {
    NOT_FOUND: 'There is no such topic, or it is not yours to follow.',
    TOO_MANY_TOPICS: `A connection follows at most ${MAX_TOPICS} topics.`,
    MALFORMED_CURSOR: 'The cursor is not one of ours, or not of this topic.',
  } as const;
  return { type: 'error', code, detail: details[code], topic };
};

const response = async (
  { orders, clock }: SubscribeDependencies,
  audience: Audience,
  topic: string,
  after: Cursor | undefined,
): Promise<readonly ServerMessage[]> => {
  const now = clock.now();
  const { messages, cursor, complete } =
    (after && (await missed(orders, audience, topic, { after, now }))) ??
    (await fromNow(orders, audience, now, after === undefined));
  const [first = [], ...rest] = inFrames(messages);
  return [
    { type: 'subscribed', topic, cursor: encodeCursor(cursor), events: [...first], complete },
    ...rest.flatMap((updates) => framesOf(updates)),
  ];
};

/**
 * A limit that the address has used up. A stranger's subscriptions are counted whatever they name; a parcel by its number
 * is a guess whoever makes it, and counts with those of the public route.
 */
const usedUp = async (
  { caller, address }: Connection,
  topic: Topic | undefined,
  { rates, clock }: SubscribeDependencies,
): Promise<Extract<RateVerdict, { allowed: false }> | undefined> => {
  const limits = [
    ...(caller.kind === 'anonymous' ? (['subscriptions'] as const) : []),
    ...(topic?.kind === 'track' ? (['parcels'] as const) : []),
  ];
  for (const limit of limits) {
    const verdict = await takeFromAddress(rates, limit, address, clock.now());
    if (!verdict.allowed) return verdict;
  }
  return undefined;
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
  const topic = parseTopic(request.topic);
  const tooMany = await usedUp(connection, topic, dependencies);
  if (tooMany) return [endingMessage('TOO_MANY_SUBSCRIPTIONS', { ...tooMany, topic: request.topic })];
  if (await isAccessRevoked(connection.caller, dependencies.revocations)) return [endingMessage('ACCESS_WITHDRAWN')];
  const after = request.after === undefined ? undefined : decodeCursor(request.after);
  if (request.after !== undefined && after === undefined) return [problem('MALFORMED_CURSOR', request.topic)];
  const audience = topic && (await resolve(topic, connection.caller, dependencies.orders));
  if (!audience) return [problem('NOT_FOUND', request.topic)];
  if (audience === 'withdrawn') return [endingMessage('ACCESS_WITHDRAWN', { topic: request.topic })];
  if (after && !isCursorOf(after, audience)) return [problem('MALFORMED_CURSOR', request.topic)];
  const subscription = { audience: audienceName(audience), topic: request.topic };
  const result = await dependencies.connections.subscribe(connection, subscription, MAX_TOPICS);
  if (result === 'gone') return [];
  if (result === 'too_many') return [problem('TOO_MANY_TOPICS', request.topic)];
  return response(dependencies, audience, request.topic, after);
};
