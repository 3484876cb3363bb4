import type { CarrierAdapter } from '../carrier.ts';
import { fedexEventId, parseFedex } from './parse.ts';
import { FEDEX } from './scans.ts';
import { verifyFedexSignature } from './signature.ts';

/** FedEx: Advanced Integrated Visibility push. */
export const fedex: CarrierAdapter = {
  id: FEDEX,
  verify: verifyFedexSignature,
  eventId: fedexEventId,
  parse: parseFedex,
};
