import type { Instant } from '../calendar/instant.ts';
import { sha256 } from '../security/digest.ts';

/** Half of a SHA-256 in hex: nobody meets two of the same. */
const ID_CHARACTERS = 32;

/**
 * The same scan reported twice has the same id. The place is left out of it: carriers spell one place in several ways.
 */
export const scanIdOf = (scan: {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly occurredAt: Instant;
  readonly rawCode: string;
}): string =>
  sha256(JSON.stringify([scan.carrier, scan.trackingNumber, scan.occurredAt, scan.rawCode]), 'hex').slice(
    0,
    ID_CHARACTERS,
  );
