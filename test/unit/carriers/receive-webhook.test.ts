import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import type { Shipment } from '../../../shared/orders/model/order.ts';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { payload, type ScanGiven, trackResult } from './fedex-payloads.ts';
import { NUMBER } from './support/fedex.ts';
import { bodyOf, fedexWebhook, LABEL, ON_VEHICLE, OTHER, PICKED_UP, worldOfMarch } from './support/fedex-webhook.ts';

const shipment = (trackingNumber: string): Shipment => ({
  shipmentId: `shp_${trackingNumber}`,
  trackingNumber,
  carrier: 'fedex',
  registeredAt: '2026-03-01T11:00:00.000Z',
});

let world: WebhookWorld;
beforeEach(() => {
  world = worldOfMarch();
});
const { send, register, statusOf, scansOf } = fedexWebhook(() => world);

describe('a parcel that an order has', () => {
  beforeEach(() =>
    world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', shipments: [shipment(NUMBER)] }),
  );

  it('moves the order, once', async () => {
    const body = bodyOf(NUMBER, LABEL, PICKED_UP);
    expect(await send(body)).toBe('applied');
    const once = await world.store.get('ord_1');
    expect(once?.status).toBe('shipped');
    expect(await send(body)).toBe('duplicate');
    expect(await world.store.get('ord_1')).toEqual(once);
    expect(await scansOf('ord_1')).toHaveLength(2);
  });

  it('keeps what comes late without moving anything', async () => {
    await send(bodyOf(NUMBER, ON_VEHICLE));
    expect(await send(bodyOf(NUMBER, PICKED_UP))).toBe('recorded');
    expect(await statusOf('ord_1')).toBe('out_for_delivery');
    expect(await scansOf('ord_1')).toHaveLength(2);
  });

  it('knows a scan that comes once more in other bytes', async () => {
    await send(bodyOf(NUMBER, PICKED_UP));
    const again = JSON.stringify(JSON.parse(bodyOf(NUMBER, PICKED_UP)), null, 2);
    expect(await send(again)).toBe('duplicate');
    expect(await scansOf('ord_1')).toHaveLength(1);
  });

  it('updates every order that claims the parcel, and applies every parcel of a body', async () => {
    await world.addOrder({ orderId: 'ord_2', status: 'processing', phase: 'preparing', shipments: [shipment(NUMBER)] });
    await world.addOrder({ orderId: 'ord_3', status: 'processing', phase: 'preparing', shipments: [shipment(OTHER)] });
    const results = [trackResult({ scans: [PICKED_UP] })];
    expect(await send(JSON.stringify(payload({ number: NUMBER, results }, { number: OTHER, results })))).toBe(
      'applied',
    );
    for (const orderId of ['ord_1', 'ord_2', 'ord_3']) expect(await statusOf(orderId)).toBe('shipped');
  });

  it('leaves a parcel of the same number that another carrier has alone', async () => {
    await world.addOrder({
      orderId: 'ord_4',
      status: 'processing',
      phase: 'preparing',
      shipments: [{ ...shipment(OTHER), carrier: 'dhl' }],
    });
    expect(await send(bodyOf(OTHER, PICKED_UP))).toBe('ignored');
    expect(await statusOf('ord_4')).toBe('processing');
  });

  it('takes a delivery at the end of a return for what it is, also when it comes alone', async () => {
    await send(bodyOf(NUMBER, PICKED_UP, { date: '2026-03-03T09:00:00Z', eventType: 'RS', derivedStatusCode: 'DL' }));
    expect(await statusOf('ord_1')).toBe('exception');
    await send(bodyOf(NUMBER, { date: '2026-03-05T09:00:00Z', eventType: 'DL', derivedStatusCode: 'DL' }));
    expect(await statusOf('ord_1')).toBe('returned');
  });

  it('ends where the return ended, in whatever order its scans come', async () => {
    const path: readonly ScanGiven[] = [
      PICKED_UP,
      ON_VEHICLE,
      { date: '2026-03-03T09:00:00Z', eventType: 'RS', derivedStatusCode: 'DL' },
      { date: '2026-03-05T09:00:00Z', eventType: 'DL', derivedStatusCode: 'DL' },
    ];
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [3, 0, 2, 1],
      [2, 3, 0, 1],
      [1, 3, 0, 2],
    ];
    for (const [place, order] of orders.entries()) {
      const number = `98657878885${place}`;
      await world.addOrder({
        orderId: `ord_r${place}`,
        status: 'processing',
        phase: 'preparing',
        shipments: [shipment(number)],
      });
      for (const index of order) await send(bodyOf(number, path[index] as ScanGiven));
      expect([order, await statusOf(`ord_r${place}`)]).toEqual([order, 'returned']);
      await send(bodyOf(number, ...path));
      expect([order, await statusOf(`ord_r${place}`)]).toEqual([order, 'returned']);
    }
  });

  it('carries out a delivery whose first try died, when it comes again', async () => {
    const body = bodyOf(NUMBER, PICKED_UP);
    world.breakNext('commit', new Error('the table is away'));
    await expect(send(body)).rejects.toThrow('the table is away');
    expect(await statusOf('ord_1')).toBe('processing');
    expect(world.stored()).toEqual(['received']);
    expect(await send(body)).toBe('applied');
    expect(await send(body)).toBe('duplicate');
    expect(world.stored()).toEqual(['applied']);
  });

  it('says that the order failed, also where the raw event cannot be stored either', async () => {
    world.breakNext('commit', new Error('the table is away'));
    const webhooks = { ...world.webhooks, store: () => Promise.reject(new Error('no room')) };
    const broken = fedexWebhook(() => ({ ...world, webhooks }));
    await expect(broken.send(bodyOf(NUMBER, PICKED_UP))).rejects.toThrow('the table is away');
    expect(world.telemetry.lines.map(({ message }) => message)).toContain('A webhook that failed could not be stored');
  });

  it('counts what it does not understand', async () => {
    expect(await send(bodyOf(NUMBER, { date: '2026-03-02T08:00:00Z', eventType: 'Q9' }))).toBe('recorded');
    expect(world.telemetry.counts).toMatchObject({ CarrierParseIssue: 1 });
    expect(await statusOf('ord_1')).toBe('processing');
  });

  it('ignores a body without a parcel', async () => {
    expect(await send(JSON.stringify(payload()))).toBe('ignored');
  });
});

describe('what comes with the scans', () => {
  const HELD: ScanGiven = { date: '2026-03-03T12:00:00Z', eventType: 'HL' };
  const holdAtLocation = {
    locationContactAndAddress: {
      contact: { companyName: 'FedEx Ship Center' },
      address: { streetLines: ['1043 North Easy Street'], city: 'SEATTLE', countryCode: 'US' },
    },
  };
  const bodyWith = (more: object, ...scans: readonly ScanGiven[]): string =>
    JSON.stringify(payload({ number: NUMBER, results: [trackResult({ scans: [...scans].reverse(), more })] }));
  const counter = { name: 'FedEx Ship Center', line1: '1043 North Easy Street', city: 'SEATTLE', country: 'US' };

  it('is the counter that holds the parcel, also where the parcel is registered later, and once', async () => {
    const body = bodyWith({ holdAtLocation }, PICKED_UP, HELD);
    expect(await send(body)).toBe('parked');
    world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing' });
    await register('ord_1', NUMBER);
    await applyParkedScans(world, { orderId: 'ord_1', trackingNumber: NUMBER, carrier: 'fedex' });
    const order = await world.store.get('ord_1');
    expect(order?.shipments[0]?.heldAt).toEqual(counter);
    expect(await send(bodyWith({ holdAtLocation, more: 1 }, PICKED_UP, HELD))).toBe('duplicate');
    expect((await world.store.get('ord_1'))?.version).toBe(order?.version);
  });

  it('is an estimate of another world: counted, and not the order’s', async () => {
    world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', shipments: [shipment(NUMBER)] });
    const window = { window: { ends: '9999-12-31T00:00:00Z' } };
    expect(await send(bodyWith({ estimatedDeliveryTimeWindow: window }, PICKED_UP))).toBe('applied');
    expect((await world.store.get('ord_1'))?.estimatedDelivery).toBeUndefined();
    expect(world.telemetry.counts).toMatchObject({ CarrierParseIssue: 1 });
  });
});
