import type { StopReason } from './parcel-poll.ts';

/** Why a worker asked no more. */
export type RunEnd =
  /** Nothing is due. */
  | 'idle'
  /** Somebody else asks this carrier. */
  | 'taken'
  | 'disabled'
  /** The carrier is left alone after failures. */
  | 'waiting'
  | 'done'
  | 'out_of_time'
  | 'out_of_quota'
  /** Too many calls failed, or the carrier asked for a pause. */
  | 'backed_off'
  /** The carrier refused the credentials. */
  | 'paused';

/** What one run of a worker has done, for metrics and logs. */
export interface RunReport {
  readonly end: RunEnd;
  /** How long the parcel that was due first has waited. */
  readonly overdueSeconds: number;
  readonly calls: number;
  readonly failures: number;
  /** Of all calls together. */
  readonly milliseconds: number;
  /** Parcels that the carrier replied about, and those of them that said something new. */
  readonly replies: number;
  readonly updates: number;
  readonly subscribed: number;
  readonly stopped: Readonly<Record<StopReason, number>>;
  /** The longest time that a parcel had not been heard of when its reply came. */
  readonly oldestReplySeconds: number;
  /** What is left of the account's scarcest quota that is counted; absent without one, and where nothing was asked. */
  readonly quotaLeftPercent?: number;
}

export type MutableReport = { -readonly [K in keyof RunReport]: RunReport[K] } & {
  readonly stopped: Record<StopReason, number>;
};

export const newReport = (end: RunEnd, overdueSeconds = 0): MutableReport => ({
  end,
  overdueSeconds,
  calls: 0,
  failures: 0,
  milliseconds: 0,
  replies: 0,
  updates: 0,
  subscribed: 0,
  stopped: { ended: 0, unknown_number: 0, too_old: 0 },
  oldestReplySeconds: 0,
});
