import type * as z from 'zod';
import type { sellerParty } from '../../../shared/contract/schemas/order-response.ts';
import type { Order } from '../../../shared/orders/model/order.ts';

/** The shop of an order by the names that it had then; one that has said none goes by its id. */
export const sellerResponse = ({
  sellerId,
  seller,
}: Pick<Order, 'sellerId' | 'seller'>): z.input<typeof sellerParty> => {
  const name = seller?.name ?? seller?.storeName ?? sellerId;
  return { id: sellerId, name, storeName: seller?.storeName ?? name };
};
