import { Webhook } from 'standardwebhooks';
import type { PaymentConnection } from '../../../shared/payments/receive-payment-webhook.ts';
import type { IncomingWebhook } from '../../../shared/webhooks/webhook-request.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const PAYMENT_SERVICE: PaymentConnection = { acceptedBy: async (check) => check(SECRET) };

/** As the payment service sends it, signed at that moment; `event` as JSON, or a text as it is. */
export const signedMessage = (event: unknown, messageId: string, at: Date, signature?: string): IncomingWebhook => {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  return {
    headers: {
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature ?? new Webhook(SECRET).sign(messageId, at, body),
    },
    rawBody: Buffer.from(body),
    sourceIp: '198.51.100.7',
  };
};
