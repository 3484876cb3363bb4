import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import type { Notification, NotificationAttempt, PlannedNotification } from '../notifications/notification.ts';
import type {
  AttemptResult,
  ClaimResult,
  NotificationClaim,
  NotificationStore,
} from '../notifications/notification-store.ts';
import { batchGet } from './batch-get.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { isConditionFailed } from './errors.ts';
import { contentOf, type Item } from './item.ts';
import { indexKeys, type Key, keys } from './keys.ts';
import { queryAll, type Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

/** `#status`, `#leaseUntil`, `:pending`, `:sending`, `:now`: nobody is sending it, or whoever was is gone. */
const IS_FREE_TO_SEND = '#status = :pending OR (#status = :sending AND #leaseUntil <= :now)';

/** `#status`, `#claimedBy`, `:sending`, `:attemptId`: the attempt still holds its claim. */
const ATTEMPT_HOLDS_CLAIM = '#status = :sending AND #claimedBy = :attemptId';

const notificationItem = ({ notification, link }: PlannedNotification): Item => ({
  ...notification,
  link,
  ...keys.notification(notification.orderId, notification.notificationId),
  entity: 'notification',
  ...(notification.buyerId !== undefined &&
    notification.audience === 'customer' && {
      byCustomerPk: indexKeys.customerNotifications(notification.buyerId),
      byCustomerSk: indexKeys.byTime(notification.createdAt, notification.notificationId),
    }),
});

const plannedOf = (item: Item): PlannedNotification => {
  const { link, leaseUntil: _leaseUntil, claimedBy: _claimedBy, ...notification } = contentOf(item);
  return { notification: notification as unknown as Notification, link: String(link ?? '') };
};

const notificationOf = (item: Item): Notification => plannedOf(item).notification;

const STATUS_AFTER = {
  accepted: 'sent',
  refused: 'failed',
  blocked: 'pending',
  throttled: 'pending',
  unavailable: 'pending',
  unknown: 'sending',
} as const satisfies Readonly<Record<AttemptResult['outcome'], Notification['status']>>;

const withOutcome = (
  attempts: readonly NotificationAttempt[],
  attemptId: string,
  result: AttemptResult,
): readonly NotificationAttempt[] =>
  attempts.map((attempt) =>
    attempt.attemptId === attemptId
      ? { ...attempt, outcome: result.outcome, ...('error' in result && { error: result.error }) }
      : attempt,
  );

const read = async (
  { client, tableName }: Table,
  orderId: string,
  notificationId: string,
): Promise<Item | undefined> => {
  const { Item } = await client.send(
    new GetCommand({
      TableName: tableName,
      Key: { ...keys.notification(orderId, notificationId) },
      ConsistentRead: true,
    }),
  );
  return Item;
};

const refusedClaim = (item: Item | undefined): ClaimResult => {
  if (!item) return { outcome: 'absent' };
  const { status } = notificationOf(item);
  if (status !== 'pending' && status !== 'sending') return { outcome: 'settled' };
  return { outcome: 'busy', ...(typeof item.leaseUntil === 'string' && { leaseUntil: item.leaseUntil }) };
};

const claimUpdate = (
  tableName: string,
  orderId: string,
  notificationId: string,
  { attemptId, at, leaseUntil }: NotificationClaim,
): UpdateCommand =>
  new UpdateCommand({
    TableName: tableName,
    Key: { ...keys.notification(orderId, notificationId) },
    UpdateExpression:
      'SET #status = :sending, #leaseUntil = :leaseUntil, #claimedBy = :attemptId, #attempts = list_append(#attempts, :attempt)',
    ConditionExpression: IS_FREE_TO_SEND,
    ExpressionAttributeNames: {
      '#status': 'status',
      '#leaseUntil': 'leaseUntil',
      '#claimedBy': 'claimedBy',
      '#attempts': 'attempts',
    },
    ExpressionAttributeValues: {
      ':pending': 'pending',
      ':sending': 'sending',
      ':leaseUntil': leaseUntil,
      ':attemptId': attemptId,
      ':attempt': [{ attemptId, at }],
      ':now': at,
    },
    ReturnValues: 'ALL_NEW',
  });

const claim = async (
  table: Table,
  orderId: string,
  notificationId: string,
  request: NotificationClaim,
): Promise<ClaimResult> => {
  try {
    const { Attributes } = await table.client.send(claimUpdate(table.tableName, orderId, notificationId, request));
    return Attributes ? { outcome: 'claimed', planned: plannedOf(Attributes) } : { outcome: 'absent' };
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const item = await read(table, orderId, notificationId);
    // The claim's own response may have been lost on the way, and the SDK's second try met the first.
    const isOwn = item?.claimedBy === request.attemptId && item.status === 'sending';
    return isOwn ? { outcome: 'claimed', planned: plannedOf(item) } : refusedClaim(item);
  }
};

const fieldsAfter = (
  claimed: Notification,
  attemptId: string,
  result: AttemptResult,
): Readonly<Record<string, unknown>> => ({
  status: STATUS_AFTER[result.outcome],
  attempts: withOutcome(claimed.attempts, attemptId, result),
  ...(result.outcome === 'accepted'
    ? { sentAt: result.at, providerMessageId: result.providerMessageId }
    : { error: result.error }),
});

const settleUpdate = (
  tableName: string,
  key: Key,
  attemptId: string,
  fields: Readonly<Record<string, unknown>>,
): UpdateCommand => {
  const names = Object.keys(fields);
  const forget = 'error' in fields ? '' : ' REMOVE #error';
  return new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${forget}`,
    ConditionExpression: ATTEMPT_HOLDS_CLAIM,
    ExpressionAttributeNames: {
      '#claimedBy': 'claimedBy',
      '#error': 'error',
      ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ':sending': 'sending',
      ':attemptId': attemptId,
      ...Object.fromEntries(names.map((name) => [`:${name}`, fields[name]])),
    },
  });
};

const settle = async (table: Table, claimed: Notification, attemptId: string, result: AttemptResult): Promise<void> => {
  const key = keys.notification(claimed.orderId, claimed.notificationId);
  try {
    await table.client.send(settleUpdate(table.tableName, key, attemptId, fieldsAfter(claimed, attemptId, result)));
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
};

const listForOrder = async (table: Table, orderId: string): Promise<readonly Notification[]> => {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.order(orderId).pk, ':prefix': keys.notificationPrefix },
  });
  return items
    .map(notificationOf)
    .sort((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? -1 : 1));
};

const listForCustomer =
  (table: Table): NotificationStore['listForCustomer'] =>
  async (customerId, { limit, after }) => {
    const index = TABLE_SHAPE.indexes.byCustomer;
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        IndexName: 'byCustomer',
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': index.partitionKey },
        ExpressionAttributeValues: { ':pk': indexKeys.customerNotifications(customerId) },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: after ? { ...after } : undefined,
      }),
    );
    const wanted = Items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    const items = await batchGet(table.client, table.tableName, wanted, table.backoff);
    return {
      notifications: items.map(notificationOf),
      ...(LastEvaluatedKey && { next: LastEvaluatedKey as Record<string, string> }),
    };
  };

const create = async ({ client, tableName }: Table, planned: PlannedNotification): Promise<boolean> => {
  try {
    await client.send(
      new PutCommand({ TableName: tableName, Item: notificationItem(planned), ConditionExpression: ITEM_IS_NEW }),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
};

/** Notifications in the order's own partition, and in an index by customer. */
export const dynamoNotificationStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): NotificationStore => {
  const table: Table = { client, tableName, backoff };
  return {
    create: (planned) => create(table, planned),
    claim: (orderId, notificationId, request) => claim(table, orderId, notificationId, request),
    settle: (claimed, attemptId, result) => settle(table, claimed, attemptId, result),
    listForOrder: (orderId) => listForOrder(table, orderId),
    listForCustomer: listForCustomer(table),
  };
};
