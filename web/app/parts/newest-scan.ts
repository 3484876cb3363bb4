import type { OrderTimeline } from '../../../client/src/index.ts';
import { isFinal } from '../../../client/src/parts/looks.ts';
import type { OrderPage } from './use-order-page.ts';

export interface NewestScan {
  readonly description: string;
  /** `MADRID, ES`; empty where the carrier does not say it. */
  readonly place: readonly string[];
  /** ISO 8601. */
  readonly at: string;
}

/**
 * What was heard last of an order's only parcel while it is under way; of several none speaks for the others. Which of
 * its scans that was the parcel says: carriers report several of one moment.
 */
export const newestScan = ({ order, status, timeline }: OrderPage): NewestScan | undefined => {
  const [parcel, ...others] = status.parcels;
  if (parcel === undefined || others.length > 0 || isFinal(order.phase)) return undefined;
  const ofMilestone = ({ type, milestone }: OrderTimeline): boolean =>
    type === 'scan' && milestone === parcel.milestone;
  const newest = timeline.timeline.findLast(ofMilestone);
  if (newest === undefined) return undefined;
  return {
    description: newest.description,
    place: parcel.currentLocation === null ? [] : [parcel.currentLocation],
    at: parcel.lastScanAt ?? newest.timestamp,
  };
};
