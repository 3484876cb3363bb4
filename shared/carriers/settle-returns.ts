import type { Instant } from '../calendar/instant.ts';
import { seenAt, seenMilestone } from '../orders/engine/parcel-state.ts';
import { countedAt } from '../orders/engine/scan-flags.ts';
import type { Scan, Shipment } from '../orders/model/order.ts';
import { scanIdOf } from './scan-id.ts';

type Known = Pick<Shipment, 'milestone' | 'lastScanAt' | 'ahead'>;

const beganReturn = (milestone: Shipment['milestone']): boolean =>
  milestone === 'returning' || milestone === 'returned';

const earliestReturn = (scans: readonly Scan[]): Instant | undefined =>
  scans
    .filter(({ milestone }) => milestone === 'returning')
    .map(countedAt)
    .toSorted()[0];

/**
 * Carriers say "delivered" at the end of every way, the one back to the sender included. A delivery after a return
 * began, in this update or in what is known of the parcel, is the end of the return.
 */
export const settleReturns = (scans: readonly Scan[], known?: Known): readonly Scan[] => {
  const knownSince = known !== undefined && beganReturn(seenMilestone(known)) ? seenAt(known) : undefined;
  const reported = earliestReturn(scans);
  const since = reported === undefined || (knownSince !== undefined && knownSince < reported) ? knownSince : reported;
  if (since === undefined) return scans;
  return scans.map((scan) =>
    scan.milestone === 'delivered' && countedAt(scan) > since ? { ...scan, milestone: 'returned' } : scan,
  );
};

/** A reported return that began before a delivery that is known already: the delivery was the end of it. */
export const isLateReturn = (scans: readonly Scan[], known: Known | undefined): boolean => {
  const since = earliestReturn(scans);
  return (
    since !== undefined && known !== undefined && seenMilestone(known) === 'delivered' && (seenAt(known) ?? '') > since
  );
};

/** What a recorded delivery turned out to be, as a scan of its own beside it: what was recorded is never rewritten. */
export const returnedAt = (delivery: Scan, recordedAt: Instant): Scan => ({
  ...delivery,
  scanId: scanIdOf({ ...delivery, rawCode: `${delivery.rawCode} returned` }),
  milestone: 'returned',
  recordedAt,
});

const placeInTime = ({ carrier, trackingNumber, occurredAt, rawCode }: Scan): string =>
  JSON.stringify([carrier, trackingNumber, occurredAt, rawCode]);

/** Without deliveries that turned out to be the end of a return: people are shown that one, whatever came first. */
export const withoutSuperseded = (scans: readonly Scan[]): readonly Scan[] => {
  const returned = new Set(scans.filter(({ milestone }) => milestone === 'returned').map(placeInTime));
  return scans.filter((scan) => scan.milestone !== 'delivered' || !returned.has(placeInTime(scan)));
};
