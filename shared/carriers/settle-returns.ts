import type { Scan, Shipment } from '../orders/order.ts';

type Known = Pick<Shipment, 'milestone' | 'lastScanAt'>;

const beganReturn = (milestone: Shipment['milestone']): boolean =>
  milestone === 'returning' || milestone === 'returned';

/**
 * Carriers say "delivered" at the end of every way, the one back to the sender included. A delivery after a return
 * began, in this news or in what is known of the parcel, is the end of the return.
 */
export const settleReturns = (scans: readonly Scan[], known?: Known): readonly Scan[] => {
  const knownSince = known !== undefined && beganReturn(known.milestone) ? known.lastScanAt : undefined;
  const starts = scans.filter(({ milestone }) => milestone === 'returning').map(({ occurredAt }) => occurredAt);
  const [since] = [...starts, ...(knownSince === undefined ? [] : [knownSince])].toSorted();
  if (since === undefined) return scans;
  return scans.map((scan) =>
    scan.milestone === 'delivered' && scan.occurredAt > since ? { ...scan, milestone: 'returned' } : scan,
  );
};
