/**
 * A payment event, signed by the reference library of Standard Webhooks.
 *
 * Takes the address of the API, the secret of the payment service and the id of an order.
 */
import createClient from 'openapi-fetch';
import { Webhook } from 'standardwebhooks';
import type { components, paths } from './api.d.ts';

const [baseUrl = '', secret = '', orderId = ''] = process.argv.slice(2);

const now = new Date();
const messageId = `msg_${crypto.randomUUID()}`;
const event: components['schemas']['PaymentEvent'] = {
  type: 'payment.confirmed',
  orderId,
  occurredAt: now.toISOString(),
};
const text = JSON.stringify(event);
const sent = await createClient<paths>({ baseUrl }).POST('/api/webhooks/payments', {
  params: {
    header: {
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(messageId, now, text),
    },
  },
  body: event,
  // The very bytes that were signed.
  bodySerializer: () => text,
});
if (sent.data === undefined) throw new Error(JSON.stringify(sent.error));
console.log(JSON.stringify(sent.data));
