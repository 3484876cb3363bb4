import Big from 'big.js';
import { DEFAULT_LOCALE, languageOf } from '../../contract/language-of.ts';
import { completeAddress } from '../../contract/schemas/address.ts';
import type { CreateOrderBody } from '../../contract/schemas/create-order.ts';
import { definedFields } from '../../defined-fields.ts';
import type { FulfilmentType } from '../../workflows/workflow.ts';
import { itemsOfBasket } from '../model/basket.ts';
import { customerWithE164 } from '../model/customer.ts';
import type { Address, OrderItem, Payment } from '../model/order.ts';
import type { CreationRequest } from './create-order.ts';

type Checkout = CreateOrderBody['checkoutData'];
type PaymentResult = CreateOrderBody['paymentResult'];

export type CheckoutFacts =
  | { readonly ok: true; readonly facts: CreationRequest['facts'] }
  | { readonly ok: false; readonly code: 'PAYMENT_NOT_CONFIRMED' }
  | { readonly ok: false; readonly code: 'INVALID_SHIPPING_ADDRESS'; readonly missing: readonly string[] };

/** Paid so, an order is a marketplace one unless it says otherwise. */
const MARKETPLACE_METHODS = ['crypto', 'fiat', 'escrow'];
/** How orders of a type reach the customer when nothing is said; all others are shipped. */
const USUAL_FULFILMENT: Readonly<Record<string, FulfilmentType>> = { grocery: 'delivery', farm: 'pickup' };
const FRACTION_DIGITS = 8;

const isPending = ({ success, status }: PaymentResult): boolean => status === 'pending' || !success;

const paymentOf = (result: PaymentResult): Payment => {
  const { success: _success, status: _status, paymentMethod, ...stored } = result;
  const paid = paymentMethod === 'escrow' ? 'locked' : 'confirmed';
  return { method: paymentMethod, status: isPending(result) ? 'pending' : paid, ...stored };
};

/** A price per piece, short of its trailing zeros: a third of an amount is rounded at the eighth digit. */
const perPiece = (totalAmount: string, quantity: number): string =>
  quantity === 1 ? totalAmount : new Big(new Big(totalAmount).div(quantity).toFixed(FRACTION_DIGITS)).toFixed();

const itemsOf = (checkout: Checkout): readonly OrderItem[] => {
  const { items, listingId, quantity = 1, unit, totalAmount } = checkout;
  if (items === undefined) {
    return itemsOfBasket([{ listingId, quantity, unit, unitPrice: perPiece(totalAmount, quantity) }]);
  }
  // The checkout's own listing is that of its only item.
  const shared = items.length === 1 ? listingId : undefined;
  return itemsOfBasket(items.map((item) => ({ ...item, listingId: item.listingId ?? shared })));
};

const customerOf = ({ customer = {}, guestEmail }: Checkout, country: string | undefined) =>
  customerWithE164(
    customer.email === undefined && guestEmail !== undefined ? { ...customer, email: guestEmail } : customer,
    country,
  );

const OPTIONAL = [
  'buyerId',
  'guestEmail',
  'shippingMethod',
  'notes',
  'estimatedDelivery',
  'estimatedReadyAt',
  'estimatedPickupAt',
] as const;

/** Leaves out what was not said: absent is not `undefined` in an order. */
const optionalFacts = (checkout: Checkout): Partial<CreationRequest['facts']> =>
  Object.fromEntries(OPTIONAL.flatMap((name) => (checkout[name] === undefined ? [] : [[name, checkout[name]]])));

/** Sent to nobody's door: an address beside it is no destination. */
const isDelivered = (orderType: string, fulfilmentType: FulfilmentType): boolean =>
  orderType !== 'digital' && fulfilmentType !== 'pickup';

type Destination =
  | {
      readonly ok: true;
      readonly address?: Address;
      readonly fulfilmentType: FulfilmentType;
      readonly unread?: unknown;
    }
  | Extract<CheckoutFacts, { readonly code: 'INVALID_SHIPPING_ADDRESS' }>;

/**
 * How and where to the order goes. An address of which nothing was filled in is none. One with gaps is refused where
 * the order has to get there, and otherwise set aside.
 */
const destinationOf = ({ shippingAddress = {}, fulfilmentType }: Checkout, orderType: string): Destination => {
  const usual = USUAL_FULFILMENT[orderType];
  if (Object.keys(shippingAddress).length === 0) {
    return { ok: true, fulfilmentType: fulfilmentType ?? usual ?? 'shipping' };
  }
  const result = completeAddress(shippingAddress);
  const fulfilment = fulfilmentType ?? 'shipping';
  if (result.ok) return { ok: true, address: result.address, fulfilmentType: fulfilment };
  return isDelivered(orderType, fulfilment)
    ? { ok: false, code: 'INVALID_SHIPPING_ADDRESS', missing: result.missing }
    : { ok: true, fulfilmentType: fulfilment, unread: shippingAddress };
};

/** The caller's own data, and beside it what was said and could not be made use of, as it was written. */
const metadataOf = (
  metadata: Checkout['metadata'],
  unread: Readonly<Record<string, unknown>>,
): Pick<CreationRequest['facts'], 'metadata'> => {
  const said = Object.entries(unread).filter(([, value]) => value !== undefined);
  if (said.length === 0) return metadata === undefined ? {} : { metadata };
  return { metadata: { asWritten: Object.fromEntries(said), ...metadata } };
};

const orderTypeOf = ({ paymentResult, checkoutData }: CreateOrderBody): string =>
  checkoutData.orderType ?? (MARKETPLACE_METHODS.includes(paymentResult.paymentMethod) ? 'marketplace' : 'standard');

const isPaid = ({ success, status }: PaymentResult): boolean =>
  status !== 'failed' && (success || status === 'pending');
const pickupOf = ({ pickupLocation, pickupInstructions }: Checkout): Pick<CreationRequest['facts'], 'pickup'> =>
  pickupLocation === undefined && pickupInstructions === undefined
    ? {}
    : {
        pickup: {
          ...definedFields({ place: pickupLocation, instructions: pickupInstructions }),
        },
      };

/** The facts of a new order in a checkout and its payment, or why there can be none. */
export const factsFromCheckout = (body: CreateOrderBody, orderId: string): CheckoutFacts => {
  const { paymentResult, checkoutData } = body;
  if (!isPaid(paymentResult)) return { ok: false, code: 'PAYMENT_NOT_CONFIRMED' };
  const orderType = orderTypeOf(body);
  const destination = destinationOf(checkoutData, orderType);
  if (!destination.ok) return destination;
  const { address, fulfilmentType, unread } = destination;
  const { sellerId, totalAmount, currency, locale, metadata } = checkoutData;
  const language = locale === undefined ? DEFAULT_LOCALE : languageOf(locale);
  return {
    ok: true,
    facts: {
      orderId,
      orderType,
      sellerId,
      customer: customerOf(checkoutData, address?.country),
      locale: language ?? DEFAULT_LOCALE,
      items: itemsOf(checkoutData),
      totalAmount,
      currency,
      payment: paymentOf(paymentResult),
      fulfilmentType,
      ...optionalFacts(checkoutData),
      ...metadataOf(metadata, { locale: language === undefined ? locale : undefined, shippingAddress: unread }),
      ...pickupOf(checkoutData),
      ...definedFields({ shippingAddress: address }),
    },
  };
};
