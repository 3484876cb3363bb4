import type { CarrierAdapter } from '../carrier.ts';
import { parseUps, upsEventId } from './parse.ts';

/** Track Alert, and replies of the Track API. */
export const adapter: CarrierAdapter = { eventId: upsEventId, parse: parseUps };
