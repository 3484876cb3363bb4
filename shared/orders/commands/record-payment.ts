import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { PAYMENT_FAILED } from '../../workflows/common-notices.ts';
import type { PaymentEventType } from '../../workflows/workflow.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, isRefusal, move, record } from '../engine/decision-draft.ts';
import { findTransition, notifyEffect, refuse } from '../engine/step.ts';
import type { DecimalAmount, Order, Payment, PaymentRecord } from '../model/order.ts';
import { isLess, isZero, negated, sumOf } from './amounts.ts';
import type { CommandInput } from './command-input.ts';

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
  definedFields({
    event: command.event,
    occurredAt: command.occurredAt,
    transactionHash: command.transactionHash,
    paymentIntentId: command.paymentIntentId,
    escrowId: command.escrowId,
    disputeId: command.disputeId,
    amount: command.amount,
    currency: command.currency,
  });

/** What may truly happen again, with everything about it alike but its time. */
const MAY_HAPPEN_AGAIN: readonly string[] = ['payment.refunded', 'payment.failed'];

const isSameAmount = (a: DecimalAmount | undefined, b: DecimalAmount | undefined): boolean =>
  a === undefined || b === undefined ? a === b : isZero(sumOf(a, negated(b)));

/** A transaction is itself by its hash; without one, by what it was about, and a refund by its time too. */
const isSame = (a: PaymentRecord, b: PaymentRecord): boolean => {
  if (a.event !== b.event) return false;
  if (a.transactionHash !== undefined || b.transactionHash !== undefined)
    return a.transactionHash === b.transactionHash;
  if (MAY_HAPPEN_AGAIN.includes(a.event) && a.occurredAt !== b.occurredAt) return false;
  return (
    a.paymentIntentId === b.paymentIntentId &&
    a.escrowId === b.escrowId &&
    a.disputeId === b.disputeId &&
    isSameAmount(a.amount, b.amount)
  );
};

const isInItsCurrency = (order: Order, { currency }: Pick<PaymentRecord, 'currency'>): boolean =>
  currency === undefined || currency === order.currency;

/** What has come back in the order's own currency. Nobody can add up what is told without an amount. */
const refundedAmount = (order: Order, records: readonly PaymentRecord[]): DecimalAmount =>
  sumOf(
    '0',
    ...records
      .filter((record) => record.event === 'payment.refunded' && isInItsCurrency(order, record))
      .flatMap(({ amount }) => amount ?? []),
  );

/** What was to be paid: before what substitutions took off. */
const totalPaid = ({ totalAmount, substitutions }: Order): DecimalAmount => {
  const differences = substitutions.filter(({ status }) => status !== 'proposed').map((one) => one.priceDifference);
  const before = sumOf(totalAmount, ...differences.map(negated));
  return isLess(before, totalAmount) ? totalAmount : before;
};

/** Part of the money back (a substitution, a damaged item) ends nothing, until the parts are all of it. */
const isPartial = (order: Order, entry: PaymentRecord): boolean =>
  entry.event === 'payment.refunded' &&
  entry.amount !== undefined &&
  (!isInItsCurrency(order, entry) ||
    isLess(refundedAmount(order, [...(order.payment.records ?? []), entry]), totalPaid(order)));

const MONEY_IN: readonly PaymentEventType[] = ['payment.confirmed', 'EscrowCreated'];

/**
 * An event that does not fit its order: less money than asked for, money that comes after all of it went back, money back
 * in another currency, or an escrow that is another order's. It is kept, and somebody must look.
 */
const isDoubtful = (order: Order, entry: PaymentRecord): boolean => {
  const { escrowId } = order.payment;
  if (entry.escrowId !== undefined && escrowId !== undefined && entry.escrowId !== escrowId) return true;
  const isMoneyIn = MONEY_IN.some((event) => event === entry.event);
  if (isMoneyIn && order.payment.status === 'refunded') return true;
  if (entry.amount === undefined) return false;
  if (entry.event === 'payment.refunded') return !isInItsCurrency(order, entry);
  // Paid in another currency (a token, say) is for the payment service to compare.
  const isShort = entry.currency === order.currency && isLess(entry.amount, order.totalAmount);
  return isMoneyIn && isShort;
};

const paymentAfter = ({ order, command }: PaymentInput, entry: PaymentRecord): Payment => {
  const { payment } = order;
  const records = [...(payment.records ?? []), entry];
  if (isDoubtful(order, entry)) return { ...payment, records };
  const status = STATUS_AFTER[command.event];
  const isAdvance = !isPartial(order, entry) && ADVANCE[status] >= ADVANCE[payment.status];
  const { transactionHash, escrowId, paymentIntentId, disputeId } = entry;
  const isRefund = command.event === 'payment.refunded';
  return {
    ...payment,
    ...(isAdvance ? { status, ...definedFields({ transactionHash }) } : {}),
    ...definedFields({ escrowId, paymentIntentId, disputeId }),
    ...(isRefund && entry.amount !== undefined ? { refundedAmount: refundedAmount(order, records) } : {}),
    records,
  };
};

/** A payment event that the workflow has a place for, but not from where the order is: somebody must look. */
const effectsOf = (
  order: Order,
  entry: PaymentRecord,
  event: PaymentEventType,
  target: string | undefined,
): readonly Effect[] => [
  ...(isDoubtful(order, entry) ? [{ kind: 'alert', alert: 'payment_doubtful' } as const] : []),
  ...(event === 'payment.failed' ? [notifyEffect(PAYMENT_FAILED)] : []),
  ...(target !== undefined && target !== order.status
    ? [{ kind: 'alert', alert: 'payment_unplaceable' } as const]
    : []),
];

const targetOf = ({ workflow, order, command }: PaymentInput, entry: PaymentRecord): string | undefined =>
  isPartial(order, entry) || isDoubtful(order, entry) ? undefined : workflow.payments?.[command.event];

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
  const draft = begin(workflow, order, now);
  if (order.payment.records?.some((known) => isSame(known, entry))) return conclude(draft);
  const paid = change(draft, { payment: paymentAfter(input, entry) });
  const { occurredAt, ...metadata } = entry;
  const target = targetOf(input, entry);
  if (target !== undefined && findTransition(workflow, order.status, target)) {
    const moved = move(paid, { to: target, actor, occurredAt, details: { metadata } });
    if (!isRefusal(moved)) return conclude(moved);
  }
  const effects = effectsOf(order, entry, command.event, target);
  return conclude(record(paid, { type: 'payment_recorded', actor, occurredAt, metadata, effects }));
};
