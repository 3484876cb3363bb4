import { MILLISECONDS_A_DAY } from '../calendar/durations.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Order } from '../orders/model/order.ts';

/** A link in a message must outlive the delivery, a return, and the time that people take to look for a message. */
const LINK_LIFETIME_DAYS = 90;

/** Counted from the event, not from the clock: planning again makes the same link. */
export const linkExpiry = (recordedAt: Instant): Date =>
  new Date(new Date(recordedAt).getTime() + LINK_LIFETIME_DAYS * MILLISECONDS_A_DAY);

/** The order's page for the holder of a token. */
export const guestPageUrl = (publicUrl: string, orderId: string, token: string): string =>
  `${publicUrl}/track/${encodeURIComponent(orderId)}?token=${encodeURIComponent(token)}`;

/** The public page of a parcel. */
const trackPageUrl = (publicUrl: string, trackingNumber: string): string =>
  `${publicUrl}/track/${encodeURIComponent(trackingNumber)}`;

/**
 * Where a message leads. A customer with an account needs no token where the parcel has a public page; a guest has no
 * other key than the link, and an order without a parcel no other page.
 */
export const orderPageUrl = (
  order: Pick<Order, 'orderId' | 'buyerId' | 'shipments'>,
  publicUrl: string,
  token: () => string,
): string => {
  const parcel = order.shipments.at(-1);
  return order.buyerId !== undefined && parcel !== undefined
    ? trackPageUrl(publicUrl, parcel.trackingNumber)
    : guestPageUrl(publicUrl, order.orderId, token());
};
