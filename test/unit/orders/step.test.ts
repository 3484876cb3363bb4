import { describe, expect, it } from 'vitest';
import { allowedNext, type StepCommand, startingStatus, step } from '../../../shared/orders/engine/step.ts';
import type { Actor, Order } from '../../../shared/orders/model/order.ts';
import type { Phase, WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { actorOf, hours, newOrder, orderIn, workflowOf } from '../workflows/support/orders.ts';
import { accept } from './support/decisions.ts';

const NOW = hours(2);

const take = (order: Order, command: StepCommand, actor: Actor, workflow = workflowOf(order.workflow.id)) =>
  step(workflow, order, command, actor, NOW);
const taken = (...asked: Parameters<typeof take>): Order => {
  const result = take(...asked);
  if (!result.ok) throw new Error(`${result.code}: ${result.reason}`);
  return result.next;
};

describe('a step is refused', () => {
  const pending = orderIn('parcel', 'pending');
  const seller = actorOf('seller');

  it.each(['flying', 'constructor', 'toString', ''])('to %j, which is no status of the workflow', (status) => {
    expect(take(pending, { status }, seller)).toMatchObject({ ok: false, code: 'UNKNOWN_STATUS' });
    expect(take(pending, { status, by: 'forced' }, seller)).toMatchObject({ ok: false, code: 'UNKNOWN_STATUS' });
  });

  it('along no edge, with what is next and for whom', () => {
    expect(take(pending, { status: 'delivered' }, seller)).toEqual({
      ok: false,
      code: 'INVALID_TRANSITION',
      reason: 'The status cannot change from pending to delivered.',
      currentStatus: 'pending',
      allowed: ['confirmed', 'cancelled'],
    });
  });

  it('for a role that the edge is not open to', () => {
    expect(take(pending, { status: 'confirmed' }, actorOf('customer'))).toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
      reason: 'Role customer may not change the status from pending to confirmed.',
      allowed: ['cancelled'],
    });
  });

  it('by a guard, with its reason; what is next leaves it out', () => {
    const late = { ...pending, createdAt: hours(-30).toISOString() };
    expect(take(late, { status: 'cancelled' }, actorOf('customer'))).toMatchObject({
      code: 'GUARD_REFUSED',
      reason: expect.stringContaining('The time to cancel ended'),
      allowed: [],
    });
    expect(take(late, { status: 'cancelled' }, seller).ok).toBe(true);
  });
});

describe('a step outside the table', () => {
  it('goes anywhere when it is forced, whoever does it and whatever guards say', () => {
    const next = taken(orderIn('parcel', 'cancelled'), { status: 'shipped', by: 'forced' }, actorOf('customer'));
    expect(next).toMatchObject({ status: 'shipped', phase: 'in_transit' });
  });

  it('goes along an edge that is not the system’s when a deadline names it, and along no other', () => {
    const shipped = orderIn('parcel', 'shipped');
    const system = actorOf('system');
    expect(take(shipped, { status: 'exception' }, system)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(taken(shipped, { status: 'exception', by: 'deadline' }, system).status).toBe('exception');
    expect(take(shipped, { status: 'confirmed', by: 'deadline' }, system)).toMatchObject({
      code: 'INVALID_TRANSITION',
    });
  });
});

describe('a driver', () => {
  const driver = { driverId: 'drv_1', name: 'Marta', provider: 'own', assignedAt: hours(1).toISOString() };
  const assigned = orderIn('grocery', 'driver_assigned', { driver });
  const pickUp = { status: 'driver_pickup_complete' };

  it('moves their own order, and no other’s', () => {
    expect(taken(assigned, pickUp, { role: 'driver', id: 'drv_1' }).status).toBe('driver_pickup_complete');
    const { driver: _driver, ...nobodys } = assigned;
    for (const [order, actor] of [
      [assigned, { role: 'driver', id: 'drv_2' }],
      [assigned, { role: 'driver' }],
      [nobodys, { role: 'driver', id: 'drv_1' }],
      [nobodys, { role: 'driver' }],
    ] as const) {
      expect(take(order, pickUp, actor)).toMatchObject({ code: 'ROLE_NOT_ALLOWED', allowed: [] });
      expect(allowedNext(workflowOf('grocery'), order, actor, NOW)).toEqual([]);
    }
    expect(take(assigned, pickUp, { role: 'carrier', id: 'drv_2' }).ok).toBe(true);
  });

  it('is off the order once it goes back to where a driver is found, and stays on it otherwise', () => {
    expect(taken(assigned, { status: 'ready_for_pickup' }, actorOf('carrier'))).not.toHaveProperty('driver');
    expect(taken(assigned, pickUp, actorOf('carrier')).driver).toEqual(driver);
    expect(taken(assigned, { status: 'cancelled' }, actorOf('csr')).driver).toEqual(driver);
    const moving = { ...assigned, status: 'in_transit', phase: 'out_for_delivery' as const };
    expect(taken(moving, { status: 'ready_for_pickup', by: 'forced' }, actorOf('admin')).driver).toEqual(driver);
  });
});

describe('an order that enters a status', () => {
  const processing = orderIn('parcel', 'processing', {
    unplacedMilestones: ['picked_up'] as unknown as NonNullable<Order['unplacedMilestones']>,
  });

  it('stands there since the step was taken, or since the time that its report gives', () => {
    const at = hours(1).toISOString();
    expect(taken(processing, { status: 'shipped' }, actorOf('seller'))).toMatchObject({
      status: 'shipped',
      phase: 'in_transit',
      statusSince: NOW.toISOString(),
      stamps: { shippedAt: NOW.toISOString() },
      unplacedMilestones: [],
    });
    expect(taken(processing, { status: 'shipped', occurredAt: at }, actorOf('carrier'))).toMatchObject({
      statusSince: at,
      stamps: { shippedAt: at },
    });
  });

  it('is otherwise as it was: the step neither numbers it nor says when it was changed', () => {
    const { status, phase, statusSince, stamps, unplacedMilestones, ...rest } = processing;
    expect(taken(processing, { status: 'shipped' }, actorOf('seller'))).toMatchObject(rest);
  });

  it('gets no stamp of a status that has none', () => {
    const { delayed } = workflowOf('parcel').statuses;
    expect(delayed?.stamps).toBeUndefined();
    expect(taken(processing, { status: 'delayed' }, actorOf('seller')).stamps).toEqual(processing.stamps);
  });

  it('sends what the status sends, to the customer unless it says otherwise', () => {
    const result = take(orderIn('marketplace', 'payment_pending'), { status: 'payment_confirmed' }, actorOf('payment'));
    expect(result.ok && result.effects.filter(({ kind }) => kind === 'notify')).toEqual([
      {
        kind: 'notify',
        type: 'order_confirmed',
        channels: ['email', 'in_app'],
        priority: 'normal',
        audience: 'customer',
      },
      expect.objectContaining({ kind: 'notify', type: 'store_new_order', audience: 'seller' }),
    ]);
  });
});

describe('the stock of an order', () => {
  const reservedStock = [{ listingId: 'lst_1', quantity: 2 }];
  const stockAfter = (from: Phase, to: Phase): Order['reservedStock'] => {
    const workflow: WorkflowDefinition = {
      ...workflowOf('parcel'),
      statuses: { here: { phase: from }, there: { phase: to } },
      transitions: [{ from: 'here', to: 'there', roles: ['system'] }],
      deadlines: [],
    };
    const order = { ...newOrder('parcel').order, status: 'here', phase: from, reservedStock };
    return taken(order, { status: 'there' }, { role: 'system' }, workflow).reservedStock;
  };

  it.each<Phase>(['placed', 'confirmed', 'preparing', 'ready', 'in_transit', 'delivered', 'disputed'])(
    'is free once the order is cancelled, from %s too',
    (from) => {
      expect(stockAfter(from, 'cancelled')).toEqual([]);
    },
  );

  it.each<[Phase, boolean]>([
    ['placed', true],
    ['confirmed', true],
    ['preparing', true],
    ['ready', true],
    ['in_transit', false],
    ['out_for_delivery', false],
    ['delivered', false],
    ['disputed', false],
  ])('is free after a refund or a failed payment while the goods are there: from %s %s', (from, isFree) => {
    for (const to of ['refunded', 'failed'] as const)
      expect(stockAfter(from, to), to).toEqual(isFree ? [] : reservedStock);
  });

  it('stays with an order that goes on', () => {
    for (const to of ['confirmed', 'in_transit', 'returned', 'exception'] as const) {
      expect(stockAfter('preparing', to), to).toEqual(reservedStock);
    }
  });
});

describe('the cycles of a subscription', () => {
  const last = orderIn('subscription', 'delivered', {
    lastScanAt: hours(1).toISOString(),
    estimatedDelivery: '2026-03-05',
    deliveryAttempts: 2,
    isLate: true,
    stamps: { deliveredAt: hours(1).toISOString() },
    driver: { driverId: 'd', name: 'Marta', provider: 'own', assignedAt: hours(1).toISOString() },
    feedback: { rating: 5 } as unknown as NonNullable<Order['feedback']>,
    items: [{ itemId: 'i', name: 'Tea', quantity: 1, unitPrice: '4.00', preparedAt: hours(1).toISOString() }],
  });

  it('begin with nothing of the last one', () => {
    const next = taken(last, { status: 'processing' }, actorOf('system'));
    expect(next).toMatchObject({ cycle: 2, deliveryAttempts: 0, isLate: false });
    expect(Object.keys(next.stamps)).not.toContain('deliveredAt');
    for (const gone of ['lastScanAt', 'estimatedDelivery', 'driver', 'feedback']) expect(next).not.toHaveProperty(gone);
    expect(next.items).toEqual([{ itemId: 'i', name: 'Tea', quantity: 1, unitPrice: '4.00' }]);
    const third = taken({ ...last, cycle: 2 }, { status: 'processing' }, actorOf('system'));
    expect(third.cycle).toBe(3);
  });

  it('go on through every other step', () => {
    const next = taken({ ...last, cycle: 2 }, { status: 'returned' }, actorOf('carrier'));
    expect(next).toMatchObject({ cycle: 2, deliveryAttempts: 2, isLate: true, feedback: last.feedback });
  });
});

describe('where an order begins', () => {
  it.each([
    ['fiat', 'pending', 'payment_pending'],
    ['fiat', 'confirmed', 'payment_confirmed'],
    ['fiat', 'locked', 'escrow_locked'],
    ['escrow', 'confirmed', 'escrow_locked'],
    ['escrow', 'locked', 'escrow_locked'],
    ['escrow', 'pending', 'payment_pending'],
  ] as const)('paid by %s, %s: %s', (method, status, begins) => {
    expect(startingStatus(workflowOf('marketplace'), { method, status })).toBe(begins);
  });

  it('is an error of the workflow where none of its rules fits', () => {
    const workflow = { ...workflowOf('parcel'), initial: [{ status: 'pending', when: { paymentMethod: ['card'] } }] };
    expect(() => startingStatus(workflow, { method: 'fiat', status: 'pending' })).toThrow(TypeError);
  });
});

describe('a status that is asked for', () => {
  it('is read in any case, with blanks around it', () => {
    const { order } = accept(
      orderIn('parcel', 'processing'),
      { type: 'change_status', status: ' Shipped\n' },
      'seller',
    );
    expect(order.status).toBe('shipped');
  });
});
