import type { Clock } from '../clock/clock.ts';
import { parcelNumberOf } from '../contract/normalize.ts';
import type { ServerMessage } from '../contract/socket.ts';
import { findOrdersByTrackingNumber } from '../orders/use-cases/find-order.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { isAccessRevoked, type RevocationReader } from '../security/access-revocations.ts';
import type { Caller } from '../security/caller.ts';
import { takeFromAddress } from '../security/public-limits.ts';
import type { RateLimitStore, RateVerdict } from '../security/rate-limit-store.ts';
import type { Connection, ConnectionStore } from './connection-store.ts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
import { type EndingMessage, endingMessage, endingOfCaller } from './endings.ts';
import { type Join, join } from './join.ts';
import { isCursorOf, momentCursor } from './moment-cursor.ts';
import type { Outbox } from './outbox.ts';
import type { EventSource } from './received-events.ts';
import { type Audience, audienceName, audienceOfCaller, isPartyOf, parseTopic, type Topic } from './topics.ts';

export const MAX_TOPICS = 50;

type Orders = EventSource & Pick<OrderStore, 'get' | 'getMany' | 'findIdsByTrackingNumber'>;

export interface SubscribeDependencies {
  readonly connections: ConnectionStore;
  readonly outbox: Pick<Outbox, 'drop'>;
  readonly orders: Orders;
  readonly rates: RateLimitStore;
  readonly revocations: RevocationReader;
  readonly clock: Clock;
  /** An id that nobody else has. */
  readonly newId: () => string;
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
    const [followed] = await findOrdersByTrackingNumber(orders, parcelNumberOf(topic.trackingNumber));
    return followed && { kind: 'public', id: followed.orderId };
  }
  return audienceOfCaller(topic, caller);
};

const problem = (code: 'NOT_FOUND' | 'TOO_MANY_TOPICS' | 'MALFORMED_CURSOR', topic: string): ServerMessage => {
  const details = {
    NOT_FOUND: 'There is no such topic, or it is not yours to follow.',
    TOO_MANY_TOPICS: `A connection follows at most ${MAX_TOPICS} topics.`,
    MALFORMED_CURSOR: 'The cursor is not one of ours, or not of this topic.',
  } as const;
  return { type: 'error', code, detail: details[code], topic };
};

/** Operations hear of every order from now on, and of nothing that was. */
const followOperations = (topic: string, after: Cursor | undefined, now: Date): readonly ServerMessage[] => {
  const cursor = encodeCursor(momentCursor({ kind: 'ops' }, now));
  const subscribed: ServerMessage = { type: 'subscribed', topic, cursor, events: [], complete: after === undefined };
  return after === undefined ? [subscribed] : [subscribed, { type: 'reset', topic, cursor, reason: 'NO_PAST' }];
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

/** A right may end while what was missed is sent; what anybody may know is nobody's to lose. */
const endingNow = async (
  { caller }: Connection,
  name: string,
  { orders, revocations, clock }: SubscribeDependencies,
): Promise<EndingMessage | undefined> => {
  const ending = endingOfCaller(caller, clock.now());
  if (ending !== undefined) return endingMessage(ending);
  const topic = parseTopic(name);
  const isWithdrawn =
    (await isAccessRevoked(caller, revocations)) ||
    (topic?.kind === 'order' && typeof (await orderAudience(topic.orderId, caller, orders)) !== 'object');
  return isWithdrawn ? endingMessage('ACCESS_WITHDRAWN', { topic: name }) : undefined;
};

interface Asked {
  readonly topic: string;
  readonly after?: string | undefined;
}

interface Allowed {
  readonly audience: Audience;
  readonly after: Cursor | undefined;
}

/** What the client may follow, or what it is sent instead. */
const admit = async (
  connection: Connection,
  { topic: name, after: text }: Asked,
  dependencies: SubscribeDependencies,
): Promise<Allowed | ServerMessage> => {
  const topic = parseTopic(name);
  const tooMany = await usedUp(connection, topic, dependencies);
  if (tooMany) return endingMessage('TOO_MANY_SUBSCRIPTIONS', { ...tooMany, topic: name });
  if (await isAccessRevoked(connection.caller, dependencies.revocations)) return endingMessage('ACCESS_WITHDRAWN');
  const after = text ? decodeCursor(text) : undefined;
  if (text && after === undefined) return problem('MALFORMED_CURSOR', name);
  const audience = topic && (await resolve(topic, connection.caller, dependencies.orders));
  if (!audience) return problem('NOT_FOUND', name);
  if (audience === 'withdrawn') return endingMessage('ACCESS_WITHDRAWN', { topic: name });
  if (after && !isCursorOf(after, audience)) return problem('MALFORMED_CURSOR', name);
  return { audience, after };
};

/**
 * An attempt that ends in the middle, because a function or the way to the client fails, leaves a subscription for which
 * events are held and that nobody sends them to: its client is to come back.
 */
const joinOrDrop = async function* (
  asked: Join,
  dependencies: SubscribeDependencies,
): AsyncGenerator<ServerMessage, void, void> {
  let isDone = false;
  try {
    yield* join(asked, dependencies);
    isDone = true;
  } finally {
    if (!isDone) await dependencies.outbox.drop(asked.connectionId);
  }
};

/**
 * Subscribes first and reads what was missed afterwards; what happens meanwhile is held until that has been sent. Each
 * message is taken when the one before has been sent.
 */
export const subscribe = async function* (
  connection: Connection,
  asked: Asked,
  dependencies: SubscribeDependencies,
): AsyncGenerator<ServerMessage, void, void> {
  const allowed = await admit(connection, asked, dependencies);
  if ('type' in allowed) {
    yield allowed;
    return;
  }
  const { topic } = asked;
  const { audience, after } = allowed;
  const { connections, clock, newId } = dependencies;
  const joining = newId();
  const subscription = { audience: audienceName(audience), topic, ...(audience.kind !== 'ops' && { joining }) };
  const result = await connections.subscribe(connection, subscription, MAX_TOPICS);
  if (result === 'gone') return;
  if (result === 'too_many') yield problem('TOO_MANY_TOPICS', topic);
  else if (audience.kind === 'ops') yield* followOperations(topic, after, clock.now());
  else {
    const { connectionId } = connection;
    const ending = (): Promise<EndingMessage | undefined> => endingNow(connection, topic, dependencies);
    yield* joinOrDrop({ connectionId, audience, topic, after, joining, ending }, dependencies);
  }
};
