import Big from 'big.js';
import { DEFAULT_LOCALE, languageOf } from '../../contract/language-of.ts';
import { completeAddress } from '../../contract/schemas/address.ts';
import { isOfPlace } from '../../contract/schemas/address-fields.ts';
import { boundedAsWritten } from '../../contract/schemas/as-written.ts';
import type { CreateOrderBody } from '../../contract/schemas/create-order.ts';
import { definedFields } from '../../defined-fields.ts';
import type { FulfilmentType } from '../../workflows/workflow.ts';
import { itemsOfBasket } from '../model/basket.ts';
import { customerWithE164 } from '../model/customer.ts';
import type { Address, OrderItem, Payment } from '../model/order.ts';
import type { CreationRequest } from './create-order.ts';

type Checkout = CreateOrderBody['checkoutData'];
type PaymentResult = Omit<CreateOrderBody['paymentResult'], 'asWritten'>;

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
  'specialInstructions',
  'deliveryNotes',
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

const ADDRESS_PATH = 'shippingAddress';

/** Parts of where to that were said and could not be read; the whole of it where it was no object. */
const unreadPlaceFields = ({ asWritten }: Checkout): readonly string[] =>
  asWritten.flatMap(([path]) => {
    if (path === ADDRESS_PATH) return ['line1', 'city', 'country'];
    const [first, field = ''] = path.split('.');
    return first === ADDRESS_PATH && isOfPlace(field) ? [field] : [];
  });

/**
 * How and where to the order goes. An address of which nothing was filled in is none. One with gaps is refused where
 * the order has to get there, and otherwise set aside.
 */
const destinationOf = (checkout: Checkout, orderType: string): Destination => {
  const { shippingAddress = {}, fulfilmentType } = checkout;
  const usual = USUAL_FULFILMENT[orderType];
  const unread = unreadPlaceFields(checkout);
  if (Object.keys(shippingAddress).length === 0 && unread.length === 0) {
    return { ok: true, fulfilmentType: fulfilmentType ?? usual ?? 'shipping' };
  }
  const result = completeAddress(shippingAddress);
  const fulfilment = fulfilmentType ?? 'shipping';
  if (result.ok && unread.length === 0) return { ok: true, address: result.address, fulfilmentType: fulfilment };
  const missing = [...new Set([...(result.ok ? [] : result.missing), ...unread])];
  if (isDelivered(orderType, fulfilment)) return { ok: false, code: 'INVALID_SHIPPING_ADDRESS', missing };
  return {
    ok: true,
    fulfilmentType: fulfilment,
    ...(Object.keys(shippingAddress).length > 0 && { unread: shippingAddress }),
  };
};

type Entries = CreateOrderBody['checkoutData']['asWritten'];

const AS_WRITTEN = 'asWritten';

/** The caller's own data, and beside it what was said and could not be made use of, as it was written. */
const metadataOf = (metadata: Checkout['metadata'], unread: Entries): Pick<CreationRequest['facts'], 'metadata'> => {
  if (unread.length === 0) return metadata === undefined ? {} : { metadata };
  const { [AS_WRITTEN]: own, ...rest } = metadata ?? {};
  const theirs: Entries = own === undefined ? [] : [[`metadata.${AS_WRITTEN}`, own]];
  return { metadata: { [AS_WRITTEN]: boundedAsWritten([...unread, ...theirs]), ...rest } };
};

/** A value that was read, and means nothing to this order. */
const unusedOf = (name: string, value: unknown): Entries => (value === undefined ? [] : [[name, value]]);

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

/** The shop's names, where the checkout says them; else its own record does. */
const sellerOf = ({ sellerName, storeName }: Checkout): Pick<CreationRequest['facts'], 'seller'> =>
  sellerName === undefined && storeName === undefined ? {} : { seller: definedFields({ name: sellerName, storeName }) };

/** The facts of a new order in a checkout and its payment, or why there can be none. */
export const factsFromCheckout = (body: CreateOrderBody, orderId: string): CheckoutFacts => {
  const { paymentResult, checkoutData } = body;
  if (!isPaid(paymentResult)) return { ok: false, code: 'PAYMENT_NOT_CONFIRMED' };
  const orderType = orderTypeOf(body);
  const destination = destinationOf(checkoutData, orderType);
  if (!destination.ok) return destination;
  const { address, fulfilmentType, unread } = destination;
  const { asWritten: unreadInPayment, ...payment } = paymentResult;
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
      ...sellerOf(checkoutData),
      totalAmount,
      currency,
      payment: paymentOf(payment),
      fulfilmentType,
      ...optionalFacts(checkoutData),
      ...metadataOf(metadata, [
        ...checkoutData.asWritten,
        ...unreadInPayment.map(([path, value]): [string, unknown] => [`paymentResult.${path}`, value]),
        ...unusedOf('locale', language === undefined ? locale : undefined),
        ...unusedOf(ADDRESS_PATH, unread),
      ]),
      ...pickupOf(checkoutData),
      ...definedFields({ shippingAddress: address }),
    },
  };
};
