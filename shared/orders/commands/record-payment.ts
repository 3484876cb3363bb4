import { MILLISECONDS_A_DAY } from '../../calendar/durations.ts';
import type { Instant } from '../../calendar/instant.ts';
import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { PAYMENT_FAILED } from '../../workflows/common-notices.ts';
import { PAYMENT_EVENT_TYPES, type PaymentEventType } from '../../workflows/workflow.ts';
import type { Decision } from '../engine/decision.ts';
import {
  begin,
  change,
  conclude,
  type DecisionDraft,
  isRefusal,
  move,
  notifyLastOnly,
  record,
} from '../engine/decision-draft.ts';
import { findTransition, notifyEffect, refuse } from '../engine/step.ts';
import type { Order, Payment, PaymentRecord } from '../model/order.ts';
import { isLess } from './amounts.ts';
import type { CommandInput } from './command-input.ts';
import {
  ADVANCE,
  comparableAmount,
  isMisfit,
  isMoneyIn,
  isSameRecord,
  lastTimeOf,
  type PaymentState,
  paymentState,
  STATUS_AFTER,
} from './payment-state.ts';

type PaymentInput = CommandInput<'record_payment'>;

/** So many events of one payment are more than any payment service sends: the order is one item of bounded size. */
export const MAX_PAYMENT_RECORDS = 200;

/** Clocks differ; what is dated further ahead is wrongly dated. */
const CLOCK_TOLERANCE_MILLISECONDS = 15 * 60_000;
/** A payment may be older than its order by a slow checkout or bank; what is older still is wrongly dated. */
const EARLIEST_BEFORE_ORDER_MILLISECONDS = 30 * MILLISECONDS_A_DAY;

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
    messageId: command.messageId,
    isOfAnotherOrder: command.isOfAnotherOrder,
  });

/** An event beside what the order's payment was before it and is after it. */
interface Judged {
  readonly order: Order;
  readonly event: PaymentEventType;
  readonly entry: PaymentRecord;
  readonly before: PaymentState;
  readonly after: PaymentState;
  readonly isMisfit: boolean;
  readonly now: Date;
}

const judge = ({ order, command, now }: PaymentInput, entry: PaymentRecord): Judged => {
  const known = order.payment.records ?? [];
  const before = paymentState(order, known);
  const after = paymentState(order, [...known, entry]);
  const { escrowId } = after.payment;
  return { order, event: command.event, entry, before, after, isMisfit: isMisfit(order, entry, escrowId), now };
};

const isFarBefore = (occurredAt: Instant, { createdAt }: Order): boolean =>
  Date.parse(occurredAt) < Date.parse(createdAt) - EARLIEST_BEFORE_ORDER_MILLISECONDS;

const isWronglyDated = ({ order, entry: { occurredAt }, now }: Judged): boolean =>
  Date.parse(occurredAt) > now.getTime() + CLOCK_TOLERANCE_MILLISECONDS || isFarBefore(occurredAt, order);

/** Not enough by itself, and neither enough with what came before nor needed beside it. */
const isShort = ({ order, event, entry, before, after }: Judged): boolean => {
  const amount = comparableAmount(order, entry);
  if (amount === undefined || !isMoneyIn(entry)) return false;
  return !after.covered.includes(event) || (before.covered.includes(event) && isLess(amount, order.totalAmount));
};

/** A payment that had come in is reported as failed at a later time. */
const isFailureAfterSuccess = ({ order, event, entry, before }: Judged): boolean => {
  if (event !== 'payment.failed' || ADVANCE[before.payment.status] <= ADVANCE.failed) return false;
  const paidAt = lastTimeOf(before.payment.records ?? [], isMoneyIn) ?? order.createdAt;
  return entry.occurredAt > paidAt;
};

/** Verified, and yet not as a payment of this order goes: it is recorded, and somebody must look. */
const isDoubtful = (judged: Judged): boolean => {
  const { event, entry, before, after } = judged;
  if (judged.isMisfit || isWronglyDated(judged) || isShort(judged) || isFailureAfterSuccess(judged)) return true;
  if (event === 'payment.refunded') return after.isOverRefunded;
  return isMoneyIn(entry) && (before.payment.status === 'refunded' || after.isOverpaid);
};

/** Whether the event, together with those before it, is reason enough to move the order. */
const maySetOff = ({ event, entry, after, isMisfit: doesNotFit }: Judged): boolean => {
  const { status } = after.payment;
  if (doesNotFit) return false;
  if (event === 'payment.refunded' || event === 'payment.failed') return status === STATUS_AFTER[event];
  if (status === 'refunded') return false;
  return !isMoneyIn(entry) || after.covered.includes(event);
};

/** Nothing that was not known: the order was paid already, or the failure is of an earlier try. */
const isAlreadyKnown = ({ event, entry, before, after }: Judged): boolean => {
  if (event !== 'payment.failed' && !isMoneyIn(entry)) return false;
  return ADVANCE[before.payment.status] >= ADVANCE[STATUS_AFTER[event]] || after.payment.status === 'refunded';
};

const DOUBTFUL: Effect = { kind: 'alert', alert: 'payment_doubtful' };
const UNPLACEABLE: Effect = { kind: 'alert', alert: 'payment_unplaceable' };

/** What follows from an event that moved nothing. */
const effectsInPlace = (judged: Judged, target: string | undefined): readonly Effect[] => {
  const { order, event, after } = judged;
  const hasFailed = event === 'payment.failed' && after.payment.status === 'failed';
  const isUnplaced = maySetOff(judged) && target !== undefined && target !== order.status && !isAlreadyKnown(judged);
  return [
    ...(isDoubtful(judged) ? [DOUBTFUL] : []),
    ...(hasFailed ? [notifyEffect(PAYMENT_FAILED)] : []),
    // A payment event that the workflow has a place for, but not from where the order is.
    ...(isUnplaced ? [UNPLACEABLE] : []),
  ];
};

/** The stated time, unless it cannot be: then now, or the time of the status that the event found. */
const plausibleTime = ({ order, entry: { occurredAt }, now }: Judged): Instant => {
  if (occurredAt > now.toISOString()) return now.toISOString();
  return isFarBefore(occurredAt, order) ? order.statusSince : occurredAt;
};

/** What the history says of the event. */
const metadataOf = ({ messageId: _messageId, occurredAt, ...entry }: PaymentRecord, at: Instant) => ({
  ...entry,
  ...(at !== occurredAt && { statedAt: occurredAt }),
});

/** An event that arrived before the one that it follows: where that one has led, it leads on. */
const followPaymentStatus = (draft: DecisionDraft, input: PaymentInput, status: Payment['status']): DecisionDraft => {
  const { workflow, actor } = input;
  const event = PAYMENT_EVENT_TYPES.find((type) => STATUS_AFTER[type] === status);
  const to = event && workflow.payments?.[event];
  if (to === undefined || !findTransition(workflow, draft.order.status, to)) return draft;
  const moved = move(draft, { to, actor, occurredAt: draft.order.statusSince });
  return isRefusal(moved) ? draft : notifyLastOnly(moved);
};

const moved = (
  draft: DecisionDraft,
  input: PaymentInput,
  judged: Judged,
  target: string,
): DecisionDraft | undefined => {
  const { workflow, order, actor } = input;
  if (!maySetOff(judged) || !findTransition(workflow, order.status, target)) return undefined;
  const { entry, after } = judged;
  const occurredAt = plausibleTime(judged);
  const effects = isDoubtful(judged) ? [DOUBTFUL] : [];
  const details = { metadata: metadataOf(entry, occurredAt), effects };
  const result = move(draft, { to: target, actor, occurredAt, details });
  return isRefusal(result) ? undefined : followPaymentStatus(result, input, after.payment.status);
};

/**
 * A verified payment or escrow event. It is always recorded, with its own transaction hash; the order moves where the
 * workflow leads such an event from here and the payment's events together are reason enough. The same event again
 * changes nothing.
 */
export const recordPayment = (input: PaymentInput): Decision => {
  const { workflow, order, command, actor, now } = input;
  if (actor.role !== 'payment' && actor.role !== 'system' && actor.role !== 'admin') {
    return refuse(input, 'ROLE_NOT_ALLOWED', 'Only a payment provider reports payments.');
  }
  const entry = recordOf(input);
  const known = order.payment.records ?? [];
  const draft = begin(workflow, order, now);
  if (known.some((one) => isSameRecord(one, entry))) return conclude(draft);
  if (known.length >= MAX_PAYMENT_RECORDS) {
    return refuse(input, 'NOT_APPLICABLE', `The order has ${MAX_PAYMENT_RECORDS} payment events already.`);
  }
  const judged = judge(input, entry);
  const paid = change(draft, { payment: judged.after.payment });
  const target = workflow.payments?.[command.event];
  const led = target === undefined ? undefined : moved(paid, input, judged, target);
  if (led !== undefined) return conclude(led);
  const occurredAt = plausibleTime(judged);
  const metadata = metadataOf(entry, occurredAt);
  const effects = effectsInPlace(judged, target);
  return conclude(record(paid, { type: 'payment_recorded', actor, occurredAt, metadata, effects }));
};
