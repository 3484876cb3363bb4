/** Hundreds of webhooks at once, good ones among bad ones: what becomes of each, and not how fast. */
import { describe, expect, it } from 'vitest';
import { CARRIER_WIRES } from '../../local/simulators/register.ts';
import { keys } from '../../shared/store/keys.ts';
import { type FloodedParcel, floodOf, type Secrets } from '../support/flood/bodies.ts';
import { countsOf, flood, repeatHeldBack } from '../support/flood/flood.ts';
import { apiUrl, drain, local } from './support/api.ts';
import { processing, register } from './support/polling.ts';
import { putItem } from './support/table.ts';
import { scansOf } from './support/webhook-senders.ts';

const CARRIERS = ['fedex', 'ups', 'dhl', 'correos'];
const PARCELS = 8;
const REQUESTS = 400;

const shipped = async (index: number): Promise<FloodedParcel> => {
  const carrier = CARRIERS[index % CARRIERS.length] ?? '';
  const wire = CARRIER_WIRES.find(({ id }) => id === carrier);
  const trackingNumber = wire?.numberOf(`${Date.now() % 1_000_000_000}${index}`.padStart(11, '1')) ?? '';
  const { orderId, parties } = await processing();
  await register(orderId, parties, trackingNumber, carrier);
  return { carrier, trackingNumber };
};

const WINDOW_SECONDS = 10;
const WINDOWS = 4;

/** As if other instances had counted the present windows full: no room is left in the table's counters. */
const fillWindows = async (scope: string, now: Date): Promise<void> => {
  const first = Math.floor(now.getTime() / 1_000 / WINDOW_SECONDS);
  for (let window = first; window < first + WINDOWS; window += 1) {
    const key = keys.rateLimit(scope, `${WINDOW_SECONDS}x${window}`);
    await putItem({ ...key, entity: 'rate_limit', count: 3_000, expiresAt: (window + 2) * WINDOW_SECONDS });
  }
};

describe('a flood of webhooks', () => {
  it('is sorted: good ones are on record once, bad ones are refused, and nothing breaks', async () => {
    const parcels = await Promise.all(Array.from({ length: PARCELS }, (_, index) => shipped(index)));
    await drain();
    const { now } = await local<{ now: string }>('GET', 'clock');
    const requests = floodOf(
      { parcels, secrets: await local<Secrets>('GET', 'secrets'), now: new Date(now) },
      REQUESTS,
    );
    const counts = countsOf(await flood(apiUrl(), requests, 1_000));
    expect(counts).toEqual({
      good: { 200: 240 },
      repeated: { 200: 40 },
      forged: { 401: 60 },
      stale: { 401: 20 },
      oversized: { 413: 20 },
      malformed: { 400: 20 },
    });
    await drain();
    const scans = await Promise.all(parcels.map(({ trackingNumber }) => scansOf(trackingNumber)));
    expect(scans.reduce((sum, count) => sum + count, 0)).toBe(240);
    expect(await local('GET', 'denied')).toEqual([]);
  });

  it('beyond the rate is held back with the time to wait, and on record when it comes again', async () => {
    // All of one carrier; the numbers of their scans fit into a page each.
    const parcels = await Promise.all([0, 4, 8].map((index) => shipped(index)));
    await drain();
    const { now } = await local<{ now: string }>('GET', 'clock');
    const source = { parcels, secrets: await local<Secrets>('GET', 'secrets'), now: new Date(now) };
    const requests = floodOf(source, 400).filter(({ kind }) => kind === 'good');
    await fillWindows('webhook:fedex:127.0.0.1', new Date(now));
    // By one connection, so that one instance looks at all of them: each lets a few through uncounted.
    const responses = await flood(apiUrl(), requests, 1_000, 1);
    expect(Object.keys(countsOf(responses).good)).toContain('429');
    expect(responses.filter(({ status }) => status !== 200 && status !== 429)).toEqual([]);
    const { heldBack, withoutTime, left } = await repeatHeldBack(apiUrl(), requests, responses);
    expect({ withoutTime, left }).toEqual({ withoutTime: 0, left: 0 });
    expect(heldBack).toBeGreaterThan(0);
    await drain();
    const scans = await Promise.all(parcels.map(({ trackingNumber }) => scansOf(trackingNumber)));
    expect(scans.reduce((sum, count) => sum + count, 0)).toBe(requests.length);
  });
});
