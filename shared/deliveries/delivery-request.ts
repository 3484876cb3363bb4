import type { DeliveryRequest, Stop } from '../carriers/carrier-client.ts';
import type { FieldError } from '../contract/problem.ts';
import { definedFields } from '../defined-fields.ts';
import { inMinorUnits } from '../orders/commands/currency-unit.ts';
import type { Address, Order } from '../orders/model/order.ts';
import type { PickupPlace } from '../orders/model/place.ts';
import type { Shop } from '../shops/shop.ts';

/** Couriers read no more. */
const MAX_INSTRUCTIONS = 280;

interface StopFields {
  readonly name: string | undefined;
  readonly phone: string | undefined;
  readonly street: string | undefined;
  readonly city: string | undefined;
  readonly region: string | undefined;
  readonly postalCode: string | undefined;
  readonly country: string | undefined;
  readonly instructions: string | undefined;
}

const NEEDED = ['name', 'phone', 'street', 'city', 'postalCode', 'country'] as const;

const streetOf = ({ line1, line2 }: Pick<Address, 'line1' | 'line2'>): string =>
  line2 === undefined ? line1 : `${line1}, ${line2}`;

const textOf = (...parts: readonly (string | undefined)[]): string | undefined => {
  const text = parts.filter((part) => part !== undefined && part !== '').join('. ');
  return text === '' ? undefined : text.slice(0, MAX_INSTRUCTIONS);
};

/** Where the goods are fetched: the order's own place of collection, then the shop's address. */
const pickupOf = ({ pickup, seller }: Order, shop: Shop | undefined): StopFields => {
  const place: PickupPlace | undefined = pickup?.place ?? shop?.pickup?.place;
  const address = shop?.address;
  const isWhole = place?.line1 !== undefined && place.city !== undefined && place.postalCode !== undefined;
  const [at, street] = isWhole ? [place, place.line1] : [address, address && streetOf(address)];
  return {
    name: shop?.storeName ?? shop?.name ?? seller?.storeName ?? seller?.name,
    phone: shop?.phone,
    street,
    city: at?.city,
    region: at?.region,
    postalCode: at?.postalCode,
    country: at?.country ?? address?.country,
    instructions: textOf(pickup?.instructions ?? shop?.pickup?.instructions),
  };
};

const dropoffOf = ({ customer, shippingAddress, deliveryNotes, deliveryPreference }: Order): StopFields => ({
  name: shippingAddress?.name ?? customer.name,
  phone: customer.phoneE164 ?? customer.phone,
  street: shippingAddress && streetOf(shippingAddress),
  city: shippingAddress?.city,
  region: shippingAddress?.region,
  postalCode: shippingAddress?.postalCode,
  country: shippingAddress?.country,
  instructions: textOf(deliveryNotes, deliveryPreference?.place, deliveryPreference?.instructions),
});

const missingOf = (end: 'pickup' | 'dropoff', fields: StopFields): readonly FieldError[] =>
  NEEDED.filter((name) => fields[name] === undefined).map((name) => ({
    path: `${end}.${name}`,
    message: end === 'pickup' ? 'Not known of the shop' : 'Not known of the order',
  }));

/** As it is checked to be whole: whatever is missing has been reported. */
const stopOf = ({ instructions, region, ...fields }: StopFields): Stop => ({
  name: fields.name ?? '',
  phone: fields.phone ?? '',
  street: fields.street ?? '',
  city: fields.city ?? '',
  postalCode: fields.postalCode ?? '',
  country: fields.country ?? '',
  ...definedFields({ instructions, region }),
});

export type RequestOfOrder = Omit<DeliveryRequest, 'reference' | 'quoteId'>;

/** What a courier has to know to bring the order; else what is missing of it. */
export const deliveryRequestOf = (
  order: Order,
  shop: Shop | undefined,
): { readonly request: RequestOfOrder } | { readonly missing: readonly FieldError[] } => {
  const [pickup, dropoff] = [pickupOf(order, shop), dropoffOf(order)];
  const missing = [...missingOf('pickup', pickup), ...missingOf('dropoff', dropoff)];
  if (missing.length > 0) return { missing };
  return {
    request: {
      orderId: order.orderId,
      pickup: stopOf(pickup),
      dropoff: stopOf(dropoff),
      items: order.items.filter(({ removed }) => !removed).map(({ name, quantity }) => ({ name, quantity })),
      valueInMinorUnits: inMinorUnits(order.totalAmount, order.currency) ?? 0,
    },
  };
};
