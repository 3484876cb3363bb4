import type { CarrierAdapter } from '../carrier.ts';
import { fedexEventId, parseFedex } from './parse.ts';

/** Advanced Integrated Visibility push. */
export const adapter: CarrierAdapter = { eventId: fedexEventId, parse: parseFedex };
