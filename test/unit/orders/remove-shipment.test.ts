import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { deadlinesOf } from '../../../shared/orders/engine/deadlines.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { actorOf, workflowOf } from '../workflows/support/orders.ts';
import { day, messagesOf, RIGHT, SELLER, shipmentsOf, WRONG, worldWithOrder } from './support/shipments.ts';

let world: WebhookWorld;
beforeEach(async () => {
  world = await worldWithOrder();
});
const { run, register, scanned, detach, orderNow } = shipmentsOf(() => world);

describe('a wrong tracking number that is taken off', () => {
  it('takes its status back to where the shop had the order, without a message', async () => {
    await register(WRONG);
    await scanned(WRONG, 'picked_up', day(2), { estimatedDelivery: day(7) });
    await scanned(WRONG, 'delivery_attempted', day(3));
    await scanned(WRONG, 'delivered', day(4));
    expect((await orderNow()).status).toBe('delivered');
    const { order, events } = await detach();
    expect(order).toMatchObject({
      status: 'processing',
      phase: 'preparing',
      statusSince: '2026-03-05T10:00:00.000Z',
      shipments: [],
      deliveryAttempts: 0,
      estimatedDelivery: day(9),
    });
    expect(order.stamps).toEqual({});
    expect(order).not.toHaveProperty('lastScanAt');
    expect(events).toMatchObject([
      {
        type: 'shipment_detached',
        previousStatus: 'delivered',
        status: 'processing',
        trackingNumber: WRONG,
        reason: 'It is the parcel of another order',
      },
    ]);
    expect(messagesOf(events)).toEqual([]);
    expect(deadlinesOf(workflowOf('parcel'), order).map(({ rule }) => rule)).toEqual(['stuck-before-shipping']);
  });

  it('keeps the dates of what the shop did', async () => {
    await run({ type: 'register_shipment', shipmentId: 'shp_w', trackingNumber: WRONG, carrier: 'fedex' });
    await run({ type: 'change_status', status: 'shipped' });
    const { stamps } = await orderNow();
    expect(Object.keys(stamps)).toEqual(['shippedAt']);
    await scanned(WRONG, 'delivered', day(4));
    expect((await orderNow()).stamps).toMatchObject({ ...stamps, deliveredAt: day(4) });
    expect((await detach()).order).toMatchObject({ status: 'shipped', stamps });
    expect((await orderNow()).stamps).toEqual(stamps);
  });

  it('undoes what a timer made of its scans', async () => {
    await register(WRONG);
    await scanned(WRONG, 'picked_up', day(2));
    world.clock.set('2026-03-20T10:00:00Z');
    await run({ type: 'fire_deadline', rule: 'no-scan-shipped', dueAt: day(5) }, { role: 'system' });
    expect((await orderNow()).status).toBe('delayed');
    expect((await detach()).order.status).toBe('processing');
  });

  it('leaves what a person decided: a status that the shop set, a dispute', async () => {
    await register(WRONG);
    await run({ type: 'change_status', status: 'shipped' });
    await scanned(WRONG, 'delivered', day(4));
    expect((await detach()).order.status).toBe('shipped');
    await register(RIGHT);
    await scanned(RIGHT, 'delivered', day(4));
    await run({ type: 'force_status', status: 'returned', reason: 'It came back' }, actorOf('admin'));
    expect((await detach(RIGHT)).order.status).toBe('returned');
  });

  it('lets the parcels that are left lead: on with a message, or back without one', async () => {
    await register(WRONG);
    await register(RIGHT);
    await scanned(RIGHT, 'out_for_delivery', day(3));
    expect((await orderNow()).status).toBe('processing');
    const onward = await detach();
    expect(onward.order.status).toBe('out_for_delivery');
    expect(messagesOf(onward.events)).toEqual(['out_for_delivery']);
    await register(WRONG);
    await scanned(WRONG, 'exception', day(4));
    expect((await orderNow()).status).toBe('exception');
    const better = await detach();
    expect([better.order.status, better.order.deliveryAttempts]).toEqual(['out_for_delivery', 0]);
  });

  it('goes back to what the other parcel says', async () => {
    await register(WRONG);
    await scanned(WRONG, 'delivered', day(4));
    await register(RIGHT);
    await scanned(RIGHT, 'picked_up', day(3));
    expect((await orderNow()).status).toBe('delivered');
    const { order, events } = await detach();
    expect([order.status, order.lastScanAt]).toEqual(['shipped', day(3)]);
    expect(messagesOf(events)).toEqual([]);
  });

  it('is audited, and claims the parcel no longer', async () => {
    await register(WRONG);
    await detach();
    expect(await world.store.findIdsByTrackingNumber(WRONG)).toEqual([]);
    expect(await world.store.trackingOwners(WRONG)).toEqual([]);
  });

  it('put back, it is again what its carrier says', async () => {
    await register(WRONG);
    await scanned(WRONG, 'out_for_delivery', day(4));
    await detach();
    await register(WRONG);
    const registration = { orderId: 'ord_1', trackingNumber: WRONG, carrier: 'fedex' };
    expect(await applyParkedScans(world, registration)).toBe('applied');
    expect((await orderNow()).status).toBe('out_for_delivery');
    expect(await applyParkedScans(world, registration)).toBe('duplicate');
  });

  it('of an earlier cycle of a subscription leaves this one', async () => {
    await world.addOrder({
      orderId: 'ord_2',
      status: 'processing',
      phase: 'preparing',
      workflow: { id: 'subscription', version: 1 },
      cycle: 2,
      shipments: [{ shipmentId: 'shp_1', trackingNumber: WRONG, carrier: 'fedex', registeredAt: day(1), cycle: 1 }],
    });
    const command = { type: 'detach_shipment', trackingNumber: WRONG, reason: 'wrong' } as const;
    expect((await run(command, SELLER, 'ord_2')).order).toMatchObject({
      status: 'processing',
      cycle: 2,
      shipments: [],
    });
  });

  it('is for the shop and support only', async () => {
    await register(WRONG);
    const command = { type: 'detach_shipment', trackingNumber: WRONG, reason: 'wrong' } as const;
    for (const role of ['customer', 'driver', 'carrier', 'system'] as const) {
      expect(await executeCommand(world, { orderId: 'ord_1', command, actor: actorOf(role) })).toMatchObject({
        ok: false,
        code: 'ROLE_NOT_ALLOWED',
      });
    }
    const unknown = { ...command, trackingNumber: RIGHT };
    expect(await executeCommand(world, { orderId: 'ord_1', command: unknown, actor: SELLER })).toMatchObject({
      code: 'NOT_APPLICABLE',
    });
  });
});
