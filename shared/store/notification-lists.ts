import type { Notification } from '../notifications/notification.ts';
import { keys } from './keys.ts';
import { notificationOf } from './notification-item.ts';
import { queryAll, type Table } from './table.ts';

export const oldestFirst = (notifications: readonly Notification[]): readonly Notification[] =>
  notifications.toSorted((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? -1 : 1));

/** Oldest first. */
export const listForOrder = async (table: Table, orderId: string): Promise<readonly Notification[]> => {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.order(orderId).pk, ':prefix': keys.notificationPrefix },
  });
  return oldestFirst(items.map(notificationOf));
};
