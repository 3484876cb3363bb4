import { describe, expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { MAX_PAYMENT_RECORDS } from '../../../shared/orders/commands/record-payment.ts';
import type { Order, Payment } from '../../../shared/orders/model/order.ts';
import { type PaymentEventType, ROLES } from '../../../shared/workflows/workflow.ts';
import { hours, orderIn } from '../workflows/support/orders.ts';
import { accept, ask, noticesIn, recorded } from './support/decisions.ts';

const event = (type: PaymentEventType, amount?: string, more: object = {}): OrderCommand => ({
  type: 'record_payment',
  event: type,
  occurredAt: hours(1).toISOString(),
  ...(amount !== undefined && { amount }),
  ...more,
});
const confirmed = (amount?: string, more: object = {}) => event('payment.confirmed', amount, more);
const refunded = (amount?: string, more: object = {}) => event('payment.refunded', amount, more);

const orderWith = (status: string, payment: Payment['status'], more: Partial<Order> = {}): Order =>
  orderIn('marketplace', status, { totalAmount: '100.00', payment: { method: 'crypto', status: payment }, ...more });
const pending = (more: Partial<Order> = {}) => orderWith('payment_pending', 'pending', more);
const paid = (more: Partial<Order> = {}) => orderWith('payment_confirmed', 'confirmed', more);

/** What each event led to, and the order in the end. */
const receive = (order: Order, ...commands: readonly OrderCommand[]) => {
  const effects: (readonly string[])[] = [];
  let current = order;
  for (const command of commands) {
    const response = accept(current, command, 'payment');
    effects.push(noticesIn(response.events).filter((text) => text.startsWith('alert')));
    current = response.order;
  }
  return { order: current, alerts: effects };
};

const DOUBTFUL = ['alert:payment_doubtful'];

describe('whose word it is', () => {
  test.each(ROLES)('%s', (role) => {
    const isHeard = role === 'payment' || role === 'system' || role === 'admin';
    const decision = ask(pending(), confirmed('100.00'), role);
    expect(decision).toMatchObject(isHeard ? { ok: true } : { ok: false, code: 'ROLE_NOT_ALLOWED' });
  });
});

describe('which references an order has of several events', () => {
  const at = (hour: number) => ({ occurredAt: hours(hour).toISOString() });
  const escrowed = (more: object) => event('EscrowCreated', undefined, more);

  test('the escrow that was created, before one that another event names', () => {
    const events = [
      escrowed(at(0.1)),
      event('EscrowReleased', undefined, { ...at(0.2), escrowId: 'esc_9' }),
      escrowed({ ...at(0.3), escrowId: 'esc_2' }),
    ];
    for (const arrived of [events, events.toReversed()]) {
      expect(receive(pending(), ...arrived).order.payment.escrowId).toBe('esc_2');
    }
  });

  test('the transaction of what leads furthest, and of several of them the last', () => {
    const events = [
      escrowed({ ...at(0.1), transactionHash: '0x1' }),
      escrowed({ ...at(0.2), transactionHash: '0x2' }),
      confirmed('100.00', { ...at(0.3), transactionHash: '0x3' }),
      event('payment.failed', undefined, { ...at(0.4), transactionHash: '0x4' }),
    ];
    for (const arrived of [events, events.toReversed()]) {
      expect(receive(pending(), ...arrived).order.payment).toMatchObject({ status: 'locked', transactionHash: '0x2' });
    }
  });
});

describe('money that comes in', () => {
  test('in parts is paid once they add up', () => {
    const { order, alerts } = receive(
      pending(),
      confirmed('40.00', { transactionHash: '0xa' }),
      confirmed('60', { transactionHash: '0xb' }),
    );
    expect([order.status, alerts]).toEqual(['payment_confirmed', [DOUBTFUL, []]]);
    expect(order.payment).toMatchObject({ status: 'confirmed', transactionHash: '0xb' });
  });

  test('of one transaction that is reported twice does not add up with itself', () => {
    const { order } = receive(
      pending(),
      confirmed('50.00', { transactionHash: '0xa' }),
      confirmed('50.00', { transactionHash: '0xA', occurredAt: hours(2).toISOString() }),
    );
    expect(order).toMatchObject({ status: 'payment_pending', payment: { status: 'pending' } });
    expect(order.payment.records).toHaveLength(2);
  });

  test('as a confirmation and as an escrow does not add up: it is the same money', () => {
    expect(receive(pending(), confirmed('50.00'), event('EscrowCreated', '50.00')).order.status).toBe(
      'payment_pending',
    );
  });

  test.each([
    ['99.99', 'EUR'],
    ['0', undefined],
    ['100.00', 'USD'],
    [undefined, 'USD'],
  ])('%s %s is not what an order of 100.00 EUR costs', (amount, currency) => {
    const { order, alerts } = receive(pending(), confirmed(amount, currency === undefined ? {} : { currency }));
    expect([order.status, alerts]).toEqual(['payment_pending', [DOUBTFUL]]);
  });

  test.each([
    ['more than the order costs', confirmed('120.00')],
    ['dated far ahead', confirmed('100.00', { occurredAt: '2036-01-01T00:00:00.000Z' })],
    ['dated years ago', confirmed('100.00', { occurredAt: '1970-01-01T00:00:00.000Z' })],
  ])('%s pays it, at a time that can be, and somebody looks', (_what, command) => {
    const { order, alerts } = receive(pending(), command);
    expect([order.status, alerts]).toEqual(['payment_confirmed', [DOUBTFUL]]);
    expect(order.statusSince >= order.createdAt && order.statusSince <= hours(1).toISOString()).toBe(true);
  });

  const MILLISECOND = 1 / 3_600_000;
  test.each([
    ['a month before the order', -30 * 24, false],
    ['earlier still', -30 * 24 - MILLISECOND, true],
    ['a quarter of an hour ahead of our clock', 1.25, false],
    ['further ahead', 1.25 + MILLISECOND, true],
  ])('dated %s: %d hours, doubtful: %s', (_when, at, isDoubtful) => {
    const { order, alerts } = receive(pending(), confirmed('100.00', { occurredAt: hours(at).toISOString() }));
    expect([order.status, alerts]).toEqual(['payment_confirmed', [isDoubtful ? DOUBTFUL : []]]);
  });

  test('a stated time that cannot be stays in the history beside the one that counts', () => {
    const at = '2036-01-01T00:00:00.000Z';
    const [first] = accept(pending(), confirmed('100.00', { occurredAt: at }), 'payment').events;
    expect(first).toMatchObject({ occurredAt: hours(1).toISOString(), metadata: { statedAt: at } });
  });

  test.each([
    ['3.335', 'EUR', '3.33', 'payment_confirmed'],
    ['3.335', 'EUR', '3.32', 'payment_pending'],
    ['3.00', 'EUR', '2.999', 'payment_pending'],
    ['1000.5', 'JPY', '1000', 'payment_confirmed'],
    ['0.00000002', 'ETH', '0.00000001', 'payment_pending'],
  ])('a total of %s %s is paid by %s: %s', (totalAmount, currency, amount, status) => {
    expect(receive(pending({ totalAmount, currency }), confirmed(amount, { currency })).order.status).toBe(status);
  });

  test('twice by two transactions is looked at', () => {
    const { alerts } = receive(
      pending(),
      confirmed('100.00', { transactionHash: '0xa' }),
      confirmed('100.00', { transactionHash: '0xb' }),
    );
    expect(alerts).toEqual([[], DOUBTFUL]);
  });

  test('by a transaction of another order moves nothing', () => {
    const { order, alerts } = receive(
      pending(),
      confirmed('100.00', { transactionHash: '0xa', isOfAnotherOrder: true }),
    );
    expect([order.status, order.payment.status, alerts]).toEqual(['payment_pending', 'pending', [DOUBTFUL]]);
  });

  test('is confirmed once more where the order has moved on, and nobody needs to look', () => {
    const order = orderWith('processing', 'confirmed');
    expect(receive(order, confirmed('100.00', { transactionHash: '0xa' })).alerts).toEqual([[]]);
  });

  test('never moves an order on which all of it went back before', () => {
    const { totalAmount, payment } = pending();
    const parcel = orderIn('parcel', 'pending', { totalAmount, payment });
    const { order, alerts } = receive(parcel, refunded('100.00'), confirmed('100.00'));
    expect([order.payment.status, order.status, alerts[1]]).toEqual(['refunded', 'pending', DOUBTFUL]);
  });
});

describe('money that goes back', () => {
  test('in two parts under one hash is both parts', () => {
    const back = (amount: string, hour: number) =>
      refunded(amount, { transactionHash: '0xa', occurredAt: hours(hour).toISOString() });
    const { order, alerts } = receive(paid(), back('10.00', 1), back('5.00', 1.1), back('5.00', 1.2));
    expect([order.status, order.payment.refundedAmount, alerts.flat()]).toEqual(['payment_confirmed', '20.00', []]);
  });

  test('is more than was paid: recorded, and somebody looks', () => {
    const { order, alerts } = receive(paid(), refunded('30.00'), refunded('100.00'));
    expect([order.payment.status, order.payment.refundedAmount, alerts]).toEqual([
      'refunded',
      '130.00',
      [[], DOUBTFUL],
    ]);
  });

  test('is more than came in of an order that is not paid in full', () => {
    const { alerts } = receive(pending(), confirmed('20.00'), refunded('20.00'), refunded('1.00'));
    expect(alerts).toEqual([DOUBTFUL, [], DOUBTFUL]);
  });

  test('may be all that came in, though the order costs less', () => {
    const { order, alerts } = receive(pending(), confirmed('120.00'), refunded('20.00'), refunded('100.00'));
    expect([order.status, order.payment.refundedAmount, alerts]).toEqual(['refunded', '120.00', [DOUBTFUL, [], []]]);
  });
});

describe('events out of sequence', () => {
  test('a dispute before its escrow leads the order on once the escrow is known', () => {
    const response = accept(receive(pending(), event('DisputeCreated')).order, event('EscrowCreated'), 'payment');
    expect(recorded(response.events)).toEqual(['status_changed:escrow_locked', 'status_changed:disputed']);
    expect(noticesIn(response.events).filter((text) => text.startsWith('customer'))).toEqual([
      'customer:dispute_opened',
    ]);
  });

  test('a release before its escrow is recorded, and its escrow does not take it back', () => {
    const { order, alerts } = receive(
      pending(),
      event('EscrowReleased', undefined, { escrowId: 'esc_1', transactionHash: '0xb' }),
      event('EscrowCreated', undefined, { escrowId: 'esc_1', transactionHash: '0xa' }),
    );
    expect(order).toMatchObject({ status: 'escrow_locked', payment: { status: 'released', transactionHash: '0xb' } });
    expect(alerts).toEqual([['alert:payment_unplaceable'], []]);
  });

  test('an earlier failure that is reported after the success is nobody’s concern', () => {
    const late = event('payment.failed', undefined, { occurredAt: hours(0.5).toISOString() });
    const response = accept(receive(pending(), confirmed('100.00')).order, late, 'payment');
    expect([recorded(response.events), noticesIn(response.events)]).toEqual([
      ['payment_recorded:payment_confirmed'],
      [],
    ]);
    expect(response.order.payment.status).toBe('confirmed');
  });

  test('a failure after the success is for operations, not for the customer', () => {
    const later = event('payment.failed', undefined, { occurredAt: hours(2).toISOString() });
    const response = accept(receive(pending(), confirmed('100.00')).order, later, 'payment', hours(2));
    expect(noticesIn(response.events)).toEqual(DOUBTFUL);
  });
});

test('the events of one payment are bounded, and a known one stays a duplicate', () => {
  const records = Array.from({ length: MAX_PAYMENT_RECORDS }, (_, n) => ({
    event: 'payment.refunded',
    occurredAt: hours(n).toISOString(),
    amount: '0.01',
  }));
  const order = paid({ payment: { method: 'fiat', status: 'confirmed', records } });
  expect(ask(order, refunded('0.01', { occurredAt: hours(7).toISOString() }), 'payment')).toMatchObject({ events: [] });
  expect(ask(order, refunded('0.02'), 'payment')).toMatchObject({ ok: false, code: 'NOT_APPLICABLE' });
});
