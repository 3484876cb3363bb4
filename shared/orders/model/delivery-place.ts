import { countryCode } from '../../calendar/country.ts';
import { certainTimeZoneOf, timeZoneOf, UNKNOWN_PLACE_ZONE } from '../../calendar/time-zone.ts';
import { type DeliveryWindow, type Estimate, latestOf, windowOf } from './estimate.ts';
import type { Address, Order, PickupPlace, ScanLocation } from './order.ts';

type WithPlace = Pick<Order, 'fulfilmentType' | 'shippingAddress' | 'pickup' | 'seller'>;
type AnyPlace = ScanLocation | Address;

const withCode = (place: AnyPlace) => {
  const country = place.country === undefined ? undefined : countryCode(place.country);
  return country === undefined ? undefined : { ...place, country };
};

/** IANA name of the time zone of a place, whose country may be written out; `UTC` where its country is not known. */
export const placeTimeZone = (place: AnyPlace | undefined): string => timeZoneOf(place && withCode(place));

const certainZone = (place: AnyPlace | undefined): string | undefined => {
  const coded = place && withCode(place);
  return coded && certainTimeZoneOf(coded);
};

const likelyZone = (place: AnyPlace | undefined): string | undefined => {
  const zone = placeTimeZone(place);
  return zone === UNKNOWN_PLACE_ZONE ? undefined : zone;
};

/**
 * IANA name of the time zone where the order reaches its buyer: of the address, or of the place where it is collected,
 * and where that does not say it, of the shop. Its days are the days of its estimates. `UTC` where nothing is known.
 */
export const orderTimeZone = ({ fulfilmentType, shippingAddress, pickup, seller }: WithPlace): string => {
  if (fulfilmentType !== 'pickup') return likelyZone(shippingAddress) ?? seller?.timezone ?? UNKNOWN_PLACE_ZONE;
  const place = pickup?.place;
  return certainZone(place) ?? seller?.timezone ?? likelyZone(place) ?? placeTimeZone(shippingAddress);
};

/** IANA name of the time zone of a counter where the order is collected, its own or a carrier's. */
export const counterTimeZone = (order: WithPlace, counter: PickupPlace | undefined): string =>
  certainZone(counter) ??
  (order.fulfilmentType === 'pickup' ? order.seller?.timezone : undefined) ??
  likelyZone(counter) ??
  orderTimeZone(order);

/** An estimate as responses have it. */
export interface EstimateFields {
  /** Its end: a day where no more is known, else an instant. */
  readonly estimatedDelivery: string | null;
  readonly deliveryWindow: DeliveryWindow | null;
}

/** An estimate of the order, or of one of its parcels, with its moments at the place that the order goes to. */
export const estimateFields = (order: WithPlace, estimate: Estimate | undefined): EstimateFields =>
  estimate === undefined
    ? { estimatedDelivery: null, deliveryWindow: null }
    : { estimatedDelivery: latestOf(estimate), deliveryWindow: windowOf(estimate, orderTimeZone(order)) };
