/** SendGrid's mail sending and Event Webhook. */
import { randomBytes, sign } from 'node:crypto';
import * as z from 'zod';
import type { Simulator, SimulatorContext } from '../../control/simulators.ts';
import type { OutboxEntry } from '../../services/outbox.ts';
import type { ReceiptType } from '../../services/receipts.ts';
import { createProviderSimulator, keyOf, type ProviderCall, type ProviderReply } from '../provider-simulator.ts';
import { jsonOf } from '../shared/wire.ts';
import { postWebhook } from '../webhook.ts';

const address = z.object({ email: z.string() });
const mailShape = z.object({
  personalizations: z
    .array(z.object({ to: z.array(address).min(1), custom_args: z.record(z.string(), z.string()).default({}) }))
    .min(1),
  from: address,
  subject: z.string().min(1),
  content: z.array(z.object({ type: z.string(), value: z.string().min(1) })).min(1),
});
type Mail = z.infer<typeof mailShape>;

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const WINDOW_SECONDS = 60;

const errors = (status: number, message: string, field: string | null = null): ProviderReply => ({
  status,
  body: { errors: [{ message, field, help: null }] },
});

const take = (mail: Mail, messageId: string, { context, now }: ProviderCall): void => {
  const bodyOf = (type: string): string | undefined => mail.content.find((part) => part.type === type)?.value;
  for (const { to, custom_args: tags } of mail.personalizations)
    for (const { email } of to)
      context.record({
        messageId,
        channel: 'email',
        provider: 'sendgrid',
        to: email,
        from: mail.from.email,
        subject: mail.subject,
        text: bodyOf('text/plain') ?? '',
        html: bodyOf('text/html'),
        at: now.toISOString(),
        notificationId: tags.notificationId,
        orderId: tags.orderId,
        tags,
      });
};

const serve = (call: ProviderCall): ProviderReply => {
  const { method, path, headers, body, context, knowsNobody } = call;
  if (method !== 'POST' || path !== '/v3/mail/send') return errors(404, 'Not Found');
  if (headers.authorization !== `Bearer ${keyOf(context, 'sendgrid')}`)
    return errors(401, 'The provided authorization grant is invalid, expired, or revoked');
  const given = jsonOf(body.toString('utf8'));
  if (given === undefined) return errors(400, 'Bad Request');
  const parsed = mailShape.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return errors(400, issue?.message ?? 'Bad Request', issue?.path.join('.') ?? null);
  }
  const mail = parsed.data;
  if (mail.content[0]?.type !== 'text/plain')
    return errors(400, 'If present, text/plain and text/html may only be provided once, text/plain first.', 'content');
  const wrong = mail.personalizations[0]?.to.findIndex(({ email }) => knowsNobody || !MAIL.test(email)) ?? -1;
  if (wrong >= 0) return errors(400, 'Does not contain a valid address.', `personalizations.0.to.${wrong}.email`);
  if (mail.from.email.endsWith('.invalid'))
    return errors(403, 'The from address does not match a verified Sender Identity.', 'from');
  const messageId = randomBytes(16).toString('base64url');
  take(mail, messageId, call);
  return { status: 202, headers: { 'x-message-id': messageId } };
};

/** The private half of the Event Webhook's key, which the local cloud keeps beside the public one. */
const privateKeyIn = ({ secrets }: SimulatorContext): string => {
  const secret = secrets()['notifications/sendgrid_webhook'];
  return typeof secret === 'object' && secret !== null && 'privateKey' in secret ? String(secret.privateKey) : '';
};

const EVENTS: Readonly<Record<ReceiptType, Readonly<Record<string, unknown>>>> = {
  delivery: { event: 'delivered', response: '250 OK' },
  bounce: { event: 'bounce', type: 'bounce', status: '5.1.1', reason: '550 5.1.1 user unknown' },
  complaint: { event: 'spamreport' },
  open: { event: 'open', useragent: 'Mozilla/5.0', ip: '127.0.0.1' },
  click: { event: 'click', useragent: 'Mozilla/5.0', ip: '127.0.0.1', url: 'http://127.0.0.1/' },
};

const receipt = async (
  entry: OutboxEntry,
  type: ReceiptType,
  details: { readonly link?: string | undefined },
  context: SimulatorContext,
) => {
  const timestamp = Math.floor(context.clock.now().getTime() / 1_000);
  const event = {
    email: entry.to,
    timestamp,
    sg_event_id: randomBytes(16).toString('base64url'),
    sg_message_id: `${entry.messageId}.filterdrecv-local-0`,
    ...entry.tags,
    ...EVENTS[type],
    ...(type === 'bounce' &&
      'bounceType' in details &&
      details.bounceType === 'Transient' && { type: 'blocked', status: '4.2.2' }),
    ...(details.link !== undefined && { url: details.link }),
  };
  // SendGrid ends the body with a line break, and signs it.
  const body = `${JSON.stringify([event])}\r\n`;
  const signature = sign('sha256', Buffer.from(`${timestamp}${body}`), privateKeyIn(context)).toString('base64');
  const report = await postWebhook(`${context.api}/api/webhooks/notifications/sendgrid`, body, {
    'content-type': 'application/json',
    'x-twilio-email-event-webhook-signature': signature,
    'x-twilio-email-event-webhook-timestamp': String(timestamp),
  });
  return { event, ...report };
};

export const createSendgridSimulator = (): Simulator =>
  createProviderSimulator({
    name: 'sendgrid',
    serve,
    receipt,
    refusals: {
      down: () => errors(503, 'Service Unavailable'),
      fails_after: () => errors(500, 'Internal Server Error'),
      wrong_key: () => errors(401, 'The provided authorization grant is invalid, expired, or revoked'),
      rate_limited: ({ now }) => ({
        ...errors(429, 'too many requests'),
        headers: {
          'x-ratelimit-limit': '100',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(now.getTime() / 1_000) + WINDOW_SECONDS),
        },
      }),
    },
  });
