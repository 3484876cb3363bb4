import * as z from 'zod';
import { addressInput, locationInput } from './address.ts';
import { carrier, id, instant, metadata, statusName, text, trackingNumber } from './primitives.ts';

/** What may come with a status; all of it is kept in the history. */
const statusDetails = {
  trackingNumber: trackingNumber.optional(),
  carrier: carrier.optional(),
  estimatedDelivery: instant.optional(),
  location: locationInput.optional(),
  reason: text(500).optional(),
  notes: text(2_000).optional(),
  metadata: metadata.optional(),
};

export const statusBody = z.strictObject({ status: statusName, ...statusDetails });

export const shipmentBody = z.strictObject({
  trackingNumber,
  carrier: carrier.optional(),
  service: text(100).optional(),
  /** Ids of the items in the parcel; all of them unless said. */
  items: z.array(id).min(1).max(200).optional(),
});

export const deliveryPreferencesBody = z
  .strictObject({
    leaveWith: z.enum(['neighbour', 'safe_place', 'reception']).optional(),
    place: text(200).optional(),
    windowStart: instant.optional(),
    windowEnd: instant.optional(),
    instructions: text(500).optional(),
  })
  .refine((preference) => Object.keys(preference).length > 0, 'At least one preference is needed')
  .refine(({ windowStart, windowEnd }) => !windowStart || !windowEnd || windowStart < windowEnd, {
    path: ['windowEnd'],
    message: 'The window ends before it begins',
  });

export const rescheduleBody = z.strictObject({
  /** The day or moment wanted. */
  estimatedDelivery: instant,
  reason: text(500).optional(),
});

export const addressChangeBody = z.strictObject({ address: addressInput });
export const supportBody = z.strictObject({ subject: text(200), message: text(4_000) });
export const disputeBody = z.strictObject({ reason: text(2_000) });
export const feedbackBody = z.strictObject({ rating: z.int().min(1).max(5), comment: text(2_000).optional() });
export const prepareItemBody = z.strictObject({ prepared: z.boolean() });
