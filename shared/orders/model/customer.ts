import type { Order } from './order.ts';
import { e164Of } from './phone-e164.ts';

/** The customer with the number that can be dialled from anywhere, beside the one that was written. */
export const customerWithE164 = (customer: Order['customer'], country?: string): Order['customer'] => {
  const phoneE164 = customer.phone === undefined ? undefined : e164Of(customer.phone, country);
  return phoneE164 === undefined ? customer : { ...customer, phoneE164 };
};
