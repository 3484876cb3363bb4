/** Parcels of an order as they are followed. */
import type * as z from 'zod';
import { withoutSuperseded } from '../../../shared/carriers/settle-returns.ts';
import { carrierTrackingUrl } from '../../../shared/carriers/tracking-url.ts';
import { carrierWithId } from '../../../shared/contract/carrier-registry.ts';
import type { Locale } from '../../../shared/contract/locale.ts';
import type { deliveryAttempt, ParcelCount, parcelInfo } from '../../../shared/contract/schemas/response-parts.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { currentShipments, leadMilestone } from '../../../shared/orders/engine/lead-milestone.ts';
import { nextAttemptOf } from '../../../shared/orders/engine/parcel-facts.ts';
import { leadingMilestone, seenAt, seenMilestone } from '../../../shared/orders/engine/parcel-state.ts';
import { countedAt, isCredible } from '../../../shared/orders/engine/scan-flags.ts';
import { estimateFields } from '../../../shared/orders/model/delivery-place.ts';
import type { Order, Scan, Shipment } from '../../../shared/orders/model/order.ts';
import type { ParcelPoll } from '../../../shared/polling/parcel-poll.ts';
import { syncOf } from '../../../shared/polling/sync-status.ts';
import { placeText } from './places.ts';

/** How many parcels belong together with this one, in the same cycle, and how many of them have come. */
export const parcelCountOf = ({ shipments }: Pick<Order, 'shipments'>, { cycle }: Shipment): ParcelCount => {
  const lead = leadMilestone({ shipments, ...definedFields({ cycle }) });
  return { total: lead?.parcels ?? 0, delivered: lead?.delivered ?? 0 };
};

/** The parcel that the order follows, the newest of those that are equally far; else the last one of all. */
export const leadingParcel = (order: Pick<Order, 'shipments' | 'cycle'>): Shipment | undefined => {
  const lead = leadMilestone(order)?.milestone;
  return currentShipments(order).findLast((parcel) => leadingMilestone(parcel) === lead) ?? order.shipments.at(-1);
};

/** As people know the carrier. */
export const carrierName = (carrier: string): string => carrierWithId(carrier)?.name ?? carrier;

type Attempt = z.input<typeof deliveryAttempt>;

const ATTEMPTS: readonly Scan['milestone'][] = ['delivery_attempted', 'delivered'];

const attemptStatus = ({ milestone, reason }: Scan): Attempt['status'] => {
  if (milestone === 'delivered') return 'successful';
  return reason === undefined ? 'attempted' : 'failed';
};

/** Each time that the carrier came to the door. A next one is known of the last attempt, if it failed. */
const attemptsOf = (scans: readonly Scan[], estimate: string | null): Attempt[] => {
  const tried = scans.filter(({ milestone }) => ATTEMPTS.includes(milestone));
  return tried.map((scan, i): Attempt => {
    const at = countedAt(scan);
    const isOpen = i === tried.length - 1 && scan.milestone !== 'delivered';
    return {
      attemptNumber: i + 1,
      attemptDate: at,
      status: attemptStatus(scan),
      reason: scan.reason ?? null,
      nextAttemptDate: isOpen && estimate !== null && estimate > at ? estimate : null,
    };
  });
};

/** The scans of the parcel that count, oldest first. */
export const scansOfParcel = (scans: readonly Scan[], { trackingNumber }: Shipment): readonly Scan[] =>
  withoutSuperseded(scans.filter((scan) => scan.trackingNumber === trackingNumber && isCredible(scan))).toSorted(
    (a, b) => countedAt(a).localeCompare(countedAt(b)),
  );

const nextAttemptAt = (order: Order, parcel: Shipment): string | null => {
  const said = nextAttemptOf(parcel);
  return said === undefined ? null : estimateFields(order, said).estimatedDelivery;
};

const newestOf = (instants: readonly string[]): string | undefined => instants.toSorted().at(-1);

const pollOf = (polls: readonly ParcelPoll[], { carrier, trackingNumber }: Shipment): ParcelPoll | undefined =>
  polls.find((poll) => poll.trackingNumber === trackingNumber && poll.carrier === carrier);

/** What is known of an order's parcels beside the order. */
export interface ParcelView {
  readonly scans: readonly Scan[];
  readonly polls: readonly ParcelPoll[];
  readonly locale: Locale;
}

/**
 * A parcel with what its carrier has said of it.
 *
 * @param scans Those of the order, in any order.
 * @param polls How its parcels are asked for.
 */
export const parcelResponse = (
  order: Order,
  parcel: Shipment,
  { scans, polls, locale }: ParcelView,
): z.input<typeof parcelInfo> => {
  const { trackingNumber, carrier, facts } = parcel;
  const own = scansOfParcel(scans, parcel);
  const estimate = estimateFields(order, parcel.estimatedDelivery ?? order.estimatedDelivery);
  const place = own.findLast(({ location }) => location !== undefined)?.location;
  return {
    trackingNumber,
    carrier,
    carrierName: carrierName(carrier),
    carrierService: parcel.service ?? facts?.service?.value ?? null,
    trackingUrl: facts?.trackingUrl?.value ?? carrierTrackingUrl(carrier, trackingNumber, locale) ?? null,
    milestone: seenMilestone(parcel) ?? null,
    currentLocation: (place && placeText(place)) ?? null,
    currentPlace: place ?? null,
    ...estimate,
    deliveryAttempts: attemptsOf(own, nextAttemptAt(order, parcel) ?? estimate.estimatedDelivery),
    lastScanAt: seenAt(parcel) ?? null,
    ...syncOf(order, parcel, newestOf(own.map(({ recordedAt }) => recordedAt)), pollOf(polls, parcel)),
  };
};
