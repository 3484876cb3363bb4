import { countryCode } from '../../calendar/country.ts';
import { timeZoneOf } from '../../calendar/time-zone.ts';
import { type DeliveryWindow, type Estimate, latestOf, windowOf } from './estimate.ts';
import type { Address, Order, ScanLocation } from './order.ts';

type WithPlace = Pick<Order, 'fulfilmentType' | 'shippingAddress' | 'pickup'>;

/** IANA name of the time zone of a place, whose country may be written out; `UTC` where its country is not known. */
export const placeTimeZone = (place: ScanLocation | Address | undefined): string => {
  const country = place?.country === undefined ? undefined : countryCode(place.country);
  return country === undefined ? timeZoneOf(undefined) : timeZoneOf({ ...place, country });
};

/**
 * IANA name of the time zone where the order reaches its buyer: of the address, or of the place where it is collected.
 * Its days are the days of its estimates. `UTC` where neither is known.
 */
export const orderTimeZone = ({ fulfilmentType, shippingAddress, pickup }: WithPlace): string => {
  const counter = pickup?.place?.country === undefined ? undefined : pickup.place;
  return placeTimeZone(fulfilmentType === 'pickup' ? (counter ?? shippingAddress) : shippingAddress);
};

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
