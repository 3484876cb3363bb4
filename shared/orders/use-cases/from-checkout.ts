import Big from 'big.js';
import { completeAddress } from '../../contract/schemas/address.ts';
import { type CreateOrderBody, itemIdAt } from '../../contract/schemas/create-order.ts';
import type { FulfilmentType, OrderItem, Payment } from '../model/order.ts';
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

const wholeListing = ({ listingId, quantity = 1, totalAmount }: Checkout): OrderItem => ({
  itemId: itemIdAt(undefined, 0),
  ...(listingId !== undefined && { listingId }),
  name: listingId ?? 'Order',
  quantity,
  unitPrice: perPiece(totalAmount, quantity),
});

const itemsOf = (checkout: Checkout): readonly OrderItem[] => {
  const { items, listingId } = checkout;
  if (items === undefined) return [wholeListing(checkout)];
  return items.map((item, i) => {
    // The checkout's own listing is that of its only item.
    const listing = item.listingId ?? (items.length === 1 ? listingId : undefined);
    return { ...item, itemId: itemIdAt(item.itemId, i), ...(listing !== undefined && { listingId: listing }) };
  });
};

const customerOf = ({ customer = {}, guestEmail }: Checkout) =>
  customer.email === undefined && guestEmail !== undefined ? { ...customer, email: guestEmail } : customer;

const OPTIONAL = [
  'buyerId',
  'guestEmail',
  'shippingMethod',
  'notes',
  'metadata',
  'estimatedDelivery',
  'estimatedReadyAt',
  'estimatedPickupAt',
] as const;

/** Leaves out what was not said: absent is not `undefined` in an order. */
const optionalFacts = (checkout: Checkout): Partial<CreationRequest['facts']> =>
  Object.fromEntries(OPTIONAL.flatMap((name) => (checkout[name] === undefined ? [] : [[name, checkout[name]]])));

const pickupOf = ({ pickupLocation, pickupInstructions }: Checkout): Pick<CreationRequest['facts'], 'pickup'> =>
  pickupLocation === undefined && pickupInstructions === undefined
    ? {}
    : {
        pickup: {
          ...(pickupLocation && { place: pickupLocation }),
          ...(pickupInstructions !== undefined && { instructions: pickupInstructions }),
        },
      };

/** The facts of a new order in a checkout and its payment, or why there can be none. */
export const factsFromCheckout = ({ paymentResult, checkoutData }: CreateOrderBody, orderId: string): CheckoutFacts => {
  if (!paymentResult.success && paymentResult.status !== 'pending') return { ok: false, code: 'PAYMENT_NOT_CONFIRMED' };
  const { shippingAddress, sellerId, totalAmount, currency, locale = 'en' } = checkoutData;
  const address = shippingAddress && completeAddress(shippingAddress);
  if (address && !address.ok) return { ok: false, code: 'INVALID_SHIPPING_ADDRESS', missing: address.missing };
  const isMarketplace = MARKETPLACE_METHODS.includes(paymentResult.paymentMethod);
  const orderType = checkoutData.orderType ?? (isMarketplace ? 'marketplace' : 'standard');
  const usual = address ? undefined : USUAL_FULFILMENT[orderType];
  return {
    ok: true,
    facts: {
      orderId,
      orderType,
      sellerId,
      customer: customerOf(checkoutData),
      locale,
      items: itemsOf(checkoutData),
      totalAmount,
      currency,
      payment: paymentOf(paymentResult),
      fulfilmentType: checkoutData.fulfilmentType ?? usual ?? 'shipping',
      ...optionalFacts(checkoutData),
      ...pickupOf(checkoutData),
      ...(address && { shippingAddress: address.address }),
    },
  };
};
