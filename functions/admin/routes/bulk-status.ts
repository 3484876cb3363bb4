import type * as z from 'zod';
import { ADMIN_OPERATIONS } from '../../../shared/contract/operations/admin.ts';
import { notFound } from '../../../shared/contract/problem.ts';
import type { bulkJob } from '../../../shared/contract/schemas/admin-answer.ts';
import type { BulkJob, BulkProgress, BulkResult } from '../../../shared/orders/bulk-job-store.ts';
import { MOST_IN_REQUEST, portionsIn } from '../../../shared/orders/bulk-job-store.ts';
import type { Actor } from '../../../shared/orders/order.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { type ApiResponse, implement } from '../../support/http-api.ts';
import { idempotently } from '../../support/idempotent.ts';
import type { Logger } from '../../support/observe.ts';
import { ok } from '../../support/responses.ts';
import { movePortion } from '../bulk-moves.ts';
import type { AdminDependencies } from '../dependencies.ts';

const progressAnswer = ({ job, results, finishedAt }: BulkProgress): z.input<typeof bulkJob> => {
  const succeeded = results.filter(({ success }) => success).length;
  return {
    jobId: job.jobId,
    state: finishedAt === undefined ? 'running' : 'done',
    status: job.status,
    total: job.orderIds.length,
    processed: results.length,
    succeeded,
    failed: results.length - succeeded,
    startedAt: job.startedAt,
    finishedAt: finishedAt ?? null,
    results: results.map((result) => ({ ...result })),
  };
};

const run = async (deps: AdminDependencies, job: BulkJob, logger: Logger): Promise<BulkProgress> => {
  const done: BulkResult[] = [];
  for (let portion = 0; portion < portionsIn(job.orderIds.length); portion += 1) {
    const { results } = await movePortion(deps, job, portion, logger);
    await deps.bulkJobs.record(job.jobId, portion, results, deps.clock.now().toISOString());
    done.push(...results);
  }
  const finishedAt = deps.clock.now().toISOString();
  await deps.bulkJobs.finish(job.jobId, finishedAt);
  return { job, results: done, finishedAt };
};

const starter = (caller: Caller): Actor => {
  if (caller.kind !== 'user') throw notFound();
  return { role: 'admin', id: caller.sub };
};

/**
 * A small job is done when it is answered. A large one is written down, which is what sets it going: the stream hands
 * its portions to a queue, and the answer says where to look for its progress.
 */
export const startBulkStatus = implement(
  ADMIN_OPERATIONS.startBulkStatus,
  async ({ body, logger, ...request }, deps: AdminDependencies) =>
    idempotently(deps, request, 'bulk_status', async (): Promise<ApiResponse> => {
      const now = deps.clock.now();
      const orderIds = [...new Set(body.orderIds)];
      const job: BulkJob = {
        ...body,
        orderIds,
        isQueued: orderIds.length > MOST_IN_REQUEST,
        jobId: `bulk_${deps.ids.ulid(now)}`,
        startedBy: starter(request.caller),
        startedAt: now.toISOString(),
      };
      await deps.bulkJobs.create(job);
      if (!job.isQueued) return ok(progressAnswer(await run(deps, job, logger)));
      const headers = { Location: `/api/admin/orders/bulk-status/${job.jobId}` };
      return { status: 202, body: progressAnswer({ job, results: [] }), headers };
    }),
);

export const getBulkStatus = implement(ADMIN_OPERATIONS.getBulkStatus, async ({ params }, deps: AdminDependencies) => {
  const progress = await deps.bulkJobs.get(params.jobId, deps.clock.now());
  if (progress === undefined) throw notFound('The job');
  return ok(progressAnswer(progress));
});
