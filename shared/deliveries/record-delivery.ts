import { applyTrackingUpdate } from '../carriers/apply-tracking-update.ts';
import type { CarrierUpdate } from '../carriers/carrier.ts';
import { courierWithId } from '../contract/carrier-apis.ts';
import { ProblemError } from '../contract/problem.ts';
import type { Actor, Order } from '../orders/model/order.ts';
import { executeCommand } from '../orders/use-cases/execute-command.ts';
import { askCourier, type CourierDependencies } from './ask-courier.ts';
import type { CourierBooking } from './delivery-book.ts';

interface RecordRequest {
  readonly order: Order;
  readonly actor: Actor;
}

/** The order is over, or takes no parcel: nobody would follow the courier, who is called back at once. */
const callBack = async (
  dependencies: CourierDependencies,
  orderId: string,
  { carrier, deliveryId }: CourierBooking,
): Promise<void> => {
  const courier = courierWithId(carrier);
  if (courier === undefined || deliveryId === undefined) return;
  const outcome = await askCourier(dependencies, courier, ({ cancelDelivery }) => cancelDelivery?.(deliveryId));
  if (outcome.kind === 'ok') return;
  dependencies.telemetry.count('DeliveryNotCancelled', carrier);
  dependencies.telemetry.warn('A courier could not be called back', { orderId, carrier, outcome: outcome.kind });
};

/**
 * Puts a delivery that its courier has made on the order as a parcel, which is followed like any other, with what the
 * courier says of it so far. What is there already stays as it is.
 */
export const recordDelivery = async (
  dependencies: CourierDependencies,
  request: RecordRequest,
  booking: CourierBooking,
  update?: Extract<CarrierUpdate, { ok: true }>,
): Promise<{ readonly order: Order; readonly booking: CourierBooking }> => {
  const { order, actor } = request;
  const { trackingNumber } = booking;
  if (trackingNumber === undefined) throw new Error('The booking is of no delivery');
  const { clock, ids, store } = dependencies;
  const result = await executeCommand(dependencies, {
    orderId: order.orderId,
    command: {
      type: 'register_shipment',
      shipmentId: `shp_${ids.ulid(clock.now())}`,
      trackingNumber,
      carrier: booking.carrier,
    },
    actor,
  });
  if (!result.ok && result.code === 'VERSION_CONFLICT') throw new ProblemError('SERVICE_UNAVAILABLE');
  if (!result.ok) {
    await callBack(dependencies, order.orderId, booking);
    throw new ProblemError('NOT_APPLICABLE', 'reason' in result ? result.reason : undefined);
  }
  for (const parcel of update?.parcels ?? []) await applyTrackingUpdate(dependencies, booking.carrier, parcel);
  return { order: (await store.get(order.orderId)) ?? result.order, booking };
};
