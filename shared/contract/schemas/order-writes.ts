import * as z from 'zod';
import { isDay } from '../../calendar/zoned-time.ts';
import { locationInput } from './address.ts';
import { addressInput } from './address-fields.ts';
import { dayOrInstant, estimate, isBefore } from './dates.ts';
import { id } from './id.ts';
import { carrier, metadata, statusName, text, trackingNumber } from './primitives.ts';

/** What may come with a status; all of it is stored in the history. */
const historyDetails = {
  trackingNumber: trackingNumber.exactOptional(),
  carrier: carrier.exactOptional(),
  estimatedDelivery: estimate.exactOptional(),
  location: locationInput.exactOptional(),
  statusDetails: text(1_000).exactOptional(),
  reason: text(500).exactOptional(),
  notes: text(2_000).exactOptional(),
  metadata: metadata.exactOptional(),
};

export const statusBody = z.strictObject({ status: statusName, ...historyDetails });

const shippedItem = z.strictObject({
  itemId: id,
  /** Up to three fractional digits. */
  quantity: z.number().positive().max(100_000).multipleOf(0.001),
});

const itemsOfOrder = z.union([z.array(id).min(1).max(200), z.array(shippedItem).min(1).max(200)]);

export const shipmentBody = z.strictObject({
  trackingNumber,
  carrier: carrier.exactOptional(),
  service: text(100).exactOptional(),
  /** The items in the parcel, as ids or with quantities; all of them unless said. */
  items: itemsOfOrder.exactOptional(),
  estimatedDelivery: estimate.exactOptional(),
});

const reason = text(500);

/** Why a wrong number is taken off; as well in the query, for clients that send no body with DELETE. */
export const detachShipmentBody = z.strictObject({ reason: reason.exactOptional() });
export const detachShipmentQuery = z.object({ reason: reason.optional() });

/** The right number or carrier, with a reason; or that the parcel is this order's after all. */
export const correctShipmentBody = z
  .strictObject({
    trackingNumber: trackingNumber.exactOptional(),
    carrier: carrier.exactOptional(),
    reason: reason.exactOptional(),
    confirmed: z.literal(true).exactOptional(),
  })
  .refine(
    ({ confirmed, ...correction }) =>
      (confirmed === undefined) !== (correction.trackingNumber === undefined && correction.carrier === undefined),
    'Either a trackingNumber or carrier to correct, or confirmed',
  )
  .refine(({ confirmed, reason: why }) => confirmed !== undefined || why !== undefined, {
    path: ['reason'],
    message: 'A correction needs a reason',
  });

/** A day may begin and end a window; a moment cannot. */
const isInOrder = (start: string, end: string): boolean => !isBefore(end, start) && (start !== end || isDay(start));

export const deliveryPreferencesBody = z
  .strictObject({
    leaveWith: z.enum(['neighbour', 'safe_place', 'reception']).exactOptional(),
    place: text(200).exactOptional(),
    windowStart: dayOrInstant.exactOptional(),
    windowEnd: dayOrInstant.exactOptional(),
    instructions: text(500).exactOptional(),
  })
  .refine((preference) => Object.keys(preference).length > 0, 'At least one preference is needed')
  .refine(({ windowStart, windowEnd }) => !windowStart || !windowEnd || isInOrder(windowStart, windowEnd), {
    path: ['windowEnd'],
    message: 'The window ends before it begins',
  });

export const rescheduleBody = z.strictObject({
  /** The day, moment or window wanted. */
  estimatedDelivery: estimate,
  reason: text(500).exactOptional(),
});

export const addressChangeBody = z.strictObject({ address: addressInput });
export const supportBody = z.strictObject({ subject: text(200), message: text(4_000) });
export const disputeBody = z.strictObject({ reason: text(2_000) });
export const returnBody = z.strictObject({
  reason: text(2_000),
  /** The items to return, as ids or with quantities; all of them unless said. */
  items: itemsOfOrder.exactOptional(),
});
export const feedbackBody = z.strictObject({ rating: z.int().min(1).max(5), comment: text(2_000).exactOptional() });
export const revokeLinksBody = z.strictObject({ reason: text(500).exactOptional() });
export const prepareItemBody = z.strictObject({ prepared: z.boolean() });
