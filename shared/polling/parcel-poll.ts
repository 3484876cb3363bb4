import type { Instant } from '../calendar/instant.ts';

/** Why a parcel is not asked for any more. */
export type StopReason =
  /** It was delivered, returned or cancelled, or its order is final. */
  | 'ended'
  /** Its carrier has not known the number for days. */
  | 'unknown_number'
  /** Nothing ended it within 90 days. */
  | 'too_old';

/** How one parcel is followed at its carrier: one for a number of a carrier, however many orders claim it. */
export interface ParcelPoll {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly registeredAt: Instant;
  /** When it is looked at next; absent once it is stopped. */
  readonly dueAt?: Instant;
  readonly stopped?: StopReason;
  /** When the carrier replied last. */
  readonly repliedAt?: Instant;
  /** What the last reply said: the same again need not be applied again. */
  readonly digest?: string;
  /** Time of the newest scan of the last reply: a newer one on the order came by a webhook. */
  readonly newestScanAt?: Instant;
  /** When such a scan was noticed last. */
  readonly webhookNoticedAt?: Instant;
  /** Replies in a row that did not know the number, and when the first of them came. */
  readonly unknown?: { readonly times: number; readonly since: Instant };
  /** It was asked for at its end, so that no scan is missing that a webhook did not bring: that is done once. */
  readonly closing?: true;
  /** Calls in a row that failed for this parcel. */
  readonly failures?: number;
  /** The end of the subscription to pushes, or when it is to be tried again. */
  readonly subscribedUntil?: Instant;
}

/** A parcel that is to be followed. */
export type FollowedParcel = Pick<ParcelPoll, 'carrier' | 'trackingNumber' | 'registeredAt'>;

/** A parcel whose time has come. */
export interface DueParcel {
  readonly trackingNumber: string;
  readonly dueAt: Instant;
}
