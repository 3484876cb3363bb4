import type { Instant } from '../../calendar/instant.ts';
import { definedFields } from '../../defined-fields.ts';
import type { PaymentEventType } from '../../workflows/workflow.ts';
import type { DecimalAmount } from '../model/decimal-amount.ts';
import type { Order, Payment, PaymentRecord } from '../model/order.ts';
import { isLess, isZero, negated, sumOf, zeroLike } from './amounts.ts';
import { isOtherNationalCurrency, roundedToUnit } from './currency-unit.ts';

export const STATUS_AFTER: Readonly<Record<PaymentEventType, Payment['status']>> = {
  EscrowCreated: 'locked',
  EscrowReleased: 'released',
  DisputeCreated: 'disputed',
  'payment.confirmed': 'confirmed',
  'payment.failed': 'failed',
  'payment.refunded': 'refunded',
};

/** Money goes one way: a confirmation that arrives after the refund does not take it back. */
export const ADVANCE: Readonly<Record<Payment['status'], number>> = {
  pending: 0,
  failed: 1,
  confirmed: 2,
  locked: 3,
  disputed: 4,
  released: 5,
  refunded: 6,
};

const statusAfter = ({ event }: PaymentRecord): Payment['status'] | undefined =>
  Object.hasOwn(STATUS_AFTER, event) ? STATUS_AFTER[event as PaymentEventType] : undefined;

export const isMoneyIn = ({ event }: Pick<PaymentRecord, 'event'>): boolean =>
  event === 'payment.confirmed' || event === 'EscrowCreated';

const isSameAmount = (a: DecimalAmount | undefined, b: DecimalAmount | undefined): boolean =>
  a === undefined || b === undefined ? a === b : isZero(sumOf(a, negated(b)));

/** Hexadecimal hashes are written in either case; those of other chains are case-sensitive. */
export const canonicalHash = (hash: string): string => (/^0x[\da-f]+$/i.test(hash) ? hash.toLowerCase() : hash);

const isSameHash = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined ? a === b : canonicalHash(a) === canonicalHash(b);

/** Two events are one when their `webhook-id` is, or when type, transaction, amount, time and all references are. */
export const isSameRecord = (a: PaymentRecord, b: PaymentRecord): boolean =>
  (a.messageId !== undefined && a.messageId === b.messageId) ||
  (a.event === b.event &&
    a.occurredAt === b.occurredAt &&
    isSameHash(a.transactionHash, b.transactionHash) &&
    a.paymentIntentId === b.paymentIntentId &&
    a.escrowId === b.escrowId &&
    a.disputeId === b.disputeId &&
    a.currency === b.currency &&
    isSameAmount(a.amount, b.amount));

const contentKey = (record: PaymentRecord): string =>
  JSON.stringify([
    record.occurredAt,
    record.event,
    record.transactionHash ?? '',
    record.amount ?? '',
    record.currency ?? '',
    record.paymentIntentId ?? '',
    record.escrowId ?? '',
    record.disputeId ?? '',
  ]);

/** By their own time, and by their content within it: never by arrival. */
export const inSequence = (records: readonly PaymentRecord[]): readonly PaymentRecord[] =>
  records.toSorted((a, b) => {
    const [left, right] = [contentKey(a), contentKey(b)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  });

type Creation = NonNullable<Payment['atCreation']>;

/** What the payment was before its first event. */
export const atCreation = ({ payment }: Order): Creation => {
  const { status, transactionHash, escrowId, paymentIntentId, disputeId } = payment;
  return payment.atCreation ?? definedFields({ status, transactionHash, escrowId, paymentIntentId, disputeId });
};

/** What was to be paid: before what substitutions took off. */
const totalPaid = ({ totalAmount, substitutions }: Order): DecimalAmount => {
  const differences = substitutions.filter(({ status }) => status !== 'proposed').map((one) => one.priceDifference);
  const before = sumOf(totalAmount, ...differences.map(negated));
  return isLess(before, totalAmount) ? totalAmount : before;
};

const isInItsCurrency = (order: Order, { currency }: PaymentRecord): boolean =>
  currency === undefined || currency === order.currency;

/** The amount, where it can be compared with the order's. */
export const comparableAmount = (order: Order, record: PaymentRecord): DecimalAmount | undefined =>
  isInItsCurrency(order, record) ? record.amount : undefined;

const escrowIdOf = (order: Order, sorted: readonly PaymentRecord[]): string | undefined =>
  atCreation(order).escrowId ??
  sorted.find(({ event, escrowId }) => event === 'EscrowCreated' && escrowId !== undefined)?.escrowId ??
  sorted.find(({ escrowId }) => escrowId !== undefined)?.escrowId;

/**
 * An event that is not about this order's money: a transaction that paid another order, another order's escrow, another
 * national currency, or a refund in a currency that cannot be compared. What a token is worth is the payment service's
 * to know, so money that comes in as a token is taken as enough.
 */
export const isMisfit = (order: Order, record: PaymentRecord, escrowId: string | undefined): boolean => {
  if (record.isOfAnotherOrder) return true;
  if (record.escrowId !== undefined && record.escrowId !== escrowId) return true;
  if (record.event === 'payment.refunded') return record.amount !== undefined && !isInItsCurrency(order, record);
  return isOtherNationalCurrency(order.currency, record.currency);
};

const largest = (amounts: readonly DecimalAmount[]): DecimalAmount =>
  amounts.reduce((max, amount) => (isLess(max, amount) ? amount : max), '0');

/**
 * What came in by events of one kind. A transaction moves one amount: where two are reported of one hash, the larger
 * counts; other events add up.
 */
const amountIn = (order: Order, records: readonly PaymentRecord[]): DecimalAmount => {
  const byTransaction = Map.groupBy(records, ({ transactionHash }, index) =>
    transactionHash === undefined ? index : canonicalHash(transactionHash),
  );
  const amounts = [...byTransaction.values()].map((group) =>
    largest(group.flatMap((record) => comparableAmount(order, record) ?? [])),
  );
  return sumOf('0', ...amounts);
};

/** What came back in the order's currency. Events without an amount cannot be added up. */
const amountBack = (order: Order, records: readonly PaymentRecord[]): DecimalAmount =>
  sumOf(zeroLike(order.totalAmount), ...records.flatMap((record) => comparableAmount(order, record) ?? []));

/** What an order's payment events amount to together. */
export interface PaymentState {
  readonly payment: Payment;
  /** The kinds of money in that pay for the whole order. */
  readonly covered: readonly string[];
  readonly isOverpaid: boolean;
  readonly isOverRefunded: boolean;
}

interface Sums {
  readonly fitting: readonly PaymentRecord[];
  readonly covered: readonly string[];
  readonly paidIn: DecimalAmount;
  readonly refunded: DecimalAmount;
  readonly isRefundedWhole: boolean;
}

const sumsOf = (order: Order, fitting: readonly PaymentRecord[]): Sums => {
  const of = (event: PaymentEventType) => fitting.filter((record) => record.event === event);
  const covers = (event: PaymentEventType): boolean => {
    const records = of(event);
    const isWhole = records.some((record) => comparableAmount(order, record) === undefined);
    const due = roundedToUnit(order.totalAmount, order.currency);
    return isWhole || (records.length > 0 && !isLess(amountIn(order, records), due));
  };
  const refunds = of('payment.refunded');
  const refunded = amountBack(order, refunds);
  const isRefundedWhole =
    refunds.some(({ amount }) => amount === undefined) ||
    (refunds.length > 0 && !isLess(refunded, roundedToUnit(totalPaid(order), order.currency)));
  const moneyIn = ['payment.confirmed', 'EscrowCreated'] as const;
  return {
    fitting,
    covered: moneyIn.filter(covers),
    // The same money is confirmed and then locked: the kinds do not add up.
    paidIn: largest(moneyIn.map((event) => amountIn(order, of(event)))),
    refunded,
    isRefundedWhole,
  };
};

/** Whether an event says what the payment is, rather than a part of it. */
const counts = (record: PaymentRecord, { covered, isRefundedWhole }: Sums): boolean => {
  if (isMoneyIn(record)) return covered.includes(record.event);
  return record.event !== 'payment.refunded' || isRefundedWhole;
};

const furthest = (statuses: readonly Payment['status'][]): Payment['status'] =>
  statuses.reduce((max, status) => (ADVANCE[status] > ADVANCE[max] ? status : max), 'pending');

const lastOf = <K extends 'transactionHash' | 'paymentIntentId' | 'disputeId'>(
  records: readonly PaymentRecord[],
  field: K,
): string | undefined => records.findLast((record) => record[field] !== undefined)?.[field];

const byAdvance = (a: PaymentRecord, b: PaymentRecord): number =>
  ADVANCE[statusAfter(a) ?? 'pending'] - ADVANCE[statusAfter(b) ?? 'pending'];

/** More came back than came in, or than was to be paid where it is not known what came in. */
const isOverRefunded = (order: Order, { fitting, paidIn, refunded }: Sums, status: Payment['status']): boolean => {
  const hasPartsOnly = ADVANCE[status] <= ADVANCE.failed && fitting.some(isMoneyIn);
  return isLess(hasPartsOnly ? paidIn : largest([paidIn, totalPaid(order)]), refunded);
};

/** What no event changes. */
const withoutState = (payment: Payment) => {
  const { status, transactionHash, escrowId, paymentIntentId, disputeId, refundedAmount, ...rest } = payment;
  return rest;
};

/**
 * The payment after a set of events: a function of the order, of what the payment was at its creation, and of the set.
 * In whatever sequence and however often the events arrive, it is the same.
 */
export const paymentState = (order: Order, records: readonly PaymentRecord[]): PaymentState => {
  const creation = atCreation(order);
  const sorted = inSequence(records);
  const escrowId = escrowIdOf(order, sorted);
  const sums = sumsOf(
    order,
    sorted.filter((record) => !isMisfit(order, record, escrowId)),
  );
  const counting = sums.fitting.filter((record) => counts(record, sums));
  const status = furthest([creation.status, ...counting.flatMap((record) => statusAfter(record) ?? [])]);
  const hasRefunds = sums.fitting.some((record) => record.event === 'payment.refunded' && record.amount !== undefined);
  const payment: Payment = {
    ...withoutState(order.payment),
    status,
    ...definedFields({
      transactionHash: lastOf(counting.toSorted(byAdvance), 'transactionHash') ?? creation.transactionHash,
      escrowId,
      paymentIntentId: lastOf(sums.fitting, 'paymentIntentId') ?? creation.paymentIntentId,
      disputeId: lastOf(sums.fitting, 'disputeId') ?? creation.disputeId,
      refundedAmount: hasRefunds ? sums.refunded : undefined,
    }),
    atCreation: creation,
    records: sorted,
  };
  return {
    payment,
    covered: sums.covered,
    isOverpaid: isLess(totalPaid(order), sums.paidIn),
    isOverRefunded: isOverRefunded(order, sums, status),
  };
};

/** The last of the times that events of a kind state. */
export const lastTimeOf = (
  records: readonly PaymentRecord[],
  isOfKind: (record: PaymentRecord) => boolean,
): Instant | undefined =>
  records
    .filter(isOfKind)
    .map(({ occurredAt }) => occurredAt)
    .toSorted()
    .at(-1);
