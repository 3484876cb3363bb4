import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar/instant.ts';
import type { Backoff } from '../clock/backoff.ts';
import { definedFields } from '../defined-fields.ts';
import type { Notification, NotificationAttempt, PlannedNotification } from '../notifications/notification.ts';
import type {
  AttemptResult,
  ClaimResult,
  NotificationClaim,
  NotificationStore,
} from '../notifications/notification-store.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { conditionHolds, ifConditionHolds } from './errors.ts';
import type { Item } from './item.ts';
import { indexKeys, type Key, keys } from './keys.ts';
import {
  indexReference,
  nameInIndex,
  notificationItem,
  notificationOf,
  plannedOf,
  scheduledKeys,
} from './notification-item.ts';
import { notificationReads, readNotification } from './notification-reads.ts';
import { reopen, report } from './notification-reports.ts';
import { type Change, sentForm } from './sent-notification.ts';
import type { Table } from './table.ts';

/** `#state`, `#status`, `:pending`: it waits, as it was planned or after an attempt. */
const WAITS = '(#state = :pending OR (attribute_not_exists(#state) AND #status = :pending))';
/** `#state`, `#status`, `:sending`: an attempt has claimed it; one of an earlier version wrote that as its status. */
const IS_CLAIMED = '(#state = :sending OR (attribute_not_exists(#state) AND #status = :sending))';

/**
 * And `#leaseUntil`, `#reportedAt`, `:now`: nobody is sending it, or whoever was is gone; and no receipt has shown that its
 * provider has it.
 */
const IS_FREE_TO_SEND = `attribute_not_exists(#reportedAt) AND (${WAITS} OR (${IS_CLAIMED} AND #leaseUntil <= :now))`;

/** `#state`, `#claimedBy`, `:sending`, `:attemptId`: the attempt still holds its claim. */
const ATTEMPT_HOLDS_CLAIM = '#state = :sending AND #claimedBy = :attemptId';

const STATUS_AFTER = {
  refused: 'failed',
  withdrawn: 'withdrawn',
  blocked: 'pending',
  throttled: 'pending',
  unavailable: 'pending',
  unknown: 'sending',
} as const satisfies Readonly<Record<Exclude<AttemptResult['outcome'], 'accepted'>, Notification['status']>>;

const withOutcome = (
  attempts: readonly NotificationAttempt[],
  attemptId: string,
  result: AttemptResult,
): readonly NotificationAttempt[] =>
  attempts.map((attempt) =>
    attempt.attemptId === attemptId
      ? {
          ...attempt,
          outcome: result.outcome,
          ...('error' in result && { error: result.error }),
          ...definedFields({ provider: result.provider }),
        }
      : attempt,
  );

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
      'SET #state = :sending, #leaseUntil = :leaseUntil, #claimedBy = :attemptId, #attempts = list_append(#attempts, :attempt)',
    ConditionExpression: IS_FREE_TO_SEND,
    ExpressionAttributeNames: {
      '#state': 'state',
      '#status': 'status',
      '#leaseUntil': 'leaseUntil',
      '#claimedBy': 'claimedBy',
      '#attempts': 'attempts',
      '#reportedAt': 'reportedAt',
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
  const update = claimUpdate(table.tableName, orderId, notificationId, request);
  const claimed = await ifConditionHolds(table.client.send(update));
  if (claimed !== undefined) {
    const { Attributes } = claimed;
    return Attributes ? { outcome: 'claimed', planned: plannedOf(Attributes) } : { outcome: 'absent' };
  }
  const item = await readNotification(table, orderId, notificationId);
  // The claim's own response may have been lost on the way, and the SDK's second try met the first.
  const isOwn = item?.claimedBy === request.attemptId && item.state === 'sending';
  return isOwn ? { outcome: 'claimed', planned: plannedOf(item) } : refusedClaim(item);
};

const fieldsAfter = (
  claimed: Notification,
  attemptId: string,
  result: AttemptResult,
): Readonly<Record<string, unknown>> => {
  const attempts = withOutcome(claimed.attempts, attemptId, result);
  if (result.outcome !== 'accepted') {
    const leaseUntil = result.outcome === 'unknown' ? result.leaseUntil : undefined;
    return definedFields({ state: STATUS_AFTER[result.outcome], attempts, error: result.error, leaseUntil });
  }
  const { at, providerMessageId, isDelivered = false, message, preview, provider, template } = result;
  const isFound = result.isFoundByMessageId === true && provider !== undefined;
  return definedFields({
    preview,
    provider,
    state: isDelivered ? 'delivered' : 'sent',
    attempts,
    sentAt: at,
    deliveredAt: isDelivered ? at : undefined,
    providerMessageId,
    message,
    templateId: template?.templateId,
    templateVersion: template?.version,
    byCustomerPk: isFound ? indexKeys.sentMessage(provider, providerMessageId) : undefined,
    byCustomerSk: isFound ? indexReference(claimed) : undefined,
  });
};

/** What an attempt leaves behind. Once it is sent nobody asks who sent it, and a smaller record is cheaper to write. */
const changeAfter = (claimed: Notification, fields: Readonly<Record<string, unknown>>): Change => {
  if ('error' in fields) return { set: fields, remove: [] };
  if (!('sentAt' in fields)) return { set: fields, remove: ['error'] };
  const { set, remove } = sentForm(claimed, fields);
  return { set, remove: ['error', 'leaseUntil', 'claimedBy', ...remove] };
};

const settleUpdate = (tableName: string, key: Key, attemptId: string, { set, remove }: Change): UpdateCommand => {
  const names = Object.keys(set);
  const forget = remove.length === 0 ? '' : ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}`;
  return new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${forget}`,
    ConditionExpression: ATTEMPT_HOLDS_CLAIM,
    ExpressionAttributeNames: {
      ...Object.fromEntries(['claimedBy', ...remove, ...names].map((name) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ':sending': 'sending',
      ':attemptId': attemptId,
      ...Object.fromEntries(names.map((name) => [`:${name}`, set[name]])),
    },
  });
};

const settleWith = async (
  table: Table,
  claimed: Notification,
  attemptId: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const key = keys.notification(claimed.orderId, claimed.notificationId);
  const change = changeAfter(claimed, fields);
  await ifConditionHolds(table.client.send(settleUpdate(table.tableName, key, attemptId, change)));
};

/** As it was before the attempt; why it failed before is still known. */
const fieldsBefore = ({ attempts, error }: Notification, attemptId: string): Readonly<Record<string, unknown>> =>
  definedFields({ state: 'pending', attempts: attempts.filter((one) => one.attemptId !== attemptId), error });

const fieldsWaiting = (claimed: Notification, attemptId: string, at: Instant): Readonly<Record<string, unknown>> => ({
  ...fieldsBefore(claimed, attemptId),
  state: 'scheduled',
  scheduledAt: at,
  ...scheduledKeys({ ...claimed, status: 'scheduled', scheduledAt: at }),
});

const create = ({ client, tableName }: Table, planned: PlannedNotification): Promise<boolean> =>
  conditionHolds(
    client.send(
      new PutCommand({ TableName: tableName, Item: notificationItem(planned), ConditionExpression: ITEM_IS_NEW }),
    ),
  );

/** Notifications in the order's own partition, and in an index by customer. */
export const dynamoNotificationStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): NotificationStore => {
  const table: Table = { client, tableName, backoff };
  return {
    ...notificationReads(table),
    create: (planned) => create(table, planned),
    claim: (orderId, notificationId, request) => claim(table, orderId, notificationId, request),
    settle: (claimed, attemptId, result) =>
      settleWith(table, claimed, attemptId, fieldsAfter(claimed, attemptId, result)),
    release: (claimed, attemptId) => settleWith(table, claimed, attemptId, fieldsBefore(claimed, attemptId)),
    postpone: (claimed, attemptId, at) => settleWith(table, claimed, attemptId, fieldsWaiting(claimed, attemptId, at)),
    findByMessageId: async (providerId, messageId) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'byCustomer',
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': 'byCustomerPk' },
          ExpressionAttributeValues: { ':pk': indexKeys.sentMessage(providerId, messageId) },
          Limit: 1,
        }),
      );
      const [found] = Items;
      return found && nameInIndex(String(found.byCustomerSk));
    },
    report: (of, channel, reported) => report(table, of, channel, reported),
    reopen: (of, at) => reopen(table, of, at),
  };
};
