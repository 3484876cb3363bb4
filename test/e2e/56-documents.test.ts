/** The journeys of the source documents, written by their text alone: their names, their statuses, their numbers. */
import { describe, expect, it } from 'vitest';
import {
  BUYER_ROW_EXAMPLE,
  CHANGED_EXAMPLE,
  CREATED_EXAMPLE,
  DOCUMENT_TRACKING_NUMBER,
  marketplaceCheckout,
  ORDER_EXAMPLE,
  SELLER_ROW_EXAMPLE,
  SHIPPED_REQUEST,
  TIMELINE_EXAMPLE,
} from '../support/document-examples/marketplace.ts';
import { missingPaths } from '../support/document-examples/missing-paths.ts';
import { STORE_ORDER_EXAMPLE_RESPONSE, storeOrderRequest } from '../support/document-examples/store.ts';
import { type ApiResponse, call, tokenFor } from './support/api.ts';
import { daysAgo, fedexBody, sendFedex } from './support/fedex.ts';
import { fedexNumber, newParties, orderRequest, type Parties, unique } from './support/orders.ts';
import { sendPayment } from './support/payments.ts';

interface Body {
  readonly order: { readonly id: string; readonly status: string; readonly [name: string]: unknown };
  readonly [name: string]: unknown;
}

const expectStatus = <T>(response: ApiResponse<T>, status: number): T => {
  expect(response.status, response.text).toBe(status);
  return response.body;
};

const createBy = async (parties: Parties, body: unknown): Promise<Body> =>
  expectStatus(
    await call<Body>('POST', '/api/orders', {
      token: parties.system,
      headers: { 'idempotency-key': unique('create') },
      body,
    }),
    201,
  );

const moveTo = async (id: string, token: string, body: unknown): Promise<Body> =>
  expectStatus(await call<Body>('PUT', `/api/orders/${id}/status`, { token, body }), 200);

const read = async (path: string, token: string): Promise<Body> =>
  expectStatus(await call<Body>('GET', path, { token }), 200);

describe('a marketplace purchase by escrow', () => {
  it('goes from the locked escrow to its release, by the names of the document', async () => {
    const parties = await newParties();
    const created = await createBy(parties, marketplaceCheckout(parties.buyerId, parties.sellerId));
    expect(missingPaths(CREATED_EXAMPLE, created)).toEqual([]);
    expect(created.order.status).toBe('escrow_locked');
    const { id } = created.order;
    for (const status of ['order_confirmed', 'processing', 'ready_to_ship']) {
      expect(await moveTo(id, parties.seller, { status })).toMatchObject({ success: true, order: { status } });
    }
    const shipped = await moveTo(id, parties.seller, SHIPPED_REQUEST);
    expect(missingPaths(CHANGED_EXAMPLE, shipped)).toEqual([]);
    expect(shipped.order).toMatchObject({ trackingNumber: DOCUMENT_TRACKING_NUMBER, carrier: 'ups' });
    for (const status of ['in_transit', 'out_for_delivery', 'delivered']) await moveTo(id, parties.system, { status });
    const release = { type: 'EscrowReleased', orderId: id, escrowId: 'escrow-123', transactionHash: '0x9e1ea5e' };
    const paid = await sendPayment({ ...release, occurredAt: new Date().toISOString() });
    expect(paid.body.outcome, paid.text).toBe('applied');
    const detail = await read(`/api/orders/${id}`, parties.buyer);
    expect(missingPaths(ORDER_EXAMPLE, detail)).toEqual([]);
    expect(detail.order).toMatchObject({
      status: 'completed',
      payment: { status: 'released', transactionHash: '0x3f1b9a', releaseTransactionHash: '0x9e1ea5e' },
      seller: { id: parties.sellerId, name: 'Jane Smith', storeName: "Jane's Electronics" },
    });
    const bought = await read(`/api/orders/buyer/${parties.buyerId}?status=completed,cancelled`, parties.buyer);
    expect(missingPaths([BUYER_ROW_EXAMPLE], bought.orders)).toEqual([]);
    const sold = await read(`/api/orders/seller/${parties.sellerId}?paymentMethod=escrow`, parties.seller);
    expect(missingPaths([SELLER_ROW_EXAMPLE], sold.orders)).toEqual([]);
  });

  it('says why nothing was created', async () => {
    const parties = await newParties();
    const checkout = marketplaceCheckout(parties.buyerId, parties.sellerId);
    const body = { ...checkout, paymentResult: { ...checkout.paymentResult, success: false } };
    const refused = await call('POST', '/api/orders', { token: parties.system, body });
    expect(refused.body).toMatchObject({
      code: 'PAYMENT_NOT_CONFIRMED',
      message: 'Payment not confirmed. Please try again.',
      canRetry: true,
      suggestedAction: 'Verify payment status and retry',
    });
  });
});

describe('groceries, by the paths of the store', () => {
  it('go from the store to the door', async () => {
    const parties = await newParties();
    const id = unique('order');
    const request = storeOrderRequest(id, parties.sellerId, parties.buyerId);
    expectStatus(await call('POST', '/orders/tracking/init', { token: parties.system, body: request }), 201);
    const path = `/orders/tracking/${id}`;
    const send = async (method: string, action: string, token: string, body: unknown) =>
      expectStatus(await call(method, `${path}/${action}`, { token, body }), 200);
    await send('POST', 'acknowledge', parties.seller, { estimated_ready_at: new Date(Date.now() + 6e5).toISOString() });
    await send('PUT', 'status', parties.seller, { status: 'picking_in_progress' });
    await send('PUT', 'status', parties.seller, { status: 'substitutions_needed' });
    await send('PUT', 'status', parties.seller, { status: 'READY_FOR_PICKUP', notes: 'Two bags' });
    const driverId = unique('driver');
    const driver = await tokenFor({ sub: driverId, roles: ['DRIVER'] });
    const details = { driver_id: driverId, name: 'Leo', phone: '+34600000000', vehicle: 'van', provider: 'own' };
    await send('PUT', 'driver', parties.seller, details);
    await send('PUT', 'status', driver, { status: 'driver_pickup_complete' });
    await send('PUT', 'status', driver, { status: 'in_transit' });
    await send('PUT', 'delivered', driver, { proof: { pin: '1234' } });
    const order = await read(path, parties.buyer);
    expect(missingPaths(STORE_ORDER_EXAMPLE_RESPONSE, order)).toEqual([]);
    const history = order.status_history as readonly { status: string; notes?: string; updated_by: string }[];
    expect(history.map(({ status }) => status)).toEqual([
      'submitted',
      'store_notified',
      'store_acknowledged',
      'picking_in_progress',
      'substitutions_needed',
      'ready_for_pickup',
      'driver_assigned',
      'driver_pickup_complete',
      'in_transit',
      'delivered',
    ]);
    expect(history[5]?.notes).toBe('Two bags');
    expect(history.at(-1)?.updated_by).toBe(driverId);
  });
});

describe('a parcel, by status and timeline', () => {
  it('is followed from its registration to the door', async () => {
    const parties = await newParties();
    const { id } = (await createBy(parties, orderRequest(parties, { storeName: 'Oil & Co' }))).order;
    for (const status of ['CONFIRMED', 'PROCESSING']) await moveTo(id, parties.seller, { status });
    const trackingNumber = fedexNumber();
    const shipment = { trackingNumber, carrier: 'FedEx', service: 'Ground' };
    const registered = await call('POST', `/api/orders/${id}/shipments`, { token: parties.seller, body: shipment });
    expectStatus(registered, 201);
    await sendFedex(
      fedexBody(trackingNumber, [
        { at: daysAgo(3, '09:00:00Z'), eventType: 'PU', city: 'MADRID' },
        { at: daysAgo(2, '09:00:00Z'), eventType: 'DE', city: 'TOLEDO' },
        { at: daysAgo(1, '09:00:00Z'), eventType: 'DL', city: 'TOLEDO' },
      ]),
    );
    const timeline = await read(`/api/orders/${id}/timeline?locale=en`, parties.buyer);
    expect(missingPaths(TIMELINE_EXAMPLE, timeline)).toEqual([]);
    expect(timeline.trackingInfo).toMatchObject({
      trackingNumber,
      carrier: 'fedex',
      carrierService: 'Ground',
      trackingUrl: expect.stringContaining(trackingNumber),
      currentLocation: expect.stringMatching(/toledo/i),
      deliveryAttempts: [{ attemptNumber: 1 }, { attemptNumber: 2, status: 'successful' }],
    });
    const entries = timeline.timeline as readonly { description: string }[];
    expect(entries.map(({ description }) => description)).toContain('Package shipped via FedEx');
    const status = await read(`/api/orders/${id}/status`, parties.buyer);
    const history = status.history as readonly { status: string; fromStatus: string | null; toStatus: string }[];
    expect(history.every((entry) => entry.fromStatus !== entry.toStatus)).toBe(true);
    expect(history.map((entry) => entry.toStatus)).toEqual([
      'pending',
      'confirmed',
      'processing',
      'shipped',
      'delivered',
    ]);
    const tracked = await read(`/api/orders/track/${trackingNumber}`, '');
    expect(tracked).toMatchObject({ attemptCount: 1, carrierService: 'Ground' });
  });
});
