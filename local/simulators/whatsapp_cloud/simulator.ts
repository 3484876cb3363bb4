/** Meta's WhatsApp Cloud API: template messages and status webhooks. */
import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Simulator, SimulatorContext } from '../../control/simulators.ts';
import type { OutboxEntry } from '../../services/outbox.ts';
import type { ReceiptDetails, ReceiptType } from '../../services/receipts.ts';
import { createProviderSimulator, keyOf, type ProviderCall, type ProviderReply } from '../provider-simulator.ts';
import { currentSecret } from '../shared/current-secret.ts';
import { jsonOf } from '../shared/wire.ts';
import { postWebhook } from '../webhook.ts';

const NAME = 'whatsapp_cloud';
const PATH = /^\/v\d+\.\d+\/(\d+)\/messages$/;

const messageShape = z.object({
  messaging_product: z.literal('whatsapp'),
  to: z.string().min(1),
  type: z.literal('template'),
  biz_opaque_callback_data: z.string().max(512).optional(),
  template: z.object({
    name: z.string().regex(/^[a-z0-9_]{1,512}$/),
    language: z.object({ code: z.string().min(2) }),
    components: z
      .array(
        z.object({
          type: z.enum(['header', 'body', 'button']),
          // Meta refuses an empty text, line breaks, tabs, and more than four spaces.
          parameters: z.array(z.object({ type: z.literal('text'), text: z.string().regex(/^(?!.*\s{5})[^\n\t]+$/) })),
        }),
      )
      .default([]),
  }),
});
type Message = z.infer<typeof messageShape>;

const refusal = (status: number, code: number, title: string, details = title): ProviderReply => ({
  status,
  body: {
    error: {
      message: `(#${code}) ${title}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: randomBytes(8).toString('base64url'),
    },
  },
});

const take = (message: Message, phoneNumberId: string, { context, now }: ProviderCall): ProviderReply => {
  const { to, template, biz_opaque_callback_data: callbackData = '' } = message;
  const id = `wamid.${randomBytes(24).toString('base64')}`;
  const at = callbackData.indexOf(':');
  const texts = template.components.flatMap(({ parameters }) => parameters.map(({ text }) => text));
  context.record({
    messageId: id,
    channel: 'whatsapp',
    provider: NAME,
    to: `+${to}`,
    subject: template.name,
    text: `${template.name} (${template.language.code}): ${texts.join(' · ')}`,
    at: now.toISOString(),
    notificationId: at < 0 ? undefined : callbackData.slice(0, at),
    orderId: at < 0 ? undefined : callbackData.slice(at + 1),
    tags: { phoneNumberId, callbackData, template: template.name, language: template.language.code },
  });
  return {
    status: 200,
    body: {
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: to }],
      messages: [{ id, message_status: 'accepted' }],
    },
  };
};

/** What Meta and the people there have withdrawn: templates, and numbers that want no messages. */
interface Withdrawn {
  readonly paused: ReadonlySet<string>;
  readonly stopped: ReadonlySet<string>;
}

const serve = (call: ProviderCall, { paused, stopped }: Withdrawn): ProviderReply => {
  const phoneNumberId = PATH.exec(call.path)?.[1];
  if (call.method !== 'POST' || phoneNumberId === undefined)
    return refusal(400, 100, 'Unsupported post request.', 'The object does not exist.');
  if (call.headers.authorization !== `Bearer ${keyOf(call.context, NAME)}`)
    return refusal(401, 190, 'Access token has expired');
  const { data: message, error } = messageShape.safeParse(jsonOf(call.body.toString('utf8')));
  if (message === undefined) return refusal(400, 131008, 'Required parameter is missing', error.issues[0]?.message);
  if (call.knowsNobody || !/^[1-9]\d{6,14}$/.test(message.to)) return refusal(400, 131026, 'Message undeliverable');
  if (stopped.has(`+${message.to}`)) return refusal(400, 131050, 'User has stopped marketing messages');
  if (paused.has(message.template.name)) return refusal(400, 132015, 'Template is paused');
  return take(message, phoneNumberId, call);
};

const STATUS: Readonly<Record<ReceiptType, string>> = {
  delivery: 'delivered',
  bounce: 'failed',
  complaint: 'failed',
  open: 'read',
  click: 'read',
};
const FAILURES: Partial<Readonly<Record<ReceiptType, object>>> = {
  bounce: { code: 131026, title: 'Message undeliverable', message: 'Message undeliverable' },
  complaint: { code: 131050, title: 'User stopped the messages', message: 'User stopped the messages' },
};

/** Meta writes everything beyond ASCII as `\\u…`, and signs that. */
const escaped = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const receipt = async (entry: OutboxEntry, type: ReceiptType, _details: ReceiptDetails, context: SimulatorContext) => {
  const status = {
    id: entry.messageId,
    status: STATUS[type],
    timestamp: String(Math.floor(context.clock.now().getTime() / 1_000)),
    recipient_id: entry.to.replace(/^\+/, ''),
    biz_opaque_callback_data: entry.tags?.callbackData,
    pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
    ...(FAILURES[type] && { errors: [FAILURES[type]] }),
  };
  const metadata = { display_phone_number: '15550783881', phone_number_id: entry.tags?.phoneNumberId };
  const value = { messaging_product: 'whatsapp', metadata, statuses: [status] };
  const entries = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }];
  const body = escaped(JSON.stringify({ object: 'whatsapp_business_account', entry: entries }));
  const signature = createHmac('sha256', currentSecret(context, 'whatsapp') ?? '')
    .update(body)
    .digest('hex');
  const report = await postWebhook(`${context.api}/api/webhooks/whatsapp`, body, {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${signature}`,
  });
  return { event: status, ...report };
};

/**
 * @example POST /_local/simulators/whatsapp_cloud {"pause": "wismo_shipped_v1"} : Meta pauses a template
 * @example POST /_local/simulators/whatsapp_cloud {"stop": "+34600111222"} : who wants no messages
 */
export const createWhatsAppSimulator = (): Simulator => {
  const paused = new Set<string>();
  const stopped = new Set<string>();
  const withdrawInput = z.union([z.strictObject({ pause: z.string() }), z.strictObject({ stop: z.string() })]);
  return createProviderSimulator({
    name: NAME,
    serve: (call) => serve(call, { paused, stopped }),
    receipt,
    script: (input) => {
      const { data } = withdrawInput.safeParse(input);
      if (data === undefined) return undefined;
      if ('pause' in data) paused.add(data.pause);
      else stopped.add(data.stop);
      return Promise.resolve({ paused: [...paused], stopped: [...stopped] });
    },
    refusals: {
      down: () => refusal(503, 131016, 'Service unavailable'),
      fails_after: () => refusal(500, 131000, 'Something went wrong'),
      wrong_key: () => refusal(401, 190, 'Access token has expired'),
      rate_limited: () => refusal(429, 131056, '(Business Account, Consumer Account) pair rate limit hit'),
    },
  });
};
