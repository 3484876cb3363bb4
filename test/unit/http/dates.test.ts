import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE, STORE_ORDER_EXAMPLE } from '../../../shared/contract/examples.ts';
import { buyer, driver, seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const CHICAGO = { line1: '1 Main St', city: 'Chicago', state: 'Illinois', zipCode: '60601', country: 'US' };

const create = (data: object = {}) =>
  api.call('POST', '/api/orders', {
    as: system,
    body: {
      paymentResult: CHECKOUT_EXAMPLE.paymentResult,
      checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, shippingAddress: CHICAGO, ...data },
    },
  });
const idOf = async (data: object = {}): Promise<string> => {
  const response = await create(data);
  expect(response.status, response.text).toBe(201);
  return response.body.order.id;
};

const DAY = '2026-11-27';
const DAY_IN_CHICAGO = {
  from: '2026-11-27T06:00:00.000Z',
  to: '2026-11-28T05:59:59.999Z',
  timezone: 'America/Chicago',
  isDay: true,
};

describe('an estimate', () => {
  it('that is a day stays one, with its moments at the address, in every response', async () => {
    const expected = { estimatedDelivery: DAY, deliveryWindow: DAY_IN_CHICAGO };
    const created = await create({ estimatedDelivery: DAY });
    expect(created.body.order).toMatchObject(expected);
    const path = `/api/orders/${created.body.order.id}`;
    const get = async (url: string) => (await api.call('GET', url, { as: buyer })).body;
    expect((await get(path)).order).toMatchObject(expected);
    expect(await get(`${path}/status`)).toMatchObject(expected);
    expect(await get(`${path}/timeline`)).toMatchObject(expected);
    const { orders } = await get('/api/orders/buyer/user-2041');
    expect(orders[0]).toMatchObject(expected);
    expect((await get(`${path}/status`)).history[0].estimatedDelivery).toBe(DAY);
  });

  it.each([
    [{ from: DAY, to: '2026-11-29' }, '2026-11-29', { from: DAY_IN_CHICAGO.from, to: '2026-11-30T05:59:59.999Z' }],
    [
      { from: '2026-11-27T16:00:00Z', to: '2026-11-27T18:00:00Z' },
      '2026-11-27T18:00:00.000Z',
      { from: '2026-11-27T16:00:00.000Z', to: '2026-11-27T18:00:00.000Z', isDay: false },
    ],
    ['2026-11-27T18:00:00-06:00', '2026-11-28T00:00:00.000Z', { isDay: false, timezone: 'America/Chicago' }],
    // An import: the past is taken.
    ['2024-02-15', '2024-02-15', { to: '2024-02-16T05:59:59.999Z' }],
  ])('of %j is given by its end, and whole', async (estimatedDelivery, end, deliveryWindow) => {
    const { status, body } = await create({ estimatedDelivery });
    expect([status, body.order.estimatedDelivery]).toEqual([201, end]);
    expect(body.order.deliveryWindow).toMatchObject(deliveryWindow);
  });

  it('comes with a status and with a parcel', async () => {
    const id = await idOf();
    const put = (body: object) => api.call('PUT', `/api/orders/${id}/status`, { as: seller, body });
    expect((await put({ status: 'confirmed', estimatedDelivery: DAY })).body.order).toMatchObject({
      estimatedDelivery: DAY,
      deliveryWindow: DAY_IN_CHICAGO,
    });
    const body = { trackingNumber: '986578788855', carrier: 'fedex', estimatedDelivery: '2026-11-30' };
    const parcel = await api.call('POST', `/api/orders/${id}/shipments`, { as: seller, body });
    expect(parcel.body.order.estimatedDelivery).toBe('2026-11-30');
    expect(parcel.body.shipment).toMatchObject({ estimatedDelivery: '2026-11-30', deliveryWindow: { isDay: true } });
    const tracked = await api.call('GET', '/api/orders/track/986578788855');
    expect(tracked.body).toMatchObject({ estimatedDelivery: '2026-11-30', deliveryWindow: { isDay: true } });
  });

  it('has the store’s own names', async () => {
    const body = { ...STORE_ORDER_EXAMPLE, estimated_delivery: { from: DAY, to: DAY } };
    const { body: made, text } = await api.call('POST', '/orders/tracking/init', { as: system, body });
    expect(made.estimated_delivery, text).toBe(DAY);
    expect(made.delivery_window).toEqual({
      from: '2026-11-27T00:00:00.000Z',
      to: '2026-11-27T23:59:59.999Z',
      timezone: 'UTC',
      is_day: true,
    });
  });

  it('can be moved to today as long as it is today where the order goes to', async () => {
    // It is 10:00 UTC of the 20th: in Auckland the evening of the 20th, in Honolulu its first minutes.
    const reschedule = async (shippingAddress: object, estimatedDelivery: unknown) => {
      const id = await idOf({ shippingAddress });
      return api.call('POST', `/api/orders/${id}/reschedule`, { as: buyer, body: { estimatedDelivery } });
    };
    const honolulu = { ...CHICAGO, state: 'HI', zipCode: '96813' };
    expect((await reschedule(honolulu, '2026-11-20')).status).toBe(200);
    expect((await reschedule(honolulu, '2026-11-19')).body.code).toBe('VALIDATION_FAILED');
    const kiritimati = { line1: 'Main Rd', city: 'London', region: 'Line Islands', country: 'KI' };
    expect((await reschedule(kiritimati, '2026-11-20')).body.code).toBe('VALIDATION_FAILED');
    expect((await reschedule(kiritimati, { from: '2026-11-19', to: '2026-11-21' })).status).toBe(200);
  });
});

describe('a date out of this world', () => {
  const FAR = '9999-12-31';

  it('is refused wherever one is taken, says why, and changes nothing', async () => {
    const id = await idOf();
    const refusals = [
      await create({ estimatedDelivery: FAR }),
      await create({ estimatedReadyAt: `${FAR}T23:59:59Z` }),
      await create({ estimatedPickupAt: { from: DAY, to: FAR } }),
      await api.call('PUT', `/api/orders/${id}/status`, {
        as: seller,
        body: { status: 'confirmed', estimatedDelivery: FAR },
      }),
      await api.call('POST', `/api/orders/${id}/shipments`, {
        as: seller,
        body: { trackingNumber: '986578788855', carrier: 'fedex', estimatedDelivery: FAR },
      }),
      await api.call('POST', `/api/orders/${id}/reschedule`, { as: buyer, body: { estimatedDelivery: FAR } }),
      await api.call('POST', `/api/orders/${id}/delivery-preferences`, { as: buyer, body: { windowStart: FAR } }),
      await api.call('POST', '/orders/tracking/init', {
        as: system,
        body: { ...STORE_ORDER_EXAMPLE, estimated_delivery: FAR },
      }),
      await api.call('PUT', '/api/admin/listings/lst-1', { as: seller, body: { availableFrom: FAR } }),
    ];
    for (const { status, body } of refusals) {
      expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
      expect(body.errors[0].message).toBe('Must be at most two years ahead');
    }
    const { body } = await api.call('GET', `/api/orders/${id}/status`, { as: seller });
    expect([body.version, body.estimatedDelivery]).toEqual([1, null]);
  });

  it('is no place of a driver either, and a day is no moment', async () => {
    await api.call('POST', '/orders/tracking/init', { as: system, body: STORE_ORDER_EXAMPLE });
    const put = (at: string) =>
      api.call('PUT', `/orders/tracking/${STORE_ORDER_EXAMPLE.order_id}/location`, {
        as: driver,
        body: { lat: 40, lng: -3, at },
      });
    expect((await put('9999-12-31T00:00:00Z')).body.errors?.[0]?.message).toBe('Must be at most two years ahead');
    expect((await put('2026-11-20')).status).toBe(422);
  });
});

describe('the range of a list', () => {
  it('has whole days, of the zone that the reader names', async () => {
    // Made at 10:00 UTC of the 20th.
    const id = await idOf();
    const found = async (query: string) => {
      const { status, body } = await api.call('GET', `/api/orders/seller/shop-7?${query}`, { as: seller });
      return status === 200 ? body.orders.map((order: { id: string }) => order.id) : status;
    };
    expect(await found('from=2026-11-20&to=2026-11-20')).toEqual([id]);
    expect(await found('to=2026-11-19')).toEqual([]);
    expect(await found('from=2026-11-20&to=2026-11-20&timezone=Pacific/Pago_Pago')).toEqual([]);
    expect(await found('from=2026-11-19&to=2026-11-19&timezone=Pacific/Pago_Pago')).toEqual([id]);
    expect(await found('to=9999-12-31&timezone=Pacific/Pago_Pago')).toEqual([id]);
    expect(await found('timezone=Mars/Olympus')).toBe(422);
  });
});

describe('a listing that is on sale from a day on', () => {
  const put = async (body: object) => {
    const response = await api.call('PUT', '/api/admin/listings/lst-1', { as: seller, body });
    expect(response.status, response.text).toBe(200);
    return response.body.availableFrom;
  };
  const buy = async () => {
    const { status, body } = await create({ listingId: 'lst-1', items: undefined, quantity: 1 });
    return status === 201 ? 'sold' : body.code;
  };

  it('is on sale when that day begins in the shop’s zone', async () => {
    // It is 10:00 UTC of the 20th, an hour before the day begins in Pago Pago and long after it has in Madrid.
    expect(await put({ stock: 5, availableFrom: '2026-11-20', timezone: 'Pacific/Pago_Pago' })).toBe(
      '2026-11-20T11:00:00.000Z',
    );
    expect(await buy()).toBe('LISTING_UNAVAILABLE');
    expect(await put({ availableFrom: '2026-11-20', timezone: 'Europe/Madrid' })).toBe('2026-11-19T23:00:00.000Z');
    expect(await buy()).toBe('sold');
  });

  it('keeps its day until another is said, or none', async () => {
    await put({ stock: 5, availableFrom: '2026-12-01' });
    expect(await put({ stock: 6 })).toBe('2026-12-01T00:00:00.000Z');
    expect(await buy()).toBe('LISTING_UNAVAILABLE');
    expect(await put({ availableFrom: null })).toBeNull();
    expect(await buy()).toBe('sold');
  });
});

describe('a pickup', () => {
  it('has its place and instructions from the order, in one form', async () => {
    const id = await idOf({
      orderType: 'farm',
      shippingAddress: undefined,
      fulfilmentType: 'pickup',
      estimatedPickupAt: DAY,
      pickupLocation: { name: 'The old barn', city: 'Toledo', postalCode: '45001', country: 'Spain' },
      pickupInstructions: 'Ring twice.',
    });
    const { body } = await api.call('GET', `/api/orders/${id}`, { as: buyer });
    expect(body.shipping.pickup).toEqual({
      place: { name: 'The old barn', city: 'Toledo', postalCode: '45001', country: 'Spain' },
      instructions: 'Ring twice.',
    });
    expect(body.order).toMatchObject({
      estimatedPickupAt: DAY,
      pickupWindow: { from: '2026-11-26T23:00:00.000Z', timezone: 'Europe/Madrid', isDay: true },
    });
    const named = await idOf({ pickupLocation: 'Behind the church' });
    const { body: other } = await api.call('GET', `/api/orders/${named}`, { as: buyer });
    expect(other.shipping.pickup).toEqual({ place: { name: 'Behind the church' } });
  });
});
