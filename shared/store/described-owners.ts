/** The parts of keys as the description of the table writes them. */
import { indexKeys, type Key } from './keys.ts';

export const at = (pk: string, sk: string): Key => ({ pk, sk });
export const CUSTOMER = '<buyerId>';
export const SELLER = '<sellerId>';
export const ORDER = '<orderId>';
export const CREATED = '<createdAt>';

const ownerIndexes = (partition: string) =>
  [
    at(partition, indexKeys.byTime(CREATED, ORDER)),
    at(partition, indexKeys.byStatus('<status>', CREATED, ORDER)),
    at(partition, indexKeys.byAmount('4.2', ORDER)),
  ] as const;

export const [byCustomer, , byCustomerAmount] = ownerIndexes(indexKeys.customerOrders(CUSTOMER));
export const [bySeller, bySellerStatus, bySellerAmount] = ownerIndexes(indexKeys.sellerOrders(SELLER));

/** Whose settings: `user:<sub>`, `guest:<order>` or `seller:<shop>`. */
export const PERSON = '<ownerId>';
export const DIGEST = '<digest>';
