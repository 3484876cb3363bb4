import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { day, messagesOf, RIGHT, scanOf, shipmentsOf, WRONG, worldWithOrder } from './support/shipments.ts';

let world: WebhookWorld;
beforeEach(async () => {
  world = await worldWithOrder();
});
const { run, register, scanned, correct, orderNow } = shipmentsOf(() => world);

describe('a tracking number that is corrected', () => {
  it('follows the right parcel, with what its carrier sent before', async () => {
    await register(WRONG);
    await scanned(WRONG, 'delivered', day(4));
    await world.parked.park([{ scan: scanOf(RIGHT, 'picked_up', day(3)), retainUntil: day(30) }]);
    const { order, events } = await correct({ trackingNumber: RIGHT, carrier: 'fedex' });
    expect(order).toMatchObject({
      status: 'processing',
      shipments: [{ trackingNumber: RIGHT, carrier: 'fedex', correctedFrom: WRONG }],
    });
    expect(order.shipments[0]).not.toHaveProperty('milestone');
    expect(events).toMatchObject([
      { type: 'shipment_corrected', trackingNumber: RIGHT, metadata: { previousTrackingNumber: WRONG } },
    ]);
    expect(messagesOf(events)).toEqual([]);
    await applyParkedScans(world, { orderId: 'ord_1', trackingNumber: RIGHT, carrier: 'fedex' });
    expect((await orderNow()).status).toBe('shipped');
    expect(await world.store.findIdsByTrackingNumber(RIGHT)).toEqual(['ord_1']);
    expect(await world.store.findIdsByTrackingNumber(WRONG)).toEqual([]);
  });

  it('asked for again changes nothing', async () => {
    await register(WRONG);
    await correct({ trackingNumber: RIGHT, carrier: 'fedex' });
    expect((await correct({ trackingNumber: RIGHT, carrier: 'fedex' })).events).toEqual([]);
  });

  it('may be its carrier alone: scans of the one that it is not of count no longer', async () => {
    await run({ type: 'register_shipment', shipmentId: 'shp_1', trackingNumber: WRONG, carrier: 'unknown' });
    await scanned(WRONG, 'picked_up', day(3));
    const { order } = await correct({ trackingNumber: WRONG, carrier: 'dhl' });
    expect([order.status, order.shipments[0]?.carrier]).toEqual(['processing', 'dhl']);
    await applyParkedScans(world, { orderId: 'ord_1', trackingNumber: WRONG, carrier: 'dhl' });
    expect((await orderNow()).status).toBe('processing');
    await correct({ trackingNumber: WRONG, carrier: 'fedex' });
    await applyParkedScans(world, { orderId: 'ord_1', trackingNumber: WRONG, carrier: 'fedex' });
    expect((await orderNow()).status).toBe('shipped');
  });

  it('into one that the order has already is refused', async () => {
    await register(WRONG);
    await register(RIGHT);
    await expect(correct({ trackingNumber: RIGHT, carrier: 'fedex' })).rejects.toThrow('NOT_APPLICABLE');
  });
});
