/** Orders under the store’s own names, written as stores write them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Fields, paidOrders } from './support/paid-orders.ts';
import { seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { stored } = paidOrders(() => api);

describe('the store’s own names', () => {
  const init = (body: Fields) =>
    api.call('POST', '/orders/tracking/init', {
      as: system,
      body: { order_id: 'groc-1', store_id: 'shop-7', customer_id: 'user-2041', ...body },
    });

  it('are read as kindly', async () => {
    const response = await init({
      order_id: 1001,
      order_type: 'GROCERY',
      items: [
        { name: 'Tomatoes', quantity: '1.5', unit: 'Kilos', unit_price: 2.4000000000000004, image: 'tomato.png' },
        { sku: 'MILK', quantity: 2, unit_price: '1.90', image: null },
      ],
      delivery_provider: '',
      fulfillment_type: 'DELIVERY',
      total_amount: null,
      currency: 'eur',
      locale: 'en-GB',
      customer: { name: ' Ana ', email: '', phone: '+34 600 111 222 ext. 3' },
      substitution_preference: 'Accept',
      metadata: '',
    });
    expect(response.status, response.text).toBe(201);
    expect(response.body).toMatchObject({
      order_id: '1001',
      metadata: null,
      items: [
        { name: 'Tomatoes', quantity: 1.5, unit: 'kg', unit_price: '2.40', total_price: '3.60' },
        { name: 'MILK', quantity: 2, unit: 'pc', total_price: '3.80' },
      ],
    });
    expect(stored()[0]).toMatchObject({
      totalAmount: '7.40',
      locale: 'en',
      fulfilmentType: 'delivery',
      substitutionPreference: 'accept',
      customer: { name: 'Ana', phone: '+34 600 111 222 ext. 3', phoneE164: '+34600111222' },
    });
  });

  it('speak Spanish unless asked, and refuse what they do not know', async () => {
    expect((await init({})).status).toBe(201);
    expect(stored()[0]?.locale).toBe('es');
    const refused = await init({ order_id: 'groc-2', items: [{ name: 'x', quantity: 1, surprise: 1 }] });
    expect(refused.body.errors).toEqual([{ path: 'items.0.surprise', message: 'Unknown field' }]);
  });

  it('carry a driver’s number as it was written', async () => {
    await init({});
    await api.call('POST', '/orders/tracking/groc-1/acknowledge', { as: seller, body: { estimated_ready_at: '' } });
    const to = (status: string) =>
      api.call('PUT', '/orders/tracking/groc-1/status', { as: seller, body: { status, notes: '', reason: null } });
    await to('picking_in_progress');
    await to('ready_for_pickup');
    const body = { driver_id: 9, name: 'Marta', phone: '(0034) 600 111 222', vehicle: '', provider: ' own ' };
    const { driver_details } = (await api.call('PUT', '/orders/tracking/groc-1/driver', { as: seller, body })).body;
    expect(driver_details).toMatchObject({
      driver_id: '9',
      phone: '(0034) 600 111 222',
      phone_e164: '+34600111222',
      provider: 'own',
    });
    expect(driver_details).not.toHaveProperty('vehicle');
  });
});
