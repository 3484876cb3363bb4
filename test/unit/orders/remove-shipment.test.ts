import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { deadlinesOf } from '../../../shared/orders/engine/deadlines.ts';
import type { Actor, Scan } from '../../../shared/orders/model/order.ts';
import { type CommandOutcome, executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { aScan } from '../../support/order-fixtures.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { actorOf, workflowOf } from '../workflows/support/orders.ts';

const WRONG = '122816215025810';
const RIGHT = '568283610012734';
const SELLER: Actor = { role: 'seller', id: 'seller-1' };
const CARRIER: Actor = { role: 'carrier', id: 'fedex' };

let world: WebhookWorld;
beforeEach(async () => {
  world = webhookWorld();
  await world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', estimatedDelivery: day(9) });
  world.clock.set('2026-03-05T10:00:00Z');
});

const day = (count: number, hour = 8): string => new Date(Date.UTC(2026, 2, count, hour)).toISOString();

const run = async (command: OrderCommand, actor: Actor = SELLER, orderId = 'ord_1'): Promise<CommandOutcome> => {
  const result = await executeCommand(world, { orderId, command, actor });
  if (!result.ok) throw new Error(`${command.type} was refused: ${result.code}`);
  return result;
};

const register = (trackingNumber: string, actor = SELLER, orderId = 'ord_1') =>
  run(
    { type: 'register_shipment', shipmentId: `shp_${trackingNumber}`, trackingNumber, carrier: 'fedex' },
    actor,
    orderId,
  );

const scanOf = (trackingNumber: string, milestone: Milestone, occurredAt: string): Scan =>
  aScan({ scanId: `${trackingNumber} ${milestone} ${occurredAt}`, trackingNumber, milestone, occurredAt });

const scanned = (trackingNumber: string, milestone: Milestone, at: string, more: object = {}) =>
  run({ type: 'apply_scans', trackingNumber, scans: [scanOf(trackingNumber, milestone, at)], ...more }, CARRIER);

const detach = (trackingNumber = WRONG, actor = SELLER) =>
  run({ type: 'detach_shipment', trackingNumber, reason: 'It is the parcel of another order' }, actor);

const correct = (to: { trackingNumber: string; carrier: string }, trackingNumber = WRONG) =>
  run({ type: 'correct_shipment', trackingNumber, shipmentId: 'shp_new', to, reason: 'Two digits were exchanged' });

const orderNow = async () => {
  const order = await world.store.get('ord_1');
  if (order === undefined) throw new Error('There is no order');
  return order;
};

const messagesOf = (events: readonly OrderEvent[]): readonly string[] =>
  events.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.type] : [])));

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
