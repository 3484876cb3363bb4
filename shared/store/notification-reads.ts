import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { NotificationStore } from '../notifications/notification-store.ts';
import type { Item } from './item.ts';
import { keys } from './keys.ts';
import { notificationOf, plannedOf } from './notification-item.ts';
import { listForOrder, summariesForOrder } from './notification-lists.ts';
import type { Table } from './table.ts';

/** The record as it is at this moment. */
export const readNotification = async (
  { client, tableName }: Pick<Table, 'client' | 'tableName'>,
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

type NotificationReads = Pick<NotificationStore, 'get' | 'getPlanned' | 'listForOrder' | 'summariesForOrder'>;

/** Notifications for whoever shows them and sends none. */
export const notificationReads = (table: Table): NotificationReads => ({
  get: async (orderId, notificationId) => {
    const item = await readNotification(table, orderId, notificationId);
    return item && notificationOf(item);
  },
  listForOrder: (orderId) => listForOrder(table, orderId),
  summariesForOrder: (orderId) => summariesForOrder(table, orderId),
  getPlanned: async ({ orderId, notificationId }) => {
    const item = await readNotification(table, orderId, notificationId);
    return item && plannedOf(item);
  },
});
