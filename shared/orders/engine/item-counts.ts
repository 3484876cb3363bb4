import Big from 'big.js';
import type { OrderEvent } from '../../contract/events.ts';
import type { Milestone, Phase } from '../../workflows/workflow.ts';
import type { ItemCounts } from '../model/item-count.ts';
import type { Order, OrderItem, Shipment, ShippedItem } from '../model/order.ts';
import { seenMilestone } from './parcel-state.ts';

const NOT_ON_THE_WAY: readonly Milestone[] = ['label_created', 'returning', 'returned', 'cancelled'];
const BEFORE_LEAVING: readonly Phase[] = ['placed', 'confirmed', 'preparing', 'ready'];

/** A parcel that no carrier has seen has left with the order, if it was there when the order did. */
const hasLeftUnseen = ({ phase, statusSince }: Order, { registeredAt }: Shipment): boolean =>
  !BEFORE_LEAVING.includes(phase) && registeredAt <= statusSince;

const isOnPath = (order: Order, shipment: Shipment): boolean => {
  const milestone = seenMilestone(shipment);
  if (milestone === 'delivered') return false;
  return milestone === undefined || milestone === 'label_created'
    ? hasLeftUnseen(order, shipment)
    : !NOT_ON_THE_WAY.includes(milestone);
};

/** What a parcel holds; nothing where nobody said, for then it may hold anything. */
const contentOf = ({ items, itemIds }: Shipment, order: Order): readonly ShippedItem[] | undefined =>
  items ?? (itemIds && order.items.filter(({ itemId }) => itemIds.includes(itemId)));

const isPiece = ({ unit }: OrderItem & { readonly unit?: string }): boolean => unit === undefined || unit === 'pc';

/** By item, never more than was ordered. */
const quantityIn = (shipments: readonly Shipment[], item: OrderItem, order: Order): Big => {
  const parts = shipments
    .flatMap((shipment) => contentOf(shipment, order) ?? [])
    .filter(({ itemId }) => itemId === item.itemId)
    .reduce((sum, { quantity }) => sum.plus(quantity), new Big(0));
  return parts.gt(item.quantity) ? new Big(item.quantity) : parts;
};

const counts = (order: Order, parcels: readonly Shipment[]): ItemCounts => {
  const items = order.items.filter(({ removed }) => !removed);
  const [moving, come] = [
    parcels.filter((parcel) => isOnPath(order, parcel)),
    parcels.filter((parcel) => seenMilestone(parcel) === 'delivered'),
  ];
  const arePieces = items.every(isPiece);
  // Half a kilogram and two loaves have no sum: then each line counts as one, once all of it is there.
  const amountOf = (item: OrderItem, quantity: Big): Big =>
    arePieces ? quantity : new Big(quantity.eq(item.quantity) ? 1 : 0);
  const sum = (quantityOf: (item: OrderItem) => Big): string =>
    items.reduce((total, item) => total.plus(amountOf(item, quantityOf(item))), new Big(0)).toFixed();
  return {
    total: sum((item) => new Big(item.quantity)),
    onTheWay: sum((item) => quantityIn(moving, item, order)),
    delivered: sum((item) => quantityIn(come, item, order)),
  };
};

/**
 * How much of an order is on its way or has come, where it is some and not all of it. `undefined` where a parcel does not
 * say what it holds.
 */
export const partOfItems = (order: Order): ItemCounts | undefined => {
  const parcels = order.shipments.filter(
    ({ cycle, milestone }) => cycle === order.cycle && milestone !== 'cancelled' && milestone !== 'returned',
  );
  if (parcels.length === 0 || parcels.some((parcel) => contentOf(parcel, order) === undefined)) return undefined;
  const found = counts(order, parcels);
  const isPart = (amount: string): boolean => new Big(amount).gt(0) && new Big(amount).lt(found.total);
  return isPart(found.onTheWay) || isPart(found.delivered) ? found : undefined;
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** The counts that an event carries. Its metadata may be a caller's own: what is not of the form counts as absent. */
export const itemCountsOf = ({ metadata }: Pick<OrderEvent, 'metadata'>): ItemCounts | undefined => {
  const { total, onTheWay, delivered } = (metadata?.itemCounts ?? {}) as Readonly<Record<string, unknown>>;
  return isText(total) && isText(onTheWay) && isText(delivered) ? { total, onTheWay, delivered } : undefined;
};
