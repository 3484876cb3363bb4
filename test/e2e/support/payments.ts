import { Webhook } from 'standardwebhooks';
import { type ApiResponse, call } from './api.ts';
import { secret, type WebhookResponse } from './fedex.ts';
import { unique } from './orders.ts';

export interface SendPaymentOptions {
  /** In place of the right one. */
  readonly signature?: string;
  readonly timestampSecondsAgo?: number;
}

/** A payment or escrow event, signed by the reference library of Standard Webhooks. */
export const sendPayment = async (
  event: Readonly<Record<string, unknown>>,
  messageId: string = unique('msg'),
  options: SendPaymentOptions = {},
): Promise<ApiResponse<WebhookResponse>> => {
  const body = JSON.stringify(event);
  const at = new Date(Date.now() - (options.timestampSecondsAgo ?? 0) * 1000);
  const key = await secret('payments');
  const signer = key.startsWith('whsec_') ? new Webhook(key) : new Webhook(key, { format: 'raw' });
  return call<WebhookResponse>('POST', '/api/webhooks/payments', {
    body,
    headers: {
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': options.signature ?? signer.sign(messageId, at, body),
    },
  });
};
