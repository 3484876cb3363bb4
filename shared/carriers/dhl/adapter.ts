import { sha256 } from '../../security/digest.ts';
import type { CarrierAdapter } from '../carrier.ts';
import { dhlHandshake, parseDhl } from './parse.ts';

/** Unified Push, and replies of Shipment Tracking Unified. DHL gives its push no id: the same bytes are the same event. */
export const adapter: CarrierAdapter = {
  eventId: (rawBody) => sha256(rawBody, 'hex'),
  parse: parseDhl,
  handshake: dhlHandshake,
};
