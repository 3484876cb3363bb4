import type { Actor, Instant } from './order.ts';

/** A change of many orders, asked for at once. */
export interface BulkJob {
  readonly jobId: string;
  readonly startedBy: Actor;
  readonly startedAt: Instant;
  /** The status that the orders are to reach. */
  readonly status: string;
  readonly reason?: string;
  readonly notes?: string;
  readonly force: boolean;
  readonly orderIds: readonly string[];
}

export interface BulkResult {
  readonly orderId: string;
  readonly success: boolean;
  readonly status?: string;
  readonly code?: string;
  readonly detail?: string;
}

export interface BulkProgress {
  readonly job: BulkJob;
  readonly results: readonly BulkResult[];
  readonly finishedAt?: Instant;
}

export interface BulkJobStore {
  create(job: BulkJob): Promise<void>;
  /** Results of one portion, by its number from 0: told twice, the last telling counts. */
  record(jobId: string, portion: number, results: readonly BulkResult[], at: Instant): Promise<void>;
  finish(jobId: string, at: Instant): Promise<void>;
  /** The job with the results so far, in the order of the portions; jobs are kept for a week. */
  get(jobId: string, now: Date): Promise<BulkProgress | undefined>;
}
