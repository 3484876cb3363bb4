/** What others send to Wismo, with the headers that prove who sent it. */
import { CARRIERS } from '../../../shared/contract/carrier-registry.ts';
import type { Json } from './plain-schema.ts';

/** No tag of the routes: generators write one file for each, and the routes' would be overwritten. */
const TAG = 'Signed events';

const signatureHeader = (name: string, description: string, example: string): Json => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

/** Standard Webhooks 1.0, which the payment service signs by. */
export const PAYMENT_SIGNATURE: readonly Json[] = [
  signatureHeader(
    'webhook-id',
    'The id of the event: the same when it is sent again',
    'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
  ),
  signatureHeader('webhook-timestamp', 'Seconds since 1970, at most five minutes off', '1795772400'),
  signatureHeader(
    'webhook-signature',
    '`v1,` and the base64 of HMAC-SHA256 over `<id>.<timestamp>.<body>`; several are separated by spaces',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
];

const received: Json = {
  200: { description: 'The event was stored' },
  401: { $ref: '#/components/responses/Unauthorized' },
};

const carrierEvent = ({ id, name, webhook }: (typeof CARRIERS)[number]): readonly (readonly [string, Json])[] => {
  if (webhook === undefined) return [];
  const { scheme } = webhook;
  const headers = scheme.kind === 'basic' ? ['authorization'] : scheme.headers;
  const [first = ''] = headers;
  return [
    [
      `${id}Event`,
      {
        post: {
          operationId: `send${id.charAt(0).toUpperCase()}${id.slice(1)}Event`,
          tags: [TAG],
          summary: `Events of ${name}, sent to \`/api/webhooks/carriers/${id}\``,
          parameters: [signatureHeader(first, `The secret: ${webhook.secret}`, '…')],
          requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
          responses: received,
        },
      },
    ],
  ];
};

export const WEBHOOKS: Json = {
  paymentEvent: {
    post: {
      operationId: 'sendPaymentEvent',
      tags: [TAG],
      summary: 'Events of the payment service, sent to `/api/webhooks/payments`',
      parameters: PAYMENT_SIGNATURE,
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/PaymentEvent' } } },
      },
      responses: received,
    },
  },
  ...Object.fromEntries(CARRIERS.flatMap(carrierEvent)),
};
