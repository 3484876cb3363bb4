/** A place as a carrier reports it: coarse, never a street. */
export interface ScanLocation {
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

/** Where an order or a parcel is collected. Unlike where a parcel was seen, it has a street. */
export interface PickupPlace extends ScanLocation {
  readonly name?: string;
  readonly line1?: string;
}
