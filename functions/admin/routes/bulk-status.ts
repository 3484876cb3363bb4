import type * as z from 'zod';
import { ADMIN_OPERATIONS } from '../../../shared/contract/operations/admin.ts';
import { notFound } from '../../../shared/contract/problem.ts';
import type { bulkJob } from '../../../shared/contract/schemas/admin-answer.ts';
import type { BulkJob, BulkProgress, BulkResult } from '../../../shared/orders/bulk-job-store.ts';
import { executeCommand } from '../../../shared/orders/execute-command.ts';
import type { Actor } from '../../../shared/orders/order.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { type ApiResponse, implement } from '../../support/http-api.ts';
import { idempotently } from '../../support/idempotent.ts';
import type { Logger } from '../../support/observe.ts';
import { problemOf } from '../../support/order-access.ts';
import { ok } from '../../support/responses.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { moveCommand } from './move-order.ts';

/** So many orders are moved side by side, and told of together. */
const PORTION = 50;

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

const moveOne = async (deps: AdminDependencies, job: BulkJob, orderId: string): Promise<BulkResult> => {
  const command = moveCommand(job);
  const result = await executeCommand(deps, { orderId, command, actor: job.startedBy });
  if (result.ok) return { orderId, success: true, status: result.order.status };
  const { code, detail } = problemOf(result, command);
  return { orderId, success: false, code, detail };
};

/** One order that cannot be reached must not hide what became of the others. */
const settled = (outcome: PromiseSettledResult<BulkResult>, orderId: string, logger: Logger): BulkResult => {
  if (outcome.status === 'fulfilled') return outcome.value;
  const error = outcome.reason instanceof Error ? outcome.reason : new Error(String(outcome.reason));
  logger.error('An order of a bulk move failed', { orderId, error });
  return { orderId, success: false, code: 'SERVICE_UNAVAILABLE', detail: 'Not moved: send it again' };
};

const run = async (deps: AdminDependencies, job: BulkJob, logger: Logger): Promise<BulkProgress> => {
  await deps.bulkJobs.create(job);
  const results: BulkResult[] = [];
  for (let portion = 0; portion * PORTION < job.orderIds.length; portion += 1) {
    const orderIds = job.orderIds.slice(portion * PORTION, (portion + 1) * PORTION);
    const outcomes = await Promise.allSettled(orderIds.map((orderId) => moveOne(deps, job, orderId)));
    const moved = outcomes.map((outcome, i) => settled(outcome, orderIds[i] ?? '', logger));
    await deps.bulkJobs.record(job.jobId, portion, moved, deps.clock.now().toISOString());
    results.push(...moved);
  }
  const finishedAt = deps.clock.now().toISOString();
  await deps.bulkJobs.finish(job.jobId, finishedAt);
  return { job, results, finishedAt };
};

const starter = (caller: Caller): Actor => {
  if (caller.kind !== 'user') throw notFound();
  return { role: 'admin', id: caller.sub };
};

export const startBulkStatus = implement(
  ADMIN_OPERATIONS.startBulkStatus,
  async ({ body, logger, ...request }, deps: AdminDependencies) =>
    idempotently(deps, request, 'bulk_status', async (): Promise<ApiResponse> => {
      const now = deps.clock.now();
      const job: BulkJob = {
        ...body,
        orderIds: [...new Set(body.orderIds)],
        jobId: `bulk_${deps.ids.ulid(now)}`,
        startedBy: starter(request.caller),
        startedAt: now.toISOString(),
      };
      return ok(progressAnswer(await run(deps, job, logger)));
    }),
);

export const getBulkStatus = implement(ADMIN_OPERATIONS.getBulkStatus, async ({ params }, deps: AdminDependencies) => {
  const progress = await deps.bulkJobs.get(params.jobId, deps.clock.now());
  if (progress === undefined) throw notFound('The job');
  return ok(progressAnswer(progress));
});
