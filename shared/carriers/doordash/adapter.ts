import type { CarrierAdapter } from '../carrier.ts';
import { doordashEventId, parseDoordash } from './parse.ts';

/** Webhooks of DoorDash Drive, and its deliveries. */
export const adapter: CarrierAdapter = { eventId: doordashEventId, parse: parseDoordash };
