import type { Instant } from '../../calendar/instant.ts';
import type { Actor } from '../model/order.ts';

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
  /** Carried out behind a queue, a message for each portion; else by the request itself. */
  readonly isQueued: boolean;
}

/** This many orders are moved side by side, and their results are recorded together. */
const PORTION = 50;

/** What a request carries out while its caller waits: far inside the time that a gateway gives it. */
export const MAX_IN_REQUEST = 2 * PORTION;

export const portionsIn = (orders: number): number => Math.ceil(orders / PORTION);

export const portionOf = ({ orderIds }: Pick<BulkJob, 'orderIds'>, portion: number): readonly string[] =>
  orderIds.slice(portion * PORTION, (portion + 1) * PORTION);

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
  /** `exists`: there is a job with this id, begun by an earlier request; it is left as it is. */
  create(job: BulkJob): Promise<'created' | 'exists'>;
  /** Results of one portion, by its number from 0: recorded twice, the last record counts. */
  record(jobId: string, portion: number, results: readonly BulkResult[], at: Instant): Promise<void>;
  /** Strongly consistent. */
  isRecorded(jobId: string, portion: number): Promise<boolean>;
  finish(jobId: string, at: Instant): Promise<void>;
  /** The job with the results so far, in the order of the portions; jobs are stored for a week. */
  get(jobId: string, now: Date): Promise<BulkProgress | undefined>;
}
