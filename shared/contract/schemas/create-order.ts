import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { checkoutPickupPlace } from './address.ts';
import { checkoutAddress } from './address-fields.ts';
import { amountText, priceText } from './amounts.ts';
import { objectOrAsWritten, orAsWritten, setAside } from './as-written.ts';
import { estimate } from './dates.ts';
import { fulfilmentType, isOneFulfilment } from './fulfilment.ts';
import { id } from './id.ts';
import { checkoutImage } from './image.ts';
import { currency, email, instant, localeTag, metadata, money, orderType, phone, price, text } from './primitives.ts';
import { quantity, unit } from './quantity.ts';
import { alsoNumber, shortText } from './texts.ts';
import { isBlankText, isRecord } from './without-blanks.ts';

const MAX_PAYMENT_REFERENCE_CHARACTERS = 200;

const label = (max: number) => alsoNumber(shortText(max));
const reference = alsoNumber(id);

/** A member that is not known is left aside, at any depth: the order is paid, and a shop sends all that it has. */
const itemInput = z.object({
  itemId: orAsWritten(reference),
  sku: orAsWritten(label(128)),
  listingId: orAsWritten(reference),
  name: orAsWritten(label(300).describe('Cut after 300 characters. Absent: `productName`, then `sku`.')),
  productName: orAsWritten(label(300)),
  description: orAsWritten(label(2_000)),
  productDescription: orAsWritten(label(2_000)),
  productSnapshot: orAsWritten(metadata),
  quantity,
  unit: orAsWritten(unit),
  unitPrice: price,
  totalPrice: orAsWritten(price),
  image: orAsWritten(checkoutImage),
  preparedAt: orAsWritten(instant),
});

/** Words of payment services for the states that an order can begin in; another one is refused, since it speaks of money. */
const PAYMENT_STATES: Readonly<Record<'confirmed' | 'pending' | 'failed', readonly string[]>> = {
  confirmed: ['confirmed', 'succeeded', 'success', 'paid', 'completed', 'complete', 'captured', 'settled', 'locked'],
  pending: [
    'pending',
    'processing',
    'in_progress',
    'on_hold',
    'requires_action',
    'requires_capture',
    'authorized',
    'authorised',
  ],
  failed: ['failed', 'failure', 'declined', 'canceled', 'cancelled', 'expired', 'rejected', 'voided', 'error'],
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

const SUCCESS_BY_TEXT: Readonly<Record<string, boolean>> = { true: true, 1: true, false: false, 0: false };

/** Forms have no other types than text. */
const success = z.preprocess((value) => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
  return Object.hasOwn(SUCCESS_BY_TEXT, text) ? SUCCESS_BY_TEXT[text] : value;
}, z.boolean());

/** Of another system, and compared with what it sends later: any text. */
const paymentReference = orAsWritten(alsoNumber(text(MAX_PAYMENT_REFERENCE_CHARACTERS)));

export const paymentResult = z
  .object({
    success,
    status: paymentStatus.exactOptional(),
    paymentMethod: shortText(40).transform((method) => method.toLowerCase()),
    transactionHash: orAsWritten(alsoNumber(text(256))),
    escrowId: paymentReference,
    paymentIntentId: paymentReference,
    processingFee: orAsWritten(price),
    gasUsed: orAsWritten(label(64)),
    gasFees: orAsWritten(price),
  })
  .transform(setAside);

/** A member under the name that other documents have for it. */
const otherName = (name: string, type: 'string' | 'object') =>
  z
    .unknown()
    .meta({
      type,
      'x-set-aside': true,
      description: `Another name for \`${name}\`. Where both are given and differ, this one is set aside.`,
    })
    .exactOptional();

const checkoutFields = {
  buyerId: reference.exactOptional(),
  guestEmail: email.exactOptional(),
  sellerId: reference,
  listingId: orAsWritten(reference),
  items: z.array(itemInput).min(1).max(200).exactOptional(),
  quantity: orAsWritten(quantity),
  unit: orAsWritten(unit),
  totalAmount: money,
  currency,
  shippingAddress: objectOrAsWritten(checkoutAddress),
  shippingMethod: orAsWritten(label(100)),
  fulfilmentType: fulfilmentType.exactOptional(),
  fulfillmentType: fulfilmentType.exactOptional(),
  orderType: orderType.exactOptional(),
  locale: orAsWritten(localeTag),
  customer: objectOrAsWritten(
    z.object({
      name: orAsWritten(label(200)),
      email: orAsWritten(email),
      phone: orAsWritten(alsoNumber(phone)),
    }),
  ),
  estimatedDelivery: orAsWritten(estimate),
  estimatedReadyAt: orAsWritten(estimate),
  estimatedPickupAt: orAsWritten(estimate),
  /** Where the buyer collects the order: the name of the place, or its address. */
  pickupLocation: orAsWritten(checkoutPickupPlace),
  pickupInstructions: orAsWritten(label(2_000)),
  notes: orAsWritten(label(2_000)),
  specialInstructions: orAsWritten(label(2_000)),
  deliveryNotes: orAsWritten(label(2_000)),
  sellerName: orAsWritten(label(120)),
  storeName: orAsWritten(label(120)),
  metadata: orAsWritten(metadata),
  farmId: otherName('sellerId', 'string'),
  customerId: otherName('buyerId', 'string'),
  deliveryAddress: otherName('shippingAddress', 'object'),
  orderNotes: otherName('notes', 'string'),
};

const isNothing = (value: unknown): boolean => value === undefined || value === null || isBlankText(value);

/** Other documents' names for the same members, which count where ours are not filled in. */
const OTHER_NAMES = {
  farmId: 'sellerId',
  customerId: 'buyerId',
  deliveryAddress: 'shippingAddress',
  orderNotes: 'notes',
} as const;

type Members = Readonly<Record<string, unknown>>;

/** Under the other name stays only what says something else than ours. */
const underOurNames = (checkout: Members): Members => {
  const own = Object.fromEntries(Object.entries(checkout).filter(([name]) => !Object.hasOwn(OTHER_NAMES, name)));
  for (const [other, name] of Object.entries(OTHER_NAMES)) {
    const value = checkout[other];
    if (isNothing(value)) continue;
    if (isNothing(own[name])) own[name] = value;
    else if (!isDeepStrictEqual(own[name], value)) own[other] = value;
  }
  return own;
};

type WithOtherNames = Readonly<Record<keyof typeof OTHER_NAMES, unknown>> & {
  readonly asWritten: readonly (readonly [string, unknown])[];
};

/** What the other names say beside ours is stored with what nobody could read. */
const othersAside = <T extends Partial<WithOtherNames> & Pick<WithOtherNames, 'asWritten'>>({
  farmId,
  customerId,
  deliveryAddress,
  orderNotes,
  asWritten,
  ...checkout
}: T) => {
  const others = Object.entries({ farmId, customerId, deliveryAddress, orderNotes });
  return { ...checkout, asWritten: [...asWritten, ...others.filter(([, value]) => value !== undefined)] };
};

const isAmount = (value: unknown): value is string | number => typeof value === 'string' || Number.isFinite(value);

const PRICES = ['unitPrice', 'totalPrice'] as const;

/** Amounts by the digits of the currency that they are in, which no single field knows. */
const withCurrencyDigits = (checkout: Members): Members => {
  const { currency: code, totalAmount, items } = checkout;
  if (typeof code !== 'string') return checkout;
  const priced = (item: unknown): unknown => {
    if (!isRecord(item)) return item;
    const amounts = PRICES.flatMap((name) => {
      const amount = item[name];
      return isAmount(amount) ? [[name, priceText(amount, code)]] : [];
    });
    return { ...item, ...Object.fromEntries(amounts) };
  };
  return {
    ...checkout,
    ...(isAmount(totalAmount) && { totalAmount: amountText(totalAmount, code) }),
    ...(Array.isArray(items) && { items: items.map(priced) }),
  };
};

/** Shops number their customers from one, and a guest is none of them. */
const guestHasNoId = (checkout: Members): Members => {
  const { buyerId, ...rest } = checkout;
  return (buyerId === 0 || buyerId === '0') && !isNothing(rest.guestEmail) ? rest : checkout;
};

const isLineOfSomething = (item: unknown): boolean =>
  item !== null && !(isRecord(item) && (item.quantity === 0 || /^0(?:\.0{1,20})?$/.test(String(item.quantity).trim())));

/** What was taken out of the cart stays in some shops' orders as a line of nothing, or as a gap. It costs nothing. */
const withoutLinesOfNothing = (checkout: Members): Members => {
  const { items } = checkout;
  const something = Array.isArray(items) ? items.filter(isLineOfSomething) : [];
  return something.length > 0 ? { ...checkout, items: something } : checkout;
};

/** Arrays of some languages become objects when their numbers have gaps. */
const itemsAsList = (checkout: Members): Members => {
  const { items } = checkout;
  const isList = isRecord(items) && Object.entries(items).every(([key, item]) => /^\d+$/.test(key) && isRecord(item));
  return isList ? { ...checkout, items: Object.values(items) } : checkout;
};

const asCheckout = (value: unknown): unknown =>
  isRecord(value) ? withCurrencyDigits(withoutLinesOfNothing(itemsAsList(guestHasNoId(underOurNames(value))))) : value;

export const checkoutData = z
  .preprocess(asCheckout, z.object(checkoutFields))
  .transform((checkout) => othersAside(setAside(checkout)))
  .refine(({ buyerId, guestEmail }) => (buyerId === undefined) !== (guestEmail === undefined), {
    path: ['buyerId'],
    message: 'Either buyerId or guestEmail is needed, not both',
  })
  .refine(({ items, listingId }) => items !== undefined || listingId !== undefined, {
    path: ['items'],
    message: 'Items or a listingId are needed',
  })
  .refine(({ items, asWritten }) => items !== undefined || !asWritten.some(([path]) => path === 'quantity'), {
    path: ['quantity'],
    message: 'Must be the number of pieces of the listing that were paid for',
  })
  .refine(({ fulfilmentType: british, fulfillmentType: american }) => isOneFulfilment(british, american), {
    path: ['fulfillmentType'],
    message: 'Must agree with fulfilmentType',
  })
  .transform(({ fulfillmentType, ...checkout }) =>
    fulfillmentType === undefined ? checkout : { ...checkout, fulfilmentType: fulfillmentType },
  );

const NOTHING_TO_PAY = /^0(?:\.0{1,20})?$/;

/** An order that costs nothing was paid by no method: shops send a blank one, by which a voucher for all of it is known. */
const freeOrder = (body: unknown): unknown => {
  if (!isRecord(body) || !isRecord(body.paymentResult) || !isRecord(body.checkoutData)) return body;
  const isFree = NOTHING_TO_PAY.test(String(body.checkoutData.totalAmount).trim());
  const { paymentMethod } = body.paymentResult;
  return isFree && isNothing(paymentMethod)
    ? { ...body, paymentResult: { ...body.paymentResult, paymentMethod: 'free' } }
    : body;
};

export const createOrderBody = z.preprocess(freeOrder, z.object({ paymentResult, checkoutData }));
export type CreateOrderBody = z.output<typeof createOrderBody>;
