import { describe, expect, it } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { actorOf, hours, orderIn, parcelOf } from '../workflows/support/orders.ts';
import { accept, ask } from './support/decisions.ts';

const at = (hour: number): string => hours(hour).toISOString();
const ADDRESS = { line1: 'Rúa Nova 7', city: 'Lugo', country: 'ES' };

/** The only event of a command that is accepted. */
const eventOf = (order: Order, command: OrderCommand, now = hours(1)) => {
  const [event, ...others] = accept(order, command, 'customer', now).events;
  if (event === undefined || others.length > 0) throw new Error('not one event');
  return event;
};
const sentBy = ({ effects }: ReturnType<typeof eventOf>) =>
  effects.filter(({ kind }) => kind !== 'reconcile_deadlines');

describe('another day', () => {
  const order = orderIn('parcel', 'processing', { estimatedDelivery: at(50), isLate: true });
  const reschedule = (estimatedDelivery: string): OrderCommand => ({ type: 'reschedule', estimatedDelivery });

  it('is confirmed to the customer, and shown to the shop', () => {
    expect(sentBy(eventOf(order, { ...reschedule(at(99)), reason: 'Away' } as OrderCommand))).toEqual([
      {
        kind: 'notify',
        type: 'delivery_rescheduled',
        channels: ['email', 'push', 'in_app'],
        priority: 'normal',
        audience: 'customer',
      },
      { kind: 'notify', type: 'delivery_rescheduled', channels: ['in_app'], priority: 'normal', audience: 'seller' },
    ]);
  });

  it('is in the history with the one before; the order is not late any more', () => {
    const { events, order: after } = accept(
      order,
      { ...reschedule(at(99)), reason: 'Away' } as OrderCommand,
      'customer',
    );
    expect(events[0]).toMatchObject({
      type: 'delivery_rescheduled',
      estimatedDelivery: at(99),
      reason: 'Away',
      metadata: { previous: at(50) },
    });
    expect(after).toMatchObject({ estimatedDelivery: at(99), isLate: false });
    expect(events[0]?.metadata).not.toHaveProperty('estimatedPickupAt');
  });

  it('for what is collected is the day of collecting', () => {
    const pickup = orderIn('farm', 'confirmed', { fulfilmentType: 'pickup', estimatedPickupAt: at(20) });
    const { events, order: after } = accept(pickup, reschedule(at(99)), 'customer');
    expect(after.estimatedPickupAt).toBe(at(99));
    expect(after).not.toHaveProperty('estimatedDelivery');
    expect(events[0]).not.toHaveProperty('estimatedDelivery');
    expect(events[0]?.metadata).toEqual({ previous: at(20), estimatedPickupAt: at(99) });
  });

  it('that is the same changes nothing; one that has passed is refused', () => {
    expect(accept(order, reschedule(at(50)), 'customer').events).toEqual([]);
    expect(ask(order, reschedule(at(1)), 'customer', hours(1))).toMatchObject({
      code: 'NOT_APPLICABLE',
      reason: 'The new date has passed already.',
    });
    expect(ask(order, reschedule(at(1)), 'customer', hours(0)).ok).toBe(true);
  });
});

describe('another address', () => {
  const change: OrderCommand = { type: 'change_address', address: ADDRESS };

  it('is an alert once a label was made, and none before', () => {
    const order = orderIn('parcel', 'processing');
    expect(sentBy(eventOf(order, change))).toEqual([]);
    expect(sentBy(eventOf({ ...order, shipments: [parcelOf('T1')] }, change))).toMatchObject([
      { kind: 'alert', alert: 'address_changed' },
    ]);
  });

  it('stays out of the history but for its country; the same again is no change', () => {
    const order = orderIn('parcel', 'processing');
    expect(eventOf(order, change)).toMatchObject({ type: 'address_changed', metadata: { country: 'ES' } });
    expect(JSON.stringify(eventOf(order, change))).not.toContain('Lugo');
    expect(accept({ ...order, shippingAddress: ADDRESS }, change, 'customer').events).toEqual([]);
  });
});

describe('a person who asks for help', () => {
  const help: OrderCommand = { type: 'request_support', subject: 'Where?', message: 'Is it lost?' };

  it('alerts operations once an hour for an order, and is recorded each time', () => {
    const order = orderIn('parcel', 'shipped');
    const first = accept(order, help, 'customer', hours(1));
    const alertsAt = (hour: number) =>
      accept(first.order, help, 'customer', hours(hour)).events.flatMap(({ effects }) =>
        effects.filter(({ kind }) => kind === 'alert'),
      );
    expect(sentBy(eventOf(order, help))).toMatchObject([
      { kind: 'alert', alert: 'support_requested' },
      { kind: 'notify', audience: 'support', channels: ['email'] },
    ]);
    expect(first.events[0]?.metadata).toEqual({ subject: 'Where?', message: 'Is it lost?' });
    expect(alertsAt(1.99)).toEqual([]);
    expect(alertsAt(2)).toHaveLength(1);
    expect(accept(first.order, help, 'customer', hours(1.5)).events).toHaveLength(1);
  });
});

describe('stars', () => {
  const rate = (rating: number): OrderCommand => ({ type: 'give_feedback', rating });
  const delivered = orderIn('parcel', 'delivered');

  it.each([1, 2, 3, 4, 5])('may be %i', (rating) => {
    expect(accept(delivered, rate(rating), 'customer').order.feedback).toEqual({ rating, givenAt: at(1) });
  });

  it.each([0, 6, 2.5, -1, Number.NaN])('may not be %d', (rating) => {
    expect(ask(delivered, rate(rating), 'customer')).toMatchObject({
      code: 'NOT_APPLICABLE',
      reason: 'A rating is a whole number from 1 to 5.',
    });
  });

  it('come with a comment where there is one, and once', () => {
    const rated = accept(delivered, { type: 'give_feedback', rating: 4, comment: 'Good' }, 'customer');
    expect(rated.order.feedback).toMatchObject({ rating: 4, comment: 'Good' });
    expect(rated.events[0]?.metadata).toEqual({ rating: 4, comment: 'Good' });
    expect(ask(rated.order, rate(5), 'customer').ok).toBe(false);
  });
});

describe('a dispute', () => {
  const open = (more: object = {}): OrderCommand => ({ type: 'open_dispute', reason: 'Empty box', ...more });
  const delivered = orderIn('marketplace', 'delivered');

  it('moves the order, with its reason, and its number where the payment service gave one', () => {
    const { order, events } = accept(delivered, open({ disputeId: 'dp_1' }), 'customer');
    expect(order).toMatchObject({ status: 'disputed', payment: { disputeId: 'dp_1' } });
    expect(events[0]).toMatchObject({ reason: 'Empty box', metadata: { disputeId: 'dp_1' } });
    expect(accept(delivered, open(), 'customer').order.payment).toEqual(delivered.payment);
  });

  it('is for those whom the workflow lets dispute; from elsewhere there is none', () => {
    expect(ask(delivered, open(), 'seller')).toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
      allowedRoles: ['customer', 'payment', 'csr', 'admin'],
    });
    expect(ask(orderIn('marketplace', 'shipped'), open(), actorOf('customer'))).toMatchObject({
      code: 'NOT_APPLICABLE',
      reason: 'An order with status shipped cannot be disputed.',
    });
  });
});
