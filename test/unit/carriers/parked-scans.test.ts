import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { payload, type ScanGiven, trackResult } from './fedex-payloads.ts';
import { NUMBER } from './support/fedex.ts';
import { bodyOf, fedexWebhook, LABEL, ON_VEHICLE, OTHER, PICKED_UP, worldOfMarch } from './support/fedex-webhook.ts';

const DELIVERED: ScanGiven = { date: '2026-03-03T12:00:00Z', eventType: 'DL' };

let world: WebhookWorld;
beforeEach(() => {
  world = worldOfMarch();
});
const { send, register, statusOf, scansOf } = fedexWebhook(() => world);

describe('a parcel that nobody has registered', () => {
  const addOrder = () => world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing' });
  const registration = { orderId: 'ord_1', trackingNumber: NUMBER, carrier: 'fedex' };

  it('waits, and is applied and cleared away when it is registered', async () => {
    await addOrder();
    expect(await send(bodyOf(NUMBER, LABEL, PICKED_UP))).toBe('parked');
    expect(await send(bodyOf(NUMBER, LABEL, PICKED_UP))).toBe('duplicate');
    expect(world.parked.waiting()).toHaveLength(2);
    await register('ord_1', NUMBER);
    expect(await applyParkedScans(world, registration)).toBe('applied');
    expect(await statusOf('ord_1')).toBe('shipped');
    expect(world.parked.waiting()).toEqual([]);
    expect(await applyParkedScans(world, registration)).toBe('duplicate');
  });

  it('is not parked when its carrier’s day is full, and is looked at anew when it comes again', async () => {
    const { rates } = world;
    const isParking = (scope: string) => scope.startsWith('parked:');
    const full: WebhookWorld = {
      ...world,
      rates: { take: (scope, limit, now) => rates.take(scope, isParking(scope) ? { ...limit, limit: 1 } : limit, now) },
    };
    world = full;
    expect(await send(bodyOf(NUMBER, LABEL))).toBe('parked');
    expect(await send(bodyOf(OTHER, LABEL))).toBe('ignored');
    expect(world.telemetry.counts).toMatchObject({ WebhookParked: 1, ParkingRefused: 1 });
    expect(world.parked.waiting()).toHaveLength(1);
    world = { ...full, rates };
    expect(await send(bodyOf(OTHER, LABEL))).toBe('parked');
  });

  it('parks no more scans of a push than a parcel can have', async () => {
    const scans = Array.from(
      { length: 150 },
      (_, i): ScanGiven => ({
        date: new Date(Date.parse('2026-03-02T08:00:00Z') + i * 60_000).toISOString(),
        eventType: 'IT',
      }),
    );
    expect(await send(bodyOf(NUMBER, ...scans))).toBe('parked');
    const waiting = world.parked.waiting().map(({ scan }) => scan.occurredAt);
    expect([waiting.length, waiting.toSorted().at(-1)]).toEqual([100, '2026-03-02T10:29:00.000Z']);
  });

  it('is not missed by a registration between the first look at the claims and the parking', async () => {
    await addOrder();
    const { parked } = world;
    const racing: WebhookWorld = {
      ...world,
      parked: {
        ...parked,
        park: async (scans) => {
          await register('ord_1', NUMBER);
          // The registration's own look comes too early.
          expect(await applyParkedScans(world, registration)).toBe('duplicate');
          await parked.park(scans);
        },
      },
    };
    world = racing;
    expect(await send(bodyOf(NUMBER, PICKED_UP))).toBe('applied');
    expect(await statusOf('ord_1')).toBe('shipped');
  });

  it('is not missed by a registration after the second look', async () => {
    await addOrder();
    expect(await send(bodyOf(NUMBER, PICKED_UP))).toBe('parked');
    await register('ord_1', NUMBER);
    await applyParkedScans(world, registration);
    expect(await statusOf('ord_1')).toBe('shipped');
    expect(await scansOf('ord_1')).toHaveLength(1);
  });

  it('is applied to a second order from what the first one knows', async () => {
    await addOrder();
    await world.addOrder({ orderId: 'ord_2', status: 'processing', phase: 'preparing' });
    await register('ord_1', NUMBER);
    await send(bodyOf(NUMBER, PICKED_UP, ON_VEHICLE, DELIVERED));
    await register('ord_2', NUMBER);
    expect(await applyParkedScans(world, { ...registration, orderId: 'ord_2' })).toBe('applied');
    expect(await statusOf('ord_2')).toBe('delivered');
    expect(await scansOf('ord_2')).toHaveLength(3);
  });

  it('leaves the scans of another carrier under the same number alone', async () => {
    await addOrder();
    await send(bodyOf(NUMBER, PICKED_UP));
    expect(await applyParkedScans(world, { ...registration, carrier: 'dhl' })).toBe('duplicate');
    expect(world.parked.waiting()).toHaveLength(1);
  });

  it('is applied to an order that names the carrier in its own way', async () => {
    await addOrder();
    await send(bodyOf(NUMBER, PICKED_UP));
    await register('ord_1', NUMBER);
    expect(await applyParkedScans(world, { ...registration, carrier: 'fedex_ground' })).toBe('applied');
    expect(world.parked.waiting()).toEqual([]);
  });

  it('keeps its estimate', async () => {
    await addOrder();
    const window = { estimatedDeliveryTimeWindow: { window: { ends: '2026-03-04T17:00:00Z' } } };
    await send(
      JSON.stringify(payload({ number: NUMBER, results: [trackResult({ scans: [PICKED_UP], more: window })] })),
    );
    await register('ord_1', NUMBER);
    await applyParkedScans(world, registration);
    expect((await world.store.get('ord_1'))?.estimatedDelivery).toBe('2026-03-04T17:00:00.000Z');
  });
});
