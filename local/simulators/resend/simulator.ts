/** Resend's mail sending, idempotency keys and webhooks. */
import { createHmac, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Simulator, SimulatorContext } from '../../control/simulators.ts';
import type { OutboxEntry } from '../../services/outbox.ts';
import type { ReceiptDetails, ReceiptType } from '../../services/receipts.ts';
import { createProviderSimulator, keyOf, type ProviderCall, type ProviderReply } from '../provider-simulator.ts';
import { jsonOf } from '../shared/wire.ts';
import { postWebhook } from '../webhook.ts';

const mailShape = z.object({
  from: z.string().min(1),
  to: z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1).max(50)]),
  subject: z.string().min(1),
  html: z.string().optional(),
  text: z.string().optional(),
  tags: z
    .array(
      z.object({ name: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/), value: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/) }),
    )
    .default([]),
});

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const DAY_MILLISECONDS = 86_400_000;

const refusal = (statusCode: number, name: string, message: string): ProviderReply => ({
  status: statusCode,
  body: { statusCode, name, message },
});

interface Sent {
  readonly id: string;
  readonly payload: string;
  readonly at: number;
}

const take = (mail: z.infer<typeof mailShape>, id: string, { context, now }: ProviderCall): void => {
  const tags = Object.fromEntries(mail.tags.map(({ name, value }) => [name, value]));
  for (const to of mail.to)
    context.record({
      messageId: id,
      channel: 'email',
      provider: 'resend',
      to,
      from: mail.from,
      subject: mail.subject,
      text: mail.text ?? '',
      html: mail.html,
      at: now.toISOString(),
      notificationId: tags.notificationId,
      orderId: tags.orderId,
      tags,
    });
};

const serveWith =
  (sent: Map<string, Sent>) =>
  (call: ProviderCall): ProviderReply => {
    const { method, path, headers, body, context, now, knowsNobody } = call;
    if (method !== 'POST' || path !== '/emails')
      return refusal(404, 'not_found', 'The requested endpoint does not exist.');
    const { authorization } = headers;
    if (authorization === undefined) return refusal(401, 'missing_api_key', 'Missing API Key');
    if (authorization !== `Bearer ${keyOf(context, 'resend')}`)
      return refusal(401, 'validation_error', 'API key is invalid');
    const idempotencyKey = String(headers['idempotency-key'] ?? '');
    if (idempotencyKey.length > 256)
      return refusal(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
    const payload = body.toString('utf8');
    const before = sent.get(idempotencyKey);
    if (before !== undefined && now.getTime() - before.at < DAY_MILLISECONDS)
      return before.payload === payload
        ? { status: 200, body: { id: before.id } }
        : refusal(409, 'invalid_idempotent_request', 'Same idempotency key used with a different request payload.');
    const { data: mail, error } = mailShape.safeParse(jsonOf(payload));
    if (mail === undefined) return refusal(422, 'missing_required_field', error.issues[0]?.message ?? 'Bad request');
    if (knowsNobody || !mail.to.every((to) => MAIL.test(to)))
      return refusal(
        422,
        'validation_error',
        'Invalid `to` field. The email address needs to follow the `email@example.com` format.',
      );
    if (mail.from.endsWith('.invalid'))
      return refusal(403, 'validation_error', 'The domain is not verified. Please, add and verify your domain.');
    const id = randomUUID();
    if (idempotencyKey !== '') sent.set(idempotencyKey, { id, payload, at: now.getTime() });
    take(mail, id, call);
    return { status: 200, body: { id } };
  };

const EVENTS: Readonly<Record<ReceiptType, string>> = {
  delivery: 'email.delivered',
  bounce: 'email.bounced',
  complaint: 'email.complained',
  open: 'email.opened',
  click: 'email.clicked',
};

/** Standard Webhooks. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const signatureOf = (secret: string, id: string, timestamp: number, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')}`;

const receipt = async (entry: OutboxEntry, type: ReceiptType, details: ReceiptDetails, context: SimulatorContext) => {
  const at = context.clock.now();
  const { bounceType = 'Permanent', bounceSubType = 'General', link = 'http://127.0.0.1/' } = details;
  const event = {
    type: EVENTS[type],
    created_at: at.toISOString(),
    data: {
      email_id: entry.messageId,
      created_at: entry.at,
      from: entry.from,
      to: [entry.to],
      subject: entry.subject,
      tags: entry.tags ?? {},
      ...(type === 'bounce' && { bounce: { type: bounceType, subType: bounceSubType, message: 'user unknown' } }),
      ...(type === 'click' && {
        click: { link, timestamp: at.toISOString(), ipAddress: '127.0.0.1', userAgent: 'Mozilla/5.0' },
      }),
    },
  };
  const body = JSON.stringify(event);
  const id = `msg_${randomUUID()}`;
  const timestamp = Math.floor(at.getTime() / 1_000);
  const report = await postWebhook(`${context.api}/api/webhooks/notifications/resend`, body, {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': String(timestamp),
    'svix-signature': signatureOf(keyOf(context, 'resend_webhook') ?? '', id, timestamp, body),
  });
  return { event, ...report };
};

export const createResendSimulator = (): Simulator =>
  createProviderSimulator({
    name: 'resend',
    serve: serveWith(new Map()),
    receipt,
    refusals: {
      down: () => refusal(503, 'service_unavailable', 'Service unavailable.'),
      fails_after: () => refusal(500, 'internal_server_error', 'An unexpected error occurred.'),
      wrong_key: () => refusal(401, 'validation_error', 'API key is invalid'),
      rate_limited: () => ({
        ...refusal(429, 'rate_limit_exceeded', 'Too many requests. You can only make 2 requests per second.'),
        headers: { 'retry-after': '7' },
      }),
    },
  });
