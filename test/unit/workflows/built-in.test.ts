import { describe, expect, test } from 'vitest';
import { deadlinesOf } from '../../../shared/orders/engine/deadlines.ts';
import { startingStatus } from '../../../shared/orders/engine/step.ts';
import { BUILT_IN_WORKFLOWS, findWorkflow, workflowIdForOrderType } from '../../../shared/workflows/catalog.ts';
import { statusKind } from '../../../shared/workflows/phase-kind.ts';
import {
  type NotificationUse,
  noticesOfDeadline,
  type WorkflowDefinition,
} from '../../../shared/workflows/workflow.ts';
import { newOrder, workflowOf } from './support/orders.ts';

const noticesOf = ({ statuses, deadlines, milestoneNotices = {} }: WorkflowDefinition): readonly NotificationUse[] => [
  ...Object.values(statuses).flatMap(({ notify = [] }) => notify),
  ...deadlines.flatMap(({ action }) => noticesOfDeadline(action)),
  ...Object.values(milestoneNotices).flat(),
];

const RECEIPT = {
  kind: 'notify',
  type: 'order_created',
  channels: ['email', 'push', 'in_app'],
  priority: 'normal',
  audience: 'customer',
};

const URGENT = ['exception', 'substitutions_needed', 'out_for_delivery', 'store_new_order'];
const LOW = ['preparing', 'order_reminder', 'custom'];
const priorityOf = (type: string): string => {
  if (URGENT.includes(type)) return 'urgent';
  return LOW.includes(type) ? 'low' : 'normal';
};

test('every notification has the priority of its type', () => {
  const notices = BUILT_IN_WORKFLOWS.flatMap(noticesOf);
  expect(notices.map(({ type, priority }) => [type, priority])).toEqual(
    notices.map(({ type }) => [type, priorityOf(type)]),
  );
});

test('grocery: the customer is notified once the store confirms, and not before', () => {
  const recorded = Object.entries(workflowOf('grocery').statuses).flatMap(([status, { notify = [] }]) =>
    notify.filter(({ type }) => type === 'order_confirmed').map(({ channels }) => [status, channels.join(' ')]),
  );
  expect(recorded).toEqual([['store_acknowledged', 'email push in_app']]);
});

test('the standard order is a parcel; the others are called like their workflow', () => {
  expect(workflowIdForOrderType('standard')).toBe('parcel');
  expect(
    ['digital', 'subscription', 'marketplace', 'farm', 'grocery', 'custom-one'].map(workflowIdForOrderType),
  ).toEqual(['digital', 'subscription', 'marketplace', 'farm', 'grocery', 'custom-one']);
  expect([findWorkflow('parcel', 1)?.id, findWorkflow('parcel', 99), findWorkflow('nothing')]).toEqual([
    'parcel',
    undefined,
    undefined,
  ]);
});

test.each([
  ['crypto', 'pending', 'payment_pending'],
  ['escrow', 'pending', 'payment_pending'],
  ['crypto', 'confirmed', 'payment_confirmed'],
  ['fiat', 'confirmed', 'payment_confirmed'],
  ['escrow', 'locked', 'escrow_locked'],
  ['escrow', 'confirmed', 'escrow_locked'],
] as const)('marketplace, %s, %s begins at %s', (method, status, expected) => {
  expect(startingStatus(workflowOf('marketplace'), { method, status })).toBe(expected);
});

describe('the text on time', () => {
  const rulesOf = (id: string) =>
    workflowOf(id).deadlines.map(({ in: statuses, at = 'statusSince', after, unless, action }) =>
      [
        statuses.join('|'),
        `${at}+${after}`,
        ...(unless ? [unless] : []),
        action.kind === 'transition' ? `→${action.to}` : action.kind,
        ...('alert' in action && action.alert ? [action.alert] : []),
        ...noticesOfDeadline(action).map(({ type, audience = 'customer' }) => `${type}>${audience}`),
      ].join(' '),
    );

  test.each([
    [
      'parcel',
      [
        'confirmed|processing statusSince+P2D alert stuck',
        'shipped|out_for_delivery estimatedDelivery+PT4H →delayed',
        'shipped lastScanAt+P3D →delayed',
        'delayed lastScanAt+P3D →exception',
        'confirmed|processing|shipped unscannedSince+PT24H flag',
        'confirmed|processing|shipped unscannedSince+PT48H notify order_reminder>seller',
        'confirmed|processing unscannedSince+PT72H →delayed',
        'delayed statusSince+P2D notify delayed>customer',
      ],
    ],
    [
      'marketplace',
      [
        'processing statusSince+PT48H alert stuck_orders order_reminder>seller order_reminder>support',
        'delivered statusSince+P7D →completed',
        'order_confirmed|processing|ready_to_ship|shipped|in_transit|out_for_delivery estimatedDelivery+PT0S notify delayed>customer',
      ],
    ],
    [
      'farm',
      [
        'pending statusSince+PT12H notify order_reminder>seller',
        'preparing estimatedReadyAt+PT0S notify delayed>customer',
        'ready_for_pickup estimatedPickupAt+-PT2H notify order_reminder>customer',
        'ready_for_pickup estimatedPickupAt+PT24H alert not_picked_up',
      ],
    ],
    [
      'grocery',
      [
        'store_notified statusSince+PT5M notify store_silent store_new_order>seller',
        'store_notified statusSince+PT15M →cancelled',
        'substitutions_needed statusSince+PT10M settle_substitutions',
        'ready_for_pickup statusSince+PT20M has_driver alert no_driver exception>support',
      ],
    ],
  ])('%s', (id, expected) => {
    expect(rulesOf(id)).toEqual(expected);
  });
});

test('farm notifies as the text says, and stamps each time of its own', () => {
  const recorded = Object.entries(workflowOf('farm').statuses).map(([status, { notify = [], stamps }]) => [
    status,
    stamps,
    notify.filter(({ audience }) => audience !== 'seller').flatMap(({ channels }) => channels),
  ]);
  expect(recorded).toEqual([
    ['pending', undefined, []],
    ['confirmed', 'confirmedAt', ['email', 'in_app']],
    ['preparing', 'preparingAt', ['in_app']],
    ['ready_for_pickup', 'readyAt', ['email', 'sms', 'push', 'in_app']],
    ['out_for_delivery', 'outForDeliveryAt', ['email', 'sms', 'push', 'in_app']],
    ['completed', 'completedAt', ['email', 'in_app']],
    ['cancelled', 'cancelledAt', ['email', 'in_app']],
    ['refunded', 'refundedAt', ['email', 'in_app']],
  ]);
});

test('an order that only a return or a refund could still undo is over', () => {
  const kindOf = (id: string, status: string) => statusKind(workflowOf(id), status);
  expect([kindOf('parcel', 'delivered'), kindOf('digital', 'delivered'), kindOf('farm', 'completed')]).toEqual([
    'final',
    'final',
    'final',
  ]);
  expect([kindOf('marketplace', 'delivered'), kindOf('subscription', 'delivered')]).toEqual(['active', 'active']);
  expect([kindOf('parcel', 'delayed'), kindOf('marketplace', 'disputed')]).toEqual(['attention', 'attention']);
});

describe('a new order', () => {
  const notifiesSeller = (id: string) =>
    newOrder(id).events.flatMap(({ effects }) =>
      effects.filter((effect) => effect.kind === 'notify' && effect.audience === 'seller'),
    );

  test.each(BUILT_IN_WORKFLOWS.map(({ id }) => id))('%s: the seller is notified once', (id) => {
    expect(notifiesSeller(id)).toMatchObject([{ type: 'store_new_order', priority: 'urgent' }]);
  });

  test('an unpaid marketplace order is confirmed as received, and the shop is not notified of it', () => {
    const { events } = newOrder('marketplace', { payment: { method: 'crypto', status: 'pending' } });
    expect(events.map(({ type, status, effects }) => [type, status, effects])).toEqual([
      ['order_created', 'payment_pending', [RECEIPT]],
    ]);
  });

  test.each([
    ['parcel', {}, 'order_created'],
    ['digital', {}, 'order_created'],
    ['subscription', {}, 'order_created'],
    ['farm', {}, 'order_created'],
    ['grocery', {}, 'order_created'],
    ['marketplace', { payment: { method: 'fiat', status: 'confirmed' } }, 'order_confirmed'],
  ] as const)('%s confirms an order to its customer once', (id, facts, expected) => {
    const { events } = newOrder(id, facts);
    const notified = events.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'notify' && effect.audience === 'customer' ? [effect.type] : [])),
    );
    expect(notified).toEqual([expected]);
  });

  test('a grocery order goes to the store by itself: two events, version 2', () => {
    const { order, events } = newOrder('grocery');
    expect([order.status, order.version]).toEqual(['store_notified', 2]);
    expect(events.map(({ type, previousStatus, status, actor }) => [type, previousStatus, status, actor.role])).toEqual(
      [
        ['order_created', undefined, 'submitted', 'system'],
        ['status_changed', 'submitted', 'store_notified', 'system'],
      ],
    );
    expect(events[1]?.effects).toContainEqual({
      kind: 'reconcile_deadlines',
      rules: ['store-silent', 'store-timeout'],
      armed: deadlinesOf(workflowOf('grocery'), order).map(({ rule, dueAt }) => ({ rule, dueAt })),
    });
  });

  test('a subscription begins with its first cycle', () => {
    const { order, events } = newOrder('subscription');
    expect([order.cycle, events[0]?.metadata]).toEqual([1, { cycle: 1 }]);
  });
});
