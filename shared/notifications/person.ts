import type { Person } from '../contract/channel-descriptor.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';

/** Whom the order knows under the name. How a shop is reached is not known yet. */
export const personOf = (
  audience: Person['audience'],
  { buyerId, customer, guestEmail }: Pick<Order, 'buyerId' | 'customer' | 'guestEmail'>,
): Person =>
  audience === 'seller'
    ? { audience }
    : definedFields({ audience, userId: buyerId, email: customer.email ?? guestEmail });
