/** A job's orders, a portion at a time: in the request for small jobs, behind a queue for large ones. */
import {
  type BulkJob,
  type BulkJobStore,
  type BulkResult,
  portionOf,
} from '../../shared/orders/use-cases/bulk-job-store.ts';
import { type CommandDependencies, executeCommand } from '../../shared/orders/use-cases/execute-command.ts';
import type { Logger } from '../composition/observability.ts';
import { commandProblem } from '../http/command-problem.ts';
import { moveCommand } from './move-command.ts';

export interface BulkDependencies extends CommandDependencies {
  readonly bulkJobs: BulkJobStore;
}

/** What becomes of an order that the service itself could not get at. */
const NOT_REACHED = { success: false, code: 'SERVICE_UNAVAILABLE', detail: 'Not moved: send it again' } as const;

const moveOne = async (deps: BulkDependencies, job: BulkJob, orderId: string): Promise<BulkResult> => {
  const command = moveCommand(job);
  const result = await executeCommand(deps, { orderId, command, actor: job.startedBy });
  if (result.ok) return { orderId, success: true, status: result.order.status };
  // A portion may be carried out twice, and a job sent again: where the order is there already, that is what was asked.
  const isThere = 'currentStatus' in result && result.currentStatus === job.status;
  if (isThere) return { orderId, success: true, status: job.status };
  const { code, detail } = commandProblem(result, command);
  return { orderId, success: false, code, detail };
};

export interface Portion {
  readonly results: readonly BulkResult[];
  /** Orders that could not be reached: worth another try. */
  readonly unreached: number;
}

/** One order that cannot be reached must not hide what became of the others. */
export const movePortion = async (
  deps: BulkDependencies,
  job: BulkJob,
  portion: number,
  logger: Logger,
): Promise<Portion> => {
  const orderIds = portionOf(job, portion);
  const outcomes = await Promise.allSettled(orderIds.map((orderId) => moveOne(deps, job, orderId)));
  const results = outcomes.map((outcome, i): BulkResult => {
    const orderId = orderIds[i] ?? '';
    if (outcome.status === 'fulfilled') return outcome.value;
    const error = outcome.reason instanceof Error ? outcome.reason : new Error(String(outcome.reason));
    logger.error('An order of a bulk move failed', { orderId, error });
    return { orderId, ...NOT_REACHED };
  });
  return { results, unreached: outcomes.filter(({ status }) => status === 'rejected').length };
};
