import type { Order } from '../orders/model/order.ts';
import { contentOf, type Item, withMetadataAsText, withMetadataRead } from './item.ts';
import { indexKeys, keys, PHASE_SHARDS, shardOf } from './keys.ts';

const ownerKeys = (order: Order, partition: string, index: 'byCustomer' | 'bySeller'): Item => ({
  [`${index}Pk`]: partition,
  [`${index}Sk`]: indexKeys.byTime(order.createdAt, order.orderId),
  [`${index}AmountPk`]: partition,
  [`${index}AmountSk`]: indexKeys.byAmount(order.totalAmount, order.orderId),
});

/** A shop has more orders than can be sorted when they are asked for; a customer has not. */
const statusKeys = ({ sellerId, status, createdAt, orderId }: Order): Item => ({
  bySellerStatusPk: indexKeys.sellerOrders(sellerId),
  bySellerStatusSk: indexKeys.byStatus(status, createdAt, orderId),
});

/** A guest's order is in no customer's list. */
export const orderItem = (order: Order): Item => ({
  ...withMetadataAsText(order),
  ...keys.order(order.orderId),
  entity: 'order',
  ...ownerKeys(order, indexKeys.sellerOrders(order.sellerId), 'bySeller'),
  ...statusKeys(order),
  ...(order.buyerId === undefined ? {} : ownerKeys(order, indexKeys.customerOrders(order.buyerId), 'byCustomer')),
  byPhasePk: indexKeys.phase(order.phase, shardOf(order.orderId, PHASE_SHARDS)),
  byPhaseSk: indexKeys.byTime(order.statusSince, order.orderId),
});

/** Only `orderItem` writes these, so an item that says it is an order has an order's attributes. */
export const orderOf = (item: Item): Order => {
  if (item.entity !== 'order') throw new TypeError(`Not an order: ${String(item.entity)}`);
  return withMetadataRead(contentOf(item)) as unknown as Order;
};
