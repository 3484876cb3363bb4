import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { orderCalls } from './support/orders.ts';
import { admin, buyer, csr, otherSeller, seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { create, put } = orderCalls(() => api);

describe('shipments', () => {
  it('determines the carrier from the number, and takes one that it cannot determine', async () => {
    const orderId = await create();
    await put(orderId, 'confirmed');
    const post = (body: object) => api.call('POST', `/api/orders/${orderId}/shipments`, { as: seller, body });
    const recorded = await post({ trackingNumber: '1Z 999 AA1 0123456784' });
    expect(recorded.status, recorded.text).toBe(201);
    expect(recorded.body.shipment).toMatchObject({ carrier: 'ups', trackingNumber: '1Z999AA10123456784' });
    const unknown = await post({ trackingNumber: 'AB12' });
    expect([unknown.status, unknown.body.shipment?.carrier], unknown.text).toEqual([201, 'unknown']);
    const path = `/api/orders/${orderId}/shipments/AB12`;
    const corrected = await api.call('PUT', path, { as: seller, body: { carrier: 'Local-Van', reason: 'Own van' } });
    expect(corrected.status, corrected.text).toBe(200);
    expect(corrected.body.order.shipments.at(-1)).toMatchObject({ trackingNumber: 'AB12', carrier: 'local-van' });
    expect((await post({ trackingNumber: 'CD34', carrier: 'van' })).body.order.shipments).toHaveLength(3);
  });
});

describe('customer actions', () => {
  it('need their moment: a date in the future, an address that is one, a delivered parcel', async () => {
    const orderId = await create();
    const post = (action: string, body: object, as = buyer) =>
      api.call('POST', `/api/orders/${orderId}/${action}`, { as, body });
    expect((await post('reschedule', { estimatedDelivery: '2026-11-01' })).body.code).toBe('VALIDATION_FAILED');
    const { order } = (await post('reschedule', { estimatedDelivery: '2026-12-01' })).body;
    expect(order).toMatchObject({ estimatedDelivery: '2026-12-01', deliveryWindow: { isDay: true } });
    expect((await post('address-change', { address: { city: 'Toledo' } })).body.code).toBe('INVALID_SHIPPING_ADDRESS');
    const moved = await post('address-change', { address: { street: 'Sol 1', city: 'Toledo', country: 'es' } });
    expect(moved.status, moved.text).toBe(200);
    expect((await post('feedback', { rating: 5 })).body).toMatchObject({ status: 409, code: 'NOT_APPLICABLE' });
    expect((await post('feedback', { rating: 5 }, seller)).body).toMatchObject({
      status: 403,
      allowedRoles: ['customer', 'guest'],
    });
    const { body } = await api.call('GET', `/api/orders/${orderId}`, { as: seller });
    expect(body.shipping.address).toEqual({ line1: 'Sol 1', street: 'Sol 1', city: 'Toledo', country: 'ES' });
  });

  it('may be taken by the holder of a link, on their own order only', async () => {
    const [mine, other] = [await create({ buyerId: undefined, guestEmail: 'guest@example.com' }), await create()];
    const guest = { kind: 'guest', orderId: mine } as const;
    expect((await put(mine, 'cancelled', guest as never)).status).toBe(200);
    expect((await api.call('GET', `/api/orders/${mine}/timeline`, { as: guest })).status).toBe(200);
    expect((await api.call('GET', `/api/orders/${other}/status`, { as: guest })).status).toBe(404);
    expect((await api.call('GET', `/api/orders/${mine}`, { as: guest })).status).toBe(401);
  });
});

describe('who may see an order', () => {
  it('the people of the order and support; to anybody else it does not exist', async () => {
    const orderId = await create();
    for (const path of ['', '/status', '/timeline']) {
      for (const as of [buyer, seller, csr, admin, system]) {
        expect((await api.call('GET', `/api/orders/${orderId}${path}`, { as })).status).toBe(200);
      }
      for (const as of [stranger, otherSeller]) {
        const response = await api.call('GET', `/api/orders/${orderId}${path}`, { as });
        expect(response.status).toBe(404);
        expect(response.text).not.toContain('shop-7');
      }
    }
  });

  it('serves the paths without /api too', async () => {
    const created = await api.call('POST', '/orders', { as: system, body: CHECKOUT_EXAMPLE });
    const { id } = created.body.order;
    expect((await api.call('GET', `/orders/${id}/status`, { as: buyer })).status).toBe(200);
    expect((await api.call('PUT', `/orders/${id}/status`, { as: seller, body: { status: 'confirmed' } })).status).toBe(
      200,
    );
  });
});
