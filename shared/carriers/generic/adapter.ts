import type { CarrierAdapter } from '../carrier.ts';
import { genericEventId, parseGeneric } from './parse.ts';

/** `POST /api/webhooks/carriers/generic` */
export const adapter: CarrierAdapter = { eventId: genericEventId, parse: parseGeneric };
