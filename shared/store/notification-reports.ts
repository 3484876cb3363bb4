import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type NotificationName, RECEIPT_FIELDS } from '../notifications/notification.ts';
import type { NotificationStore, ReportedFact } from '../notifications/notification-store.ts';
import { isConditionFailed } from './errors.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** `#channel`, `:channel`: it is there, and goes over that channel. */
const IS_OF_CHANNEL = '#channel = :channel';
/** `#fact`, `:at`: the fact is not known, or of a later time. */
const IS_NEW = '(attribute_not_exists(#fact) OR #fact > :at)';
/** `#reopenedAt`, `:at`: of what was sent since it was reopened, where it was. */
const IS_OF_LAST_SENDING = '(attribute_not_exists(#reopenedAt) OR #reopenedAt <= :at)';
/** `#state`, `#bouncedAt`, `#openedAt`, `#clickedAt`, `:failed`: it has failed, or come back unread. */
const HAS_FAILED =
  '(#state = :failed OR attribute_exists(#bouncedAt)) AND attribute_not_exists(#openedAt) AND attribute_not_exists(#clickedAt)';

const stored = async ({ client, tableName }: Table, update: Omit<UpdateCommand['input'], 'TableName'>) => {
  try {
    await client.send(new UpdateCommand({ TableName: tableName, ...update }));
    return { isStored: true, item: undefined };
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    return { isStored: false, item: (error as { readonly Item?: Readonly<Record<string, unknown>> }).Item };
  }
};

/** Facts have fields of their own beside the state of the sending: neither writer has to know of the other. */
export const report = async (
  table: Table,
  { orderId, notificationId }: NotificationName,
  channel: string,
  { fact, at, error }: ReportedFact,
): ReturnType<NotificationStore['report']> => {
  const withError = error !== undefined;
  const { isStored, item } = await stored(table, {
    Key: { ...keys.notification(orderId, notificationId) },
    UpdateExpression: `SET #fact = :at, #reportedAt = if_not_exists(#reportedAt, :at)${withError ? ', #bounce = :error' : ''}`,
    ConditionExpression: `${IS_OF_CHANNEL} AND ${IS_NEW} AND ${IS_OF_LAST_SENDING}`,
    ExpressionAttributeNames: {
      '#channel': 'channel',
      '#fact': RECEIPT_FIELDS[fact],
      '#reportedAt': 'reportedAt',
      '#reopenedAt': 'reopenedAt',
      ...(withError && { '#bounce': 'bounce' }),
    },
    ExpressionAttributeValues: { ':channel': channel, ':at': at, ...(withError && { ':error': error }) },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  if (isStored) return 'reported';
  return item === undefined || unmarshalledText(item.channel) !== channel ? 'absent' : 'known';
};

/** The error of a failed condition has its item as DynamoDB writes it. */
const unmarshalledText = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'S' in value ? value.S : value;

export const reopen = async (
  table: Table,
  { orderId, notificationId }: NotificationName,
  at: string,
): Promise<boolean> => {
  const { isStored } = await stored(table, {
    Key: { ...keys.notification(orderId, notificationId) },
    UpdateExpression: 'SET #state = :pending, #reopenedAt = :at REMOVE #bouncedAt, #deliveredAt, #bounce, #reportedAt',
    ConditionExpression: HAS_FAILED,
    ExpressionAttributeNames: {
      '#state': 'state',
      '#reopenedAt': 'reopenedAt',
      '#bouncedAt': 'bouncedAt',
      '#deliveredAt': 'deliveredAt',
      '#openedAt': 'openedAt',
      '#clickedAt': 'clickedAt',
      '#bounce': 'bounce',
      '#reportedAt': 'reportedAt',
    },
    ExpressionAttributeValues: { ':failed': 'failed', ':pending': 'pending', ':at': at },
  });
  return isStored;
};
