/** The store's own names for the same orders: snake_case, in bodies and answers. */
import * as z from 'zod';
import { locationInput } from './address.ts';
import { estimate, moment } from './dates.ts';
import {
  carrier,
  currency,
  email,
  id,
  locale,
  metadata,
  money,
  orderType,
  phone,
  statusName,
  text,
  trackingNumber,
} from './primitives.ts';

export const initBody = z.strictObject({
  order_id: id,
  store_id: id,
  customer_id: id,
  order_type: orderType.default('grocery'),
  items: z
    .array(
      z.strictObject({
        item_id: id.exactOptional(),
        sku: text(128).exactOptional(),
        name: text(300),
        quantity: z.int().min(1).max(100_000),
        unit_price: money.default('0'),
        image: z.url().max(2048).exactOptional(),
      }),
    )
    .min(1)
    .max(200)
    .exactOptional(),
  delivery_provider: carrier.exactOptional(),
  fulfilment_type: z.enum(['pickup', 'delivery', 'shipping']).default('delivery'),
  total_amount: money.exactOptional(),
  currency: currency.default('EUR'),
  locale: locale.default('en'),
  customer: z
    .strictObject({ name: text(200).exactOptional(), email: email.exactOptional(), phone: phone.exactOptional() })
    .exactOptional(),
  estimated_delivery: estimate.exactOptional(),
  substitution_preference: z.enum(['accept', 'refund', 'ask']).exactOptional(),
  metadata: metadata.exactOptional(),
});
export type InitBody = z.output<typeof initBody>;

export const storeStatusBody = z.strictObject({
  status: statusName,
  tracking_number: trackingNumber.exactOptional(),
  carrier: carrier.exactOptional(),
  estimated_delivery: estimate.exactOptional(),
  location: locationInput.exactOptional(),
  reason: text(500).exactOptional(),
  notes: text(2_000).exactOptional(),
  metadata: metadata.exactOptional(),
});

export const acknowledgeBody = z.strictObject({ estimated_ready_at: estimate.exactOptional() });

const proposal = z.strictObject({
  substitution_id: id.exactOptional(),
  item_id: id,
  /** Absent: the store can only refund the item. */
  substitute: z
    .strictObject({
      sku: text(128).exactOptional(),
      name: text(300),
      quantity: z.int().min(1).max(100_000),
      unit_price: money,
    })
    .exactOptional(),
});

const reply = z.strictObject({
  substitution_id: id,
  decision: z
    .string()
    .transform((decision) => decision.toLowerCase())
    .pipe(z.enum(['approve', 'reject', 'approved', 'rejected']))
    .transform((decision) => (decision.startsWith('approve') ? 'approve' : 'reject')),
});

/** The store sends `substitutions`, the customer sends `answers`. */
export const substitutionsBody = z
  .strictObject({
    substitutions: z.array(proposal).min(1).max(100).exactOptional(),
    answers: z.array(reply).min(1).max(100).exactOptional(),
  })
  .refine(({ substitutions, answers }) => (substitutions === undefined) !== (answers === undefined), {
    path: ['substitutions'],
    message: 'Either substitutions or answers are needed, not both',
  });

export const driverBody = z.strictObject({
  driver_id: id,
  name: text(200),
  phone: phone.exactOptional(),
  vehicle: text(100).exactOptional(),
  provider: carrier,
});

export const locationBody = z.strictObject({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  heading: z.number().min(0).max(360).exactOptional(),
  speed: z.number().min(0).max(150).exactOptional(),
  at: moment,
});

export const deliveredBody = z.strictObject({
  proof: z
    .strictObject({
      photoKey: text(512).exactOptional(),
      signature: text(512).exactOptional(),
      pin: text(12).exactOptional(),
    })
    .exactOptional(),
});
