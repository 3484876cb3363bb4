import type { Instant } from '../../calendar/instant.ts';
import type { Order, Shipment } from '../model/order.ts';
import { currentShipments } from './lead-milestone.ts';
import { leadingMilestone, seenAt, seenMilestone } from './parcel-state.ts';
import { isEnd } from './scan-flags.ts';

type WithParcels = Pick<Order, 'shipments' | 'cycle'>;

/** The parcels that have not come to their end. */
export const activeParcels = (order: WithParcels): readonly Shipment[] =>
  currentShipments(order).filter((parcel) => !isEnd(leadingMilestone(parcel)));

const isAtCounter = (parcel: Shipment): boolean => seenMilestone(parcel) === 'available_for_pickup';

/** Every parcel that has not come waits at a counter to be collected: no carrier is late with it. */
export const waitsForRecipient = (order: WithParcels): boolean => {
  const active = activeParcels(order);
  return active.length > 0 && active.every(isAtCounter);
};

/** When anything was heard of the parcel last: of one without a scan, when it was registered. */
export const heardAt = (parcel: Shipment): Instant => seenAt(parcel) ?? parcel.registeredAt;

const quietest = (parcels: readonly Shipment[]): Shipment | undefined =>
  parcels.toSorted((a, b) => heardAt(a).localeCompare(heardAt(b)))[0];

/** The parcel on its way of which nothing was heard for the longest time. */
export const quietestParcel = (order: WithParcels): Shipment | undefined =>
  quietest(activeParcels(order).filter((parcel) => !isAtCounter(parcel)));

/** A label was made, and no carrier has seen the parcel. */
const isUnscanned = (parcel: Shipment): boolean => {
  const milestone = seenMilestone(parcel);
  return milestone === undefined || milestone === 'label_created';
};

/** The parcel that has waited for its first scan for the longest time. */
export const unscannedParcel = (order: WithParcels): Shipment | undefined =>
  activeParcels(order)
    .filter(isUnscanned)
    .toSorted((a, b) => a.registeredAt.localeCompare(b.registeredAt))[0];

/** Since when nothing was heard of the order: one parcel that moves does not speak for another that stands still. */
export const quietSince = (order: WithParcels & Pick<Order, 'lastScanAt'>): Instant | undefined => {
  const parcel = quietestParcel(order);
  return parcel === undefined ? order.lastScanAt : heardAt(parcel);
};

/** Parcels other than this one of which nothing was heard since that moment. */
export const isAnotherQuiet = (order: WithParcels, trackingNumber: string, since: Instant): boolean =>
  activeParcels(order).some(
    (parcel) => parcel.trackingNumber !== trackingNumber && !isAtCounter(parcel) && heardAt(parcel) <= since,
  );
