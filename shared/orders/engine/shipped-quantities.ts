import type { Order, OrderItem, Shipment, ShippedItem } from '../model/order.ts';
import { currentShipments } from './lead-milestone.ts';
import { seenMilestone } from './parcel-state.ts';

/** Quantities have up to three fractional digits: sums are made of whole thousandths. */
const THOUSANDTHS = 1_000;
const thousandthsOf = (quantity: number): number => Math.round(quantity * THOUSANDTHS);

const named = (shipments: readonly Pick<Shipment, 'items'>[], itemId: string): number =>
  shipments
    .flatMap(({ items = [] }) => items)
    .filter((item) => item.itemId === itemId)
    .reduce((sum, { quantity }) => sum + thousandthsOf(quantity), 0);

/** A parcel without quantities holds all of the items it names; without any names, all of the order. */
const holdsAllOf = ({ items, itemIds }: Shipment, itemId: string): boolean =>
  items === undefined && (itemIds?.includes(itemId) ?? true);

const onTheWay = (order: Pick<Order, 'shipments' | 'cycle'>): readonly Shipment[] =>
  currentShipments(order).filter((shipment) => seenMilestone(shipment) !== 'cancelled');

/**
 * How much of each item is in a parcel, by item id; never more than was ordered. Parcels of another cycle, cancelled
 * ones, and those whose order is in doubt count for nothing.
 */
export const shippedQuantities = (order: Pick<Order, 'items' | 'shipments' | 'cycle'>): ReadonlyMap<string, number> => {
  const shipments = onTheWay(order);
  return new Map(
    order.items.map(({ itemId, quantity }) => {
      const whole = shipments.some((shipment) => holdsAllOf(shipment, itemId));
      const shipped = Math.min(thousandthsOf(quantity), named(shipments, itemId)) / THOUSANDTHS;
      return [itemId, whole ? quantity : shipped];
    }),
  );
};

const problemOf = (
  order: Pick<Order, 'items' | 'shipments' | 'cycle'>,
  { itemId, quantity }: ShippedItem,
  item: OrderItem | undefined,
): string | undefined => {
  if (item === undefined || item.removed) return `Not items of this order: ${itemId}.`;
  const left = thousandthsOf(item.quantity) - named(onTheWay(order), itemId);
  if (thousandthsOf(quantity) <= left) return undefined;
  return `Of ${itemId} no more than ${Math.max(0, left) / THOUSANDTHS} are left to ship.`;
};

/** Why these quantities cannot be in one more parcel; `undefined` where they can. */
export const problemOfShippedItems = (
  order: Pick<Order, 'items' | 'shipments' | 'cycle'>,
  items: readonly ShippedItem[],
): string | undefined => {
  const sums = new Map<string, number>();
  for (const { itemId, quantity } of items) sums.set(itemId, (sums.get(itemId) ?? 0) + thousandthsOf(quantity));
  return [...sums]
    .map(([itemId, sum]) =>
      problemOf(
        order,
        { itemId, quantity: sum / THOUSANDTHS },
        order.items.find((item) => item.itemId === itemId),
      ),
    )
    .find((problem) => problem !== undefined);
};
