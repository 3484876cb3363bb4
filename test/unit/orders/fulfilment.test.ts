import { describe, expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { DRIVER_ID, hours, orderIn } from '../workflows/support/orders.ts';
import { accept, ask, noticesIn, recorded } from './support/decisions.ts';

const DRIVER = { driverId: DRIVER_ID, name: 'Dan', phone: '+34600000000', provider: 'own' };
const driven = (id: string, status: string, fields: Partial<Order> = {}): Order =>
  orderIn(id, status, { driver: { ...DRIVER, assignedAt: hours(0).toISOString() }, ...fields });

describe('items', () => {
  const prepare = (itemId: string, prepared = true): OrderCommand => ({ type: 'prepare_item', itemId, prepared });

  test('all prepared open the way, and the mark can be taken back', () => {
    const order = orderIn('farm', 'preparing', { fulfilmentType: 'pickup' });
    const half = accept(order, prepare('item_1'), 'seller').order;
    const ready = { type: 'change_status', status: 'ready_for_pickup' } as const;
    expect(ask(half, ready, 'seller')).toMatchObject({
      code: 'GUARD_REFUSED',
      reason: expect.stringContaining('Bread'),
    });
    const full = accept(half, prepare('item_2'), 'seller').order;
    expect(accept(full, ready, 'seller').order.status).toBe('ready_for_pickup');
    const undone = accept(full, prepare('item_2', false), 'seller');
    expect([recorded(undone.events), undone.order.items[1]?.preparedAt]).toEqual([
      ['item_prepared:preparing'],
      undefined,
    ]);
  });

  test('prepared twice are one event; unknown ones and other people are refused', () => {
    const order = accept(orderIn('farm', 'preparing'), prepare('item_1'), 'seller').order;
    expect(accept(order, prepare('item_1'), 'seller').events).toEqual([]);
    expect(ask(order, prepare('item_9'), 'seller')).toMatchObject({ code: 'NOT_APPLICABLE' });
    expect(ask(order, prepare('item_2'), 'customer')).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(ask(orderIn('farm', 'completed'), prepare('item_1'), 'seller')).toMatchObject({ code: 'NOT_APPLICABLE' });
  });
});

describe('taking an order on', () => {
  const ready = { type: 'acknowledge', estimatedReadyAt: hours(3).toISOString() } as const;

  test.each([
    ['grocery', 'store_notified', 'store_acknowledged'],
    ['farm', 'pending', 'confirmed'],
    ['parcel', 'pending', 'confirmed'],
    ['marketplace', 'escrow_locked', 'order_confirmed'],
  ])('%s: %s becomes %s', (id, from, to) => {
    const { order, events } = accept(orderIn(id, from), ready, 'seller');
    expect([recorded(events), order.estimatedReadyAt]).toEqual([[`status_changed:${to}`], ready.estimatedReadyAt]);
  });

  test('again is nothing, with another time it is that', () => {
    const { order } = accept(orderIn('grocery', 'store_notified'), ready, 'seller');
    expect(accept(order, ready, 'seller').events).toEqual([]);
    const later = accept(order, { ...ready, estimatedReadyAt: hours(4).toISOString() }, 'seller');
    expect(recorded(later.events)).toEqual(['store_acknowledged:store_acknowledged']);
  });

  test('that is not paid or is over is refused', () => {
    expect(ask(orderIn('marketplace', 'payment_pending'), ready, 'seller')).toMatchObject({ code: 'NOT_APPLICABLE' });
    expect(ask(orderIn('grocery', 'delivered'), ready, 'seller')).toMatchObject({ code: 'NOT_APPLICABLE' });
  });
});

describe('a driver', () => {
  const assign: OrderCommand = { type: 'assign_driver', driver: DRIVER };

  test('is assigned where the order waits for one', () => {
    const { order, events } = accept(orderIn('grocery', 'ready_for_pickup'), assign, 'carrier');
    expect([recorded(events), noticesIn(events)]).toEqual([
      ['status_changed:driver_assigned'],
      ['customer:driver_assigned', 'driver:driver_assigned'],
    ]);
    const { phone, ...facts } = DRIVER;
    expect(events[0]?.metadata).toEqual({ driver: facts });
    expect(JSON.stringify(events)).not.toContain(phone);
    expect(accept(order, assign, 'carrier').events).toEqual([]);
    const other = accept(order, { type: 'assign_driver', driver: { ...DRIVER, driverId: 'drv_2' } }, 'carrier');
    expect(other.events[0]?.metadata).toEqual({ driver: { ...facts, driverId: 'drv_2' } });
    expect([recorded(other.events), noticesIn(other.events), other.order.driver?.driverId]).toEqual([
      ['driver_assigned:driver_assigned'],
      ['customer:driver_assigned', 'driver:driver_assigned'],
      'drv_2',
    ]);
  });

  test.each([
    { driverId: 'drv_2' },
    { name: 'Eva' },
    { phone: '+34600000001' },
    { vehicle: 'van' },
    { provider: 'uber' },
  ])('is assigned anew with %j', (more) => {
    const { order } = accept(orderIn('grocery', 'ready_for_pickup'), assign, 'carrier');
    const again = accept(order, { type: 'assign_driver', driver: { ...DRIVER, ...more } }, 'carrier', hours(2));
    expect(again.order.driver).toEqual({ ...DRIVER, ...more, assignedAt: hours(2).toISOString() });
  });

  test('may be known earlier: the search for one is then off', () => {
    const { order, events } = accept(orderIn('grocery', 'picking_in_progress'), assign, 'seller');
    expect(recorded(events)).toEqual(['driver_assigned:picking_in_progress']);
    const ready = accept(order, { type: 'change_status', status: 'ready_for_pickup' }, 'seller', hours(2));
    const fire = { type: 'fire_deadline', rule: 'no-driver', dueAt: hours(3).toISOString() } as const;
    expect(accept(ready.order, fire, 'system', hours(9)).events).toEqual([]);
  });

  test('who drops out is gone', () => {
    const { order } = accept(
      driven('grocery', 'driver_assigned'),
      { type: 'change_status', status: 'ready_for_pickup' },
      'carrier',
    );
    expect(order.driver).toBeUndefined();
  });

  test('has no place in a parcel, nor once it is over', () => {
    expect(ask(orderIn('parcel', 'processing'), assign, 'seller')).toMatchObject({ code: 'NOT_APPLICABLE' });
    expect(ask(orderIn('grocery', 'delivered'), assign, 'seller')).toMatchObject({ code: 'NOT_APPLICABLE' });
    expect(ask(orderIn('grocery', 'ready_for_pickup'), assign, 'customer')).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  });

  test('delivers, with the steps that were not reported; the PIN stays out of the history', () => {
    const proof = { photoKey: 'photos/1', pin: '4711' };
    const { events } = accept(driven('grocery', 'driver_assigned'), { type: 'deliver', proof }, 'driver');
    expect(events.map(({ status }) => status)).toEqual(['driver_pickup_complete', 'in_transit', 'delivered']);
    expect(noticesIn(events)).toEqual(['customer:delivered']);
    expect(events[2]?.metadata).toEqual({ proof: { photoKey: 'photos/1', pinGiven: true } });
  });

  test('delivers a farm order into completed, and twice is once', () => {
    const { order } = accept(driven('farm', 'out_for_delivery'), { type: 'deliver' }, 'driver');
    expect(order.status).toBe('completed');
    expect(accept(order, { type: 'deliver' }, 'driver').events).toEqual([]);
  });

  test('adds the proof after the delivery was reported, once', () => {
    const proof = { photoKey: 'proofs/1.jpg' };
    const recorded = accept(
      driven('grocery', 'in_transit'),
      { type: 'change_status', status: 'delivered' },
      'driver',
    ).order;
    const { order, events } = accept(recorded, { type: 'deliver', proof }, 'driver');
    expect(events).toMatchObject([{ type: 'delivery_proven', status: 'delivered', metadata: { proof } }]);
    expect(accept(order, { type: 'deliver', proof }, 'driver').events).toEqual([]);
    const atOnce = accept(driven('grocery', 'in_transit'), { type: 'deliver', proof }, 'driver').order;
    expect(accept(atOnce, { type: 'deliver', proof }, 'driver').events).toEqual([]);
  });

  test('delivers only the own order, and only what is on its way', () => {
    const order = driven('grocery', 'in_transit');
    expect(ask(order, { type: 'deliver' }, { role: 'driver', id: 'drv_2' })).toMatchObject({ ok: false });
    expect(ask(order, { type: 'deliver' }, 'seller')).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(ask(driven('grocery', 'picking_in_progress'), { type: 'deliver' }, 'driver')).toMatchObject({
      code: 'INVALID_TRANSITION',
    });
  });
});

describe('a delivery provider', () => {
  const sees = (milestone: Milestone, hour: number): OrderCommand => ({
    type: 'apply_milestone',
    milestone,
    occurredAt: hours(hour).toISOString(),
    rawCode: 'x',
  });

  const seen = (order: Order, command: OrderCommand) => accept(order, command, 'carrier', hours(10));

  test('leads the order along the table, at the times that it reports', () => {
    const { order, events } = seen(driven('grocery', 'driver_assigned'), sees('in_transit', 2));
    expect(events.map(({ status, occurredAt }) => [status, occurredAt])).toEqual([
      ['driver_pickup_complete', hours(2).toISOString()],
      ['in_transit', hours(2).toISOString()],
    ]);
    expect(seen(order, sees('in_transit', 2)).events).toEqual([]);
    expect(seen(order, sees('picked_up', 1)).events).toEqual([]);
    expect(seen(order, sees('delivered', 3)).order.status).toBe('delivered');
  });

  test('that cancels before the goods are taken removes its driver; later, operations are alerted', () => {
    const { order } = seen(driven('grocery', 'driver_assigned'), sees('cancelled', 2));
    expect([order.status, order.driver]).toEqual(['ready_for_pickup', undefined]);
    expect(noticesIn(seen(driven('grocery', 'in_transit'), sees('cancelled', 2)).events)).toEqual([
      'alert:scan_unplaceable',
    ]);
  });

  test('that tried in vain is counted', () => {
    const { order, events } = seen(driven('grocery', 'in_transit'), sees('delivery_attempted', 2));
    expect([recorded(events), order.deliveryAttempts]).toEqual([['delivery_attempted:in_transit'], 1]);
    expect(noticesIn(events)).toEqual(['customer:exception']);
  });

  test('brings the goods back: the order failed', () => {
    expect(seen(driven('grocery', 'in_transit'), sees('returned', 2)).order.status).toBe('failed');
  });
});
