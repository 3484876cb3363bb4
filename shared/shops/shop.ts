import type { Instant } from '../calendar/instant.ts';
import type { Locale } from '../contract/locale.ts';
import { definedFields } from '../defined-fields.ts';
import { placeTimeZone } from '../orders/model/delivery-place.ts';
import type { Address, Order, Pickup } from '../orders/model/order.ts';
import type { SellerSnapshot } from '../orders/model/seller-snapshot.ts';

/** What a shop, farm or store says of itself. */
export interface ShopProfile {
  readonly name: string;
  /** The name over the door, where it is another than the seller's. */
  readonly storeName?: string;
  /** Where the shop gets its own notifications. */
  readonly email?: string;
  readonly phone?: string;
  /** Language of the shop's own notifications. */
  readonly locale?: Locale;
  /** IANA name. */
  readonly timezone?: string;
  readonly address?: Address;
  /** Where customers ask: an e-mail address, a telephone number, or an `https` URL. */
  readonly supportContact?: string;
  /** Where the shop's own people handle their orders: the shop's notifications lead there. */
  readonly accountUrl?: string;
  readonly logoUrl?: string;
  /** `#rrggbb`, legible on white and under white. */
  readonly accentColor?: string;
  readonly pickup?: Pickup;
}

export interface Shop extends ShopProfile {
  readonly shopId: string;
  /** Rises with every change, from 1. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What anybody may know of a shop. */
export interface ShopFace {
  readonly name: string;
  readonly storeName: string;
  readonly logoUrl: string | null;
  readonly accentColor: string | null;
  readonly supportContact: string | null;
}

/** The name that customers know the shop by. */
export const displayName = ({ name, storeName }: Pick<ShopProfile, 'name' | 'storeName'>): string => storeName ?? name;

export const faceOf = (shop: ShopProfile): ShopFace => ({
  name: shop.name,
  storeName: displayName(shop),
  logoUrl: shop.logoUrl ?? null,
  accentColor: shop.accentColor ?? null,
  supportContact: shop.supportContact ?? null,
});

const zoneOf = ({ timezone, address }: ShopProfile): string | undefined =>
  timezone ?? (address && placeTimeZone(address));

const snapshotOf = (shop: ShopProfile): SellerSnapshot =>
  definedFields({ name: shop.name, storeName: shop.storeName, timezone: zoneOf(shop) });

type Sold = Pick<Order, 'fulfilmentType' | 'pickup' | 'seller'>;

/**
 * The order with what its shop says wherever the order itself says nothing: names, time zone, and, of an order that is
 * collected, where, when and how.
 */
export const withShop = <T extends Sold>(order: T, shop: ShopProfile | undefined): T => {
  if (shop === undefined) return order;
  const isCollected = order.fulfilmentType === 'pickup' && shop.pickup !== undefined;
  return {
    ...order,
    seller: { ...snapshotOf(shop), ...order.seller },
    ...(isCollected && { pickup: { ...shop.pickup, ...order.pickup } }),
  };
};
