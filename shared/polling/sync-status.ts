import type { Instant } from '../calendar/instant.ts';
import type { SyncStatus } from '../contract/sync-status.ts';
import { leadingMilestone } from '../orders/engine/parcel-state.ts';
import { isEnd } from '../orders/engine/scan-flags.ts';
import type { Order, Shipment } from '../orders/model/order.ts';
import { PHASE_KINDS } from '../workflows/phase-kind.ts';
import type { ParcelPoll } from './parcel-poll.ts';

export interface Sync {
  readonly syncStatus: SyncStatus;
  /** When the carrier was heard of last, by a scan or by a reply that brought none. */
  readonly lastSync: Instant | null;
}

/**
 * How well a parcel is followed.
 *
 * @param heardAt when the last of its scans was received.
 * @param poll absent where its carrier is not asked.
 */
export const syncOf = (
  order: Pick<Order, 'phase'>,
  parcel: Shipment,
  heardAt: Instant | undefined,
  poll: ParcelPoll | undefined,
): Sync => {
  const repliedAt = poll?.repliedAt;
  const lastSync =
    [heardAt, repliedAt]
      .filter((instant) => instant !== undefined)
      .toSorted()
      .at(-1) ?? null;
  const isOver = PHASE_KINDS[order.phase] === 'final' || isEnd(leadingMilestone(parcel));
  if (isOver) return { syncStatus: 'completed', lastSync };
  const isGivenUp = poll?.stopped !== undefined && poll.stopped !== 'ended';
  // A webhook may bring what nobody asks for any more.
  const isHeardSince = heardAt !== undefined && repliedAt !== undefined && heardAt > repliedAt;
  return { syncStatus: isGivenUp && !isHeardSince ? 'failed' : 'active', lastSync };
};
