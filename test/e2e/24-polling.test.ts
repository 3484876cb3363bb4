import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { call, local } from './support/api.ts';
import { pathOf, statusOf, timelineOf } from './support/orders.ts';
import {
  carriersAreWell,
  pass,
  processing,
  register,
  silentNumber,
  silentParcel,
  simulate,
  statusNow,
  subjectsOf,
} from './support/polling.ts';

/** Carriers of parcels, each by a simulator that speaks its own words. */
const CARRIERS = ['ups', 'dhl', 'correos', 'fedex'];

beforeEach(() => carriersAreWell(CARRIERS));
afterAll(async () => {
  await carriersAreWell(CARRIERS);
  await local('POST', 'clock', { reset: true });
});

describe.each(CARRIERS)('a parcel of %s of which no webhook comes', (carrier) => {
  it('is followed to the door by polling, and its customer hears of each thing once', async () => {
    const { orderId, parties, trackingNumber } = await silentParcel(carrier);
    await pass('PT4M');
    await simulate(carrier, { trackingNumber, event: 'picked_up', quiet: true });
    await pass('PT7H');
    expect(await statusNow(orderId, parties)).toBe('shipped');
    await simulate(carrier, { trackingNumber, event: 'out_for_delivery', quiet: true });
    await pass('PT2H20M');
    expect(await statusNow(orderId, parties)).toBe('out_for_delivery');
    await simulate(carrier, { trackingNumber, event: 'delivered', quiet: true });
    await pass('PT17M');
    const status = await statusOf(orderId, parties.buyer);
    expect(pathOf(status)).toEqual(['pending', 'confirmed', 'processing', 'shipped', 'out_for_delivery', 'delivered']);
    const subjects = await subjectsOf(orderId);
    expect(subjects).toEqual([...new Set(subjects)]);
  });
});

describe('a parcel that is polled', () => {
  it('and pushed of is the same parcel, whichever is first', async () => {
    const { orderId, parties, trackingNumber } = await silentParcel('ups');
    await simulate('ups', { trackingNumber, event: 'picked_up' });
    await pass('PT3M');
    await simulate('ups', { trackingNumber, event: 'out_for_delivery', quiet: true });
    await pass('PT9H');
    await simulate('ups', { trackingNumber, event: 'delivered', repeat: 2 });
    await pass('PT9H');
    expect(await statusNow(orderId, parties)).toBe('delivered');
    const scans = (await timelineOf(orderId, parties.seller)).filter(({ type }) => type === 'scan');
    expect(new Set(scans.map(({ description }) => description)).size).toBe(scans.length);
    const subjects = await subjectsOf(orderId);
    expect(subjects).toEqual([...new Set(subjects)]);
  });

  it('of an order in two leads it when the last one arrives', async () => {
    const { orderId, parties } = await processing();
    const [first, second] = [await silentNumber('fedex'), await silentNumber('fedex')];
    for (const number of [first, second]) await register(orderId, parties, number, 'fedex');
    await simulate('fedex', { trackingNumber: first, journey: 'delivered', quiet: true });
    await pass('PT4M');
    expect(await statusNow(orderId, parties)).not.toBe('delivered');
    await simulate('fedex', { trackingNumber: second, journey: 'delivered', quiet: true });
    await pass('PT7H');
    expect(await statusNow(orderId, parties)).toBe('delivered');
  });

  it('is not asked for any more when the seller took it off', async () => {
    const { orderId, parties, trackingNumber } = await silentParcel('correos');
    const path = `/api/orders/${orderId}/shipments/${trackingNumber}`;
    const detached = await call('DELETE', path, { token: parties.seller, body: { reason: 'Wrong number' } });
    expect(detached.status, detached.text).toBeLessThan(300);
    await simulate('correos', { trackingNumber, journey: 'delivered', quiet: true });
    await pass('PT4M');
    expect(await statusNow(orderId, parties)).toBe('processing');
  });
});

describe('a carrier', () => {
  it('that is away for hours is caught up with when it is back', async () => {
    const parcels = [await silentParcel('dhl'), await silentParcel('dhl'), await silentParcel('dhl')];
    await pass('PT4M');
    await simulate('dhl', { outage: true });
    for (let hour = 0; hour < 4; hour += 1) await pass('PT2H');
    for (const { trackingNumber } of parcels)
      await simulate('dhl', { trackingNumber, journey: 'delivered', quiet: true });
    await simulate('dhl', { outage: false });
    await pass('PT20M');
    await pass('PT2H30M');
    for (const { orderId, parties } of parcels) expect(await statusNow(orderId, parties)).toBe('delivered');
  });

  it('that has had enough calls is left alone for as long as it says', async () => {
    const { orderId, parties, trackingNumber } = await silentParcel('ups');
    await simulate('ups', { rateLimit: 0 });
    await simulate('ups', { trackingNumber, journey: 'delivered', quiet: true });
    await pass('PT4M');
    expect(await statusNow(orderId, parties)).toBe('processing');
    await simulate('ups', { rateLimit: null });
    await pass('PT3M');
    expect(await statusNow(orderId, parties)).toBe('delivered');
  });
});

it('all of it was allowed', async () => {
  expect(await local('GET', 'denied')).toEqual([]);
});
