import * as z from 'zod';
import { PROBLEM_CODES } from '../problem.ts';
import { carrier, text } from './primitives.ts';
import { instantText, shipment } from './response-parts.ts';

/** Ids as couriers give them out. */
export const courierId = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@|+=-]*$/, 'Must be an id as the courier gave it');

export const deliveryQuotesBody = z.strictObject({
  /** All that the stage has an account with, unless said. */
  carriers: z.array(carrier).min(1).max(10).exactOptional(),
});

export const deliveryBody = z.strictObject({ carrier, quoteId: courierId });

export const cancelDeliveryBody = z.strictObject({ reason: text(500).exactOptional() });

const quoteFields = {
  carrier: z.string(),
  quoteId: z.string(),
  fee: z.string().describe('Decimal amount'),
  currency: z.string(),
  estimatedPickup: instantText.nullable(),
  estimatedDelivery: instantText.nullable(),
};

export const deliveryQuotes = z.object({
  orderId: z.string(),
  quotes: z.array(z.object({ ...quoteFields, expiresAt: instantText.nullable() })),
  errors: z
    .array(z.object({ carrier: z.string(), code: z.enum(PROBLEM_CODES), message: z.string() }))
    .describe('The couriers that quoted nothing, and why'),
});

export const delivery = z.object({
  ...quoteFields,
  deliveryId: z.string().describe("The courier's own id"),
  trackingNumber: z.string().describe('The parcel of the order that the delivery is'),
  trackingUrl: z.string().nullable(),
  state: z.enum(['booked', 'ended', 'cancelled']),
});

export const bookedDelivery = z.object({ success: z.literal(true), delivery, shipment: shipment.optional() });
export const cancelledDelivery = z.object({ success: z.literal(true), delivery });
