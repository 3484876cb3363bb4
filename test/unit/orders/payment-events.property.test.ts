import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { findTransition } from '../../../shared/orders/engine/step.ts';
import type { Order, Payment } from '../../../shared/orders/model/order.ts';
import { PAYMENT_EVENT_TYPES } from '../../../shared/workflows/workflow.ts';
import { hours, newOrder, orderIn, workflowOf } from '../workflows/support/orders.ts';
import { accept } from './support/decisions.ts';

type PaymentCommand = Extract<OrderCommand, { type: 'record_payment' }>;

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

/** Few values each, so that events meet in some of them: one hash, one amount, one time. */
const content: fc.Arbitrary<PaymentCommand> = fc
  .record({
    event: fc.constantFrom(...PAYMENT_EVENT_TYPES),
    occurredAt: fc.constantFrom(-9000, 0.5, 1, 2, 90_000).map((count) => hours(count).toISOString()),
    transactionHash: optional(fc.constantFrom('0xa', '0xA', '0xb', '0xc')),
    paymentIntentId: optional(fc.constantFrom('pi_1', 'pi_2')),
    escrowId: optional(fc.constantFrom('esc_1', 'esc_2')),
    disputeId: optional(fc.constantFrom('dis_1', 'dis_2')),
    amount: optional(fc.constantFrom('0.01', '4', '6', '10', '12')),
    currency: optional(fc.constantFrom('EUR', 'USD', 'WETH')),
  })
  .map((fields) => {
    // Which order a transaction pays is the same for all of its events.
    const all = { ...fields, isOfAnotherOrder: fields.transactionHash === '0xc' ? true : undefined };
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    return { type: 'record_payment', ...Object.fromEntries(given) } as PaymentCommand;
  });

/** A set of events, each under an id or two of its own, and two sequences in which they may arrive. */
const arrivals = fc.array(content, { minLength: 1, maxLength: 7 }).chain((contents) => {
  const deliveries = contents.flatMap((one, n) => [
    { ...one, messageId: `msg_${n}` },
    { ...one, messageId: `msg_${n}_again` },
  ]);
  const sequence = fc
    .shuffledSubarray(deliveries, { minLength: deliveries.length, maxLength: deliveries.length })
    .map((all) => [...all, ...all.slice(0, 3)]);
  return fc.tuple(fc.constant(contents), sequence, sequence);
});

const starts = fc
  .tuple(
    fc.constantFrom('marketplace', 'parcel', 'digital', 'farm'),
    fc.constantFrom<Payment['status']>('pending', 'confirmed', 'locked'),
    optional(fc.constant('esc_1')),
  )
  .map(
    ([id, status, escrowId]) =>
      newOrder(id, {
        totalAmount: '10.00',
        payment: { method: 'crypto', status, ...(escrowId !== undefined && { escrowId }) },
      }).order,
  );

const arrive = (order: Order, commands: readonly PaymentCommand[]): Order =>
  commands.reduce((current, command) => accept(current, command, 'payment', hours(3)).order, order);

/** By which delivery an event came first, and how its hash was written, is no part of the state. */
const stateOf = ({ payment }: Order) => ({
  ...payment,
  transactionHash: payment.transactionHash?.toLowerCase(),
  records: payment.records?.map(({ messageId: _messageId, transactionHash, ...record }) => ({
    ...record,
    transactionHash: transactionHash?.toLowerCase(),
  })),
});

test('a payment ends in the same state in whatever sequence and however often its events arrive', () => {
  fc.assert(
    fc.property(starts, arrivals, (order, [contents, one, other]) => {
      const ended = arrive(order, one);
      expect(stateOf(arrive(order, other))).toEqual(stateOf(ended));
      expect(stateOf(arrive(order, contents))).toEqual(stateOf(ended));
      const again = one.map((command) => accept(ended, command, 'payment', hours(4)).events);
      expect(again.flat()).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test('an order is moved by money only where it is paid in full and not paid back', () => {
  fc.assert(
    fc.property(starts, arrivals, (start, [, sequence]) => {
      let order = start;
      for (const command of sequence) {
        const { order: next } = accept(order, command, 'payment', hours(3));
        const workflow = workflowOf(order.workflow.id);
        const isMoneyIn = command.event === 'payment.confirmed' || command.event === 'EscrowCreated';
        if (next.status !== order.status) {
          expect(command.isOfAnotherOrder).toBeUndefined();
          if (isMoneyIn) expect(['confirmed', 'locked', 'disputed', 'released']).toContain(next.payment.status);
          if (command.event === 'payment.refunded') expect(next.payment.status).toBe('refunded');
          expect(next.statusSince <= hours(3).toISOString()).toBe(true);
          const target = workflow.payments?.[command.event];
          expect(target !== undefined && findTransition(workflow, order.status, target) !== undefined).toBe(true);
        }
        order = next;
      }
    }),
    { numRuns: 1000 },
  );
});

test('parts of a payment add up to it, and move the order once they do', () => {
  const pending = { totalAmount: '10.00', payment: { method: 'crypto', status: 'pending' } } as const;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 12 }), (cents) => {
      let order = orderIn('marketplace', 'payment_pending', pending);
      let sum = 0;
      for (const [n, part] of cents.entries()) {
        sum += part;
        const amount = (part / 100).toFixed(2);
        const command = { event: 'payment.confirmed', amount, transactionHash: `0x${n}` } as const;
        const occurredAt = hours(1).toISOString();
        order = accept(order, { type: 'record_payment', occurredAt, ...command }, 'payment').order;
        expect(order.status).toBe(sum >= 1000 ? 'payment_confirmed' : 'payment_pending');
      }
    }),
  );
});
