import type { CarrierUpdate } from '../carriers/carrier.ts';
import { courierWithId } from '../contract/carrier-apis.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order, Shipment } from '../orders/model/order.ts';
import { askCourier, type CourierDependencies, courierProblem } from './ask-courier.ts';
import { bookedOf } from './booked.ts';
import { type CourierBooking, changeBook, withBooking } from './delivery-book.ts';

type Update = Extract<CarrierUpdate, { ok: true }>;

export type Settled =
  | { readonly kind: 'booked'; readonly booking: CourierBooking; readonly update?: Update }
  /** The courier knows of no such delivery. */
  | { readonly kind: 'none' }
  /** The courier does not find deliveries by reference. */
  | { readonly kind: 'unknown' };

const save = async (
  { books }: CourierDependencies,
  { orderId }: Order,
  booking: CourierBooking,
): Promise<CourierBooking> => {
  await changeBook(books, orderId, (book) => withBooking(book, booking));
  return booking;
};

/** The courier's webhook was faster than the lookup: it registered the parcel of the delivery. */
const reportedParcel = ({ shipments }: Order, { carrier, startedAt }: CourierBooking): Shipment | undefined =>
  shipments.find((parcel) => parcel.carrier === carrier && parcel.registeredAt >= startedAt);

/** Finds out what became of a delivery that was asked for without a reply. */
export const settleBooking = async (
  dependencies: CourierDependencies,
  order: Order,
  booking: CourierBooking,
): Promise<Settled> => {
  const parcel = reportedParcel(order, booking);
  const deliveryId = parcel?.facts?.deliveryId?.value;
  if (deliveryId !== undefined) {
    const trackingUrl = parcel?.facts?.trackingUrl?.value;
    const booked = bookedOf(booking, { deliveryId, ...definedFields({ trackingUrl }) });
    return { kind: 'booked', booking: await save(dependencies, order, booked) };
  }
  const courier = courierWithId(booking.carrier);
  if (courier === undefined) return { kind: 'unknown' };
  const client = await dependencies.clientOf(courier);
  if (client.findDelivery === undefined) return { kind: 'unknown' };
  const outcome = await askCourier(dependencies, courier, ({ findDelivery }) => findDelivery?.(booking.reference));
  if (outcome.kind === 'ok') {
    const booked = bookedOf(booking, outcome.value);
    return { kind: 'booked', booking: await save(dependencies, order, booked), update: outcome.value.update };
  }
  if (outcome.kind !== 'notFound') throw courierProblem(dependencies, courier, outcome);
  await save(dependencies, order, { ...booking, state: 'refused' });
  return { kind: 'none' };
};
