import type { Instant } from '../calendar/instant.ts';
import type { DueParcel, FollowedParcel, ParcelPoll } from './parcel-poll.ts';

/** Which parcels are followed at their carriers, and when each is due. Apart from the orders: it never contends with them. */
export interface ParcelPollStore {
  /** Begins to follow a parcel, or looks at it again at that time if it is followed: whatever was known of it stays. */
  start(parcel: FollowedParcel, dueAt: Instant): Promise<void>;
  /**
   * The parcels of a carrier that are due, longest first, after the one that was read last. An index is a moment behind:
   * one may come that is not due any more.
   */
  due(carrier: string, until: Instant, limit: number, after?: DueParcel): Promise<readonly DueParcel[]>;
  /** Those of a carrier that are followed, or were, in any order. */
  get(carrier: string, trackingNumbers: readonly string[]): Promise<readonly ParcelPoll[]>;
  save(poll: ParcelPoll): Promise<void>;
  /** Nobody claims the parcel any more. */
  remove(carrier: string, trackingNumber: string): Promise<void>;
}
