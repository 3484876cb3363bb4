import type { CarrierDescriptor } from '../../contract/carrier-descriptor.ts';

export const uber: CarrierDescriptor<'uber'> = {
  id: 'uber',
  name: 'Uber',
  numberFormats: [],
  webhook: {
    // The current guide names the first header, the older one the second.
    // https://developer.uber.com/docs/deliveries/guides/webhooks
    scheme: { kind: 'hmac_sha256', headers: ['x-uber-signature', 'x-postmates-signature'], encodings: ['hex'] },
    secret: 'the signing key of the webhook, which is not the client secret',
  },
  // 200 calls in ten minutes in the sandbox; in production as agreed. https://developer.uber.com/docs/deliveries/faq
  poll: { numbersPerCall: 1, quotas: [{ calls: 200, seconds: 600 }] },
  api: {
    urls: { api: 'https://api.uber.com', auth: 'https://auth.uber.com' },
    credentials: ['clientId', 'clientSecret', 'customerId'],
  },
  capabilities: ['webhook', 'track', 'deliver'],
};
