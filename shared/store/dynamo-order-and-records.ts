import type { OrderEvent } from '../contract/events.ts';
import type { Notification } from '../notifications/notification.ts';
import type { Order } from '../orders/model/order.ts';
import { keys } from './keys.ts';
import { recordOf } from './notification-item.ts';
import { oldestFirst } from './notification-lists.ts';
import { orderOf } from './order-item.ts';
import { queryAll, type Table } from './table.ts';

/** An order, and what people were sent of it so far, oldest first, with all that the event has recorded itself. */
export interface OrderAndRecords {
  readonly order: Order;
  readonly records: readonly Notification[];
}

/** Names an order, and the version that it has come to at least. */
type EventName = Pick<OrderEvent, 'orderId' | 'eventId' | 'seq'>;

/** Reads both, for the planning of that event. */
export type ReadOrderAndRecords = (event: EventName) => Promise<OrderAndRecords | undefined>;

/**
 * What was not sent says nothing about what is, and an order that goes to and fro has dozens of these. A filter reads them
 * all the same, and nobody is given them. `state` is there where something became of a record after it was planned.
 */
const IS_NEEDED =
  'attribute_not_exists(#notificationId) OR #status <> :suppressed OR attribute_exists(#state) OR #eventId = :eventId';

/** In the order's partition the order follows its notifications: one query reads both, for the price of their size. */
const readBoth = async (
  table: Pick<Table, 'client' | 'tableName'>,
  { orderId, eventId }: EventName,
  ConsistentRead: boolean,
): Promise<OrderAndRecords | undefined> => {
  const { pk, sk } = keys.order(orderId);
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :order',
    FilterExpression: IS_NEEDED,
    ExpressionAttributeNames: {
      '#notificationId': 'notificationId',
      '#status': 'status',
      '#state': 'state',
      '#eventId': 'eventId',
    },
    ExpressionAttributeValues: {
      ':pk': pk,
      ':first': keys.notificationPrefix,
      ':order': sk,
      ':suppressed': 'suppressed' satisfies Notification['status'],
      ':eventId': eventId,
    },
    ConsistentRead,
  });
  const order = items.find((item) => item.sk === sk);
  if (order === undefined) return undefined;
  const records = items.filter((item) => String(item.sk).startsWith(keys.notificationPrefix)).map(recordOf);
  return { order: orderOf(order), records: oldestFirst(records) };
};

/** At half the price first: an order that is older than it must be is read again, strongly consistent. */
export const orderAndRecords =
  (table: Pick<Table, 'client' | 'tableName'>): ReadOrderAndRecords =>
  async (event) => {
    const found = await readBoth(table, event, false);
    return (found?.order.version ?? 0) < event.seq ? readBoth(table, event, true) : found;
  };
