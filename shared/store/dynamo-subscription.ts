/** How far one subscription is: what it waits for while it is sent what it missed, and its place from then on. */
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { FeedEntry } from '../orders/use-cases/order-store.ts';
import { callerReader } from '../realtime/caller-text.ts';
import type { ConnectionStore, HoldResult, Listening, LiveResult, Turn } from '../realtime/connection-store.ts';
import { audienceBeside, isOfOneOrder, isOfParcels, partiesBeside } from '../realtime/topics.ts';
import { conditionHolds } from './errors.ts';
import type { Item } from './item.ts';
import { type Key, keys } from './keys.ts';
import { queryAll, type Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

/** Somebody who is sent what they missed for so long that this many events came meanwhile is not being sent it any more. */
const MAX_HELD = 200;

/** `#joining`, `:joining`, `#held`, `:max`: that attempt goes on, and there is room for one more. */
const HAS_ROOM = '#joining = :joining AND (attribute_not_exists(#held) OR size(#held) < :max)';
/** `#joining`, `:joining`, `#held`: that attempt goes on, and nothing was held. */
const NOTHING_HELD = '#joining = :joining AND attribute_not_exists(#held)';
/** `#joining`, `:joining`, `#held`, `:count`: that attempt goes on, and no more was held than is known. */
const ALL_HELD_IS_KNOWN = '#joining = :joining AND size(#held) = :count';
/** `#place`, `:before`, `#joining`, `#turn`: live, at the place that was read, and nobody is sending to it. */
const IS_FREE = '#place = :before AND attribute_not_exists(#joining) AND attribute_not_exists(#turn)';
/** `#turn`, `#id`, `:id`: it is that sender's turn still. */
const IS_ITS_TURN = '#turn.#id = :id';
/** It is there still: one that was ended is not made again. */
const IS_THERE = 'attribute_exists(pk)';

type Update = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

type Subscription = Pick<Listening, 'audience' | 'connectionId'> & Partial<Pick<Listening, 'topic'>>;

/**
 * Several parcels of one order lead to one audience, and each is followed by its own number. They lie with the
 * subscriptions of the order's parties: one query finds both.
 */
export const subscriptionKey = ({ audience, connectionId, topic = '' }: Subscription): Key =>
  keys.subscription(partiesBeside(audience), isOfParcels(audience) ? `${connectionId}${topic}` : connectionId);

/** What is read of a subscription: what it has been held back may be long, and is read by its own function alone. */
export const LISTENING_ATTRIBUTES = ['connectionId', 'topic', 'caller', 'joining', 'place', TABLE_SHAPE.timeToLive];

const subscriberOf = (stored: unknown, callerOf: ReturnType<typeof callerReader>): Partial<Listening> => {
  if (stored === undefined) return {};
  const caller = callerOf(stored);
  return caller === 'unreadable' ? { isUnreadable: true } : { caller };
};

/** @param found The audience that it was found under. */
export const listeningOf = (found: string, item: Item, callerOf = callerReader()): Listening => ({
  audience: isOfOneOrder(found) ? audienceBeside(partiesBeside(found), String(item.topic)) : found,
  connectionId: String(item.connectionId),
  topic: String(item.topic),
  ...subscriberOf(item.caller, callerOf),
  ...(item.joining !== undefined && { joining: String(item.joining) }),
  ...(item.place !== undefined && { place: String(item.place) }),
  ...(item.turn !== undefined && { turn: item.turn as Turn }),
});

const update = ({ client, tableName }: Table, subscription: Subscription, given: Update): Promise<boolean> => {
  const Key = { ...subscriptionKey(subscription) };
  return conditionHolds(client.send(new UpdateCommand({ TableName: tableName, Key, ...given })));
};

/** As it is at this moment. */
const read = async (table: Table, subscription: Subscription): Promise<Item | undefined> => {
  const { pk, sk } = subscriptionKey(subscription);
  const [item] = await queryAll(table, {
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND sk = :sk',
    ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
  });
  return item;
};

export const current = async (table: Table, listening: Listening): Promise<Listening | undefined> => {
  const item = await read(table, listening);
  return item && listeningOf(listening.audience, item);
};

/**
 * A subscription that is there already is caught up once more; what was held for an earlier attempt is forgotten. False
 * where it is not there.
 */
export const joinAgain = async (
  table: Table,
  connectionId: string,
  { audience, topic, joining }: Parameters<ConnectionStore['subscribe']>[1],
): Promise<boolean> => {
  if (joining === undefined) return true;
  return update(
    table,
    { audience, connectionId, topic },
    {
      UpdateExpression: 'SET #joining = :joining REMOVE #held, #place, #turn',
      ConditionExpression: IS_THERE,
      ExpressionAttributeNames: { '#joining': 'joining', '#held': 'held', '#place': 'place', '#turn': 'turn' },
      ExpressionAttributeValues: { ':joining': joining },
    },
  );
};

export const hold = async (
  table: Table,
  listening: Listening,
  { orderId, seq, eventId }: FeedEntry,
): Promise<HoldResult> => {
  const isHeld = await update(table, listening, {
    UpdateExpression: 'SET #held = list_append(if_not_exists(#held, :none), :entry)',
    ConditionExpression: HAS_ROOM,
    ExpressionAttributeNames: { '#joining': 'joining', '#held': 'held' },
    ExpressionAttributeValues: {
      ':joining': listening.joining,
      ':none': [],
      ':entry': [{ orderId, seq, eventId }],
      ':max': MAX_HELD,
    },
  });
  if (isHeld) return { outcome: 'held' };
  const item = await read(table, listening);
  if (item === undefined) return { outcome: 'gone' };
  const now = listeningOf(listening.audience, item);
  if (now.joining === undefined) return { outcome: 'live', listening: now };
  return now.joining === listening.joining ? { outcome: 'full' } : hold(table, now, { orderId, seq, eventId });
};

export const goLive = async (
  table: Table,
  subscription: Subscription,
  { joining, heldCount, place }: Parameters<ConnectionStore['goLive']>[1],
): Promise<LiveResult> => {
  const isLive = await update(table, subscription, {
    UpdateExpression: 'SET #place = :place REMOVE #joining, #held',
    ConditionExpression: heldCount === 0 ? NOTHING_HELD : ALL_HELD_IS_KNOWN,
    ExpressionAttributeNames: { '#joining': 'joining', '#held': 'held', '#place': 'place' },
    ExpressionAttributeValues: { ':joining': joining, ':place': place, ...(heldCount > 0 && { ':count': heldCount }) },
  });
  if (isLive) return { outcome: 'live' };
  const item = await read(table, subscription);
  if (item?.joining !== joining) return { outcome: 'over' };
  return { outcome: 'held', entries: (item.held ?? []) as readonly FeedEntry[] };
};

export const setFocus: (table: Table, ...given: Parameters<ConnectionStore['setFocus']>) => Promise<void> = async (
  table,
  subscription,
  until,
) => {
  await update(table, subscription, {
    UpdateExpression: until === undefined ? 'REMOVE #focus' : 'SET #focus = :until',
    ConditionExpression: IS_THERE,
    ExpressionAttributeNames: { '#focus': 'focusedUntil' },
    ...(until !== undefined && { ExpressionAttributeValues: { ':until': until.toISOString() } }),
  });
};

export const takeTurn = async (table: Table, listening: Listening, turn: Turn): Promise<boolean> =>
  listening.place !== undefined &&
  update(table, listening, {
    UpdateExpression: 'SET #turn = :turn',
    ConditionExpression: IS_FREE,
    ExpressionAttributeNames: { '#joining': 'joining', '#place': 'place', '#turn': 'turn' },
    ExpressionAttributeValues: { ':before': listening.place, ':turn': turn },
  });

export const endTurn = async (table: Table, listening: Listening, { id }: Turn, place?: string): Promise<void> => {
  await update(table, listening, {
    UpdateExpression: place === undefined ? 'REMOVE #turn' : 'SET #place = :place REMOVE #turn',
    ConditionExpression: IS_ITS_TURN,
    ExpressionAttributeNames: { '#turn': 'turn', '#id': 'id', ...(place !== undefined && { '#place': 'place' }) },
    ExpressionAttributeValues: { ':id': id, ...(place !== undefined && { ':place': place }) },
  });
};
