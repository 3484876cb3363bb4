/** Begins and ends what a connection listens to, which is found from both ends: by audience, and by connection. */

import { callerText } from '../realtime/caller-text.ts';
import type { Connection, ConnectionStore, SubscribeResult } from '../realtime/connection-store.ts';
import { isOfOneOrder } from '../realtime/topics.ts';
import type { Caller } from '../security/caller.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { joinAgain, subscriptionKey } from './dynamo-subscription.ts';
import { StoreUnavailableError } from './errors.ts';
import type { Item } from './item.ts';
import { keys } from './keys.ts';
import { notePresence } from './presence.ts';
import { childrenOf, type Table } from './table.ts';
import { transact } from './transact.ts';

/** `#topics`, `:max`: open, and may follow one more. */
const HAS_ROOM_FOR_A_TOPIC = 'attribute_exists(pk) AND #topics < :max';
/** Open: a frame may overtake the closing of its connection. */
const IS_OPEN = 'attribute_exists(pk)';
/** The connection follows the topic. */
const IS_SUBSCRIBED = 'attribute_exists(pk)';

const topicItem = (connection: Connection, topic: string, audience: string): Item => ({
  ...keys.connectionTopic(connection.connectionId, topic),
  entity: 'subscription',
  topic,
  audience,
  expiresAt: connection.expiresAt,
});

/** Without the address of their mailbox: who somebody is decides what they may follow. */
const holderOf = ({ caller }: Connection): Caller => {
  if (caller.kind !== 'user') return caller;
  const { email: _email, ...holder } = caller;
  return holder;
};

type Asked = Parameters<ConnectionStore['subscribe']>[1];

const subscriptionItem = (connection: Connection, { topic, audience, joining }: Asked): Item => ({
  ...subscriptionKey({ audience, connectionId: connection.connectionId, topic }),
  entity: 'subscription',
  connectionId: connection.connectionId,
  topic,
  caller: callerText(holderOf(connection)),
  ...(joining !== undefined && { joining }),
  expiresAt: connection.expiresAt,
});

export const subscribe = async (
  table: Table,
  connection: Connection,
  asked: Asked,
  max: number,
): Promise<SubscribeResult> => {
  const { audience, topic } = asked;
  const TableName = table.tableName;
  // Before the subscription: an event that comes in between asks a topic that nobody follows yet, and misses nobody.
  // Those of one order are asked in any case.
  if (!isOfOneOrder(audience)) await notePresence(table, audience, connection.expiresAt);
  const outcome = await transact(
    table.client,
    [
      {
        Update: {
          TableName,
          Key: { ...keys.connection(connection.connectionId) },
          UpdateExpression: 'SET #topics = #topics + :one',
          ConditionExpression: HAS_ROOM_FOR_A_TOPIC,
          ExpressionAttributeNames: { '#topics': 'topics' },
          ExpressionAttributeValues: { ':one': 1, ':max': max },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      {
        Put: {
          TableName,
          Item: topicItem(connection, topic, audience),
          ConditionExpression: ITEM_IS_NEW,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      { Put: { TableName, Item: subscriptionItem(connection, asked) } },
    ],
    table.backoff,
  );
  if (outcome.kind === 'done') return 'subscribed';
  if (outcome.kind === 'contended') {
    throw new StoreUnavailableError('A subscription collides again and again', { cause: outcome.cause });
  }
  const { failed } = outcome;
  if (failed.some(({ index, stored }) => index === 0 && stored === undefined)) return 'gone';
  const known = failed.find(({ index }) => index === 1);
  if (known === undefined) return 'too_many';
  const isSame = known.stored?.audience?.S === audience;
  if (isSame && (await joinAgain(table, connection.connectionId, asked))) return 'subscribed';
  // A parcel's number that leads to another order now.
  await unsubscribe(table, connection.connectionId, topic);
  return subscribe(table, connection, asked, max);
};

export const unsubscribe = async (table: Table, connectionId: string, topic: string): Promise<void> => {
  const TableName = table.tableName;
  const key = keys.connectionTopic(connectionId, topic);
  const [item] = (await childrenOf(table, key.pk, key.sk)).filter(({ sk }) => sk === key.sk);
  if (!item) return;
  const outcome = await transact(
    table.client,
    [
      { Delete: { TableName, Key: { ...key }, ConditionExpression: IS_SUBSCRIBED } },
      { Delete: { TableName, Key: { ...subscriptionKey({ audience: String(item.audience), connectionId, topic }) } } },
      {
        Update: {
          TableName,
          Key: { ...keys.connection(connectionId) },
          UpdateExpression: 'SET #topics = #topics - :one',
          ConditionExpression: IS_OPEN,
          ExpressionAttributeNames: { '#topics': 'topics' },
          ExpressionAttributeValues: { ':one': 1 },
        },
      },
    ],
    table.backoff,
  );
  if (outcome.kind === 'contended') {
    throw new StoreUnavailableError('A subscription collides again and again', { cause: outcome.cause });
  }
};
