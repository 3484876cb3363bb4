import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyOfSource } from '../../shared/security/signature.ts';
import { eventually } from '../support/eventually.ts';
import { call, drain, local, outbox } from './support/api.ts';
import { secret } from './support/fedex.ts';
import { createOrder, newParties, type Parties, putStatus, startGrocery, statusOf, unique } from './support/orders.ts';

interface Script {
  readonly trackingNumber: string;
  readonly deliveries: readonly { readonly status: number; readonly outcome?: string }[];
}

const simulate = (carrier: string, script: object): Promise<Script> =>
  local<Script>('POST', `simulators/${carrier}`, script);

/** A number of the carrier's form, which nobody has registered. */
const numberOf = async (carrier: string): Promise<string> =>
  (await simulate(carrier, { event: 'label', quiet: true })).trackingNumber;

const shippedBy = async (carrier: string, parties: Parties) => {
  const order = await createOrder(parties);
  await putStatus(order.id, parties.seller, 'confirmed');
  await putStatus(order.id, parties.seller, 'processing');
  const trackingNumber = await numberOf(carrier);
  const registered = await call('POST', `/api/orders/${order.id}/shipments`, {
    token: parties.seller,
    body: { trackingNumber, carrier },
  });
  expect(registered.status, registered.text).toBe(201);
  return { order, trackingNumber };
};

describe.each(['fedex', 'ups', 'dhl', 'correos'])('a parcel of %s', (carrier) => {
  it.each([
    ['delivered', 'delivered'],
    ['attempted', 'delivered'],
    ['returned', carrier === 'correos' ? 'exception' : 'returned'],
  ])('that was %s leads its order to %s, in whatever order its webhooks come', async (journey, status) => {
    const parties = await newParties();
    const { order, trackingNumber } = await shippedBy(carrier, parties);
    const { deliveries } = await simulate(carrier, { trackingNumber, journey, shuffled: true, repeat: 1 });
    expect(deliveries.map((one) => one.status)).toEqual(deliveries.map(() => 200));
    expect((await statusOf(order.id, parties.buyer)).status).toBe(status);
    const tracked = await call<{ scans: readonly object[]; trackingUrl: string | null }>(
      'GET',
      `/api/orders/track/${trackingNumber}`,
    );
    expect(tracked.body.scans).toHaveLength(deliveries.length);
    expect(tracked.body.trackingUrl).toMatch(/^https:\/\//);
    expect(tracked.text).not.toContain('RUIZ');
  });

  it('is asked for its proof', async () => {
    const { deliveries } = await simulate(carrier, { journey: 'silent', badSignature: true });
    expect(deliveries.map((one) => one.status)).toEqual([401, 401]);
  });
});

describe('a subscription to pushes', () => {
  it('is confirmed by the webhook itself', async () => {
    const response = await call('POST', '/_local/simulators/dhl/tracking/push/v1/subscription', {
      body: JSON.stringify({ type: 'Shipment', shipmentIDs: ['3318810025'] }),
      headers: { 'dhl-api-key': 'anything' },
    });
    expect(response.status, response.text).toBe(201);
    const active = () => local<{ subscriptions?: readonly string[] }>('POST', 'simulators/dhl', {});
    await eventually(async () => expect((await active()).subscriptions).toEqual([expect.any(String)]));
  });
});

describe('the door of carriers that have no adapter', () => {
  /** Signed with the key of the source, as `npm run secret -- carriers/generic --show --source pigeon` prints it. */
  const send = async (event: object): Promise<string> => {
    const body = JSON.stringify(event);
    const { now } = await local<{ now: string }>('GET', 'clock');
    const seconds = Math.floor(Date.parse(now) / 1_000);
    const key = keyOfSource(await secret('carriers/generic'), 'pigeon');
    const signature = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex');
    const headers = { 'x-wismo-source': 'pigeon', 'x-wismo-signature': `t=${seconds},v1=${signature}` };
    const response = await call<{ outcome: string }>('POST', '/api/webhooks/carriers/generic', { body, headers });
    expect(response.status, response.text).toBe(200);
    return response.body.outcome;
  };

  /** An event of Pigeon Post, so many minutes ago. */
  const report = async (trackingNumber: string, status: string, minutesAgo: number): Promise<string> => {
    const { now } = await local<{ now: string }>('GET', 'clock');
    const occurredAt = new Date(Date.parse(now) - minutesAgo * 60_000).toISOString();
    return send({ trackingNumber, carrier: 'Pigeon Post', status, occurredAt, eventId: unique('evt') });
  };

  it('leads an order of two parcels to its door, over more scans than are read with it', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
    const numbers = [1, 2].map(() => unique('PG').replaceAll('-', '').toUpperCase());
    const [first = '', second = ''] = numbers;
    const register = async (trackingNumber: string): Promise<void> => {
      const options = { token: parties.seller, body: { trackingNumber, carrier: 'pigeon_post' } };
      const registered = await call('POST', `/api/orders/${order.id}/shipments`, options);
      expect(registered.status, registered.text).toBe(201);
    };
    await register(first);
    const stops = 42;
    for (let stop = 0; stop < stops; stop += 1) await report(first, 'in_transit', 60 + stops - stop);
    expect(await report(second, 'in_transit', 30)).toBe('parked');
    // A write that arrives twice finds the order changed, by itself.
    const write = { service: 'dynamodb', operation: 'TransactWriteItems', function: 'ApplyParked' };
    await local('POST', 'faults', { ...write, kind: 'duplicate', times: 1 });
    await register(second);
    await drain();
    expect(await local('GET', 'faults')).toMatchObject([{ applied: 1 }]);
    await local('DELETE', 'faults');
    for (const number of numbers) expect(await report(number, 'delivered', 5)).toBe('applied');
    expect((await statusOf(order.id, parties.buyer)).status).toBe('delivered');
    const scansOf = async (number: string): Promise<number> =>
      (await call<{ scans: readonly object[] }>('GET', `/api/orders/track/${number}?limit=100`)).body.scans.length;
    expect([await scansOf(first), await scansOf(second)]).toEqual([stops + 1, 2]);
  });
});

interface StoreOrder {
  readonly current_status: string;
  readonly delivery_provider: string | null;
  readonly driver_details: { readonly name: string; readonly phone?: string } | null;
  readonly driver_location: { readonly lat: number } | null;
}

const groceryReady = async (parties: Parties): Promise<string> => {
  const orderId = await startGrocery(parties);
  await drain();
  const token = parties.seller;
  await call('POST', `/orders/tracking/${orderId}/acknowledge`, { token, body: {} });
  for (const status of ['picking_in_progress', 'ready_for_pickup'])
    expect((await call('PUT', `/orders/tracking/${orderId}/status`, { token, body: { status } })).status).toBe(200);
  return orderId;
};

const storeOrder = async (orderId: string, token: string): Promise<StoreOrder> =>
  (await call<StoreOrder>('GET', `/orders/tracking/${orderId}`, { token })).body;

describe.each(['uber', 'doordash'])('groceries that %s brings', (carrier) => {
  it('have a driver, a place on the map and a page to follow, and arrive', async () => {
    const parties = await newParties();
    const orderId = await groceryReady(parties);
    await simulate(carrier, { orderId, event: 'assigned' });
    const assigned = await storeOrder(orderId, parties.buyer);
    expect(assigned).toMatchObject({
      current_status: 'driver_assigned',
      delivery_provider: carrier,
      driver_details: { name: 'Marta L.', phone: '+34600555001' },
    });
    expect(assigned.driver_location?.lat).toBeGreaterThan(40);
    const { trackingNumber, deliveries } = await simulate(carrier, { orderId, event: 'reassigned' });
    expect(deliveries[0]?.status).toBe(200);
    expect((await storeOrder(orderId, parties.buyer)).driver_details?.name).toBe('Ion P.');
    for (const event of ['collected', 'near', 'delivered']) await simulate(carrier, { orderId, event });
    expect((await storeOrder(orderId, parties.buyer)).current_status).toBe('delivered');
    const number = trackingNumber.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
    const tracked = await call<{ trackingUrl: string }>('GET', `/api/orders/track/${number}`);
    expect(tracked.status, tracked.text).toBe(200);
    expect(tracked.body.trackingUrl).toMatch(/^https:\/\/(www\.ubereats|doordash)\.com\//);
    for (const secret of ['Ion P.', '+34600555002', '40.4']) expect(tracked.text).not.toContain(secret);
  });

  it('that are cancelled wait for another driver', async () => {
    const parties = await newParties();
    const orderId = await groceryReady(parties);
    for (const event of ['assigned', 'cancelled']) await simulate(carrier, { orderId, event });
    expect(await storeOrder(orderId, parties.buyer)).toMatchObject({
      current_status: 'ready_for_pickup',
      driver_details: null,
    });
  });
});

describe('what all carriers did', () => {
  it('was allowed, and notified nobody of one thing twice', async () => {
    await drain();
    expect(await local('GET', 'denied')).toEqual([]);
    const parties = await newParties();
    const { order, trackingNumber } = await shippedBy('ups', parties);
    await simulate('ups', { trackingNumber, journey: 'delivered', shuffled: true, repeat: 2 });
    await drain();
    const subjects = (await outbox(order.id))
      .filter(({ channel }) => channel === 'email')
      .map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
  });
});
