import type { Instant } from '../../calendar/instant.ts';
import type { Milestone } from '../../workflows/workflow.ts';
import type { Order, Scan, ScanFlag, Shipment } from '../model/order.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Clocks of carriers and ours differ by this much. */
const CLOCK_DIFFERENCE = 15 * MINUTE;
/** A local time that was sent as another zone's is off by no more: zones reach from UTC-12 to UTC+14. */
const MAX_ZONE_DIFFERENCE = 26 * HOUR;
/** Labels are made before the shop sends us the order. */
const LABEL_LEAD = 14 * DAY;
/** Carriers get a label's data up to a day after they have picked the parcel up. */
const LABEL_DELAY = DAY;
/** Carriers use a number again after months; none of them is silent for so long about a parcel that it still has. */
const MAX_SILENCE = 120 * DAY;

/** Milestones that end a parcel's life. The first that occurs speaks for an order without others. */
export const END_MILESTONES = ['delivered', 'returned', 'cancelled'] as const satisfies readonly Milestone[];

export const isEnd = (milestone: Milestone | undefined): boolean => END_MILESTONES.some((end) => end === milestone);

const isDatedAhead = (at: Instant, receivedAt: Instant): boolean =>
  Date.parse(at) > Date.parse(receivedAt) + CLOCK_DIFFERENCE;

/** Whether a milestone that was received at a time may have happened at the time that its sender gives. */
export const aheadFlag = (milestone: Milestone, at: Instant, receivedAt: Instant): ScanFlag | undefined => {
  if (!isDatedAhead(at, receivedAt)) return undefined;
  const isBeyondZones = Date.parse(at) > Date.parse(receivedAt) + MAX_ZONE_DIFFERENCE;
  return isEnd(milestone) && isBeyondZones ? 'not_credible' : 'dated_ahead';
};

/** Earliest time at which a scan can be of a parcel of this order. */
export const earliestScanTime = ({ createdAt }: Pick<Order, 'createdAt'>): number => Date.parse(createdAt) - LABEL_LEAD;

/** Earliest time at which a scan can be of a parcel whose label was made then. */
export const earliestTimeOfLabel = (labelAt: Instant): number => Date.parse(labelAt) - LABEL_DELAY;

type Known = Pick<Shipment, 'milestone' | 'lastScanAt'>;

/** Carriers use their numbers again: a scan may be of the parcel before this one, or of the one after it. */
const isOfOtherParcel = (order: Pick<Order, 'createdAt'>, { milestone, lastScanAt }: Known, at: number): boolean =>
  at < earliestScanTime(order) ||
  (lastScanAt !== undefined &&
    ((milestone === 'label_created' && at < earliestTimeOfLabel(lastScanAt)) ||
      at > Date.parse(lastScanAt) + MAX_SILENCE));

/**
 * What is wrong with a scan's time, if anything. A function of the scan as it was received and of what is known of its
 * parcel: scans that were parked are judged by when they came, not by when they are applied.
 */
const flagOf = (order: Pick<Order, 'createdAt'>, known: Known, scan: Scan): ScanFlag | undefined =>
  aheadFlag(scan.milestone, scan.occurredAt, scan.recordedAt) ??
  (isOfOtherParcel(order, known, Date.parse(scan.occurredAt)) ? 'other_parcel' : undefined);

/** The scans with their flags; a flag that came with a scan was another order's. */
export const withFlags = (order: Order, trackingNumber: string, scans: readonly Scan[]): readonly Scan[] => {
  const known = order.shipments.find((shipment) => shipment.trackingNumber === trackingNumber) ?? {};
  return scans.map(({ flag: _other, ...scan }) => {
    const flag = flagOf(order, known, scan);
    return flag === undefined ? scan : { ...scan, flag };
  });
};

/** Whether the scan may move anything. */
export const isCredible = ({ flag }: Pick<Scan, 'flag'>): boolean => flag === undefined || flag === 'dated_ahead';

/** The time by which a scan counts. */
export const countedAt = ({ flag, occurredAt, recordedAt }: Scan): Instant =>
  flag === 'dated_ahead' ? recordedAt : occurredAt;
