import * as z from 'zod';
import { checkoutAddress, pickupPlaceInput } from './address.ts';
import { amountText, priceText } from './amounts.ts';
import { estimate } from './dates.ts';
import { fulfilmentType, isOneFulfilment } from './fulfilment.ts';
import { image } from './image.ts';
import {
  currency,
  email,
  id,
  instant,
  localeTag,
  metadata,
  money,
  orderType,
  phone,
  price,
  text,
} from './primitives.ts';
import { quantity, unit } from './quantity.ts';
import { alsoNumber, shortText } from './texts.ts';
import { isBlankText, isRecord } from './without-blanks.ts';

const label = (max: number) => alsoNumber(shortText(max));
const reference = alsoNumber(id);

/** A member that is not known is left aside, at any depth: the order is paid, and a shop sends all that it has. */
export const itemInput = z.object({
  itemId: reference.exactOptional(),
  sku: label(128).exactOptional(),
  listingId: reference.exactOptional(),
  name: label(300).exactOptional().describe('Truncated to 300 characters. Defaults to `productName`, then `sku`.'),
  productName: label(300).exactOptional(),
  quantity,
  unit: unit.exactOptional(),
  unitPrice: price,
  image: image.exactOptional(),
  preparedAt: instant.exactOptional(),
});

/** Words of payment services for the states that an order can begin in; another one is refused, since it speaks of money. */
const PAYMENT_STATES: Readonly<Record<'confirmed' | 'pending' | 'failed', readonly string[]>> = {
  confirmed: ['confirmed', 'succeeded', 'success', 'paid', 'completed', 'complete', 'captured', 'settled', 'locked'],
  pending: ['pending', 'processing', 'in_progress', 'on_hold', 'requires_action', 'requires_capture'],
  failed: ['failed', 'failure', 'declined', 'canceled', 'cancelled', 'expired', 'rejected', 'error'],
};
const STATE_BY_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(PAYMENT_STATES).flatMap(([state, words]) => words.map((word): [string, string] => [word, state])),
);

const paymentStatus = z
  .string()
  .transform((status) => STATE_BY_WORD.get(status.toLowerCase().replace(/[\s-]/g, '_')) ?? status)
  .pipe(z.enum(['confirmed', 'pending', 'failed']))
  .meta({
    description:
      '`pending` while a transfer or transaction is not final. Equivalent values of payment services are accepted.',
    examples: ['confirmed', 'pending', 'succeeded'],
  });

export const paymentResult = z.object({
  success: z.boolean(),
  status: paymentStatus.exactOptional(),
  paymentMethod: shortText(40).transform((method) => method.toLowerCase()),
  transactionHash: alsoNumber(text(256)).exactOptional(),
  escrowId: reference.exactOptional(),
  paymentIntentId: reference.exactOptional(),
  processingFee: price.exactOptional(),
  gasUsed: label(64).exactOptional(),
});

const checkoutFields = {
  buyerId: reference.exactOptional(),
  guestEmail: email.exactOptional(),
  sellerId: reference,
  listingId: reference.exactOptional(),
  items: z.array(itemInput).min(1).max(200).exactOptional(),
  quantity: quantity.exactOptional(),
  unit: unit.exactOptional(),
  totalAmount: money,
  currency,
  shippingAddress: checkoutAddress.exactOptional(),
  shippingMethod: label(100).exactOptional(),
  fulfilmentType: fulfilmentType.exactOptional(),
  fulfillmentType: fulfilmentType.exactOptional(),
  orderType: orderType.exactOptional(),
  locale: localeTag.exactOptional(),
  customer: z
    .object({
      name: label(200).exactOptional(),
      email: email.exactOptional(),
      phone: alsoNumber(phone).exactOptional(),
    })
    .exactOptional(),
  estimatedDelivery: estimate.exactOptional(),
  estimatedReadyAt: estimate.exactOptional(),
  estimatedPickupAt: estimate.exactOptional(),
  /** Where the buyer collects the order: the name of the place, or its address. */
  pickupLocation: pickupPlaceInput.exactOptional(),
  pickupInstructions: shortText(2_000).exactOptional(),
  notes: shortText(2_000).exactOptional(),
  metadata: metadata.exactOptional(),
};

const isNothing = (value: unknown): boolean => value === undefined || value === null || isBlankText(value);

/** A shop may still be named by the farm's older name for it. */
const farmAsSeller = (checkout: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { farmId, ...rest } = checkout;
  return isNothing(rest.sellerId) && !isNothing(farmId) ? { ...rest, sellerId: farmId } : rest;
};

const isAmount = (value: unknown): value is string | number => typeof value === 'string' || Number.isFinite(value);

/** Amounts by the digits of the currency that they are in, which no single field knows. */
const withCurrencyDigits = (checkout: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { currency: code, totalAmount, items } = checkout;
  if (typeof code !== 'string') return checkout;
  const priced = (item: unknown): unknown =>
    isRecord(item) && isAmount(item.unitPrice) ? { ...item, unitPrice: priceText(item.unitPrice, code) } : item;
  return {
    ...checkout,
    ...(isAmount(totalAmount) && { totalAmount: amountText(totalAmount, code) }),
    ...(Array.isArray(items) && { items: items.map(priced) }),
  };
};

const asCheckout = (value: unknown): unknown => (isRecord(value) ? withCurrencyDigits(farmAsSeller(value)) : value);

export const checkoutData = z
  .preprocess(asCheckout, z.object(checkoutFields))
  .refine(({ buyerId, guestEmail }) => (buyerId === undefined) !== (guestEmail === undefined), {
    path: ['buyerId'],
    message: 'Either buyerId or guestEmail is needed, not both',
  })
  .refine(({ items, listingId }) => items !== undefined || listingId !== undefined, {
    path: ['items'],
    message: 'Items or a listingId are needed',
  })
  .refine(({ fulfilmentType: british, fulfillmentType: american }) => isOneFulfilment(british, american), {
    path: ['fulfillmentType'],
    message: 'Must agree with fulfilmentType',
  })
  .transform(({ fulfillmentType, ...checkout }) =>
    fulfillmentType === undefined ? checkout : { ...checkout, fulfilmentType: fulfillmentType },
  );

export const createOrderBody = z.object({ paymentResult, checkoutData });
export type CreateOrderBody = z.output<typeof createOrderBody>;
