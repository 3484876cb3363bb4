import type { Instant } from '../../calendar/instant.ts';
import type { Milestone } from '../../workflows/workflow.ts';
import type { ScanLocation } from './place.ts';

/** Reason beside a milestone. */
export const SCAN_REASONS = [
  'address_problem',
  'recipient_unavailable',
  'refused',
  'damaged',
  'lost',
  'weather',
  'customs_hold',
  'carrier_delay',
  'other',
] as const;
export type ScanReason = (typeof SCAN_REASONS)[number];

/**
 * Why a scan's time is not taken at its word. `dated_ahead`: dated later than it was received; it counts as received.
 * `not_credible`: the end of a parcel, dated so far ahead that no time zone explains it. `other_parcel`: of another
 * parcel under the same number. The last two move nothing.
 */
export const SCAN_FLAGS = ['dated_ahead', 'not_credible', 'other_parcel'] as const;
export type ScanFlag = (typeof SCAN_FLAGS)[number];

/** One thing that a carrier saw, in Wismo's vocabulary. Ordered by `occurredAt`, never by arrival. */
export interface Scan {
  /** Digest of carrier, number, time and raw code: the same scan reported twice is one scan. */
  readonly scanId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly occurredAt: Instant;
  readonly milestone: Milestone;
  readonly reason?: ScanReason;
  readonly actionRequired?: 'customer' | 'seller' | 'carrier';
  readonly location?: ScanLocation;
  readonly rawCode: string;
  readonly rawText?: string;
  /** When Wismo received it. */
  readonly recordedAt: Instant;
  readonly flag?: ScanFlag;
}
