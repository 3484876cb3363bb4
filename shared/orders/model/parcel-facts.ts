import type { Instant } from '../../calendar/instant.ts';
import type { Estimate } from './estimate.ts';
import type { PickupPlace } from './place.ts';

/** How a parcel was handed over, as its carrier says. No picture: its address may be anybody's to open. */
export interface HandoverProof {
  /** Who took it, where the carrier names somebody. */
  readonly signedBy?: string;
  /** Where it was left, in the carrier's own words: `FRONT DOOR`. */
  readonly place?: string;
  /** The carrier has a photo, or a signature, of it. */
  readonly hasPhoto?: boolean;
  readonly hasSignature?: boolean;
}

/** What a carrier says of a parcel beside its scans. */
export interface ParcelFacts {
  /** The carrier's name of the service. */
  readonly service?: string;
  /** Where this parcel is followed, where the carrier gives each its own page. `https`. */
  readonly trackingUrl?: string;
  /** The delivery's id as its provider's API takes it: a tracking number has another spelling. */
  readonly deliveryId?: string;
  /** The number of the shipment that the parcel is a piece of. */
  readonly masterNumber?: string;
  /** How many pieces the shipment has. */
  readonly pieces?: number;
  /** When the carrier comes again after a failed attempt. */
  readonly nextAttempt?: Estimate;
  readonly proof?: HandoverProof;
  /** The counter that holds the parcel, or will, for its recipient. */
  readonly heldAt?: PickupPlace;
}

/** Each fact with the time that it is of: the newest counts, in whatever order they come. */
export type DatedFacts = {
  readonly [K in keyof ParcelFacts]: { readonly value: NonNullable<ParcelFacts[K]>; readonly asOf: Instant };
};
