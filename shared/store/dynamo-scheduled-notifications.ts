import { GetCommand, QueryCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { IN_DIGEST, type Notification, type NotificationName } from '../notifications/notification.ts';
import type { ScheduledNotificationStore, ScheduledReference } from '../notifications/scheduled-notifications.ts';
import { WAITS_FOR_ITS_TIME } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import type { Item } from './item.ts';
import { indexKeys, keys, SCHEDULED_SHARDS } from './keys.ts';
import { nameInIndex, plannedOf, scheduledKeys } from './notification-item.ts';
import type { Table } from './table.ts';
import { type TransactItem, transact } from './transact.ts';

type Update = Pick<UpdateCommandInput, 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>;

const NAMES = { '#state': 'state', '#status': 'status' };
const INDEX_KEYS = { '#indexPk': 'byPhasePk', '#indexSk': 'byPhaseSk' };
const OWNER_KEYS = { '#ownerPk': 'byCustomerPk', '#ownerSk': 'byCustomerSk' };
/** It waits no more. */
const LEAVES_INDEXES = 'REMOVE #indexPk, #indexSk, #ownerPk, #ownerSk';

const updateWaiting = (
  { client, tableName }: Table,
  orderId: string,
  notificationId: string,
  { ExpressionAttributeNames, ExpressionAttributeValues, ...update }: Update,
): Promise<boolean> =>
  conditionHolds(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.notification(orderId, notificationId) },
        ConditionExpression: WAITS_FOR_ITS_TIME,
        ...update,
        ExpressionAttributeNames: { ...NAMES, ...INDEX_KEYS, ...ExpressionAttributeNames },
        ExpressionAttributeValues: { ':scheduled': 'scheduled', ...ExpressionAttributeValues },
      }),
    ),
  );

const updateInTransaction = (
  TableName: string,
  { orderId, notificationId }: NotificationName,
  update: Update & { readonly UpdateExpression: string },
): TransactItem => ({
  Update: {
    TableName,
    Key: { ...keys.notification(orderId, notificationId) },
    ConditionExpression: WAITS_FOR_ITS_TIME,
    UpdateExpression: `${update.UpdateExpression} ${LEAVES_INDEXES}`,
    ExpressionAttributeNames: { ...NAMES, ...INDEX_KEYS, ...OWNER_KEYS, ...update.ExpressionAttributeNames },
    ExpressionAttributeValues: { ':scheduled': 'scheduled', ...update.ExpressionAttributeValues },
  },
});

const leading = (tableName: string, leader: Notification): TransactItem =>
  updateInTransaction(tableName, leader, {
    UpdateExpression: 'SET #state = :pending, #facts = :facts',
    ExpressionAttributeNames: { '#facts': 'facts' },
    ExpressionAttributeValues: { ':pending': 'pending', ':facts': leader.facts },
  });

const following = (tableName: string, companion: Notification, leader: Notification): TransactItem =>
  updateInTransaction(tableName, companion, {
    UpdateExpression: 'SET #state = :withdrawn, #error = :error, #digestId = :digestId',
    ExpressionAttributeNames: { '#error': 'error', '#digestId': 'digestId' },
    ExpressionAttributeValues: { ':withdrawn': 'withdrawn', ':error': IN_DIGEST, ':digestId': leader.notificationId },
  });

/** Between the order and the notification in the index; ids of orders may be the shop's own, those of notifications not. */
const referenceOf = ({ byPhaseSk }: Item): ScheduledReference => {
  const text = String(byPhaseSk);
  const [time, slash] = [text.indexOf('#'), text.lastIndexOf('/')];
  return { at: text.slice(0, time), orderId: text.slice(time + 1, slash), notificationId: text.slice(slash + 1) };
};

/** Enough for a night of the busiest shop; what is beyond goes at the time that it was given. */
const MAX_WAITING = 200;

const waitingOf = async (
  { client, tableName }: Pick<Table, 'client' | 'tableName'>,
  ownerId: string,
): Promise<readonly NotificationName[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: 'byCustomer',
      KeyConditionExpression: '#ownerPk = :partition',
      ExpressionAttributeNames: { '#ownerPk': OWNER_KEYS['#ownerPk'] },
      ExpressionAttributeValues: { ':partition': indexKeys.waiting(ownerId) },
      Limit: MAX_WAITING,
    }),
  );
  return Items.map(({ byCustomerSk }) => nameInIndex(String(byCustomerSk)));
};

async function* scheduledIn(
  { client, tableName }: Table,
  shard: number,
): AsyncGenerator<readonly ScheduledReference[]> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'byPhase',
        KeyConditionExpression: '#indexPk = :partition',
        ExpressionAttributeNames: { '#indexPk': 'byPhasePk' },
        ExpressionAttributeValues: { ':partition': indexKeys.scheduledNotifications(shard) },
        ExclusiveStartKey: start,
      }),
    );
    yield (page.Items ?? []).map(referenceOf);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

export const dynamoScheduledNotifications = (table: Table): ScheduledNotificationStore => ({
  get: async (orderId, notificationId) => {
    const { Item } = await table.client.send(
      new GetCommand({
        TableName: table.tableName,
        Key: { ...keys.notification(orderId, notificationId) },
        ConsistentRead: true,
      }),
    );
    return Item && plannedOf(Item);
  },
  release: (orderId, notificationId) =>
    updateWaiting(table, orderId, notificationId, {
      UpdateExpression: `SET #state = :pending ${LEAVES_INDEXES}`,
      ExpressionAttributeNames: OWNER_KEYS,
      ExpressionAttributeValues: { ':pending': 'pending' },
    }),
  releaseTogether: async (leader, companions) => {
    const { kind } = await transact(
      table.client,
      [leading(table.tableName, leader), ...companions.map((one) => following(table.tableName, one, leader))],
      table.backoff,
    );
    return kind === 'done';
  },
  withdraw: (orderId, notificationId, reason) =>
    updateWaiting(table, orderId, notificationId, {
      UpdateExpression: `SET #state = :withdrawn, #error = :error ${LEAVES_INDEXES}`,
      ExpressionAttributeNames: { ...OWNER_KEYS, '#error': 'error' },
      ExpressionAttributeValues: { ':withdrawn': 'withdrawn', ':error': reason },
    }),
  postpone: ({ orderId, notificationId, at }) => {
    const index = scheduledKeys({ orderId, notificationId, status: 'scheduled', scheduledAt: at });
    return updateWaiting(table, orderId, notificationId, {
      UpdateExpression: 'SET #state = :scheduled, #scheduledAt = :at, #indexPk = :partition, #indexSk = :sort',
      ExpressionAttributeNames: { '#scheduledAt': 'scheduledAt' },
      ExpressionAttributeValues: { ':at': at, ':partition': index.byPhasePk, ':sort': index.byPhaseSk },
    });
  },
  waitingOf: (ownerId) => waitingOf(table, ownerId),
  list: async function* () {
    for (let shard = 0; shard < SCHEDULED_SHARDS; shard += 1) yield* scheduledIn(table, shard);
  },
});
