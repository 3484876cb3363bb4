import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Health } from '../support/cloud-process.ts';
import { call, drain, local } from './support/api.ts';
import { newParties, type Parties, startGrocery } from './support/orders.ts';
import { carriersAreWell, pass, silentParcel, simulate, statusNow } from './support/polling.ts';
import { allItems } from './support/table.ts';

const CARRIERS = ['ups', 'dhl', 'correos', 'fedex', 'uber', 'doordash'];

interface CarrierHealth {
  readonly carrier: string;
  readonly state: string;
  readonly reason: string | null;
  readonly calls: number;
  readonly failures: number;
  readonly lastEventAt: string | null;
  readonly lastFailure: { readonly code: string } | null;
  readonly overdueSeconds: number;
  readonly quotas: readonly { readonly calls: number; readonly used: number | null; readonly left: number | null }[];
}

const healthOf = async (carrier: string): Promise<CarrierHealth> => {
  const { admin } = await newParties();
  const response = await call<{ carriers: readonly CarrierHealth[] }>('GET', '/api/admin/carriers', { token: admin });
  expect(response.status, response.text).toBe(200);
  const found = response.body.carriers.find((one) => one.carrier === carrier);
  if (found === undefined) throw new Error(`${carrier} is not among the carriers`);
  return found;
};

const switchTo = async (carrier: string, enabled: boolean): Promise<void> => {
  const { admin } = await newParties();
  const body = { enabled, reason: 'A test' };
  const response = await call('PUT', `/api/admin/carriers/${carrier}`, { token: admin, body });
  expect(response.status, response.text).toBe(200);
};

interface Parcel {
  readonly syncStatus: string;
  readonly lastSync: string | null;
}

const parcelOf = async (orderId: string, { buyer }: Parties): Promise<Parcel> => {
  const path = `/api/orders/${orderId}/timeline`;
  const { body } = await call<{ parcels: readonly Parcel[] }>('GET', path, { token: buyer });
  const [parcel] = body.parcels;
  if (parcel === undefined) throw new Error('the order has no parcel');
  return parcel;
};

beforeEach(() => carriersAreWell(CARRIERS));
afterAll(async () => {
  await carriersAreWell(CARRIERS);
  await local('POST', 'clock', { reset: true });
});

describe('a carrier that refuses the credentials', () => {
  it('is paused, says so, and is asked again when somebody has put them right', async () => {
    const { orderId, parties, trackingNumber } = await silentParcel('ups');
    await simulate('ups', { wrongToken: true });
    await simulate('ups', { trackingNumber, journey: 'delivered', quiet: true });
    await pass('PT4M');
    expect(await healthOf('ups')).toMatchObject({
      state: 'paused',
      reason: 'unauthorized',
      lastFailure: { code: 'Unauthorized' },
    });
    await simulate('ups', { wrongToken: false });
    await pass('PT5M');
    expect(await statusNow(orderId, parties)).toBe('processing');
    await switchTo('ups', true);
    await pass('PT2M');
    expect(await statusNow(orderId, parties)).toBe('delivered');
    expect(await healthOf('ups')).toMatchObject({ state: 'active', reason: null });
  });

  it('is found to be well by itself, too', async () => {
    const { orderId, parties, trackingNumber } = await silentParcel('correos');
    await simulate('correos', { wrongToken: true });
    await pass('PT4M');
    expect(await healthOf('correos')).toMatchObject({ state: 'paused' });
    await simulate('correos', { wrongToken: false });
    await simulate('correos', { trackingNumber, journey: 'delivered', quiet: true });
    await pass('PT45M');
    expect(await statusNow(orderId, parties)).toBe('delivered');
    expect(await healthOf('correos')).toMatchObject({ state: 'active' });
  });
});

describe('a carrier that is switched off', () => {
  it('is not asked; its webhooks are applied all the same', async () => {
    const polled = await silentParcel('fedex');
    const pushed = await silentParcel('fedex');
    await switchTo('fedex', false);
    for (const { trackingNumber, quiet } of [
      { trackingNumber: polled.trackingNumber, quiet: true },
      { trackingNumber: pushed.trackingNumber, quiet: false },
    ])
      await simulate('fedex', { trackingNumber, journey: 'delivered', quiet });
    await pass('PT8M');
    expect(await statusNow(polled.orderId, polled.parties)).toBe('processing');
    expect(await statusNow(pushed.orderId, pushed.parties)).toBe('delivered');
    expect(await healthOf('fedex')).toMatchObject({
      state: 'disabled',
      lastEventAt: expect.any(String),
      overdueSeconds: expect.toSatisfy((seconds: number) => seconds > 300),
    });
    await switchTo('fedex', true);
    await pass('PT2M');
    expect(await statusNow(polled.orderId, polled.parties)).toBe('delivered');
  });
});

describe('a carrier with a quota', () => {
  it('shows what is left of it, and takes the calls of subscriptions from it, too', async () => {
    const before = await healthOf('dhl');
    await silentParcel('dhl');
    await pass('PT4M');
    const after = await healthOf('dhl');
    const [, daily] = after.quotas;
    expect(daily).toMatchObject({ calls: 250 });
    expect((daily?.used ?? 0) - (before.quotas[1]?.used ?? 0)).toBeGreaterThanOrEqual(2);
    expect((daily?.used ?? 0) + (daily?.left ?? 0)).toBe(250);
    const { subscriptions } = await simulate<{ subscriptions: readonly string[] }>('dhl', {});
    expect(subscriptions.length).toBeGreaterThan(0);
  });
});

describe('what a parcel says of how it is followed', () => {
  it('is active, heard of also where nothing is new, and completed at its end', async () => {
    const { orderId, parties, trackingNumber } = await silentParcel('fedex');
    expect(await parcelOf(orderId, parties)).toEqual(expect.objectContaining({ syncStatus: 'active', lastSync: null }));
    await pass('PT4M');
    const first = await parcelOf(orderId, parties);
    await pass('PT7H');
    const second = await parcelOf(orderId, parties);
    expect([first.syncStatus, second.syncStatus]).toEqual(['active', 'active']);
    expect(Date.parse(second.lastSync ?? '') - Date.parse(first.lastSync ?? '')).toBeGreaterThan(6 * 3_600_000);
    await simulate('fedex', { trackingNumber, journey: 'delivered', quiet: true });
    await pass('PT7H');
    expect(await parcelOf(orderId, parties)).toMatchObject({ syncStatus: 'completed' });
  });

  it('is failed once its carrier has not known the number for days', async () => {
    const { orderId, parties } = await silentParcel('ups');
    const { trackingNumber: unknown } = await simulate('ups', { event: 'label', quiet: true });
    const wrong = `${unknown.slice(0, 4)}${unknown.slice(4).replaceAll(/\d/g, '7')}`;
    const known = (
      await call<{ parcels: readonly { trackingNumber: string }[] }>('GET', `/api/orders/${orderId}/timeline`, {
        token: parties.seller,
      })
    ).body.parcels[0]?.trackingNumber;
    const corrected = await call('PUT', `/api/orders/${orderId}/shipments/${known}`, {
      token: parties.seller,
      body: { trackingNumber: wrong, carrier: 'ups', reason: 'A digit was wrong' },
    });
    expect(corrected.status, corrected.text).toBe(200);
    for (let day = 0; day < 6; day += 1) await pass('PT20H');
    expect(await parcelOf(orderId, parties)).toMatchObject({ syncStatus: 'failed' });
  });
});

describe('a delivery of which nothing is pushed any more', () => {
  it.each(['uber', 'doordash'])('%s is asked for it every few minutes', async (carrier) => {
    const parties = await newParties();
    const orderId = await startGrocery(parties);
    await drain();
    await call('POST', `/orders/tracking/${orderId}/acknowledge`, { token: parties.seller, body: {} });
    for (const status of ['picking_in_progress', 'ready_for_pickup'])
      await call('PUT', `/orders/tracking/${orderId}/status`, { token: parties.seller, body: { status } });
    const { trackingNumber } = await simulate(carrier, { orderId, event: 'assigned' });
    await pass('PT3M');
    for (const event of ['collected', 'underway']) {
      await simulate(carrier, { trackingNumber, orderId, event, quiet: true });
      await pass('PT1M');
    }
    await simulate(carrier, { trackingNumber, orderId, event: 'delivered', quiet: true });
    await pass('PT22M');
    await pass('PT7M');
    const order = await call<{ current_status: string }>('GET', `/orders/tracking/${orderId}`, {
      token: parties.buyer,
    });
    expect(order.body.current_status).toBe('delivered');
  });
});

describe('the daily sweep', () => {
  it('follows a parcel again whose entry went missing', async () => {
    const { orderId, parties, trackingNumber } = await silentParcel('correos');
    const entry = (await allItems()).find(
      ({ entity, pk }) => entity === 'parcel_poll' && pk.endsWith(`#${trackingNumber}`),
    );
    const { region, tables } = await local<Pick<Health, 'region' | 'tables'>>('GET', 'health');
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint: inject('edgeUrl'), region, credentials }),
    );
    await client.send(new DeleteCommand({ TableName: tables[0], Key: { pk: entry?.pk, sk: entry?.sk } }));
    await simulate('correos', { trackingNumber, journey: 'delivered', quiet: true });
    await pass('PT8M');
    expect(await statusNow(orderId, parties)).toBe('processing');
    await pass('P1DT1H');
    await pass('PT1H5M');
    expect(await statusNow(orderId, parties)).toBe('delivered');
  });
});

it('all of it was allowed', async () => {
  expect(await local('GET', 'denied')).toEqual([]);
});
