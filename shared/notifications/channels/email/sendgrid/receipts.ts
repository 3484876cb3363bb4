/** SendGrid's Event Webhook. https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '../../../../calendar/instant.ts';
import { readOutsideJson } from '../../../../contract/storable-text.ts';
import { definedFields } from '../../../../defined-fields.ts';
import type { DisablingReason } from '../../../contacts/contact-store.ts';
import { nameInTags } from '../../../receipts/name-tags.ts';
import {
  collected,
  MALFORMED,
  MISSING,
  type Receipt,
  type ReceiptAdapter,
  statedTime,
  verdictOf,
} from '../../../receipts/receipt.ts';

const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

/** The public key is base64 of its DER form, as SendGrid's settings show it; anything else verifies nothing. */
const publicKeyOf = (text: string): KeyObject | undefined => {
  try {
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
};

const optional = z.string().optional().catch(undefined);
const eventShape = z.looseObject({
  event: z.string(),
  email: optional,
  timestamp: z.number().optional().catch(undefined),
  type: optional,
  reason: optional,
  notificationId: optional,
  orderId: optional,
  orderRef: optional,
  sg_machine_open: z.boolean().optional().catch(undefined),
});
type SendgridEvent = z.infer<typeof eventShape>;

/** Nobody's doing, or said by another event: accepted, put off, back in a list that we do not keep. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['processed', 'deferred', 'group_resubscribe']);

/** Why SendGrid did not even try, by the words of its documents. */
const dropReason = (reason = ''): DisablingReason | undefined => {
  if (/bounced/i.test(reason)) return 'bounced';
  if (/spam report/i.test(reason)) return 'complained';
  if (/unsubscribed/i.test(reason)) return 'opted_out';
  // "Invalid SMTPAPI header" is a mistake of the sender's.
  return /^\s*invalid\s*$|invalid (?:e-?mail )?address/i.test(reason) ? 'bounced' : undefined;
};

type Effect = Pick<Receipt, 'fact' | 'error'> & { readonly reason?: DisablingReason };

const effectOf = ({ event, type, reason, sg_machine_open: byMachine }: SendgridEvent): Effect | undefined => {
  switch (event) {
    case 'delivered':
      return { fact: 'delivered' };
    case 'open':
      // Fetched by the mailbox's own machines: nobody has seen it.
      return byMachine === true ? {} : { fact: 'opened' };
    case 'click':
      return { fact: 'clicked' };
    case 'bounce':
      return {
        fact: 'bounced',
        error: `bounced_${type ?? 'bounce'}`,
        ...(type !== 'blocked' && { reason: 'bounced' }),
      };
    case 'dropped':
      return { fact: 'bounced', error: 'dropped', ...definedFields({ reason: dropReason(reason) }) };
    case 'spamreport':
    case 'spam report':
      return { fact: 'complained', reason: 'complained' };
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { reason: 'opted_out' };
    default:
      return undefined;
  }
};

const receiptsOf =
  (receivedAt: Instant) =>
  (part: unknown): readonly Receipt[] | string => {
    const { success, data } = eventShape.safeParse(part);
    if (!success) return 'unreadable';
    if (WITHOUT_EFFECT.has(data.event)) return [];
    const effect = effectOf(data);
    if (effect === undefined) return `unknown_type: ${data.event.slice(0, 40)}`;
    const { reason, ...recorded } = effect;
    const { notificationId, orderId, orderRef } = data;
    const of = nameInTags({ notificationId, orderId, orderRef });
    const disables = reason && data.email ? { address: data.email, reason } : undefined;
    return [{ ...recorded, at: statedTime(data.timestamp, receivedAt), ...definedFields({ of, disables }) }];
  };

export const adapter: ReceiptAdapter = {
  verify: async ({ headers, rawBody }, acceptedBy) => {
    const signature = headers[SIGNATURE];
    const timestamp = headers[TIMESTAMP];
    if (!signature || !timestamp) return MISSING;
    if (!/^\d{1,12}$/.test(timestamp) || !/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return MALFORMED;
    const signed = Buffer.concat([Buffer.from(timestamp), rawBody]);
    const given = Buffer.from(signature, 'base64');
    const matches = await acceptedBy((text) => {
      const key = publicKeyOf(text);
      return key !== undefined && verifySignature('sha256', signed, key, given);
    });
    return verdictOf(matches, 'ecdsa');
  },
  parse: ({ rawBody }, receivedAt) => {
    const events = readOutsideJson(Buffer.from(rawBody).toString('utf8'));
    return Array.isArray(events) ? collected(events, receiptsOf(receivedAt)) : undefined;
  },
};
