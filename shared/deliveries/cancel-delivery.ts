import { applyTrackingUpdate } from '../carriers/apply-tracking-update.ts';
import { courierWithId } from '../contract/carrier-apis.ts';
import { notFound } from '../contract/problem.ts';
import { definedFields } from '../defined-fields.ts';
import type { Actor, Order } from '../orders/model/order.ts';
import { askCourier, type CourierDependencies, courierProblem } from './ask-courier.ts';
import type { BookedDelivery } from './book-delivery.ts';
import { isActive } from './next-step.ts';

/**
 * Cancels a delivery that was booked here. One that is cancelled already stays so; where the courier does not any more,
 * its reason is the problem's.
 */
export const cancelDelivery = async (
  dependencies: CourierDependencies,
  { order, deliveryId, actor, reason }: CancelRequest,
): Promise<BookedDelivery> => {
  const { books, clock, ids, audit, store } = dependencies;
  const book = await books.get(order.orderId);
  const booking = book?.bookings.find((one) => one.state === 'booked' && one.deliveryId === deliveryId);
  const courier = booking && courierWithId(booking.carrier);
  if (booking === undefined || courier === undefined) throw notFound('The delivery');
  const parcel = order.shipments.find(({ trackingNumber }) => trackingNumber === booking.trackingNumber);
  if (parcel?.ended?.milestone === 'cancelled' && !isActive(booking, order)) return { order, booking };
  const now = clock.now();
  await audit.append({
    auditId: `aud_${ids.ulid(now)}`,
    at: now.toISOString(),
    actor,
    action: 'delivery.cancel_requested',
    subject: order.orderId,
    details: { carrier: courier.id, deliveryId },
    ...definedFields({ reason }),
  });
  const outcome = await askCourier(dependencies, courier, (client) => client.cancelDelivery?.(deliveryId));
  if (outcome.kind !== 'ok') throw courierProblem(dependencies, courier, outcome);
  for (const update of outcome.value.update.parcels) await applyTrackingUpdate(dependencies, courier.id, update);
  return { order: (await store.get(order.orderId)) ?? order, booking };
};

export interface CancelRequest {
  readonly order: Order;
  readonly deliveryId: string;
  readonly actor: Actor;
  readonly reason?: string | undefined;
}
