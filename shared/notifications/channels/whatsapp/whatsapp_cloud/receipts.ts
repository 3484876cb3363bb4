/**
 * Webhooks of the WhatsApp Cloud API: what became of messages, and replies to them.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status/
 */
import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '../../../../calendar/instant.ts';
import { readOutsideJson } from '../../../../contract/storable-text.ts';
import { definedFields } from '../../../../defined-fields.ts';
import { isSameText } from '../../../../security/signature.ts';
import type { ReceiptFact } from '../../../notification.ts';
import { referenceIn } from '../../../providers/reference.ts';
import {
  collected,
  consentIn,
  MALFORMED,
  MISSING,
  type ParsedReceipts,
  type Receipt,
  type ReceiptAdapter,
  statedTime,
  verdictOf,
} from '../../../receipts/receipt.ts';
import { GONE_CODES } from './gone-codes.ts';

const SIGNATURE_FORM = /^sha256=([0-9a-f]{64})$/i;

const optional = z.string().optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);
const bodyShape = z.looseObject({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.looseObject({ changes: list }).catch({ changes: [] })).catch([]),
});
const changeShape = z.looseObject({ field: optional, value: z.looseObject({ statuses: list, messages: list }) });
const statusShape = z.looseObject({
  status: z.string(),
  timestamp: optional,
  recipient_id: optional,
  biz_opaque_callback_data: optional,
  errors: z.array(z.looseObject({ code: z.number() })).catch([]),
});
const messageShape = z.looseObject({
  from: z.string(),
  timestamp: optional,
  type: optional,
  text: z.looseObject({ body: z.string() }).optional().catch(undefined),
  button: z.looseObject({ text: z.string() }).optional().catch(undefined),
});

const FACTS: Readonly<Record<string, ReceiptFact | 'none'>> = {
  sent: 'none',
  delivered: 'delivered',
  read: 'opened',
  played: 'opened',
  failed: 'bounced',
  deleted: 'none',
};

/** WhatsApp names a person by digits alone. */
const phoneOf = (digits: string | undefined): string | undefined =>
  digits !== undefined && /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;

const secondsOf = (timestamp: string | undefined): number | undefined =>
  timestamp !== undefined && /^\d{1,11}$/.test(timestamp) ? Number(timestamp) : undefined;

const statusReceipts =
  (receivedAt: Instant) =>
  (part: unknown): readonly Receipt[] | string => {
    const { success, data } = statusShape.safeParse(part);
    if (!success) return 'unreadable';
    const fact = Object.hasOwn(FACTS, data.status) ? FACTS[data.status] : undefined;
    if (fact === undefined) return `unknown_status: ${data.status.slice(0, 40)}`;
    if (fact === 'none') return [];
    const of = referenceIn(data.biz_opaque_callback_data ?? '');
    const receipt = { fact, at: statedTime(secondsOf(data.timestamp), receivedAt), ...definedFields({ of }) };
    if (fact !== 'bounced') return [receipt];
    const code = data.errors[0]?.code;
    const reason = code === undefined ? undefined : GONE_CODES[code];
    const address = phoneOf(data.recipient_id);
    const disables = reason && address ? { address, reason } : undefined;
    return [{ ...receipt, error: `whatsapp_${code ?? 'failed'}`, ...definedFields({ disables }) }];
  };

const messageReceipts =
  (receivedAt: Instant) =>
  (part: unknown): readonly Receipt[] | string => {
    const { success, data } = messageShape.safeParse(part);
    if (!success) return 'unreadable';
    const address = phoneOf(data.from);
    const consent = consentIn(data.text?.body ?? data.button?.text ?? '');
    if (address === undefined || consent === undefined) return [];
    const at = statedTime(secondsOf(data.timestamp), receivedAt);
    return consent === 'stop' ? [{ at, disables: { address, reason: 'opted_out' } }] : [{ at, enables: { address } }];
  };

const both = (parts: readonly ParsedReceipts[]): ParsedReceipts => ({
  receipts: parts.flatMap(({ receipts }) => receipts),
  issues: parts.flatMap(({ issues }) => issues),
});

const changeReceipts = (receivedAt: Instant, change: unknown): ParsedReceipts => {
  const { success, data } = changeShape.safeParse(change);
  // Templates, accounts and the like: nobody's message.
  if (!success || data.field !== 'messages') return { receipts: [], issues: [] };
  return both([
    collected(data.value.statuses, statusReceipts(receivedAt)),
    collected(data.value.messages, messageReceipts(receivedAt)),
  ]);
};

export const adapter: ReceiptAdapter = {
  verify: async ({ headers, rawBody }, acceptedBy) => {
    const header = headers['x-hub-signature-256']?.trim();
    if (!header) return MISSING;
    const given = SIGNATURE_FORM.exec(header)?.[1]?.toLowerCase();
    if (given === undefined) return MALFORMED;
    const matches = await acceptedBy((secret) =>
      isSameText(createHmac('sha256', secret).update(rawBody).digest('hex'), given),
    );
    return verdictOf(matches, 'hmac-sha256');
  },
  parse: ({ rawBody }, receivedAt) => {
    const { success, data } = bodyShape.safeParse(readOutsideJson(Buffer.from(rawBody).toString('utf8')));
    if (!success) return undefined;
    return both(data.entry.flatMap(({ changes }) => changes.map((change) => changeReceipts(receivedAt, change))));
  },
  // The verify token is the app's secret, which Meta knows already: nothing else has to be agreed with anybody.
  challenge: async (query, acceptedBy) => {
    const { 'hub.mode': mode, 'hub.verify_token': token = '', 'hub.challenge': challenge } = query;
    if (mode !== 'subscribe' || challenge === undefined || challenge.length > 200) return undefined;
    return (await acceptedBy((secret) => isSameText(secret, token))) ? challenge : undefined;
  },
};
