import type { CarrierAdapter } from '../carrier.ts';
import { parseUber, uberEventId } from './parse.ts';

/** Webhooks of Uber Direct, and its deliveries. */
export const adapter: CarrierAdapter = { eventId: uberEventId, parse: parseUber };
