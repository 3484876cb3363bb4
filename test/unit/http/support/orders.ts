import { expect } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../../shared/contract/examples.ts';
import { seller, system, type World } from './world.ts';

/** What a shop sends of the order of the examples, changed in what a test is about. */
export const checkout = (data: object = {}, payment: object = {}) => ({
  paymentResult: { ...CHECKOUT_EXAMPLE.paymentResult, ...payment },
  checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, ...data },
});

/** Orders that are made and moved in the world of the test that runs. */
export const orderCalls = (api: () => World) => ({
  create: async (data: object = {}, payment: object = {}): Promise<string> => {
    const response = await api().call('POST', '/api/orders', { as: system, body: checkout(data, payment) });
    expect(response.status, response.text).toBe(201);
    return response.body.order.id;
  },
  put: (orderId: string, status: string, as = seller, more: object = {}, headers = {}) =>
    api().call('PUT', `/api/orders/${orderId}/status`, { as, body: { status, ...more }, headers }),
});
