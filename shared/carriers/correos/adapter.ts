import { sha256 } from '../../security/digest.ts';
import type { CarrierAdapter } from '../carrier.ts';
import { parseCorreos } from './parse.ts';

/** Correos pushes nothing: its path takes the replies that whoever polls it forwards. */
export const adapter: CarrierAdapter = { eventId: (rawBody) => sha256(rawBody, 'hex'), parse: parseCorreos };
