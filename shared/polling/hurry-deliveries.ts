import { courierWithId } from '../contract/carrier-apis.ts';
import { leadingMilestone } from '../orders/engine/parcel-state.ts';
import { isEnd } from '../orders/engine/scan-flags.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import type { FollowDependencies } from './follow-parcel.ts';

/**
 * The couriers of a cancelled order are looked at in the next minute, and called back: not when their parcels would be
 * due by themselves.
 *
 * @returns how many there are.
 */
export const hurryDeliveries = async (
  {
    polls,
    clock,
    polledCarriers,
    store,
  }: Omit<FollowDependencies, 'random'> & { readonly store: Pick<OrderStore, 'get'> },
  orderId: string,
): Promise<number> => {
  const order = await store.get(orderId);
  if (order?.phase !== 'cancelled') return 0;
  const open = order.shipments.filter(
    (parcel) =>
      polledCarriers.includes(parcel.carrier) &&
      courierWithId(parcel.carrier) !== undefined &&
      !isEnd(leadingMilestone(parcel)),
  );
  for (const { carrier, trackingNumber, registeredAt } of open)
    await polls.start({ carrier, trackingNumber, registeredAt }, clock.now().toISOString());
  return open.length;
};
