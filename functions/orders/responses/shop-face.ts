import type { Order } from '../../../shared/orders/model/order.ts';
import { faceOf, type Shop, type ShopFace } from '../../../shared/shops/shop.ts';

/** The shop's face as it is now, else by the name that the order knows it by. */
export const shopFaceResponse = ({ seller }: Pick<Order, 'seller'>, shop: Shop | undefined): ShopFace | null => {
  if (shop) return faceOf(shop);
  const name = seller?.name ?? seller?.storeName;
  return name === undefined ? null : faceOf({ ...seller, name });
};
