import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { definedFields } from '../defined-fields.ts';
import type { Notification, NotificationStatus } from '../notifications/notification.ts';
import type { NotificationPage, NotificationStore, PageOptions } from '../notifications/notification-store.ts';
import { batchGet } from './batch-get.ts';
import { indexKeys, keys } from './keys.ts';
import { notificationOf } from './notification-item.ts';
import { queryAll, type Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

type Position = PageOptions['after'];

/** Has reached its recipient. An entry that is on its way, or never was, is not in the inbox. */
const IN_INBOX: readonly NotificationStatus[] = ['sent', 'delivered', 'opened', 'clicked'];

/** So many pages of the index for one page of the inbox: most entries count, unless most of them are read. */
const MAX_INDEX_PAGES = 10;

const listForOrder = async (table: Table, orderId: string): Promise<readonly Notification[]> => {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.order(orderId).pk, ':prefix': keys.notificationPrefix },
  });
  return items
    .map(notificationOf)
    .sort((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? -1 : 1));
};

/** One page of a partition of the customer's index, newest first. */
const pageOf = async (table: Table, partition: string, { limit, after }: PageOptions): Promise<NotificationPage> => {
  const index = TABLE_SHAPE.indexes.byCustomer;
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: 'byCustomer',
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': index.partitionKey },
      ExpressionAttributeValues: { ':pk': partition },
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

const listInbox =
  (table: Table): NotificationStore['listInbox'] =>
  async (customerId, { limit, after, isUnread = false }) => {
    const found: Notification[] = [];
    let next: Position = after;
    for (let page = 1; page <= MAX_INDEX_PAGES; page += 1) {
      // Never more than is still wanted: the index continues behind the last entry that is given.
      const rest = { limit: limit - found.length, ...definedFields({ after: next }) };
      const read = await pageOf(table, indexKeys.customerInbox(customerId), rest);
      const isWanted = ({ status, readAt }: Notification): boolean =>
        IN_INBOX.includes(status) && !(isUnread && readAt !== undefined);
      found.push(...read.notifications.filter(isWanted));
      next = read.next;
      if (next === undefined || found.length >= limit) break;
    }
    return { notifications: found, ...definedFields({ next }) };
  };

export const notificationLists = (table: Table): Pick<NotificationStore, 'listForOrder' | 'listInbox'> => ({
  listForOrder: (orderId) => listForOrder(table, orderId),
  listInbox: listInbox(table),
});
