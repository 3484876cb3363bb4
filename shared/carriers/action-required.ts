import type { Scan, ScanReason } from '../orders/model/order.ts';
import type { Milestone } from '../workflows/workflow.ts';

/** Milestones after which somebody may have to act; after the others nobody has. */
const CALLS_FOR_ACTION: ReadonlySet<Milestone> = new Set<Milestone>([
  'delivery_attempted',
  'available_for_pickup',
  'delayed',
  'exception',
  'customs',
]);

const WHO_ACTS: Readonly<Record<ScanReason, Scan['actionRequired']>> = {
  address_problem: 'customer',
  recipient_unavailable: 'customer',
  refused: 'seller',
  damaged: 'seller',
  lost: 'seller',
  weather: 'carrier',
  customs_hold: 'carrier',
  carrier_delay: 'carrier',
  other: undefined,
};

/** Who must act after a scan; `undefined` is nobody. The same for every carrier. */
export const actionRequiredBy = (milestone: Milestone, reason: ScanReason | undefined): Scan['actionRequired'] => {
  if (!CALLS_FOR_ACTION.has(milestone)) return undefined;
  if (milestone === 'available_for_pickup') return 'customer';
  return reason === undefined ? undefined : WHO_ACTS[reason];
};
