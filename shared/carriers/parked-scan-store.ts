import type { Instant } from '../calendar/instant.ts';
import type { ParcelReference } from '../orders/commands/command.ts';
import type { Estimate } from '../orders/model/estimate.ts';
import type { PickupPlace, Scan } from '../orders/model/order.ts';
import type { ParcelFacts } from '../orders/model/parcel-facts.ts';

/** A valid scan of a parcel that no order has claimed yet. */
export interface ParkedScan {
  readonly scan: Scan;
  /** As reported together with the scan. */
  readonly estimatedDelivery?: Estimate;
  readonly facts?: ParcelFacts;
  /** As earlier versions parked it; now one of the facts. */
  readonly heldAt?: PickupPlace;
  readonly reference?: ParcelReference;
  /** When the scan may go, if nobody ever claims the parcel. */
  readonly retainUntil: Instant;
}

/** What is known of a number besides its orders. */
export interface WaitingScans {
  /** All of them, oldest first. */
  readonly parked: readonly ParkedScan[];
  /** Orders that claim the parcel. */
  readonly claimants: readonly string[];
}

/** Waiting room of scans, by tracking number. */
export interface ParkedScanStore {
  /** Puts where absent; a scan that waits already is left as it is. */
  park(parked: readonly ParkedScan[]): Promise<void>;
  /** Strongly consistent: sees every scan that was parked, and every claim that was made, before the call. */
  find(trackingNumber: string): Promise<WaitingScans>;
  /** Removes exactly these scans, so that one parked meanwhile stays. */
  remove(scans: readonly Scan[]): Promise<void>;
}
