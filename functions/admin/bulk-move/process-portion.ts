import type { MessageOf } from '../../../shared/events/messages.ts';
import type { RecordContext } from '../../consumers/queue-consumer.ts';
import { type BulkDependencies, movePortion } from '../bulk-moves.ts';

/** After this many tries the results so far are recorded, and the rest of the orders as not reached. */
const TRIES_FOR_ALL = 3;

/**
 * A portion that was recorded stays as it is: its message came twice. Whichever portion is the last to be recorded ends
 * the job.
 */
export const carryOutPortion = async (
  deps: BulkDependencies,
  { jobId, portion }: MessageOf<'portion'>,
  { receiveCount, logger }: Pick<RecordContext, 'receiveCount' | 'logger'>,
): Promise<void> => {
  const progress = await deps.bulkJobs.get(jobId, deps.clock.now());
  if (progress === undefined || progress.finishedAt !== undefined) return;
  if (!(await deps.bulkJobs.isRecorded(jobId, portion))) {
    const { results, unreached } = await movePortion(deps, progress.job, portion, logger);
    if (unreached > 0 && receiveCount < TRIES_FOR_ALL) throw new Error(`${unreached} orders were not reached`);
    await deps.bulkJobs.record(jobId, portion, results, deps.clock.now().toISOString());
  }
  const now = deps.clock.now();
  const after = await deps.bulkJobs.get(jobId, now);
  if (after && after.results.length >= after.job.orderIds.length) await deps.bulkJobs.finish(jobId, now.toISOString());
};
