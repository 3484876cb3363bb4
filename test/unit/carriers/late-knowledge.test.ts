import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { applyTrackingUpdate } from '../../../shared/carriers/apply-tracking-update.ts';
import { parseFedex } from '../../../shared/carriers/fedex/parse.ts';
import type { Scan } from '../../../shared/orders/model/order.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { aScan } from '../../support/order-fixtures.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { payload, trackResult } from './fedex-payloads.ts';

const NUMBER = '122816215025810';
const OTHER = '568283610012734';
const at = (day: number, hour = 8): string => new Date(Date.UTC(2026, 2, day, hour)).toISOString();
const scan = (milestone: Milestone, day: number, trackingNumber = NUMBER): Scan =>
  aScan({
    scanId: `${trackingNumber} ${milestone} ${day}`,
    trackingNumber,
    milestone,
    rawCode: milestone,
    occurredAt: at(day),
    recordedAt: at(day),
  });

let world: WebhookWorld;
beforeEach(() => {
  world = webhookWorld();
  world.clock.set(at(8));
});

const addOrder = (orderId: string, more: object = {}) =>
  world.addOrder({ orderId, status: 'processing', phase: 'preparing', ...more });
const register = (orderId: string, trackingNumber = NUMBER) =>
  executeCommand(world, {
    orderId,
    command: { type: 'register_shipment', shipmentId: `shp_${trackingNumber}`, trackingNumber, carrier: 'fedex' },
    actor: { role: 'seller', id: 'seller-1' },
  });
const apply = (scans: readonly Scan[], more: object = {}) =>
  applyTrackingUpdate(world, 'fedex', { trackingNumber: scans[0]?.trackingNumber ?? NUMBER, scans, ...more });

describe('a return that is reported after the delivery', () => {
  it('ends with that parcel’s own delivery, not with whatever was scanned last', async () => {
    await addOrder('ord_1');
    await register('ord_1');
    await register('ord_1', OTHER);
    await apply([scan('picked_up', 1), scan('delivered', 4)]);
    await apply([scan('delivered', 5, OTHER)]);
    await apply([scan('customs', 2)]);
    await apply([scan('returning', 3)]);
    const { scans } = await world.store.scans('ord_1', { limit: 100 });
    const returned = scans.filter(({ milestone }) => milestone === 'returned');
    expect(returned).toMatchObject([{ trackingNumber: NUMBER, occurredAt: at(4), recordedAt: at(8) }]);
  });
});

describe('an estimate', () => {
  it('that comes without a scan is the parcel’s', async () => {
    await addOrder('ord_1');
    await register('ord_1');
    expect(await apply([], { estimatedDelivery: '2026-03-12' })).toBe('applied');
    expect((await world.store.get('ord_1'))?.estimatedDelivery).toBe('2026-03-12');
  });

  it('that comes with an older scan than what is known is not', async () => {
    await addOrder('ord_1');
    await register('ord_1');
    await apply([scan('in_transit', 5)], { estimatedDelivery: '2026-03-12' });
    await apply([scan('picked_up', 4)], { estimatedDelivery: '2026-03-20' });
    expect((await world.store.get('ord_1'))?.estimatedDelivery).toBe('2026-03-12');
  });
});

describe('what waited for the parcel to be registered', () => {
  const park = (one: Scan, more: object) => world.parked.park([{ scan: one, retainUntil: at(30), ...more }]);
  const parcelNow = async (orderId: string) => (await world.store.get(orderId))?.shipments[0];

  it('says whose it is, where another shop has registered it as well', async () => {
    await addOrder('ord_1', { sellerId: 'seller-2' });
    const { orderNumber } = await addOrder('ord_2', { orderNumber: 'ORD-2026-000042' });
    await park(scan('picked_up', 2), { reference: { references: ['SOMETHING', orderNumber] } });
    await register('ord_1');
    await register('ord_2');
    expect((await parcelNow('ord_2'))?.needsConfirmation).toBe(true);
    expect(await applyParkedScans(world, { orderId: 'ord_2', trackingNumber: NUMBER, carrier: 'fedex' })).toBe(
      'applied',
    );
    expect(await parcelNow('ord_2')).not.toHaveProperty('needsConfirmation');
    expect((await world.store.get('ord_2'))?.status).toBe('shipped');
  });

  it('gives the newest estimate and counter', async () => {
    await addOrder('ord_1');
    await park(scan('in_transit', 3), { estimatedDelivery: '2026-03-12', heldAt: { name: 'The newer one' } });
    await park(scan('picked_up', 2), { estimatedDelivery: '2026-03-20', heldAt: { name: 'The older one' } });
    await park(scan('arrived_at_facility', 4), {});
    await register('ord_1');
    await applyParkedScans(world, { orderId: 'ord_1', trackingNumber: NUMBER, carrier: 'fedex' });
    expect(await parcelNow('ord_1')).toMatchObject({
      estimatedDelivery: '2026-03-12',
      heldAt: { name: 'The newer one' },
    });
  });
});

describe('FedEx', () => {
  const read = (...results: readonly object[]) => {
    const update = parseFedex(payload({ number: NUMBER, results }), at(8));
    if (!update.ok) throw new Error(JSON.stringify(update.errors));
    return update.parcels[0]?.scans ?? [];
  };

  it('means the shipment with the newest scan, up to the very moment of receiving and not beyond', () => {
    const old = trackResult({ uniqueId: '1~A', scans: [{ date: at(7), eventType: 'OD' }] });
    const of = (date: string) => trackResult({ uniqueId: '2~B', scans: [{ date, eventType: 'PU' }] });
    const later = new Date(Date.parse(at(8)) + 1).toISOString();
    expect(read(old, of(at(8))).map(({ rawCode }) => rawCode)).toEqual(['PU']);
    expect(read(old, of(later)).map(({ rawCode }) => rawCode)).toEqual(['OD']);
  });

  it('reports a status once, also where its date is not quite that of its scan', () => {
    const result = trackResult({
      scans: [
        { date: at(3), eventType: 'DL' },
        { date: at(2), eventType: 'OD' },
      ],
      latest: { code: 'DL' },
      dates: [{ type: 'ACTUAL_DELIVERY', dateTime: at(3, 9) }],
    });
    expect(read(result).map(({ rawCode, occurredAt }) => [rawCode, occurredAt])).toEqual([
      ['OD', at(2)],
      ['DL', at(3)],
    ]);
  });

  it('explains the newest scan by a failed delivery, whatever the scan’s own code', () => {
    const ancillaryDetails = [{ reason: '084', reasonDescription: 'Delay beyond our control - severe weather' }];
    const reasons = (code: string) =>
      read(
        trackResult({
          scans: [
            { date: at(3), eventType: 'DY' },
            { date: at(2), eventType: 'DY' },
          ],
          latest: { code, ancillaryDetails },
        }),
      ).map(({ reason }) => reason);
    expect(reasons('DE')).toEqual([undefined, 'weather']);
    expect(reasons('dy')).toEqual([undefined, 'weather']);
    expect(reasons('SE')).toEqual([undefined, undefined]);
    expect(reasons('??')).toEqual([undefined, undefined]);
  });
});
