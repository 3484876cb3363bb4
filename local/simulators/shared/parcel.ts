/** What simulated carriers know of a parcel, before it is put in the words of one of them. */

/** Things that happen to parcels. */
export const PARCEL_EVENTS = [
  'label',
  'picked_up',
  'departed',
  'arrived',
  'out_for_delivery',
  'attempted',
  'delayed',
  'damaged',
  'held',
  'lost',
  'returning',
  'returned',
  'delivered',
] as const;
/** Things that happen to deliveries of an order by a courier. */
export const DELIVERY_EVENTS = [
  'created',
  'assigned',
  'reassigned',
  'at_pickup',
  'collected',
  'underway',
  'near',
  'delivered',
  'cancelled',
  'returning',
  'returned',
] as const;

/** `other`: what has no word here, and comes in the carrier's own code. */
export type SimulatedEvent = (typeof PARCEL_EVENTS)[number] | (typeof DELIVERY_EVENTS)[number] | 'other';

/** An event in a carrier's own words. */
export interface OwnCode {
  readonly code: string;
  readonly exceptionCode?: string | undefined;
  readonly exceptionDescription?: string | undefined;
}

export interface SimulatedScan {
  readonly at: Date;
  readonly event: SimulatedEvent;
  readonly city: string;
  readonly ownCode?: OwnCode;
}

export interface SimulatedParcel {
  readonly trackingNumber: string;
  /** Oldest first. */
  readonly scans: readonly SimulatedScan[];
  readonly estimatedDelivery?: Date | undefined;
  /** Of a delivery: the order that it was made for. */
  readonly orderId?: string | undefined;
  /** Of a shipment in several. */
  readonly masterNumber?: string | undefined;
}

/** What was scanned until then. */
export const scansUntil = ({ scans }: SimulatedParcel, until: Date): readonly SimulatedScan[] =>
  scans.filter(({ at }) => at <= until);

const COURIERS = [
  { id: 70001, name: 'Marta L.', phone: '+34600555001', vehicle: 'bicycle' },
  { id: 70002, name: 'Ion P.', phone: '+34600555002', vehicle: 'car' },
  { id: 70003, name: 'Kim W.', phone: '+34600555003', vehicle: 'motorcycle' },
] as const;
export type Courier = (typeof COURIERS)[number];

/** Who brings the order as of a time: another one after a reassignment, nobody before somebody is assigned. */
export const courierOf = (parcel: SimulatedParcel, at: Date): Courier | undefined => {
  const known = scansUntil(parcel, at).map(({ event }) => event);
  if (!known.some((event) => event !== 'created' && event !== 'cancelled')) return undefined;
  return COURIERS[known.filter((event) => event === 'reassigned').length % COURIERS.length];
};

/** On a line through the city, further with each minute. */
export const placeAt = (at: Date): { readonly lat: number; readonly lng: number } => {
  const minute = Math.floor(at.getTime() / 60_000) % 60;
  return { lat: 40.4168 + minute / 5_000, lng: -3.7038 + minute / 5_000 };
};
