/** Hundreds of webhooks at once, good ones among bad ones: what becomes of each, and not how fast. */
import { describe, expect, it } from 'vitest';
import { CARRIER_WIRES } from '../../local/simulators/register.ts';
import { type FloodedParcel, floodOf, type Secrets } from '../support/flood/bodies.ts';
import { countsOf, flood } from '../support/flood/flood.ts';
import { apiUrl, drain, local } from './support/api.ts';
import { processing, register } from './support/polling.ts';
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
});
