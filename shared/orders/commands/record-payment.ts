import { findTransition, refuse } from '../../workflows/step.ts';
import type { NotificationUse } from '../../workflows/workflow.ts';
import type { Decision } from '../decision.ts';
import type { Order, Payment, PaymentRecord } from '../order.ts';
import type { Effect } from '../order-event.ts';
import { isLess } from './amounts.ts';
import type { PaymentEventType } from './command.ts';
import type { CommandInput } from './command-input.ts';
import { begin, change, conclude, isRefusal, move, record } from './course.ts';
import { given } from './given.ts';

type PaymentInput = CommandInput<'record_payment'>;

const STATUS_AFTER: Readonly<Record<PaymentEventType, Payment['status']>> = {
  EscrowCreated: 'locked',
  EscrowReleased: 'released',
  DisputeCreated: 'disputed',
  'payment.confirmed': 'confirmed',
  'payment.failed': 'failed',
  'payment.refunded': 'refunded',
};

/** Money goes one way: a confirmation that arrives after the refund does not take it back. */
const ADVANCE: Readonly<Record<Payment['status'], number>> = {
  pending: 0,
  failed: 1,
  confirmed: 2,
  locked: 2,
  disputed: 3,
  released: 4,
  refunded: 5,
};

const recordOf = ({ command }: PaymentInput): PaymentRecord =>
  given({
    event: command.event,
    occurredAt: command.occurredAt,
    transactionHash: command.transactionHash,
    paymentIntentId: command.paymentIntentId,
    escrowId: command.escrowId,
    disputeId: command.disputeId,
    amount: command.amount,
  });

/** A transaction is itself by its hash; without one, by what it was about. */
const isSame = (a: PaymentRecord, b: PaymentRecord): boolean => {
  if (a.event !== b.event) return false;
  if (a.transactionHash !== undefined || b.transactionHash !== undefined)
    return a.transactionHash === b.transactionHash;
  return (
    a.paymentIntentId === b.paymentIntentId &&
    a.escrowId === b.escrowId &&
    a.disputeId === b.disputeId &&
    a.amount === b.amount
  );
};

/** Part of the money back (a substitution, a damaged item) ends nothing. */
const isPartial = ({ order, command }: PaymentInput): boolean =>
  command.event === 'payment.refunded' &&
  command.amount !== undefined &&
  (command.currency === undefined || command.currency === order.currency) &&
  isLess(command.amount, order.totalAmount);

const paymentAfter = (input: PaymentInput, entry: PaymentRecord): Payment => {
  const { payment } = input.order;
  const status = STATUS_AFTER[input.command.event];
  const isAdvance = !isPartial(input) && ADVANCE[status] >= ADVANCE[payment.status];
  const { transactionHash, escrowId, paymentIntentId, disputeId } = entry;
  return {
    ...payment,
    ...(isAdvance ? { status, ...given({ transactionHash }) } : {}),
    ...given({ escrowId, paymentIntentId, disputeId }),
    records: [...(payment.records ?? []), entry],
  };
};

const FAILURE_NOTICE: NotificationUse = { type: 'payment_failed', channels: ['email', 'inbox'], priority: 'normal' };

/** A payment event that the workflow has a place for, but not from where the order is: somebody must look. */
const effectsOf = (order: Order, event: PaymentEventType, target: string | undefined): readonly Effect[] => [
  ...(event === 'payment.failed' ? [{ kind: 'notify', audience: 'customer', ...FAILURE_NOTICE } as const] : []),
  ...(target !== undefined && target !== order.status
    ? [{ kind: 'alert', alert: 'payment_unplaceable' } as const]
    : []),
];

const targetOf = (input: PaymentInput): string | undefined =>
  isPartial(input) ? undefined : input.workflow.payments?.[input.command.event];

/**
 * A verified payment or escrow event. It is always kept, with its own transaction hash; the order moves where the
 * workflow leads such an event from here. The same event again changes nothing.
 */
export const recordPayment = (input: PaymentInput): Decision => {
  const { workflow, order, command, actor, now } = input;
  if (actor.role !== 'payment' && actor.role !== 'system' && actor.role !== 'admin') {
    return refuse(input, 'ROLE_NOT_ALLOWED', 'Only a payment provider tells of payments.');
  }
  const entry = recordOf(input);
  const course = begin(workflow, order, now);
  if (order.payment.records?.some((known) => isSame(known, entry))) return conclude(course);
  const paid = change(course, { payment: paymentAfter(input, entry) });
  const { occurredAt, ...rest } = entry;
  const metadata = { ...rest, ...given({ currency: command.currency }) };
  const target = targetOf(input);
  if (target !== undefined && findTransition(workflow, order.status, target)) {
    const moved = move(paid, { to: target, actor, occurredAt, details: { metadata } });
    if (!isRefusal(moved)) return conclude(moved);
  }
  const effects = effectsOf(order, command.event, target);
  return conclude(record(paid, { type: 'payment_recorded', actor, occurredAt, metadata, effects }));
};
