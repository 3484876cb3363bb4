import type { Notification } from '../notifications/notification.ts';
import type { Order } from '../orders/model/order.ts';
import { keys } from './keys.ts';
import { notificationOf } from './notification-item.ts';
import { oldestFirst } from './notification-lists.ts';
import { orderOf } from './order-item.ts';
import { queryAll, type Table } from './table.ts';

/** An order, and what people were sent of it so far, oldest first. */
export interface OrderAndRecords {
  readonly order: Order;
  readonly records: readonly Notification[];
}

/** Reads both; an order that has come to that version at least. */
export type ReadOrderAndRecords = (orderId: string, version: number) => Promise<OrderAndRecords | undefined>;

/** In the order's partition the order follows its notifications: one query reads both, for the price of their size. */
const readBoth = async (
  table: Pick<Table, 'client' | 'tableName'>,
  orderId: string,
  ConsistentRead: boolean,
): Promise<OrderAndRecords | undefined> => {
  const { pk, sk } = keys.order(orderId);
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :order',
    ExpressionAttributeValues: { ':pk': pk, ':first': keys.notificationPrefix, ':order': sk },
    ConsistentRead,
  });
  const order = items.find((item) => item.sk === sk);
  if (order === undefined) return undefined;
  const records = items.filter((item) => String(item.sk).startsWith(keys.notificationPrefix)).map(notificationOf);
  return { order: orderOf(order), records: oldestFirst(records) };
};

/** At half the price first: an order that is older than it must be is read again, strongly consistent. */
export const orderAndRecords =
  (table: Pick<Table, 'client' | 'tableName'>): ReadOrderAndRecords =>
  async (orderId, version) => {
    const found = await readBoth(table, orderId, false);
    return (found?.order.version ?? 0) < version ? readBoth(table, orderId, true) : found;
  };
