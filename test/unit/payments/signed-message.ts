import { isUtf8 } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { PaymentConnection } from '../../../shared/payments/receive-payment-webhook.ts';
import type { IncomingWebhook } from '../../../shared/webhooks/webhook-request.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const PAYMENT_SERVICE: PaymentConnection = { acceptedBy: async (check) => check(SECRET) };

const bytesOf = (event: unknown): Buffer => {
  if (Buffer.isBuffer(event)) return event;
  return Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));
};

/** The reference library signs texts only. */
const signatureOf = (messageId: string, at: Date, body: Buffer): string => {
  if (isUtf8(body)) return new Webhook(SECRET).sign(messageId, at, body.toString());
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const signed = Buffer.concat([Buffer.from(`${messageId}.${Math.floor(at.getTime() / 1000)}.`), body]);
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
};

/** As the payment service sends it, signed at that moment; `event` as JSON, or a text or bytes as they are. */
export const signedMessage = (event: unknown, messageId: string, at: Date, signature?: string): IncomingWebhook => {
  const rawBody = bytesOf(event);
  return {
    headers: {
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature ?? signatureOf(messageId, at, rawBody),
    },
    rawBody,
    sourceIp: '198.51.100.7',
  };
};
