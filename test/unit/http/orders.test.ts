import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { openCursor } from '../../../shared/security/signed-cursor.ts';
import {
  admin,
  buyer,
  csr,
  otherSeller,
  SECRET,
  seller,
  stranger,
  system,
  type World,
  world,
} from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const checkout = (data: object = {}, payment: object = {}) => ({
  paymentResult: { ...CHECKOUT_EXAMPLE.paymentResult, ...payment },
  checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, ...data },
});

const create = async (data: object = {}, payment: object = {}): Promise<string> => {
  const response = await api.call('POST', '/api/orders', { as: system, body: checkout(data, payment) });
  expect(response.status, response.text).toBe(201);
  return response.body.order.id;
};

const put = (orderId: string, status: string, as = seller, more: object = {}, headers = {}) =>
  api.call('PUT', `/api/orders/${orderId}/status`, { as, body: { status, ...more }, headers });

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

describe('idempotency keys', () => {
  const headers = { 'idempotency-key': 'key-1' };

  it('repeat the first response, refuse another body, and belong to their caller', async () => {
    const first = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
    const again = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
    expect(again.body).toEqual(first.body);
    expect(again.status).toBe(201);
    expect(again.headers['Idempotency-Replayed']).toBe('true');
    const other = await api.call('POST', '/api/orders', { as: system, body: checkout({ notes: 'other' }), headers });
    expect(other.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    const mine = await api.call('POST', '/api/orders', { as: seller, body: CHECKOUT_EXAMPLE, headers });
    expect(mine.body.order.id).not.toBe(first.body.order.id);
    api.advance(25 * 3600_000);
    const later = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
    expect(later.body.order.id).not.toBe(first.body.order.id);
  });

  it('let a request that was refused be sent again', async () => {
    const listing = (stock: number) =>
      api.call('PUT', '/api/admin/listings/lst-1', { as: admin, body: { sellerId: 'shop-7', stock } });
    const body = checkout({ items: undefined, listingId: 'lst-1', quantity: 1 });
    await listing(0);
    expect((await api.call('POST', '/api/orders', { as: system, body, headers })).status).toBe(409);
    await listing(1);
    expect((await api.call('POST', '/api/orders', { as: system, body, headers })).status).toBe(201);
  });

  it('say when the first one is still running', async () => {
    const create = api.parts.store.create;
    let second: Promise<unknown> | undefined;
    api.parts.store.create = async (...args) => {
      second ??= api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
      await second;
      return create(...args);
    };
    const first = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
    expect(first.status).toBe(201);
    expect(await second).toMatchObject({
      status: 409,
      body: { code: 'DUPLICATE_REQUEST_IN_PROGRESS' },
      headers: { 'Retry-After': '30' },
    });
  });

  it('belong to one order where the action is on an order', async () => {
    const [one, two] = [await create(), await create()];
    const ask = (orderId: string) =>
      api.call('POST', `/api/orders/${orderId}/support`, {
        as: buyer,
        body: { subject: 'Where?', message: 'It is late' },
        headers,
      });
    expect((await ask(one)).body.order.id).toBe(one);
    expect((await ask(two)).body.order.id).toBe(two);
    expect((await ask(one)).headers['Idempotency-Replayed']).toBe('true');
    const { body } = await api.call('GET', `/api/orders/${one}/status`, { as: buyer });
    expect(body.version).toBe(2);
  });
});

describe('status', () => {
  it('moves in any case, and returns what comes next', async () => {
    const orderId = await create();
    const response = await put(orderId, 'CONFIRMED', seller, { notes: 'ok', location: 'Madrid' });
    expect(response.body.order).toMatchObject({ status: 'confirmed', version: 2 });
    expect(response.body.order.allowedNext).toContain('processing');
    expect(response.headers.ETag).toBe('"2"');
    const { body } = await api.call('GET', `/api/orders/${orderId}/status`, { as: buyer });
    expect(body.history[1]).toMatchObject({
      seq: 2,
      status: 'confirmed',
      previousStatus: 'pending',
      actor: { role: 'seller', id: 'keeper-7' },
      notes: 'ok',
      location: 'Madrid',
      place: { city: 'Madrid' },
    });
    expect(body.workflow).toEqual({ id: 'parcel', version: 1 });
    expect(body.actions).toContain('support');
  });

  it('refuses what is not in the table and names what is', async () => {
    const orderId = await create();
    const response = await put(orderId, 'delivered');
    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({
      code: 'INVALID_TRANSITION',
      currentStatus: 'pending',
      allowedNext: ['confirmed', 'cancelled'],
    });
    expect((await put(orderId, 'confirmed', buyer)).body).toMatchObject({ status: 409, code: 'INVALID_TRANSITION' });
    expect((await put(orderId, 'no_such')).body).toMatchObject({
      status: 422,
      code: 'UNKNOWN_STATUS',
      statuses: expect.arrayContaining(['confirmed', 'delivered', 'cancelled']),
    });
    api.advance(25 * 3600_000);
    expect((await put(orderId, 'cancelled', buyer)).body).toMatchObject({ status: 422, code: 'GUARD_REFUSED' });
  });

  it('loses with 412 against a version that has passed', async () => {
    const orderId = await create();
    expect((await put(orderId, 'confirmed', seller, {}, { 'if-match': '"1"' })).status).toBe(200);
    const lost = await put(orderId, 'processing', seller, {}, { 'if-match': '"1"' });
    expect(lost.body).toMatchObject({ status: 412, code: 'PRECONDITION_FAILED' });
    expect((await put(orderId, 'processing', seller, {}, { 'if-match': 'nonsense' })).status).toBe(412);
    expect((await put(orderId, 'processing', seller, {}, { 'if-match': '*' })).status).toBe(200);
  });

  it('is 304 from one read when nothing changed', async () => {
    const orderId = await create();
    let reads = 0;
    const { get } = api.parts.store;
    api.parts.store.get = (id) => {
      reads += 1;
      return get(id);
    };
    api.parts.store.history = () => {
      throw new Error('The history must not be read');
    };
    const response = await api.call('GET', `/api/orders/${orderId}/status`, {
      as: buyer,
      headers: { 'if-none-match': 'W/"1", "9"' },
    });
    expect(response.status).toBe(304);
    expect(response.text).toBe('');
    expect(response.headers.ETag).toBe('"1"');
    expect(reads).toBe(1);
  });

  it('pages through the history with a cursor of our own', async () => {
    const orderId = await create();
    for (const status of ['confirmed', 'processing', 'delayed']) await put(orderId, status);
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await api.call('GET', `/api/orders/${orderId}/status?limit=3${more}`, { as: buyer });
      seen.push(...body.history.map(({ seq }: { seq: number }) => seq));
      expect(body.pagination).toMatchObject({ limit: 3, total: null });
      cursor = body.pagination.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([1, 2, 3, 4]);
    for (const bad of ['forged', 'a.b', 'x'.repeat(300)]) {
      const response = await api.call('GET', `/api/orders/${orderId}/status?cursor=${bad}`, { as: buyer });
      expect(response.body).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
    }
  });

  it('takes a cursor in its own list only', async () => {
    const [one, two] = [await create(), await create()];
    await put(one, 'confirmed');
    const { body } = await api.call('GET', `/api/orders/${one}/status?limit=1`, { as: buyer });
    const cursor = body.pagination.nextCursor;
    expect(openCursor(`history:${one}`, cursor, [SECRET])).toBe(1);
    const elsewhere = await api.call('GET', `/api/orders/${two}/status?cursor=${cursor}`, { as: buyer });
    expect(elsewhere.body.code).toBe('INVALID_CURSOR');
  });

  it('lets somebody who is buyer and seller act as either', async () => {
    const both = { ...seller, sub: 'user-2041' };
    const orderId = await create();
    expect((await put(orderId, 'confirmed', both)).status).toBe(200);
    const preferences = await api.call('POST', `/api/orders/${orderId}/delivery-preferences`, {
      as: both,
      body: { leaveWith: 'neighbour' },
    });
    expect(preferences.status, preferences.text).toBe(200);
    const { body } = await api.call('GET', `/api/orders/${orderId}/timeline`, { as: both });
    expect(body.timeline.map(({ source }: { source: string }) => source)).toEqual(['system', 'seller', 'customer']);
  });
});

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
