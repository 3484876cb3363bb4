/** The buyer and the shop of an order, and who may know what of them. */
import type * as z from 'zod';
import type { buyerDetail } from '../../../shared/contract/schemas/order-response.ts';
import type { buyerParty, sellerParty } from '../../../shared/contract/schemas/response-parts.ts';
import type { Actor, Order } from '../../../shared/orders/model/order.ts';

/** A driver needs whom and where, not how it was paid or an e-mail address. */
export const isDriverOnly = (actors: readonly Actor[]): boolean => actors.every(({ role }) => role === 'driver');

/** The shop of an order by the names that it had then; one that has said none goes by its id. */
export const sellerResponse = ({
  sellerId,
  seller,
}: Pick<Order, 'sellerId' | 'seller'>): z.input<typeof sellerParty> => {
  const name = seller?.name ?? seller?.storeName ?? sellerId;
  return { id: sellerId, name, storeName: seller?.storeName ?? name };
};

export const buyerResponse = (
  { buyerId, customer, guestEmail }: Pick<Order, 'buyerId' | 'customer' | 'guestEmail'>,
  actors: readonly Actor[],
): z.input<typeof buyerParty> => ({
  id: buyerId ?? null,
  name: customer.name ?? null,
  email: isDriverOnly(actors) ? null : (customer.email ?? guestEmail ?? null),
});

export const buyerDetailResponse = (order: Order, actors: readonly Actor[]): z.input<typeof buyerDetail> => ({
  ...buyerResponse(order, actors),
  isGuest: order.buyerId === undefined,
  phone: order.customer.phone ?? null,
  phoneE164: order.customer.phoneE164 ?? null,
});
