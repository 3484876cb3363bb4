import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { checkout, orderCalls } from './support/orders.ts';
import { admin, buyer, csr, otherSeller, seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { create } = orderCalls(() => api);

describe('creating an order', () => {
  it('returns id, number, status, amount and the page to follow it', async () => {
    const { status, body, headers } = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE });
    expect(status).toBe(201);
    expect(body.order).toMatchObject({
      orderNumber: 'ORD-2026-000001',
      status: 'pending',
      totalAmount: '25.00',
      currency: 'EUR',
      estimatedDelivery: null,
    });
    expect(body.order.trackingUrl).toMatch(/^https:\/\/wismo\.example\/track\/ord_\w+\?token=/);
    expect(headers.ETag).toBe('"1"');
    expect(headers.Location).toBe(`/api/orders/${body.order.id}`);
  });

  it('gives a seller no key to the buyer’s page', async () => {
    const { body } = await api.call('POST', '/api/orders', { as: seller, body: CHECKOUT_EXAMPLE });
    expect(body.order.trackingUrl).not.toContain('token');
  });

  it.each([
    ['card', {}, 'pending', 'standard'],
    ['crypto', {}, 'payment_confirmed', 'marketplace'],
    ['FIAT', {}, 'payment_confirmed', 'marketplace'],
    ['escrow', { escrowId: 'esc_1' }, 'escrow_locked', 'marketplace'],
    ['crypto', { success: false, status: 'pending' }, 'payment_pending', 'marketplace'],
  ])('paid by %s %o it starts at %s as %s', async (paymentMethod, payment, status, orderType) => {
    const orderId = await create({ orderType: undefined }, { paymentMethod, ...payment });
    const { body } = await api.call('GET', `/api/orders/${orderId}/status`, { as: buyer });
    expect(body).toMatchObject({ status, orderType });
  });

  it('makes one item of listing, quantity and amount where none are sent, and knows the farm’s old name', async () => {
    const orderId = await create({
      items: undefined,
      listingId: 'lst-1',
      quantity: 3,
      totalAmount: 10,
      sellerId: undefined,
      farmId: 'shop-7',
    });
    const { body } = await api.call('GET', `/api/orders/${orderId}`, { as: seller });
    expect(body.items).toEqual([
      {
        id: 'item-1',
        itemId: 'item-1',
        listingId: 'lst-1',
        name: 'lst-1',
        productName: 'lst-1',
        quantity: 3,
        unit: 'pc',
        unitPrice: '3.33333333',
        totalPrice: '9.99999999',
        shippedQuantity: 0,
      },
    ]);
    expect(body.order).toMatchObject({ totalAmount: '10', sellerId: 'shop-7' });
  });

  it.each([
    ['PAYMENT_NOT_CONFIRMED', {}, { success: false }, 422, true],
    ['INVALID_SHIPPING_ADDRESS', { shippingAddress: { city: 'Madrid' } }, {}, 422, true],
    ['UNKNOWN_WORKFLOW', { orderType: 'no_such_type' }, {}, 422, true],
  ])('refuses with %s', async (code, data, payment, status, canRetry) => {
    const response = await api.call('POST', '/api/orders', { as: system, body: checkout(data, payment) });
    expect(response.status).toBe(status);
    expect(response.body).toMatchObject({ code });
    expect(response.body.canRetry).toBe(canRetry);
    expect(response.body.suggestedAction).toBeTruthy();
  });

  it('takes stock of a managed listing, and says when there is none or it is off sale', async () => {
    const listing = { as: admin, body: { sellerId: 'shop-7', stock: 2 } };
    expect((await api.call('PUT', '/api/admin/listings/lst-1', listing)).body.stock).toBe(2);
    const buy = (quantity: number) =>
      api.call('POST', '/api/orders', {
        as: system,
        body: checkout({ items: undefined, listingId: 'lst-1', quantity }),
      });
    expect((await buy(2)).status).toBe(201);
    expect((await buy(1)).body).toMatchObject({ code: 'INSUFFICIENT_INVENTORY', canRetry: true, status: 409 });
    await api.call('PUT', '/api/admin/listings/lst-1', { as: seller, body: { stock: 5, available: false } });
    expect((await buy(1)).body).toMatchObject({ code: 'LISTING_UNAVAILABLE', canRetry: false, status: 409 });
  });

  it('is for services and for the shop itself', async () => {
    expect((await api.call('POST', '/api/orders', { as: otherSeller, body: CHECKOUT_EXAMPLE })).status).toBe(404);
    for (const as of [buyer, csr, admin]) {
      expect((await api.call('POST', '/api/orders', { as, body: CHECKOUT_EXAMPLE })).status).toBe(403);
    }
    expect((await api.call('POST', '/api/orders', { body: CHECKOUT_EXAMPLE })).status).toBe(401);
  });

  it('returns DATABASE_ERROR and when to retry while the store is unavailable', async () => {
    api.parts.store.create = async () => {
      throw Object.assign(new Error('no connection'), { name: 'TimeoutError' });
    };
    const response = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE });
    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({ code: 'DATABASE_ERROR', canRetry: true });
    expect(response.headers['Retry-After']).toBe('1');
    expect(response.text).not.toContain('no connection');
  });
});
