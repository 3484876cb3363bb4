/** The store's own names for the same orders: snake_case, in bodies and responses. */
import * as z from 'zod';
import { locationInput } from './address.ts';
import { amountText, priceText } from './amounts.ts';
import { estimate, moment } from './dates.ts';
import { fulfilmentType, isOneFulfilment } from './fulfilment.ts';
import { id } from './id.ts';
import { image } from './image.ts';
import {
  carrier,
  currency,
  email,
  localeTag,
  metadata,
  money,
  orderType,
  phone,
  price,
  statusName,
  text,
  trackingNumber,
} from './primitives.ts';
import { quantity, unit } from './quantity.ts';
import { alsoNumber, shortText } from './texts.ts';
import { isRecord } from './without-blanks.ts';

const label = (max: number) => alsoNumber(shortText(max));
const reference = alsoNumber(id);
const telephone = alsoNumber(phone);

const DEFAULT_CURRENCY = 'EUR';

const initItem = z.strictObject({
  item_id: reference.exactOptional(),
  sku: label(128).exactOptional(),
  name: label(300).exactOptional().describe('Truncated to 300 characters. Defaults to `sku`.'),
  quantity,
  unit: unit.exactOptional(),
  unit_price: price.default('0'),
  image: image.exactOptional(),
});

const initFields = {
  order_id: reference,
  store_id: reference,
  customer_id: reference,
  order_type: orderType.default('grocery'),
  items: z.array(initItem).min(1).max(200).exactOptional(),
  delivery_provider: carrier.exactOptional(),
  fulfilment_type: fulfilmentType.exactOptional(),
  fulfillment_type: fulfilmentType.exactOptional(),
  total_amount: money.exactOptional(),
  currency: currency.default(DEFAULT_CURRENCY),
  locale: localeTag.exactOptional(),
  customer: z
    .strictObject({
      name: label(200).exactOptional(),
      email: email.exactOptional(),
      phone: telephone.exactOptional(),
    })
    .exactOptional(),
  estimated_delivery: estimate.exactOptional(),
  substitution_preference: z
    .string()
    .transform((preference) => preference.toLowerCase())
    .pipe(z.enum(['accept', 'refund', 'ask']))
    .meta({ description: 'Case-insensitive.', enum: ['accept', 'refund', 'ask'] })
    .exactOptional(),
  metadata: metadata.exactOptional(),
};

const isAmount = (value: unknown): value is string | number => typeof value === 'string' || Number.isFinite(value);

/** Amounts by the digits of the currency that they are in, which no single field knows. */
const withCurrencyDigits = (value: unknown): unknown => {
  if (!isRecord(value)) return value;
  const { currency: named = DEFAULT_CURRENCY, total_amount: total, items } = value;
  const code = typeof named === 'string' ? named : DEFAULT_CURRENCY;
  const priced = (item: unknown): unknown =>
    isRecord(item) && isAmount(item.unit_price) ? { ...item, unit_price: priceText(item.unit_price, code) } : item;
  return {
    ...value,
    ...(isAmount(total) && { total_amount: amountText(total, code) }),
    ...(Array.isArray(items) && { items: items.map(priced) }),
  };
};

export const initBody = z
  .preprocess(withCurrencyDigits, z.strictObject(initFields))
  .refine((body) => isOneFulfilment(body.fulfilment_type, body.fulfillment_type), {
    path: ['fulfillment_type'],
    message: 'Must agree with fulfilment_type',
  });
export type InitBody = z.output<typeof initBody>;

export const storeStatusBody = z.strictObject({
  status: statusName,
  tracking_number: trackingNumber.exactOptional(),
  carrier: carrier.exactOptional(),
  estimated_delivery: estimate.exactOptional(),
  location: locationInput.exactOptional(),
  status_details: text(1_000).exactOptional(),
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
      sku: label(128).exactOptional(),
      name: label(300),
      quantity,
      unit: unit.exactOptional(),
      unit_price: price,
      image: image.exactOptional(),
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
  driver_id: reference,
  name: label(200),
  phone: telephone.exactOptional(),
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

/** Enough for a picture of a telephone's camera, scaled down or not. */
const MAX_PHOTO_BYTES = 8 * 1024 * 1024;

export const photoUploadBody = z.strictObject({
  contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  bytes: z.int().min(1).max(MAX_PHOTO_BYTES),
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
