import type { Order } from '../orders/model/order.ts';
import { displayName, type Shop } from '../shops/shop.ts';

/** Whose mail it is to the reader's eye. */
export interface Brand {
  readonly name: string;
  readonly isShop: boolean;
  /** Empty where there is none. */
  readonly logoUrl: string;
  readonly accent: string;
}

const OURS: Brand = { name: 'wismo', isShop: false, logoUrl: '', accent: '#0b6e6e' };

/** The shop's, as it is now, else by the name that the order knows it by, else ours. */
export const brandOf = ({ seller }: Pick<Order, 'seller'>, shop: Shop | undefined): Brand => {
  const name = shop ? displayName(shop) : (seller?.storeName ?? seller?.name);
  if (name === undefined) return OURS;
  return { name, isShop: true, logoUrl: shop?.logoUrl ?? '', accent: shop?.accentColor ?? OURS.accent };
};
