import Big from 'big.js';
import * as z from 'zod';
import { fieldMessage } from '../contract/field-message.ts';
import { plainAmount } from '../contract/schemas/amounts.ts';
import { id } from '../contract/schemas/id.ts';
import { instant, text } from '../contract/schemas/primitives.ts';
import { alsoNumber } from '../contract/schemas/texts.ts';
import { canonicalHash } from '../orders/commands/payment-state.ts';
import { PAYMENT_EVENT_TYPES, type PaymentEventType } from '../workflows/workflow.ts';

const MAX_REFERENCE_CHARACTERS = 200;
/** As long as the one that an order is created with: the two are compared. */
const MAX_HASH_CHARACTERS = 256;
const MAX_AMOUNT_CHARACTERS = 100;
/** A token without fractions is counted in far larger numbers than money. */
const MAX_WHOLE_DIGITS = 18;
const MAX_FRACTION_DIGITS = 8;
const MAX_CURRENCY_CHARACTERS = 20;
/** Epoch times above this are milliseconds: as seconds they would be in the year 5138. */
const MAX_EPOCH_SECONDS = 99_999_999_999;

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === false ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** Senders write `null`, an empty text or list, or `false` for what they have not got. */
const orAbsent = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (isNothing(value) ? undefined : value), schema.optional());

/** A number of a contract or a record is a reference as well as a text is. */
const referenceOf = (characters: number) =>
  z.union([text(characters), z.number().transform(String)], 'A text or a number');
const reference = referenceOf(MAX_REFERENCE_CHARACTERS);

const DECIMAL = /^\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i;

const decimalOf = (written: string): Big | undefined => {
  if (written.length > MAX_AMOUNT_CHARACTERS || !DECIMAL.test(written)) return undefined;
  const amount = new Big(written.replace(/^\+/, '').replace(/\.(?=e|$)/i, ''));
  return amount.e < MAX_WHOLE_DIGITS ? amount.round(MAX_FRACTION_DIGITS, Big.roundHalfEven) : undefined;
};

/**
 * A decimal amount in any form: a number or a text, with an exponent, with the eighteen digits of a token or the noise
 * of a float behind the eight that count. Not negative.
 */
const amount = z.union([z.string(), z.number()], 'A decimal amount').transform((value, context) => {
  const decimal = decimalOf(plainAmount(value));
  if (decimal !== undefined) return decimal.toFixed();
  context.addIssue({ code: 'custom', message: 'A decimal amount, not negative' });
  return z.NEVER;
});

/** The code of a currency or a token, known or not: one that is not the order's is compared with nothing. */
const anyCurrency = text(MAX_CURRENCY_CHARACTERS).transform((code) => code.toUpperCase());

const epoch = z
  .number()
  .nonnegative()
  .transform((count) => new Date(count > MAX_EPOCH_SECONDS ? count : count * 1000))
  .refine((at) => !Number.isNaN(at.getTime()), 'A time since 1970')
  .transform((at) => at.toISOString());

const EPOCH_TEXT = /^\d{9,13}$/;
const SPACED = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\S+) ?(.*)$/;

/** `2026-11-26 10:15:00 +01:00` as ISO 8601 has it, and a count that is written as text as the number. */
const asTime = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const written = value.trim();
  return EPOCH_TEXT.test(written) ? Number(written) : written.replace(SPACED, '$1T$2$3');
};

const time = z.preprocess(
  asTime,
  z.union([z.string().pipe(instant), epoch], 'An ISO 8601 date and time with a zone, or the time since 1970'),
);

const TYPE_OF: ReadonlyMap<string, PaymentEventType> = new Map(
  PAYMENT_EVENT_TYPES.map((type) => [type.toLowerCase(), type]),
);

/** Every message of the sender has a type; what else it has depends on that. */
const anyEvent = z.looseObject({ type: text(MAX_REFERENCE_CHARACTERS) });

/** What is needed of an event about an order's money. Whatever else it has is left aside. */
export const paymentEvent = z.object({
  orderId: alsoNumber(id),
  escrowId: orAbsent(reference),
  transactionHash: orAbsent(referenceOf(MAX_HASH_CHARACTERS)),
  paymentIntentId: orAbsent(reference),
  disputeId: orAbsent(reference),
  amount: orAbsent(amount),
  currency: orAbsent(anyCurrency),
  occurredAt: orAbsent(time),
});

/** An event about an order's money, as its sender states it. `occurredAt` is absent where the sender states none. */
export interface PaymentEvent extends z.output<typeof paymentEvent> {
  readonly type: PaymentEventType;
}

export type PaymentEventReading =
  | { readonly kind: 'event'; readonly event: PaymentEvent }
  /** Of a type that says nothing about an order. */
  | { readonly kind: 'other'; readonly type: string }
  | { readonly kind: 'unreadable'; readonly errors: readonly { readonly path: string; readonly message: string }[] };

const unreadable = (error: z.ZodError): PaymentEventReading => ({
  kind: 'unreadable',
  errors: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
});

/** Reads the body of a payment webhook. Types are known in any case. */
export const readPaymentEvent = (payload: unknown): PaymentEventReading => {
  const any = anyEvent.safeParse(payload, { error: fieldMessage });
  if (!any.success) return unreadable(any.error);
  const type = TYPE_OF.get(any.data.type.toLowerCase());
  if (type === undefined) return { kind: 'other', type: any.data.type };
  const result = paymentEvent.safeParse(payload, { error: fieldMessage });
  if (!result.success) return unreadable(result.error);
  const { transactionHash } = result.data;
  const hash = transactionHash === undefined ? {} : { transactionHash: canonicalHash(transactionHash) };
  return { kind: 'event', event: { ...result.data, ...hash, type } };
};
