/** The documents' requests, and each key of their responses. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scan } from '../../../shared/orders/model/order.ts';
import { FARM_HISTORY_EXAMPLE, farmCheckout } from '../../support/document-examples/farm.ts';
import {
  BUYER_ROW_EXAMPLE,
  CHANGED_EXAMPLE,
  CREATED_EXAMPLE,
  DOCUMENT_ADDRESS,
  DOCUMENT_TRACKING_NUMBER,
  marketplaceCheckout,
  ORDER_EXAMPLE,
  PUBLIC_TRACKING_EXAMPLE,
  SELLER_ROW_EXAMPLE,
  SHIPPED_ENTRY_EXAMPLE,
  SHIPPED_REQUEST,
  TIMELINE_EXAMPLE,
} from '../../support/document-examples/marketplace.ts';
import { missingPaths } from '../../support/document-examples/missing-paths.ts';
import { type ApiResponse, admin, buyer, seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const put = (orderId: string, body: object, as = seller) =>
  api.call('PUT', `/api/orders/${orderId}/status`, { as, body });

const ok = (response: ApiResponse, status = 200): ApiResponse => {
  expect(response.status, response.text).toBe(status);
  return response;
};

const get = async (path: string, as = seller) => ok(await api.call('GET', path, { as })).body;

const buy = async (): Promise<ApiResponse> =>
  ok(await api.call('POST', '/api/orders', { as: system, body: marketplaceCheckout('user-2041', 'shop-7') }), 201);

const scan = (scanId: string, at: string, more: Partial<Scan>): Scan => ({
  scanId,
  carrier: 'ups',
  trackingNumber: DOCUMENT_TRACKING_NUMBER,
  occurredAt: at,
  milestone: 'in_transit',
  location: { city: 'Miami', region: 'FL', postalCode: '33101', country: 'US' },
  rawCode: 'X',
  recordedAt: at,
  ...more,
});

const shippedOrder = async (): Promise<string> => {
  const { id } = (await buy()).body.order;
  for (const status of ['order_confirmed', 'processing', 'ready_to_ship']) ok(await put(id, { status }));
  ok(await put(id, SHIPPED_REQUEST));
  await api.parts.store.addScans(id, [
    scan('s1', '2026-11-20T10:01:00.000Z', {}),
    scan('s2', '2026-11-20T10:02:00.000Z', { milestone: 'delivery_attempted', reason: 'recipient_unavailable' }),
    scan('s3', '2026-11-20T10:03:00.000Z', { milestone: 'delivered' }),
  ]);
  ok(await put(id, { status: 'delivered' }, system));
  return id;
};

describe('the marketplace’s document', () => {
  it('creates an order by its names', async () => {
    const { body } = await buy();
    expect(missingPaths(CREATED_EXAMPLE, body)).toEqual([]);
    expect(body.order).toMatchObject({ status: 'escrow_locked', totalAmount: '299.99', currency: 'USDC' });
    expect(body.order.estimatedDelivery).toBe('2024-02-15');
  });

  it('returns everything inside the order, and what was sent as it was sent', async () => {
    const { order } = await get(`/api/orders/${await shippedOrder()}`, buyer);
    expect(missingPaths(ORDER_EXAMPLE, { order })).toEqual([]);
    expect(order).toMatchObject({
      buyer: { id: 'user-2041', name: 'John Doe', email: 'john@example.com' },
      seller: { id: 'shop-7', name: 'Jane Smith', storeName: "Jane's Electronics" },
      payment: ORDER_EXAMPLE.order.payment,
      orderNotes: 'It is a gift',
      specialInstructions: 'No invoice in the box',
      deliveryNotes: 'Ring twice',
      shipping: { trackingNumber: DOCUMENT_TRACKING_NUMBER, carrier: 'ups', address: DOCUMENT_ADDRESS },
    });
    const { id: _id, ...item } = ORDER_EXAMPLE.order.items[0] ?? {};
    expect(order.items).toMatchObject([item]);
    expect(order.shippedAt).toBe(order.stamps.shippedAt);
    expect(order.shipping.actualDelivery).toBe(order.deliveredAt);
  });

  it('names the carrier, and says by what the order was paid', async () => {
    const id = await shippedOrder();
    const { order } = (await api.call('GET', `/api/orders/${id}`, { as: buyer, headers: { 'accept-language': 'en' } }))
      .body;
    const shipped = order.timeline.find(({ status }: { status: string }) => status === 'shipped');
    expect(shipped).toMatchObject({
      description: 'Package shipped via UPS',
      trackingNumber: DOCUMENT_TRACKING_NUMBER,
    });
    expect(order.timeline[0].metadata).toMatchObject({ transactionHash: '0x3f1b9a', escrowId: 'escrow-123' });
  });

  it('moves an order by its names, for the service too', async () => {
    const { id } = (await buy()).body.order;
    for (const status of ['order_confirmed', 'processing', 'ready_to_ship']) ok(await put(id, { status }, system));
    const { body } = ok(await put(id, SHIPPED_REQUEST, system));
    expect(missingPaths(CHANGED_EXAMPLE, body)).toEqual([]);
    expect(body.order).toMatchObject({ trackingNumber: DOCUMENT_TRACKING_NUMBER, carrier: 'ups' });
    for (const status of ['in_transit', 'out_for_delivery', 'delivered']) ok(await put(id, { status }, system));
  });

  it('takes its tracking number for one of UPS, in both places', async () => {
    const { id } = (await buy()).body.order;
    ok(await put(id, { status: 'order_confirmed' }));
    const path = `/api/orders/${id}/shipments`;
    const body = { trackingNumber: DOCUMENT_TRACKING_NUMBER };
    const registered = ok(await api.call('POST', path, { as: seller, body }), 201);
    expect(registered.body.shipment).toMatchObject({ carrier: 'ups' });
    const strange = ok(await api.call('POST', path, { as: seller, body: { trackingNumber: 'NOBODY-1' } }), 201);
    expect(strange.body.shipment).toMatchObject({ carrier: 'unknown', trackingNumber: 'NOBODY1' });
  });

  it('lists the seller to the buyer, and the buyer to the seller', async () => {
    await shippedOrder();
    const bought = await get('/api/orders/buyer/user-2041?status=shipped,delivered&paymentMethod=ESCROW', buyer);
    expect(missingPaths([BUYER_ROW_EXAMPLE], bought.orders)).toEqual([]);
    const sold = await get('/api/orders/seller/shop-7?status=DELIVERED');
    expect(missingPaths([SELLER_ROW_EXAMPLE], sold.orders)).toEqual([]);
    for (const filter of ['status=shipped,cancelled', 'paymentMethod=fiat']) {
      expect((await get(`/api/orders/seller/shop-7?${filter}`)).orders).toEqual([]);
    }
  });
});

describe('the timeline and the parcels', () => {
  it('have every key, and the attempts of the carrier', async () => {
    const id = await shippedOrder();
    const timeline = await get(`/api/orders/${id}/timeline`, buyer);
    expect(missingPaths(TIMELINE_EXAMPLE, timeline)).toEqual([]);
    expect(timeline.trackingInfo).toMatchObject({
      trackingUrl: `https://www.ups.com/track?tracknum=${DOCUMENT_TRACKING_NUMBER}`,
      carrierName: 'UPS',
      currentLocation: 'Miami, FL, US',
      lastSync: '2026-11-20T10:03:00.000Z',
      deliveryAttempts: [
        { attemptNumber: 1, status: 'failed', reason: 'recipient_unavailable', nextAttemptDate: null },
        { attemptNumber: 2, status: 'successful', reason: null },
      ],
    });
    const { parcels } = await get(`/api/orders/${id}/status`, buyer);
    expect(parcels).toEqual(timeline.parcels);
    const tracked = (await api.call('GET', `/api/orders/track/${DOCUMENT_TRACKING_NUMBER}`)).body;
    expect(missingPaths(PUBLIC_TRACKING_EXAMPLE, tracked)).toEqual([]);
    expect(JSON.stringify(tracked)).not.toMatch(/33101|John|Jane Smith.*@/);
  });

  it('hold status changes only in the history, and all that happened in the timeline', async () => {
    const id = await shippedOrder();
    const note = { as: buyer, body: { leaveWith: 'reception' } };
    const { body: other } = await buy();
    ok(await api.call('POST', `/api/orders/${other.order.id}/delivery-preferences`, note));
    const { history, pagination } = await get(`/api/orders/${other.order.id}/status`);
    expect(history.map(({ status }: { status: string }) => status)).toEqual(['escrow_locked']);
    expect(pagination).toMatchObject({ total: 1, nextCursor: null });
    const { timeline } = await get(`/api/orders/${other.order.id}/timeline`);
    expect(timeline.map(({ metadata }: { metadata: { event?: string } }) => metadata.event)).toContain(
      'delivery_preferences_set',
    );
    const shipped = (await get(`/api/orders/${id}/status`)).history.find(
      ({ status }: { status: string }) => status === 'shipped',
    );
    expect(missingPaths(SHIPPED_ENTRY_EXAMPLE, shipped)).toEqual([]);
    const { id: _id, changedBy, createdBy, createdAt: _at, ...said } = SHIPPED_ENTRY_EXAMPLE;
    expect(shipped).toMatchObject({ ...said, changedBy: 'keeper-7', place: { city: 'Miami, FL, US' } });
    expect([changedBy, createdBy]).toEqual(['seller-1', 'seller-1']);
  });

  it('finds every status change behind many other events', async () => {
    const { id } = (await buy()).body.order;
    for (const status of ['order_confirmed', 'processing']) {
      ok(await put(id, { status }));
      for (let i = 0; i < 15; i += 1) {
        await api.call('PUT', `/api/orders/${id}/items/item-1`, { as: seller, body: { prepared: i % 2 === 0 } });
      }
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await get(`/api/orders/${id}/status?limit=1${more}`);
      seen.push(...page.history.map(({ status }: { status: string }) => status));
      cursor = page.pagination.nextCursor;
    }
    expect(seen).toEqual(['escrow_locked', 'order_confirmed', 'processing']);
  });
});

describe('the farm’s document', () => {
  const order = async (): Promise<ApiResponse> =>
    ok(await api.call('POST', '/api/orders', { as: system, body: farmCheckout('user-2041', 'shop-7') }), 201);

  it('creates an order by its names, and returns each', async () => {
    const { body } = await order();
    expect(body.order).toMatchObject({
      status: 'pending',
      customerId: 'user-2041',
      farmId: 'shop-7',
      fulfillmentType: 'pickup',
      pickupLocation: 'Green Farm, Camino Viejo 4',
      pickupInstructions: 'Ring at the green gate',
      seller: { id: 'shop-7', name: 'Green Farm', storeName: 'Green Farm' },
    });
  });

  it('reads its envelope and its capitals', async () => {
    const { id } = (await order()).body.order;
    const changed = ok(await put(id, { status: 'CONFIRMED', reason: 'In stock' })).body;
    expect(changed).toMatchObject({ success: true, data: { id, status: 'CONFIRMED' }, order: { status: 'confirmed' } });
    const status = await get(`/api/orders/${id}/status`, buyer);
    expect(missingPaths(FARM_HISTORY_EXAMPLE, status)).toEqual([]);
    expect(status.data[1]).toMatchObject({
      fromStatus: 'PENDING',
      toStatus: 'CONFIRMED',
      changedBy: 'keeper-7',
      reason: 'In stock',
      order: { status: 'CONFIRMED' },
    });
    expect(status.history[1]).toMatchObject({ fromStatus: 'pending', toStatus: 'confirmed' });
  });

  it('reads why its request was refused', async () => {
    const { id } = (await order()).body.order;
    const refused = await put(id, { status: 'COMPLETED' });
    expect(refused.body).toMatchObject({ status: 409, code: 'INVALID_TRANSITION', success: false });
    expect(refused.body.error).toBe(refused.body.detail);
    const missing = await api.call('GET', '/api/orders/no-such/status', { as: buyer });
    expect(missing.body).toMatchObject({ status: 404, success: false, error: missing.body.detail });
  });

  it('is not spoken of other orders', async () => {
    const { id } = (await buy()).body.order;
    expect(await get(`/api/orders/${id}/status`)).not.toHaveProperty('data');
    expect(ok(await put(id, { status: 'order_confirmed' })).body).not.toHaveProperty('data');
  });
});

describe('errors of a creation', () => {
  const refuse = async (body: unknown) => (await api.call('POST', '/api/orders', { as: system, body })).body;
  const checkout = marketplaceCheckout('user-2041', 'shop-7');
  const SUPPORT = {
    message: 'Unable to create order. Please contact support.',
    canRetry: true,
    suggestedAction: 'Try again or contact support',
  };

  it('say what to show the buyer', async () => {
    const unpaid = { ...checkout, paymentResult: { ...checkout.paymentResult, success: false } };
    expect(await refuse(unpaid)).toMatchObject({
      code: 'PAYMENT_NOT_CONFIRMED',
      message: 'Payment not confirmed. Please try again.',
      canRetry: true,
      suggestedAction: 'Verify payment status and retry',
      details: expect.any(String),
    });
    await api.call('PUT', '/api/admin/listings/lst-1', {
      as: admin,
      body: { sellerId: 'shop-7', stock: 1, available: false },
    });
    const offSale = { ...checkout, checkoutData: { ...checkout.checkoutData, listingId: 'lst-1' } };
    expect(await refuse(offSale)).toMatchObject({
      code: 'LISTING_UNAVAILABLE',
      message: 'This item is no longer available.',
      canRetry: false,
      suggestedAction: 'Browse similar items',
    });
    const nowhere = { ...checkout, checkoutData: { ...checkout.checkoutData, shippingAddress: { city: 'Miami' } } };
    expect(await refuse(nowhere)).toMatchObject({ code: 'INVALID_SHIPPING_ADDRESS', ...SUPPORT });
    expect(await refuse({})).toMatchObject({ code: 'VALIDATION_FAILED', ...SUPPORT });
  });
});

describe('a bulk move', () => {
  it('counts, and names what failed', async () => {
    const { id } = (await buy()).body.order;
    const body = { orderIds: [id, 'no-such'], status: 'order_confirmed' };
    const moved = ok(await api.call('POST', '/api/admin/orders/bulk-status', { as: admin, body })).body;
    expect(moved).toMatchObject({ success: 1, failed: 1, errors: [{ orderId: 'no-such', error: expect.any(String) }] });
  });
});
