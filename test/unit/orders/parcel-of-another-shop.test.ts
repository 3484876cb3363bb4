import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import type { Actor } from '../../../shared/orders/model/order.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { actorOf } from '../workflows/support/orders.ts';
import { CARRIER, day, RIGHT, SELLER, scanOf, shipmentsOf, WRONG, worldWithOrder } from './support/shipments.ts';

let world: WebhookWorld;
beforeEach(async () => {
  world = await worldWithOrder();
});
const { run, register, detach, orderNow } = shipmentsOf(() => world);

describe('a parcel of another shop', () => {
  const otherShop: Actor = { role: 'seller', id: 'seller-2' };
  const second = { orderId: 'ord_2', trackingNumber: RIGHT, carrier: 'fedex' };
  beforeEach(async () => {
    await world.addOrder({
      orderId: 'ord_2',
      orderNumber: 'ORD-2026-004711',
      sellerId: 'seller-2',
      status: 'processing',
      phase: 'preparing',
      shippingAddress: { line1: 'Main St 1', city: 'Miami', region: 'FL', postalCode: '33178-1234', country: 'US' },
    });
    await register(RIGHT);
  });
  const orderTwo = async () => world.store.get('ord_2');
  const both = (milestone: Milestone, at: string, more: object = {}) =>
    Promise.all(
      ['ord_1', 'ord_2'].map((orderId) =>
        run(
          { type: 'apply_scans', trackingNumber: RIGHT, scans: [scanOf(RIGHT, milestone, at)], ...more },
          CARRIER,
          orderId,
        ),
      ),
    );

  it('is registered with a flag, and moves nothing', async () => {
    const { order, events } = await register(RIGHT, otherShop, 'ord_2');
    expect(order.shipments).toMatchObject([{ trackingNumber: RIGHT, needsConfirmation: true }]);
    expect(events[0]?.effects).toEqual([{ kind: 'alert', alert: 'shipment_claimed_elsewhere' }]);
    await both('delivered', day(4));
    expect([(await orderNow()).status, (await orderTwo())?.status]).toEqual(['delivered', 'processing']);
    expect((await orderTwo())?.deliveryAttempts).toBe(0);
  });

  it('is flagged as well where it comes with a status', async () => {
    const command = { type: 'change_status', status: 'shipped', trackingNumber: RIGHT, carrier: 'fedex' } as const;
    expect((await run(command, otherShop, 'ord_2')).order.shipments[0]).toMatchObject({ needsConfirmation: true });
  });

  it('counts once support has confirmed it, with all that was recorded', async () => {
    await register(RIGHT, otherShop, 'ord_2');
    await both('delivered', day(4));
    const command = { type: 'confirm_shipment', trackingNumber: RIGHT, reason: 'Sold on together' } as const;
    const { order, events } = await run(command, actorOf('csr'), 'ord_2');
    expect(order.shipments[0]).not.toHaveProperty('needsConfirmation');
    expect(events).toMatchObject([{ type: 'shipment_confirmed', metadata: { by: 'support' } }]);
    await applyParkedScans(world, second);
    expect((await orderTwo())?.status).toBe('delivered');
    expect((await run(command, actorOf('csr'), 'ord_2')).events).toEqual([]);
  });

  it('is for support to confirm, not for the shop', async () => {
    await register(RIGHT, otherShop, 'ord_2');
    const command = { type: 'confirm_shipment', trackingNumber: RIGHT } as const;
    expect(await executeCommand(world, { orderId: 'ord_2', command, actor: otherShop })).toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
    });
  });

  it.each([
    ['the order number', { references: ['Order ord 2026 004711/2'] }],
    ['the postal code that it goes to', { references: [], destination: { postalCode: '33178', country: 'us' } }],
  ])('counts where the carrier says %s', async (_, reference) => {
    await register(RIGHT, otherShop, 'ord_2');
    await both('picked_up', day(3));
    await both('out_for_delivery', day(4), { reference });
    expect((await orderTwo())?.status).toBe('out_for_delivery');
    expect((await world.store.history('ord_2', { limit: 50 })).events.map(({ type }) => type)).toContain(
      'shipment_confirmed',
    );
  });

  it.each([
    ['another number', { references: ['ORD-2026-0047112', 'PO 17'] }],
    ['the number inside another', { references: ['XORD-2026-004711'] }],
    ['another place', { references: [], destination: { postalCode: '33179', country: 'US' } }],
    ['the code of another country', { references: [], destination: { postalCode: '33178', country: 'DE' } }],
  ])('counts for nothing where the carrier says %s', async (_, reference) => {
    await register(RIGHT, otherShop, 'ord_2');
    await both('delivered', day(4), { reference });
    expect((await orderTwo())?.status).toBe('processing');
  });

  it('knows nothing of what the other order was sent before', async () => {
    await run({ type: 'apply_scans', trackingNumber: RIGHT, scans: [scanOf(RIGHT, 'picked_up', day(3))] }, CARRIER);
    await register(RIGHT, otherShop, 'ord_2');
    await applyParkedScans(world, second);
    expect((await world.store.scans('ord_2', { limit: 10 })).scans).toEqual([]);
    await run({ type: 'confirm_shipment', trackingNumber: RIGHT }, actorOf('admin'), 'ord_2');
    await applyParkedScans(world, second);
    expect((await orderTwo())?.status).toBe('shipped');
  });

  it('is of whoever registers first when two do at the same moment', async () => {
    world.beforeNext('commit', () => register(WRONG));
    const { order } = await register(WRONG, otherShop, 'ord_2');
    expect(order.shipments[0]).toMatchObject({ needsConfirmation: true });
    expect((await orderNow()).shipments.at(-1)).not.toHaveProperty('needsConfirmation');
  });

  it('is free after half a year, of another carrier, and once the first shop has taken it off', async () => {
    await detach(RIGHT);
    expect((await register(RIGHT, otherShop, 'ord_2')).order.shipments[0]).not.toHaveProperty('needsConfirmation');
    await register(WRONG);
    const dhl = { type: 'register_shipment', shipmentId: 'shp_2', trackingNumber: WRONG, carrier: 'dhl' } as const;
    expect((await run(dhl, otherShop, 'ord_2')).order.shipments[1]).not.toHaveProperty('needsConfirmation');
    await world.addOrder({ orderId: 'ord_3', sellerId: 'seller-3', status: 'processing', phase: 'preparing' });
    world.clock.advance(200 * 24 * 60 * 60 * 1000);
    const later = await register(WRONG, { role: 'seller', id: 'seller-3' }, 'ord_3');
    expect(later.order.shipments[0]).not.toHaveProperty('needsConfirmation');
  });

  it('is no other shop’s where one shop sends several orders in it', async () => {
    await world.addOrder({ orderId: 'ord_4', status: 'processing', phase: 'preparing' });
    expect((await register(RIGHT, SELLER, 'ord_4')).order.shipments[0]).not.toHaveProperty('needsConfirmation');
  });
});
