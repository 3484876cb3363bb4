import type * as z from 'zod';
import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import type { bulkJob } from '../../../../shared/contract/schemas/admin-response.ts';
import type { Actor } from '../../../../shared/orders/model/order.ts';
import {
  type BulkJob,
  type BulkProgress,
  type BulkResult,
  MAX_IN_REQUEST,
  portionsIn,
} from '../../../../shared/orders/use-cases/bulk-job-store.ts';
import { RETENTION_SECONDS, requestDigest } from '../../../../shared/orders/use-cases/idempotency.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { sha256 } from '../../../../shared/security/digest.ts';
import type { Logger } from '../../../composition/observability.ts';
import { implement } from '../../../http/http-api.ts';
import { type Carried, type IdempotentRequest, idempotently } from '../../../http/idempotency.ts';
import { ok } from '../../../http/responses.ts';
import { movePortion } from '../../bulk-moves.ts';
import type { AdminDependencies } from '../dependencies.ts';

const progressResponse = ({ job, results, finishedAt }: BulkProgress): z.input<typeof bulkJob> => {
  const succeeded = results.filter(({ success }) => success).length;
  return {
    jobId: job.jobId,
    state: finishedAt === undefined ? 'running' : 'done',
    status: job.status,
    total: job.orderIds.length,
    processed: results.length,
    succeeded,
    success: succeeded,
    failed: results.length - succeeded,
    errors: results.flatMap(({ orderId, success, detail, code }) =>
      success ? [] : [{ orderId, error: detail ?? code ?? 'Not moved' }],
    ),
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
 * The same for the same request under the same key, so that one that was cut short is carried on, and leaves no job behind
 * that never ends.
 */
const jobIdOf = ({ headers, rawBody, caller }: IdempotentRequest, ulid: string): string => {
  const key = headers['idempotency-key'];
  if (key === undefined || caller.kind !== 'user') return `bulk_${ulid}`;
  const parts = JSON.stringify([caller.sub, key, requestDigest(rawBody)]);
  return `bulk_${sha256(parts, 'base64url').slice(0, 26)}`;
};

/** Writes the job down, or finds it as it was written down before the same request was cut short. */
const begin = async (deps: AdminDependencies, job: BulkJob): Promise<BulkJob> => {
  if ((await deps.bulkJobs.create(job)) === 'created') return job;
  const now = deps.clock.now();
  const before = (await deps.bulkJobs.get(job.jobId, now))?.job;
  if (before && Date.parse(before.startedAt) + RETENTION_SECONDS * 1000 > now.getTime()) return before;
  // The key is free again: what was asked under it days ago has nothing to do with this.
  return begin(deps, { ...job, jobId: `bulk_${deps.ids.ulid(now)}` });
};

/**
 * A small job is done before the response is sent. A large one is stored, which starts it: the stream hands
 * its portions to a queue, and the response says where to read its progress.
 */
export const startBulkStatus = implement(
  ADMIN_OPERATIONS.startBulkStatus,
  async ({ body, logger, ...request }, deps: AdminDependencies) =>
    idempotently(deps, request, 'bulk_status', async (): Promise<Carried> => {
      const now = deps.clock.now();
      const orderIds = [...new Set(body.orderIds)];
      const job = await begin(deps, {
        ...body,
        orderIds,
        isQueued: orderIds.length > MAX_IN_REQUEST,
        jobId: jobIdOf(request, deps.ids.ulid(now)),
        startedBy: starter(request.caller),
        startedAt: now.toISOString(),
      });
      if (!job.isQueued) return { response: ok(progressResponse(await run(deps, job, logger))), isRecorded: false };
      const headers = { Location: `/api/admin/orders/bulk-status/${job.jobId}` };
      return { response: { status: 202, body: progressResponse({ job, results: [] }), headers }, isRecorded: false };
    }),
);

export const getBulkStatus = implement(ADMIN_OPERATIONS.getBulkStatus, async ({ params }, deps: AdminDependencies) => {
  const progress = await deps.bulkJobs.get(params.jobId, deps.clock.now());
  if (progress === undefined) throw notFound('The job');
  return ok(progressResponse(progress));
});
