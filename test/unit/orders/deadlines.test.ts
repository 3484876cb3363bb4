import { describe, expect, test } from 'vitest';
import { deadlinesOf } from '../../../shared/orders/engine/deadlines.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { hours, orderIn, workflowOf } from '../workflows/support/orders.ts';
import { accept, ask, effectsOf, noticesIn, recorded } from './support/decisions.ts';

const at = (hour: number): string => hours(hour).toISOString();
const fire = (order: Order, rule: string, hour: number) =>
  accept(order, { type: 'fire_deadline', rule, dueAt: at(0) }, 'system', hours(hour));
const duesOf = (order: Order) =>
  deadlinesOf(workflowOf(order.workflow.id), order).map(({ rule, dueAt }) => `${rule}@${dueAt}`);

test.each([
  ['parcel', 'confirmed', {}, 'stuck-before-shipping', 48, 'deadline_passed:confirmed', ['alert:stuck']],
  [
    'parcel',
    'shipped',
    { estimatedDelivery: at(10) },
    'estimate-passed',
    14,
    'status_changed:delayed',
    ['customer:delayed'],
  ],
  ['parcel', 'shipped', {}, 'no-scan-shipped', 72, 'status_changed:delayed', ['customer:delayed']],
  ['parcel', 'shipped', { lastScanAt: at(5) }, 'no-scan-shipped', 77, 'status_changed:delayed', ['customer:delayed']],
  [
    'parcel',
    'delayed',
    { lastScanAt: at(5) },
    'no-scan-delayed',
    77,
    'status_changed:exception',
    ['customer:exception', 'seller:exception'],
  ],
  [
    'marketplace',
    'processing',
    {},
    'stuck-processing',
    48,
    'deadline_passed:processing',
    ['seller:order_reminder', 'support:order_reminder', 'alert:stuck_orders'],
  ],
  [
    'marketplace',
    'delivered',
    {},
    'receipt-assumed',
    168,
    'status_changed:completed',
    ['customer:completed', 'seller:completed'],
  ],
  [
    'marketplace',
    'shipped',
    { estimatedDelivery: at(10) },
    'estimate-passed',
    10,
    'deadline_passed:shipped',
    ['customer:delayed'],
  ],
  ['farm', 'pending', {}, 'unanswered', 12, 'deadline_passed:pending', ['seller:order_reminder']],
  [
    'farm',
    'preparing',
    { estimatedReadyAt: at(6) },
    'ready-late',
    6,
    'deadline_passed:preparing',
    ['customer:delayed'],
  ],
  [
    'farm',
    'ready_for_pickup',
    { estimatedPickupAt: at(6) },
    'pickup-soon',
    4,
    'deadline_passed:ready_for_pickup',
    ['customer:order_reminder'],
  ],
  [
    'farm',
    'ready_for_pickup',
    { estimatedPickupAt: at(6) },
    'not-picked-up',
    30,
    'deadline_passed:ready_for_pickup',
    ['alert:not_picked_up'],
  ],
  [
    'grocery',
    'store_notified',
    {},
    'store-silent',
    5 / 60,
    'deadline_passed:store_notified',
    ['seller:store_new_order', 'alert:store_silent'],
  ],
  [
    'grocery',
    'store_notified',
    {},
    'store-timeout',
    0.25,
    'status_changed:cancelled',
    ['customer:cancelled', 'seller:cancelled', 'driver:cancelled'],
  ],
  [
    'grocery',
    'ready_for_pickup',
    {},
    'no-driver',
    20 / 60,
    'deadline_passed:ready_for_pickup',
    ['support:exception', 'alert:no_driver'],
  ],
] as const)('%s, %s %j: %s fires after %s hours and not before', (id, status, fields, rule, hour, event, update) => {
  const order = orderIn(id, status, fields);
  expect(fire(order, rule, hour - 0.001).events).toEqual([]);
  const fired = fire(order, rule, hour);
  expect([recorded(fired.events), noticesIn(fired.events)]).toEqual([[event], update]);
  expect(fire(fired.order, rule, hour + 1).events).toEqual([]);
});

test('a transition by the clock says why', () => {
  const { events } = fire(orderIn('grocery', 'store_notified'), 'store-timeout', 1);
  expect(events[0]).toMatchObject({
    actor: { role: 'system' },
    reason: 'store_ack_timeout',
    metadata: { rule: 'store-timeout' },
  });
});

describe('a promised date', () => {
  const order = orderIn('marketplace', 'shipped', { estimatedDelivery: at(10) });

  test('that passes is a flag in the marketplace; another date takes it back and arms the rule again', () => {
    const late = fire(order, 'estimate-passed', 11).order;
    expect([late.isLate, duesOf(late)]).toEqual([true, []]);
    const { order: again, events } = accept(
      late,
      { type: 'reschedule', estimatedDelivery: at(40) },
      'customer',
      hours(12),
    );
    expect([again.isLate, duesOf(again)]).toEqual([false, [`estimate-passed@${at(40)}`]]);
    expect(effectsOf(events)).toContain('deadlines:estimate-passed');
    expect(recorded(fire(again, 'estimate-passed', 41).events)).toEqual(['deadline_passed:shipped']);
  });

  test('that has moved lets an old timer do nothing', () => {
    const moved = { ...order, estimatedDelivery: at(40) };
    expect(fire(moved, 'estimate-passed', 11).events).toEqual([]);
  });
});

test('a rule that has fired for a date does not fire for it again, though the status comes back', () => {
  const delayed = fire(orderIn('parcel', 'shipped', { estimatedDelivery: at(10) }), 'estimate-passed', 20).order;
  const shipped = accept(delayed, { type: 'change_status', status: 'shipped' }, 'csr', hours(21)).order;
  expect(duesOf(shipped)).toEqual([`no-scan-shipped@${at(21 + 72)}`]);
});

test('a rule of the time in a status is armed again each time the status is entered', () => {
  const order = fire(orderIn('grocery', 'ready_for_pickup'), 'no-driver', 1).order;
  const driver = { driverId: 'd', name: 'Dan', provider: 'own' };
  const assigned = accept(order, { type: 'assign_driver', driver }, 'seller', hours(2)).order;
  const back = accept(assigned, { type: 'change_status', status: 'ready_for_pickup' }, 'carrier', hours(3)).order;
  expect(duesOf(back)).toEqual([`no-driver@${hours(3 + 20 / 60).toISOString()}`]);
});

test('only the clock fires', () => {
  const command = { type: 'fire_deadline', rule: 'no-driver', dueAt: at(0) } as const;
  expect(ask(orderIn('grocery', 'ready_for_pickup'), command, 'admin')).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
});

test('a rule that the workflow does not have changes nothing', () => {
  expect(fire(orderIn('grocery', 'ready_for_pickup'), 'who-knows', 99).events).toEqual([]);
});
