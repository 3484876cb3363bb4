import type { Instant } from '../calendar/instant.ts';

/** Why a carrier is not asked until somebody has looked, or a probe has succeeded. */
export type PauseReason = 'unauthorized';

/** Calls of one hour. */
export interface HourOfCalls {
  /** Its beginning. */
  readonly hour: Instant;
  readonly calls: number;
  readonly failures: number;
  /** Of all calls together. */
  readonly milliseconds: number;
}

/** What is known of a carrier's API, over all instances. */
export interface CarrierState {
  readonly carrier: string;
  /** An administrator switched it off. */
  readonly disabled?: { readonly at: Instant; readonly by: string };
  /** When a webhook came last, to within minutes. */
  readonly webhookAt?: Instant;
  /** Not asked before. */
  readonly retryAt?: Instant;
  /** Times in a row that asking was put off. */
  readonly backOffs?: number;
  readonly paused?: { readonly reason: PauseReason; readonly since: Instant };
  readonly succeededAt?: Instant;
  readonly failed?: { readonly at: Instant; readonly code: string };
  /** How old the oldest was of what was known of the parcels that the last run heard of. */
  readonly freshness?: { readonly at: Instant; readonly seconds: number };
  /** Oldest first. */
  readonly hours?: readonly HourOfCalls[];
}

/** What a worker leaves behind. */
export type CarrierReport = Omit<CarrierState, 'carrier' | 'disabled' | 'webhookAt'>;

export type LeaseResult =
  | { readonly kind: 'leased'; readonly state: CarrierState }
  /** Another worker asks this carrier now. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'disabled' }
  /** Paused, or waiting after failures, until then. */
  | { readonly kind: 'waiting'; readonly until: Instant; readonly isPaused: boolean };

/** One item for each carrier that is asked: who asks it now, how it goes, and whether it may be asked at all. */
export interface CarrierStateStore {
  get(carrier: string): Promise<CarrierState | undefined>;
  /** One worker at a time asks a carrier: its quota, its pace and its token are then nobody else's. */
  lease(carrier: string, now: Date, until: Date): Promise<LeaseResult>;
  /** Ends the lease with what was found. */
  release(carrier: string, report: CarrierReport): Promise<void>;
  /** Switching on ends a pause, too. */
  enable(carrier: string): Promise<void>;
  disable(carrier: string, by: string, at: Instant): Promise<void>;
  noteWebhook(carrier: string, at: Instant): Promise<void>;
}
