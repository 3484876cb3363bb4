import type { Person } from '../contract/channel-descriptor.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';

/** Whom the order, or its shop, knows under the name. */
export const personOf = (
  audience: Person['audience'],
  { buyerId, customer, guestEmail }: Pick<Order, 'buyerId' | 'customer' | 'guestEmail'>,
  shop: Shop | undefined,
): Person =>
  audience === 'seller'
    ? definedFields({ audience, email: shop?.email })
    : definedFields({ audience, userId: buyerId, email: customer.email ?? guestEmail });
