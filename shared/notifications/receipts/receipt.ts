/** What providers report of messages that they have accepted, in one form. */
import type { Instant } from '../../calendar/instant.ts';
import { partsOf } from '../../contract/normalize.ts';
import type { AcceptedBy, SignatureVerdict, SignedRequest } from '../../webhooks/webhook-request.ts';
import type { DisablingReason } from '../contacts/contact-store.ts';
import type { NotificationName, ReceiptFact } from '../notification.ts';

export interface Receipt {
  /** Absent where the report is of a person, and of no message: they said STOP. */
  readonly of?: NotificationName;
  /** Absent where nothing is to be recorded of the message. */
  readonly fact?: ReceiptFact;
  readonly at: Instant;
  /** Why it did not arrive: a code, never personal data. */
  readonly error?: string;
  /** Nobody is to be written to at the address any more. */
  readonly disables?: { readonly address: string; readonly reason: DisablingReason };
  /** The person wants to be written to at the address again. */
  readonly enables?: { readonly address: string };
}

export interface ParsedReceipts {
  readonly receipts: readonly Receipt[];
  /** What could not be understood: kinds of events and codes, for the log. One bad record does not stop the others. */
  readonly issues: readonly string[];
}

/** A provider's webhook, as it came. */
export interface ReceiptRequest extends SignedRequest {
  /** The address that was called, as the provider knows it. */
  readonly url: string;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** What a provider's `receipts.ts` exports as `adapter`. */
export interface ReceiptAdapter {
  /** Whether it comes from the provider, by a signature over the raw body. Never throws for what a request may hold. */
  verify(request: ReceiptRequest, acceptedBy: AcceptedBy, now: Date): Promise<SignatureVerdict>;
  /** `undefined` where the body is not of the provider's format at all. */
  parse(request: ReceiptRequest, receivedAt: Instant): ParsedReceipts | undefined;
  /** What is returned to a provider that asks whether the webhook is meant for it; `undefined` refuses. */
  challenge?(query: ReceiptRequest['query'], acceptedBy: AcceptedBy): Promise<string | undefined>;
}

/** What a line of a provider's log says of the message that it knows by that id. */
export interface LoggedReceipt {
  readonly messageId: string;
  readonly receipt: Omit<Receipt, 'of'>;
}

/** What the `receipts.ts` of a provider that reports by a log exports as `readLogLine`; text where it is not understood. */
export type ReadLogLine = (line: unknown, receivedAt: Instant) => LoggedReceipt | string;

/** What the `receipts.ts` of a provider whose events come over the queue exports as `readEvent`. */
export type ReadMailEvent = (event: unknown, receivedAt: Instant) => ParsedReceipts;

export const MALFORMED: SignatureVerdict = { ok: false, reason: 'malformed' };
export const MISSING: SignatureVerdict = { ok: false, reason: 'missing' };
export const verdictOf = (matches: boolean, scheme: string): SignatureVerdict =>
  matches ? { ok: true, scheme } : { ok: false, reason: 'mismatch' };

/**
 * The time that a provider states, where it can be one: a later one than now is that of the clock, and text that is no time
 * says nothing.
 */
export const statedTime = (stated: string | number | undefined, receivedAt: Instant): Instant => {
  const at = typeof stated === 'number' ? new Date(stated * 1_000) : new Date(stated ?? Number.NaN);
  const isTime = !Number.isNaN(at.getTime()) && at.getTime() > 0;
  return isTime && at.getTime() < Date.parse(receivedAt) ? at.toISOString() : receivedAt;
};

/** Collects what each part of a report comes to; a part that throws nobody out is an issue. */
export const collected = <T>(
  parts: readonly T[],
  receiptsOf: (part: T) => readonly Receipt[] | string,
): ParsedReceipts => {
  const read = parts.map(receiptsOf);
  return {
    receipts: read.flatMap((one) => (typeof one === 'string' ? [] : one)),
    issues: read.filter((one) => typeof one === 'string'),
  };
};

/**
 * What people write who want no more messages, or want them again: the words of carriers, and those of the languages that
 * we write. https://help.twilio.com/articles/223134027
 */
const STOP: ReadonlySet<string> = new Set([
  ...[
    'stop',
    'stop all',
    'stopall',
    'unsubscribe',
    'cancel',
    'end',
    'quit',
    'revoke',
    'opt out',
    'optout',
    'remove me',
  ],
  ...['baja', 'darme de baja', 'dar de baja', 'alto', 'parar', 'detener', 'cancelar', 'no mas', 'no mas mensajes'],
  ...['dezabonare', 'dezaboneaza ma', 'dezaboneaza', 'renunt', 'renunta', 'opreste', 'oprire', 'nu mai trimiteti'],
  ...['стоп', 'отписаться', 'отписка', 'отпишите меня', 'отмена', 'не присылайте', 'хватит'],
]);
const START: ReadonlySet<string> = new Set(['start', 'unstop', 'alta', 'empezar', 'abonare', 'старт']);

/** As people type: in any case, with or without accents, with any signs around and between the words. */
const wordsIn = (text: string): string => partsOf(text).join(' ');

/** What a person's reply says about being written to. What they say besides a word of these is for a person to read. */
export const consentIn = (text: string): 'stop' | 'start' | undefined => {
  const words = wordsIn(text);
  if (STOP.has(words)) return 'stop';
  return START.has(words) ? 'start' : undefined;
};
