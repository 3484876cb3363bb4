import { expect } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../../shared/contract/examples.ts';
import { checkout } from './orders.ts';
import { seller, system, type World } from './world.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const [ITEM] = CHECKOUT_EXAMPLE.checkoutData.items;
export const ADDRESS = CHECKOUT_EXAMPLE.checkoutData.shippingAddress;

/** Orders as their shop sends them, to the world of the test that runs. */
export const paidOrders = (api: () => World) => {
  const post = (data: Fields = {}, payment: Fields = {}) =>
    api().call('POST', '/api/orders', { as: system, body: checkout(data, payment) });

  /** The order as its shop sees it. */
  const made = async (data: Fields = {}, payment: Fields = {}) => {
    const response = await post(data, payment);
    expect(response.status, response.text).toBe(201);
    return (await api().call('GET', `/api/orders/${response.body.order.id}`, { as: seller })).body;
  };

  return { post, made, stored: () => [...api().state.orders.values()] };
};
