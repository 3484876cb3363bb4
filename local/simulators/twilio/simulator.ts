/** Twilio's Messages resource and its status callbacks. */
import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Simulator, SimulatorContext } from '../../control/simulators.ts';
import type { OutboxEntry } from '../../services/outbox.ts';
import type { ReceiptDetails, ReceiptType } from '../../services/receipts.ts';
import { createProviderSimulator, keyOf, type ProviderCall, type ProviderReply } from '../provider-simulator.ts';
import { postWebhook } from '../webhook.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
const PATH = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Messages\.json$/;
const SEGMENT = 153;
const MAX_CHARACTERS = 1_600;

const refusal = (status: number, code: number, message: string): ProviderReply => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

const referenceOf = (callback: string): readonly string[] => {
  const reference = URL.canParse(callback) ? (new URL(callback).searchParams.get('reference') ?? '') : '';
  const at = reference.indexOf(':');
  return at < 0 ? [] : [reference.slice(0, at), reference.slice(at + 1)];
};

interface Sms {
  readonly account: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly callback: string;
}

const refusalOf = (
  { to, from, text }: Omit<Sms, 'from'> & { readonly from: string | null },
  { knowsNobody }: ProviderCall,
  optedOut: ReadonlySet<string>,
): ProviderReply | undefined => {
  if (from === null) return refusal(400, 21603, "A 'From' phone number is required.");
  if (text === '') return refusal(400, 21602, 'Message body is required.');
  if (text.length > MAX_CHARACTERS)
    return refusal(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
  if (knowsNobody || !E164.test(to)) return refusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  return optedOut.has(to) ? refusal(400, 21610, 'Attempt to send to unsubscribed recipient') : undefined;
};

const take = ({ account, to, from, text, callback }: Sms, { context, now }: ProviderCall): ProviderReply => {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const [notificationId, orderId] = referenceOf(callback);
  const tags = { account, callback };
  const at = now.toISOString();
  context.record({
    messageId: sid,
    channel: 'sms',
    provider: 'twilio',
    to,
    from,
    text,
    at,
    notificationId,
    orderId,
    tags,
  });
  return {
    status: 201,
    body: {
      sid,
      account_sid: account,
      status: 'queued',
      to,
      from,
      body: text,
      num_segments: String(Math.ceil(text.length / SEGMENT)),
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      date_created: now.toUTCString(),
    },
  };
};

const serve = (call: ProviderCall, optedOut: ReadonlySet<string>): ProviderReply => {
  const account = PATH.exec(call.path)?.[1];
  if (call.method !== 'POST' || account === undefined)
    return refusal(404, 20404, 'The requested resource was not found');
  const expected = `Basic ${Buffer.from(keyOf(call.context, 'twilio') ?? '').toString('base64')}`;
  if (call.headers.authorization !== expected) return refusal(401, 20003, 'Authenticate');
  const form = new URLSearchParams(call.body.toString('utf8'));
  const from = form.get('From') ?? form.get('MessagingServiceSid');
  const given = {
    account,
    to: form.get('To') ?? '',
    text: form.get('Body') ?? '',
    callback: form.get('StatusCallback') ?? '',
  };
  return refusalOf({ ...given, from }, call, optedOut) ?? take({ ...given, from: from ?? '' }, call);
};

/** Address that was signed, then each name with its value, sorted. https://www.twilio.com/docs/usage/security */
const signatureOf = (token: string, url: string, fields: Readonly<Record<string, string>>): string =>
  createHmac('sha1', token)
    .update(
      Object.entries(fields)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .reduce((text, [name, value]) => `${text}${name}${value}`, url),
    )
    .digest('base64');

const STATUS: Readonly<Record<ReceiptType, Readonly<Record<string, string>>>> = {
  delivery: { MessageStatus: 'delivered' },
  bounce: { MessageStatus: 'undelivered', ErrorCode: '30006' },
  complaint: { MessageStatus: 'failed', ErrorCode: '21610' },
  open: { MessageStatus: 'read' },
  click: { MessageStatus: 'read' },
};

/** Posts what Twilio would, signed with the account's token. */
const signedPost = async (url: string, fields: Readonly<Record<string, string>>, context: SimulatorContext) => {
  const token = (keyOf(context, 'twilio') ?? '').split(':')[1] ?? '';
  const report = await postWebhook(url, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signatureOf(token, url, fields),
  });
  return { event: fields, ...report };
};

const receipt = (entry: OutboxEntry, type: ReceiptType, details: ReceiptDetails, context: SimulatorContext) => {
  const { account = '', callback = '' } = entry.tags ?? {};
  const status: Readonly<Record<string, string>> = {
    ...STATUS[type],
    ...(details.bounceType === 'Transient' && { ErrorCode: '30003' }),
  };
  const fields: Record<string, string> = {
    AccountSid: account,
    ApiVersion: '2010-04-01',
    From: entry.from ?? '',
    To: entry.to,
    MessageSid: entry.messageId,
    SmsSid: entry.messageId,
    SmsStatus: status.MessageStatus ?? '',
    ...status,
  };
  return signedPost(callback, fields, context);
};

const replyInput = z.strictObject({ from: z.string().regex(E164), reply: z.string().max(MAX_CHARACTERS) });
type Reply = z.infer<typeof replyInput>;

/** Somebody's text to the number of the account. Twilio itself takes STOP and START, and says which it was. */
const takeReply = ({ from, reply }: Reply, optedOut: Set<string>, context: SimulatorContext) => {
  const OptOutType = reply.trim().toUpperCase();
  if (OptOutType === 'STOP') optedOut.add(from);
  if (OptOutType === 'START') optedOut.delete(from);
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const fields = {
    ApiVersion: '2010-04-01',
    MessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    From: from,
    Body: reply,
    ...(/^(?:STOP|START)$/.test(OptOutType) && { OptOutType }),
  };
  return signedPost(`${context.api}/api/webhooks/twilio`, fields, context);
};

/**
 * @example POST /_local/simulators/twilio {"stop": "+34600111222"} : who replied STOP when nobody here was listening
 * @example POST /_local/simulators/twilio {"from": "+34600111222", "reply": "START"}
 */
export const createTwilioSimulator = (): Simulator => {
  const optedOut = new Set<string>();
  const stopInput = z.strictObject({ stop: z.string() });
  return createProviderSimulator({
    name: 'twilio',
    serve: (call) => serve(call, optedOut),
    receipt,
    script: (input, context) => {
      const { data: reply } = replyInput.safeParse(input);
      if (reply !== undefined) return takeReply(reply, optedOut, context);
      const { data } = stopInput.safeParse(input);
      if (data === undefined) return undefined;
      optedOut.add(data.stop);
      return Promise.resolve({ optedOut: [...optedOut] });
    },
    refusals: {
      down: () => refusal(503, 20503, 'Service unavailable'),
      fails_after: () => refusal(500, 20500, 'Internal server error'),
      wrong_key: () => refusal(401, 20003, 'Authenticate'),
      rate_limited: () => ({ ...refusal(429, 20429, 'Too many requests'), headers: { 'retry-after': '3' } }),
    },
  });
};
