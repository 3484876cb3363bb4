import { CHECKOUT_EXAMPLE } from '../../../../shared/contract/examples.ts';

/** What a shop sends of the order of the examples, changed in what a test is about. */
export const checkout = (data: object = {}, payment: object = {}) => ({
  paymentResult: { ...CHECKOUT_EXAMPLE.paymentResult, ...payment },
  checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, ...data },
});
