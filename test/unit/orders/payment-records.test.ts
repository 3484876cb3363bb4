import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalHash, inSequence, isSameRecord } from '../../../shared/orders/commands/payment-state.ts';
import type { PaymentRecord } from '../../../shared/orders/model/order.ts';
import { PAYMENT_EVENT_TYPES } from '../../../shared/workflows/workflow.ts';

/** What identifies an event, with two values that mean different things. */
const CONTENT = {
  event: [...PAYMENT_EVENT_TYPES.slice(0, 2)],
  occurredAt: ['2026-03-01T10:00:00.000Z', '2026-03-01T10:00:01.000Z'],
  transactionHash: ['0xab', '0xac'],
  paymentIntentId: ['pi_1', 'pi_2'],
  escrowId: ['esc_1', 'esc_2'],
  disputeId: ['dis_1', 'dis_2'],
  amount: ['10', '10.01'],
  currency: ['EUR', 'USD'],
} as const;
type Field = keyof typeof CONTENT;
const FIELDS = Object.keys(CONTENT) as readonly Field[];
const OPTIONAL = FIELDS.filter((field) => field !== 'event' && field !== 'occurredAt');

const FULL = Object.fromEntries(FIELDS.map((field) => [field, CONTENT[field][0]])) as unknown as PaymentRecord;
const BARE: PaymentRecord = { event: FULL.event, occurredAt: FULL.occurredAt };

const optional = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);
const records = fc
  .record({
    event: fc.constantFrom(...CONTENT.event),
    occurredAt: fc.constantFrom(...CONTENT.occurredAt),
    transactionHash: optional('0xab', '0xAB', '0xac', 'Solana', 'solana'),
    paymentIntentId: optional(...CONTENT.paymentIntentId),
    escrowId: optional(...CONTENT.escrowId),
    disputeId: optional(...CONTENT.disputeId),
    amount: optional('10', '10.00', '10.01'),
    currency: optional(...CONTENT.currency),
  })
  .map(
    (all) =>
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as PaymentRecord,
  );

describe('two events are one', () => {
  test('when all that they say is the same, however amounts and hashes are written', () => {
    for (const record of [FULL, BARE]) expect(isSameRecord(record, { ...record })).toBe(true);
    expect(isSameRecord(FULL, { ...FULL, amount: '10.00', transactionHash: '0xAB' })).toBe(true);
  });

  test.each(FIELDS)('and not when their %s is another', (field) => {
    const other = { ...FULL, [field]: CONTENT[field][1] };
    expect([isSameRecord(FULL, other), isSameRecord(other, FULL)]).toEqual([false, false]);
  });

  test.each(OPTIONAL)('and not when one of them states no %s', (field) => {
    const { [field as 'amount']: _absent, ...less } = FULL;
    const more = { ...BARE, [field]: CONTENT[field][0] };
    const pairs = [
      [FULL, less],
      [less, FULL],
      [BARE, more],
      [more, BARE],
    ] as const;
    expect(pairs.map(([a, b]) => isSameRecord(a, b))).toEqual([false, false, false, false]);
  });

  test('when they came under one id, whatever they say; another id is no reason for two', () => {
    const of = (messageId: string, record = FULL): PaymentRecord => ({ ...record, messageId });
    expect(isSameRecord(of('msg_1'), of('msg_1', BARE))).toBe(true);
    expect(isSameRecord(of('msg_1'), of('msg_2'))).toBe(true);
    expect(isSameRecord(of('msg_1'), of('msg_2', BARE))).toBe(false);
    expect(isSameRecord(of('msg_1'), FULL)).toBe(true);
    expect(isSameRecord({ ...FULL, escrowId: 'esc_9' }, { ...FULL, escrowId: 'esc_8' })).toBe(false);
  });

  test('as a relation: each with itself, and both ways', () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        expect(isSameRecord(a, a)).toBe(true);
        expect(isSameRecord(a, b)).toBe(isSameRecord(b, a));
      }),
    );
  });
});

describe('a sequence of events', () => {
  test('is by their time, then by their content, whatever the order in which they came', () => {
    fc.assert(
      fc.property(
        fc
          .array(records, { maxLength: 6 })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const sorted = inSequence(all);
          expect(inSequence(shuffled)).toEqual(sorted);
          const times = sorted.map(({ occurredAt }) => occurredAt);
          expect(times).toEqual(times.toSorted());
        },
      ),
    );
  });

  test.each(OPTIONAL)('puts one without a %s before one with it', (field) => {
    const more = { ...BARE, [field]: CONTENT[field][0] };
    expect(inSequence([more, BARE])).toEqual([BARE, more]);
    expect(inSequence([BARE, more])).toEqual([BARE, more]);
  });
});

test('hashes of hexadecimal chains are one in either case, those of others are not', () => {
  expect(['0xAB', '0Xab', '0xab'].map(canonicalHash)).toEqual(['0xab', '0xab', '0xab']);
  for (const hash of ['Solana1', 'AB', '0xAG', 'x0xAB', '0xAB ', '0x']) expect(canonicalHash(hash)).toBe(hash);
});
