import { sha256 } from '../security/digest.ts';
import { normalizeTrackingNumber } from './tracking-number.ts';

const CHARACTERS = 40;

/**
 * The tracking number of a provider's delivery: its id in the spelling of tracking numbers, or a digest of one that
 * cannot be one.
 */
export const deliveryNumber = (id: string): string =>
  normalizeTrackingNumber(id.replace(/[^A-Za-z0-9]/g, '')) ?? sha256(id, 'hex').slice(0, CHARACTERS).toUpperCase();
