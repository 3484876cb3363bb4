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
  capabilities: ['webhook'],
};
