import type * as z from 'zod';
import type { delivery } from '../../../shared/contract/schemas/deliveries.ts';
import type { BookedDelivery } from '../../../shared/deliveries/book-delivery.ts';
import type { CourierQuote } from '../../../shared/deliveries/delivery-book.ts';
import { isActive } from '../../../shared/deliveries/next-step.ts';
import { leadingMilestone } from '../../../shared/orders/engine/parcel-state.ts';

export const quoteFields = ({ carrier, quoteId, fee, currency, pickupAt, dropoffAt }: CourierQuote) => ({
  carrier,
  quoteId,
  fee,
  currency,
  estimatedPickup: pickupAt ?? null,
  estimatedDelivery: dropoffAt ?? null,
});

const stateOf = ({ order, booking }: BookedDelivery): z.input<typeof delivery>['state'] => {
  if (isActive(booking, order)) return 'booked';
  const parcel = order.shipments.find(({ trackingNumber }) => trackingNumber === booking.trackingNumber);
  return parcel && leadingMilestone(parcel) === 'cancelled' ? 'cancelled' : 'ended';
};

export const deliveryResponse = (booked: BookedDelivery): z.input<typeof delivery> => {
  const { booking, order } = booked;
  const { deliveryId = '', trackingNumber = '' } = booking;
  const parcel = order.shipments.find((one) => one.trackingNumber === trackingNumber);
  return {
    ...quoteFields(booking),
    deliveryId,
    trackingNumber,
    trackingUrl: parcel?.facts?.trackingUrl?.value ?? booking.trackingUrl ?? null,
    state: stateOf(booked),
  };
};
