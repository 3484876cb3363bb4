import { orderIdIn, orderNumberOf, parcelNumberOf } from '../../contract/normalize.ts';
import { PHASE_KINDS } from '../../workflows/phase-kind.ts';
import type { Order } from '../model/order.ts';
import type { OrderStore } from './order-store.ts';

/** Nothing more is expected of its parcels. */
const isOver = ({ phase }: Order): boolean => phase === 'delivered' || PHASE_KINDS[phase] === 'final';

/** A parcel that may be another shop's shows nobody the order that was registered for it. */
const isFollowed = ({ shipments }: Order, wanted: string): boolean =>
  !shipments.some(({ trackingNumber, needsConfirmation }) => trackingNumber === wanted && needsConfirmation);

/**
 * The orders of a parcel, the one that the public follows first. Of those under way it is the one that claimed the
 * number first: nobody takes another shop's page over by registering its number. Of those that are over it is the last
 * one: carriers use a number again after years.
 */
export const findOrdersByTrackingNumber = async (
  store: Pick<OrderStore, 'findIdsByTrackingNumber' | 'getMany'>,
  trackingNumber: string,
): Promise<readonly Order[]> => {
  const claimants = await store.getMany(await store.findIdsByTrackingNumber(trackingNumber));
  const newestFirst = claimants.filter((order) => isFollowed(order, trackingNumber));
  const inProgress = newestFirst.filter((order) => !isOver(order));
  return [...inProgress.toReversed(), ...newestFirst.filter(isOver)];
};

/**
 * The orders that a person may mean by `ORD-2026-001234`, however it is typed, by the id that links have, or by the number
 * of a parcel.
 */
export const findNamedOrders = async (
  store: Pick<OrderStore, 'findIdByNumber' | 'findIdsByTrackingNumber' | 'getMany'>,
  typed: string,
): Promise<readonly Order[]> => {
  const orderNumber = orderNumberOf(typed);
  const orderId = orderIdIn(typed) ?? (orderNumber === undefined ? undefined : await store.findIdByNumber(orderNumber));
  return orderId === undefined ? findOrdersByTrackingNumber(store, parcelNumberOf(typed)) : store.getMany([orderId]);
};
