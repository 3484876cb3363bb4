import { carrierWithId } from './carrier-registry.ts';
import { UNKNOWN_CARRIER } from './unknown-carrier.ts';

/** What people call the carrier; one that we do not know by the name that the seller gave. Absent where nobody gave one. */
export const carrierName = (carrier: string): string | undefined =>
  carrierWithId(carrier)?.name ?? (carrier === UNKNOWN_CARRIER ? undefined : carrier);

/**
 * Whether a carrier's update may be of a parcel that was registered under a name. Carriers share numbers, so another
 * carrier's parcel of the same number is left alone; a name that is nobody's (`acme_ground`) may mean any of them.
 */
export const mayCarry = (carrier: string, registeredAs: string): boolean =>
  carrier === registeredAs || carrierWithId(registeredAs) === undefined;
