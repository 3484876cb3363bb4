import { describe, expect, it } from 'vitest';
import { call, drain, local, outbox } from './support/api.ts';
import { daysAgo, type FedexScan, fedexBody, sendFedex } from './support/fedex.ts';
import { createOrder, fedexNumber, newParties, type Parties, putStatus, statusOf, unique } from './support/orders.ts';

const HOUR = 60 * 60 * 1000;
const fromNow = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
const scan = (eventType: string, at: string): FedexScan => ({ eventType, at });

const preparedOrder = async (parties: Parties): Promise<string> => {
  const order = await createOrder(parties);
  for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
  return order.id;
};

const register = (orderId: string, token: string, trackingNumber: string) =>
  call<{ shipment: { needsConfirmation?: boolean } }>('POST', `/api/orders/${orderId}/shipments`, {
    token,
    body: { trackingNumber, carrier: 'fedex' },
  });

describe('a parcel whose carrier says what cannot be', () => {
  it('ends where its true scans say, with one alert and no message of another parcel', async () => {
    const parties = await newParties();
    const orderId = await preparedOrder(parties);
    const number = fedexNumber();
    await register(orderId, parties.seller, number);
    const outcomes: string[] = [];
    for (const one of [
      scan('DL', daysAgo(700, '10:00:00Z')),
      scan('DL', '2036-01-01T00:00:00Z'),
      scan('PU', fromNow(-10 * HOUR)),
      scan('IT', fromNow(2 * HOUR)),
      scan('OD', fromNow(-HOUR)),
      scan('AE', fromNow(-HOUR + 83_000)),
      scan('PU', 'yesterday'),
    ]) {
      outcomes.push((await sendFedex(fedexBody(number, [one]))).body.outcome);
    }
    expect(outcomes).toEqual(['recorded', 'recorded', 'applied', 'applied', 'applied', 'recorded', 'ignored']);
    expect((await statusOf(orderId, parties.buyer)).status).toBe('out_for_delivery');
    await sendFedex(fedexBody(number, [scan('DL', fromNow(-6 * 60_000))]));
    await drain();
    expect((await statusOf(orderId, parties.buyer)).status).toBe('delivered');
    expect((await outbox(orderId)).filter(({ subject }) => /delivered/i.test(subject ?? ''))).toHaveLength(1);
  });
});

describe('a wrong tracking number', () => {
  it('is corrected: back without a mail, then on with the right parcel', async () => {
    const parties = await newParties();
    const orderId = await preparedOrder(parties);
    const [wrong, right] = [fedexNumber(), fedexNumber()];
    await register(orderId, parties.seller, wrong);
    await sendFedex(fedexBody(wrong, [scan('PU', daysAgo(2, '10:00:00Z')), scan('DL', daysAgo(1, '10:00:00Z'))]));
    expect((await sendFedex(fedexBody(right, [scan('PU', daysAgo(1, '09:00:00Z'))]))).body.outcome).toBe('parked');
    await drain();
    const before = (await outbox(orderId)).length;
    const path = `/api/orders/${orderId}/shipments/${wrong}`;
    const body = { trackingNumber: right, reason: 'Two digits were exchanged' };
    const corrected = await call('PUT', path, { token: parties.seller, body });
    expect(corrected.status, corrected.text).toBe(200);
    await drain();
    expect((await statusOf(orderId, parties.buyer)).status).toBe('shipped');
    expect((await outbox(orderId)).slice(before).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/ship|enviado/i),
    ]);
    expect((await sendFedex(fedexBody(wrong, [scan('IT', daysAgo(1, '12:00:00Z'))]))).body.outcome).toBe('parked');
    const detached = await call('DELETE', `/api/orders/${orderId}/shipments/${right}?reason=lost`, {
      token: parties.seller,
    });
    expect(detached.status, detached.text).toBe(200);
    expect((await statusOf(orderId, parties.buyer)).status).toBe('processing');
    expect((await call('GET', `/api/orders/track/${right}`)).status).toBe(404);
  });
});

describe('a parcel of another shop', () => {
  it('is taken with a flag and followed when support says so', async () => {
    const [first, second] = [await newParties(), await newParties()];
    const number = fedexNumber();
    const orders = { first: await preparedOrder(first), second: await preparedOrder(second) };
    await register(orders.first, first.seller, number);
    const claimed = await register(orders.second, second.seller, number);
    expect([claimed.status, claimed.body.shipment.needsConfirmation], claimed.text).toEqual([201, true]);
    await sendFedex(fedexBody(number, [scan('PU', daysAgo(2, '10:00:00Z')), scan('DL', daysAgo(1, '10:00:00Z'))]));
    expect((await statusOf(orders.first, first.buyer)).status).toBe('delivered');
    expect((await statusOf(orders.second, second.buyer)).status).toBe('processing');
    const confirmed = await call('PUT', `/api/orders/${orders.second}/shipments/${number}`, {
      token: second.admin,
      body: { confirmed: true, reason: 'Sold on by the first shop' },
    });
    expect(confirmed.status, confirmed.text).toBe(200);
    await drain();
    expect((await statusOf(orders.second, second.buyer)).status).toBe('delivered');
  });
});

describe('a large order', () => {
  it('takes parcels with all of its items until it is full, and then refuses one more with 422', async () => {
    const parties = await newParties();
    const items = Array.from({ length: 200 }, (_, index) => ({
      itemId: `${index}-${'i'.repeat(120)}`,
      name: `Brass screw ${'x'.repeat(280)}`,
      quantity: 1,
      unitPrice: '1.00',
    }));
    const order = await createOrder(parties, { items, totalAmount: '200.00' });
    const statuses: number[] = [];
    while (statuses.at(-1) !== 422 && statuses.length < 14) {
      const body = { trackingNumber: fedexNumber(), carrier: 'fedex', items: items.map(({ itemId }) => itemId) };
      const headers = { 'idempotency-key': unique('parcel') };
      const path = `/api/orders/${order.id}/shipments`;
      statuses.push((await call('POST', path, { token: parties.seller, body, headers })).status);
    }
    expect([statuses[0], statuses.at(-1), new Set(statuses).size]).toEqual([201, 422, 2]);
    expect((await putStatus(order.id, parties.seller, 'confirmed')).status).toBe(200);
  });

  it('left nothing that was not allowed', async () => {
    await drain();
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
