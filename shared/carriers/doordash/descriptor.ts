import type { CarrierDescriptor } from '../../contract/carrier-descriptor.ts';

export const doordash: CarrierDescriptor<'doordash'> = {
  id: 'doordash',
  name: 'DoorDash',
  numberFormats: [],
  webhook: {
    // DoorDash signs nothing: it sends the Authorization header that the webhook was configured with.
    scheme: { kind: 'basic' },
    secret: '`user:password` of the Authorization header that the webhook was configured with',
  },
  // 300 calls a minute and access key, as its FAQ is quoted.
  poll: { numbersPerCall: 1, quotas: [{ calls: 300, seconds: 60 }] },
  api: {
    urls: { api: 'https://openapi.doordash.com' },
    credentials: ['developerId', 'keyId', 'signingSecret'],
  },
  capabilities: ['webhook', 'track', 'deliver'],
};
