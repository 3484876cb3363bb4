import type { CarrierDescriptor } from '../../contract/carrier-descriptor.ts';

/** Not a carrier: the door for those that have no adapter. What comes in says whose parcel it is of. */
export const generic: CarrierDescriptor<'generic'> = {
  id: 'generic',
  name: 'Other carriers',
  numberFormats: [],
  webhook: {
    scheme: {
      kind: 'source_hmac',
      headers: ['x-wismo-signature'],
      sourceHeader: 'x-wismo-source',
      toleranceSeconds: 300,
    },
    secret: 'what the keys of all sources are made of: `npm run secret -- carriers/generic --show --source <name>`',
  },
  capabilities: ['webhook'],
};
