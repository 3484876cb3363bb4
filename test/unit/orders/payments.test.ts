import { describe, expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { PaymentEventType } from '../../../shared/workflows/workflow.ts';
import { hours, orderIn } from '../workflows/support/orders.ts';
import { accept, ask, noticesIn, recorded } from './support/decisions.ts';

const payment = (event: PaymentEventType, more: object = {}): OrderCommand => ({
  type: 'record_payment',
  event,
  occurredAt: hours(1).toISOString(),
  ...more,
});

const pending: Partial<Order> = { payment: { method: 'escrow', status: 'pending' } };

test('an escrow goes through its states, and each event keeps its own transaction hash', () => {
  const locked = accept(
    orderIn('marketplace', 'payment_pending', pending),
    payment('EscrowCreated', { escrowId: 'esc_1', transactionHash: '0xa' }),
    'payment',
  );
  expect(recorded(locked.events)).toEqual(['status_changed:escrow_locked']);
  expect(locked.events[0]?.metadata).toMatchObject({
    event: 'EscrowCreated',
    transactionHash: '0xa',
    escrowId: 'esc_1',
  });
  const delivered = { ...locked.order, status: 'delivered', phase: 'delivered' } as const;
  const released = accept(
    delivered,
    payment('EscrowReleased', { escrowId: 'esc_1', transactionHash: '0xb' }),
    'payment',
  );
  expect(recorded(released.events)).toEqual(['status_changed:completed']);
  expect(released.order.payment).toMatchObject({
    status: 'released',
    transactionHash: '0xb',
    escrowId: 'esc_1',
    records: [{ transactionHash: '0xa' }, { transactionHash: '0xb' }],
  });
});

test.each([
  ['payment.confirmed', 'payment_pending', 'payment_confirmed', 'confirmed'],
  ['payment.failed', 'payment_pending', 'failed', 'failed'],
  ['payment.refunded', 'payment_confirmed', 'refunded', 'refunded'],
  ['DisputeCreated', 'delivered', 'disputed', 'disputed'],
  ['DisputeCreated', 'escrow_locked', 'disputed', 'disputed'],
  ['EscrowReleased', 'disputed', 'completed', 'released'],
  ['payment.refunded', 'disputed', 'refunded', 'refunded'],
] as const)('marketplace: %s at %s leads to %s', (event, from, to, status) => {
  const { order, events } = accept(orderIn('marketplace', from, pending), payment(event), 'payment');
  expect([recorded(events), order.payment.status]).toEqual([[`status_changed:${to}`], status]);
});

test.each([
  ['parcel', 'payment.confirmed', 'pending', 'confirmed'],
  ['digital', 'payment.refunded', 'delivered', 'refunded'],
  ['farm', 'payment.refunded', 'cancelled', 'refunded'],
] as const)('%s: %s at %s leads to %s', (id, event, from, to) => {
  expect(recorded(accept(orderIn(id, from, pending), payment(event), 'payment').events)).toEqual([
    `status_changed:${to}`,
  ]);
});

describe('an event that moves nothing', () => {
  test('is recorded, and operations are alerted where the workflow has a place for it', () => {
    const { order, events } = accept(
      orderIn('marketplace', 'in_transit', pending),
      payment('EscrowReleased'),
      'payment',
    );
    expect(recorded(events)).toEqual(['payment_recorded:in_transit']);
    expect(noticesIn(events)).toEqual(['alert:payment_unplaceable']);
    expect(order.payment.status).toBe('released');
  });

  test('of a workflow without such a place is only recorded', () => {
    const { events } = accept(orderIn('grocery', 'delivered'), payment('payment.refunded'), 'payment');
    expect([recorded(events), noticesIn(events)]).toEqual([['payment_recorded:delivered'], []]);
  });

  test('and has failed notifies the customer', () => {
    const { events } = accept(orderIn('parcel', 'pending', pending), payment('payment.failed'), 'payment');
    expect(noticesIn(events)).toEqual(['customer:payment_failed']);
  });

  test('because only a part of the money goes back leaves the order and its payment', () => {
    const command = payment('payment.refunded', { amount: '2.00', currency: 'EUR' });
    const { order, events } = accept(orderIn('marketplace', 'payment_confirmed'), command, 'payment');
    expect([recorded(events), order.payment.status]).toEqual([['payment_recorded:payment_confirmed'], 'confirmed']);
  });
});

describe('an event that is reported again', () => {
  test('changes nothing, whatever came after it', () => {
    const created = payment('EscrowCreated', { transactionHash: '0xa' });
    const once = accept(orderIn('marketplace', 'payment_pending', pending), created, 'payment').order;
    expect(accept(once, created, 'payment').events).toEqual([]);
    const later = accept(once, payment('DisputeCreated', { transactionHash: '0xc' }), 'payment').order;
    expect(accept(later, created, 'payment')).toEqual({ ok: true, order: later, events: [] });
  });

  test('and arrives late does not take back what came after it', () => {
    const refunded = accept(orderIn('marketplace', 'payment_confirmed'), payment('payment.refunded'), 'payment').order;
    const late = accept(refunded, payment('payment.confirmed'), 'payment');
    expect([late.order.status, late.order.payment.status]).toEqual(['refunded', 'refunded']);
  });
});

test('only a payment provider, the system or an administrator reports payments', () => {
  expect(ask(orderIn('marketplace', 'payment_pending'), payment('payment.confirmed'), 'seller')).toMatchObject({
    ok: false,
    code: 'ROLE_NOT_ALLOWED',
  });
});

test('each of several equal refunds counts, and together they are a whole one', () => {
  const paid = orderIn('marketplace', 'payment_confirmed', {
    totalAmount: '25.00',
    payment: { method: 'fiat', status: 'confirmed' },
  });
  const refund = (n: number) =>
    payment('payment.refunded', {
      amount: '5.00',
      currency: paid.currency,
      paymentIntentId: 'pi_1',
      occurredAt: hours(n).toISOString(),
    });
  let order = paid;
  for (let n = 1; n <= 4; n += 1) {
    const response = accept(order, refund(n), 'payment');
    expect([recorded(response.events), response.order.payment.status]).toEqual([
      ['payment_recorded:payment_confirmed'],
      'confirmed',
    ]);
    order = response.order;
    expect(recorded(accept(order, refund(n), 'payment').events)).toEqual([]);
  }
  expect(order.payment.refundedAmount).toBe('20.00');
  const last = accept(order, refund(5), 'payment');
  expect([recorded(last.events), last.order.payment.status, last.order.payment.refundedAmount]).toEqual([
    ['status_changed:refunded'],
    'refunded',
    '25.00',
  ]);
});

test('what a substitution took off still counts as paid', () => {
  const settled = {
    substitutionId: 'sub_1',
    itemId: 'item_1',
    status: 'refunded',
    priceDifference: '-5.00',
    proposedAt: hours(0).toISOString(),
  } as const;
  const order = orderIn('marketplace', 'payment_confirmed', {
    totalAmount: '20.00',
    substitutions: [settled],
    payment: { method: 'fiat', status: 'confirmed' },
  });
  const first = accept(order, payment('payment.refunded', { amount: '20.00' }), 'payment');
  expect(recorded(first.events)).toEqual(['payment_recorded:payment_confirmed']);
  const rest = payment('payment.refunded', { amount: '5.00', occurredAt: hours(2).toISOString() });
  expect(recorded(accept(first.order, rest, 'payment').events)).toEqual(['status_changed:refunded']);
});

test.each([
  ['less than the order costs', 'payment_pending', 'payment.confirmed', { amount: '1.00', currency: 'EUR' }],
  ['money back in another currency', 'payment_confirmed', 'payment.refunded', { amount: '25.00', currency: 'USD' }],
  ['another order’s escrow', 'delivered', 'EscrowReleased', { escrowId: 'esc_other' }],
] as const)('%s is kept, moves nothing, and somebody looks', (_what, status, event, more) => {
  const order = orderIn('marketplace', status, {
    totalAmount: '25.00',
    currency: 'EUR',
    payment: { method: 'escrow', status: 'pending', escrowId: 'esc_1' },
  });
  const response = accept(order, payment(event, more), 'payment');
  expect(recorded(response.events)).toEqual([`payment_recorded:${status}`]);
  expect(response.events[0]?.effects).toContainEqual({ kind: 'alert', alert: 'payment_doubtful' });
  expect(response.order).toMatchObject({ status, payment: { status: 'pending', escrowId: 'esc_1' } });
  expect(response.order.payment.records).toHaveLength(1);
});

test('a token of the same worth is for the payment service to compare', () => {
  const order = orderIn('marketplace', 'payment_pending', { totalAmount: '25.00', currency: 'EUR', ...pending });
  const response = accept(order, payment('EscrowCreated', { amount: '0.01', currency: 'WETH' }), 'payment');
  expect(recorded(response.events)).toEqual(['status_changed:escrow_locked']);
});

test('money that is reported after all of it went back moves nothing', () => {
  const order = orderIn('marketplace', 'payment_pending', pending);
  const refunded = accept(order, payment('payment.refunded', { occurredAt: hours(2).toISOString() }), 'payment').order;
  const late = accept(refunded, payment('payment.confirmed'), 'payment');
  expect(recorded(late.events)).toEqual(['payment_recorded:payment_pending']);
  expect(late.events[0]?.effects).toContainEqual({ kind: 'alert', alert: 'payment_doubtful' });
  expect(late.order.payment.status).toBe('refunded');
});

test('an amount is itself however many digits it is written with', () => {
  const order = orderIn('marketplace', 'payment_pending', { totalAmount: '25.00', ...pending });
  const first = accept(order, payment('payment.confirmed', { amount: '25' }), 'payment').order;
  expect(accept(first, payment('payment.confirmed', { amount: '25.00' }), 'payment').events).toEqual([]);
});
