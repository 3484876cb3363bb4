import type { Order } from './order.ts';
import type { OrderStore } from './order-store.ts';

/** The order that a person reads out: `ORD-2026-001234`, in whatever case and with whatever space around it. */
export const findOrderByNumber = async (store: OrderStore, orderNumber: string): Promise<Order | undefined> => {
  const orderId = await store.findIdByNumber(orderNumber.trim().toUpperCase());
  return orderId === undefined ? undefined : store.get(orderId);
};

/** The orders that wait for a parcel, the one that claimed it last first: a number may be used again after years. */
export const findOrdersByTrackingNumber = async (
  store: OrderStore,
  trackingNumber: string,
): Promise<readonly Order[]> => store.getMany(await store.findIdsByTrackingNumber(trackingNumber));
