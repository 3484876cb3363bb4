import { describe, expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { type Action, actionsOf } from '../../../shared/orders/engine/actions.ts';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import type { Role } from '../../../shared/workflows/workflow.ts';
import { actorOf, hours, orderIn, parcelOf, workflowOf } from '../workflows/support/orders.ts';
import { accept, ask, effectsOf, noticesIn, recorded } from './support/decisions.ts';

const at = (hour: number): string => hours(hour).toISOString();
const ADDRESS = { line1: 'Rúa Nova 7', city: 'Lugo', country: 'ES' };

describe('what each party is offered', () => {
  const offered = (id: string, status: string, role: Role, hour = 1) =>
    actionsOf(workflowOf(id), orderIn(id, status), actorOf(role), hours(hour));

  test.each([
    ['parcel', 'pending', 'customer', 1, ['cancel', 'reschedule', 'change_address', 'delivery_preferences', 'support']],
    ['parcel', 'pending', 'customer', 25, ['reschedule', 'change_address', 'delivery_preferences', 'support']],
    ['parcel', 'pending', 'seller', 1, ['cancel', 'register_shipment', 'prepare_item', 'acknowledge']],
    ['parcel', 'shipped', 'guest', 1, ['reschedule', 'delivery_preferences', 'support']],
    ['parcel', 'exception', 'customer', 1, ['reschedule', 'change_address', 'delivery_preferences', 'support']],
    ['parcel', 'delivered', 'customer', 1, ['support', 'feedback']],
    ['parcel', 'cancelled', 'seller', 1, []],
    ['digital', 'processing', 'customer', 1, ['support']],
    ['marketplace', 'delivered', 'customer', 1, ['dispute', 'confirm_receipt', 'support', 'feedback']],
    [
      'grocery',
      'store_notified',
      'seller',
      1,
      ['cancel', 'register_shipment', 'prepare_item', 'acknowledge', 'assign_driver'],
    ],
    [
      'grocery',
      'picking_in_progress',
      'seller',
      1,
      ['cancel', 'register_shipment', 'prepare_item', 'acknowledge', 'propose_substitutions', 'assign_driver'],
    ],
    ['grocery', 'in_transit', 'driver', 1, []],
  ] as const)('%s, %s, %s, hour %i: %j', (id, status, role, hour, expected) => {
    expect(offered(id, status, role, hour)).toEqual(expected);
  });

  const CARRIED_OUT_BY: readonly (readonly [Action, OrderCommand, Role])[] = [
    ['acknowledge', { type: 'acknowledge', estimatedReadyAt: at(9) }, 'seller'],
    ['deliver', { type: 'deliver' }, 'driver'],
    ['support', { type: 'request_support', subject: 'Help', message: 'Please' }, 'customer'],
    ['feedback', { type: 'give_feedback', rating: 5 }, 'customer'],
    ['dispute', { type: 'open_dispute', reason: 'Empty' }, 'customer'],
    ['reschedule', { type: 'reschedule', estimatedDelivery: at(99) }, 'customer'],
    ['change_address', { type: 'change_address', address: ADDRESS }, 'customer'],
    ['delivery_preferences', { type: 'set_delivery_preferences', preference: { leaveWith: 'reception' } }, 'customer'],
  ];

  test.each(CARRIED_OUT_BY)('%s is offered where it is accepted, and nowhere else', (action, command, role) => {
    const driver = { driverId: 'drv_1', name: 'Dan', provider: 'own', assignedAt: at(0) };
    const places = BUILT_IN_WORKFLOWS.flatMap(({ id, statuses }) =>
      Object.keys(statuses).map((status) => ({ id, status })),
    );
    const responses = places.map(({ id, status }) => {
      const order = orderIn(id, status, { driver, fulfilmentType: 'delivery' });
      const isOffered = actionsOf(workflowOf(id), order, actorOf(role), hours(1)).includes(action);
      return [`${id} ${status}`, isOffered, ask(order, command, role).ok];
    });
    // A driver whose first response was lost reports it twice: that is accepted, and changes nothing.
    const isThere = ({ id, status }: { id: string; status: string }) => status === workflowOf(id).milestones.delivered;
    const repeated = action === 'deliver' ? places.filter(isThere).map(({ id, status }) => `${id} ${status}`) : [];
    const differing = responses.filter(([, isOffered, isAccepted]) => isOffered !== isAccepted);
    expect(differing.map(([place]) => place)).toEqual(repeated);
    expect(responses.some(([, isOffered]) => isOffered)).toBe(true);
  });

  test('what is fetched has no address and no doorstep', () => {
    const order = orderIn('farm', 'preparing', { fulfilmentType: 'pickup' });
    expect(actionsOf(workflowOf('farm'), order, actorOf('customer'), hours(1))).toEqual(['reschedule', 'support']);
  });
});

test('delivery preferences stay on the order; home and instructions stay out of the history', () => {
  const preference = { leaveWith: 'safe_place', place: 'under the fig tree', instructions: 'code 1234' } as const;
  const { order, events } = accept(
    orderIn('parcel', 'shipped'),
    { type: 'set_delivery_preferences', preference },
    'guest',
  );
  expect([recorded(events), order.deliveryPreference]).toEqual([['delivery_preferences_set:shipped'], preference]);
  expect(JSON.stringify(events)).not.toMatch(/fig tree|1234/);
});

describe('another day', () => {
  const another = (hour: number): OrderCommand => ({ type: 'reschedule', estimatedDelivery: at(hour), reason: 'away' });

  test('notifies both sides, and moves what depends on it', () => {
    const { order, events } = accept(
      orderIn('parcel', 'shipped', { estimatedDelivery: at(9) }),
      another(50),
      'customer',
    );
    expect(events).toMatchObject([
      { type: 'delivery_rescheduled', estimatedDelivery: at(50), reason: 'away', metadata: { previous: at(9) } },
    ]);
    expect(effectsOf(events)).toEqual([
      'customer:delivery_rescheduled',
      'seller:delivery_rescheduled',
      'deadlines:estimate-passed',
    ]);
    expect(accept(order, another(50), 'customer').events).toEqual([]);
  });

  test('of fetching is the day of fetching', () => {
    const order = orderIn('farm', 'ready_for_pickup', { fulfilmentType: 'pickup' });
    expect(accept(order, another(50), 'customer').order).toMatchObject({ estimatedPickupAt: at(50) });
  });

  test('that has passed, or after delivery, is refused', () => {
    expect(ask(orderIn('parcel', 'shipped'), another(0), 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
    expect(ask(orderIn('parcel', 'delivered'), another(50), 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
    expect(ask(orderIn('parcel', 'shipped'), another(50), 'seller')).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  });
});

test('another address stays out of the history; operations see to it once there is a parcel', () => {
  const command = { type: 'change_address', address: ADDRESS } as const;
  const early = accept(orderIn('parcel', 'pending'), command, 'customer');
  expect([early.order.shippingAddress, noticesIn(early.events)]).toEqual([ADDRESS, []]);
  expect(JSON.stringify(early.events)).not.toContain('Rúa');
  const late = accept(orderIn('parcel', 'exception', { shipments: [parcelOf('T1')] }), command, 'customer');
  expect(noticesIn(late.events)).toEqual(['alert:address_changed']);
  expect(ask(orderIn('parcel', 'out_for_delivery'), command, 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
});

test('help is asked for at any time', () => {
  const { events } = accept(
    orderIn('parcel', 'returned'),
    { type: 'request_support', subject: 'S', message: 'M' },
    'guest',
  );
  expect([recorded(events), noticesIn(events)]).toEqual([
    ['support_requested:returned'],
    ['alert:support_requested', 'support:custom'],
  ]);
});

describe('a dispute', () => {
  const dispute = { type: 'open_dispute', reason: 'broken', disputeId: 'dsp_1' } as const;

  test('moves the order to where it is settled, and notifies both sides and support', () => {
    const { order, events } = accept(orderIn('marketplace', 'delivered'), dispute, 'customer');
    expect(events).toMatchObject([{ status: 'disputed', reason: 'broken', metadata: { disputeId: 'dsp_1' } }]);
    expect([order.payment.disputeId, noticesIn(events)]).toEqual([
      'dsp_1',
      ['customer:dispute_opened', 'seller:dispute_opened', 'support:dispute_opened'],
    ]);
  });

  test.each([
    ['marketplace', 'delivered', 'seller', 'ROLE_NOT_ALLOWED'],
    ['marketplace', 'shipped', 'customer', 'NOT_APPLICABLE'],
    ['parcel', 'delivered', 'customer', 'NOT_APPLICABLE'],
  ] as const)('is refused: %s, %s, %s', (id, status, role, code) => {
    expect(ask(orderIn(id, status), dispute, role)).toMatchObject({ ok: false, code });
  });
});

describe('feedback', () => {
  const stars = (rating: number): OrderCommand => ({ type: 'give_feedback', rating });

  test('is given once', () => {
    const { order, events } = accept(orderIn('parcel', 'delivered'), stars(5), 'customer');
    expect([recorded(events), order.feedback?.rating]).toEqual([['feedback_given:delivered'], 5]);
    expect(ask(order, stars(1), 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
  });

  test.each([0, 6, 4.5])('of %d stars is none', (rating) => {
    expect(ask(orderIn('parcel', 'delivered'), stars(rating), 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
  });

  test('waits for the delivery', () => {
    expect(ask(orderIn('parcel', 'shipped'), stars(5), 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
  });
});

test.each([
  { type: 'set_delivery_preferences', preference: { leaveWith: 'neighbour', instructions: 'Second floor' } },
  { type: 'change_address', address: ADDRESS },
] as const)('the same $type again, because its response was lost, changes nothing', (command) => {
  const first = accept(orderIn('parcel', 'pending'), command, 'customer');
  expect(first.events).toHaveLength(1);
  const again = accept(first.order, { ...command }, 'customer');
  expect(again.events).toEqual([]);
});
