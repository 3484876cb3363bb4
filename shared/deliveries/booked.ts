import type { CreatedDelivery } from '../carriers/carrier-client.ts';
import { deliveryNumber } from '../carriers/delivery-number.ts';
import { definedFields } from '../defined-fields.ts';
import type { CourierBooking, DeliveryBookStore } from './delivery-book.ts';

/** The booking once the courier has made the delivery. */
export const bookedOf = (
  { isLost: _isLost, ...booking }: CourierBooking,
  { deliveryId, trackingUrl }: Pick<CreatedDelivery, 'deliveryId' | 'trackingUrl'>,
): CourierBooking => ({
  ...booking,
  state: 'booked',
  deliveryId,
  trackingNumber: deliveryNumber(deliveryId),
  ...definedFields({ trackingUrl }),
});

/** Finds the courier's own id of a delivery that was booked for an order, by its parcel. */
export const bookedDelivery =
  (books: Pick<DeliveryBookStore, 'get'>) =>
  async (orderId: string, trackingNumber: string): Promise<string | undefined> =>
    (await books.get(orderId))?.bookings.find(
      (booking) => booking.state === 'booked' && booking.trackingNumber === trackingNumber,
    )?.deliveryId;
