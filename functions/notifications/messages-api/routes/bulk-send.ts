import type * as z from 'zod';
import { MESSAGES_OPERATIONS } from '../../../../shared/contract/operations/messages.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import type { bulkSend } from '../../../../shared/contract/schemas/written-messages-response.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import {
  BULK_SEND_ID,
  type BulkSend,
  type BulkSendState,
  likenessOf,
  type Segment,
} from '../../../../shared/notifications/bulk-send.ts';
import { countSegment } from '../../../../shared/notifications/run-bulk-send.ts';
import { OPEN_PHASES } from '../../../../shared/schedules/sweep.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { implement } from '../../../http/http-api.ts';
import { idempotently } from '../../../http/idempotency.ts';
import { ok } from '../../../http/responses.ts';
import type { MessagesDependencies } from '../dependencies.ts';
import { DEFAULT_CHANNELS } from './notify-customer.ts';
import { author } from './templates.ts';

type BulkSendResponse = z.input<typeof bulkSend>;

const progress = ({ jobId, state, isDryRun, counts, startedAt, finishedAt }: BulkSend): BulkSendResponse => ({
  jobId,
  state,
  isDryRun: isDryRun === true,
  count: counts.people,
  orders: counts.read,
  messages: counts.messages,
  isComplete: state === 'done',
  startedAt,
  finishedAt: finishedAt ?? null,
});

const audited = (deps: MessagesDependencies, caller: Caller, action: string, job: BulkSend): Promise<void> => {
  const now = deps.clock.now();
  return deps.audit.append({
    auditId: `aud_${deps.ids.ulid(now)}`,
    at: now.toISOString(),
    actor: author(caller),
    action,
    subject: job.jobId,
    details: { segment: job.segment, channels: [...job.channels] },
  });
};

/** What a person sends twice within minutes is a mistake, unless they say that it is none or have cancelled the first. */
const begin = async (
  job: BulkSend,
  { caller, isRepeat }: { readonly caller: Caller; readonly isRepeat: boolean },
  deps: MessagesDependencies,
): Promise<void> => {
  const { bulkSendJobs } = deps;
  const creation = await bulkSendJobs.create(job, ...(job.isDryRun ? [] : [likenessOf(job, isRepeat)]));
  if (creation.outcome !== 'repeated') return;
  const { jobId } = creation;
  if ((await bulkSendJobs.get(jobId))?.state === 'cancelled') return begin(job, { caller, isRepeat: true }, deps);
  await audited(deps, caller, 'bulk_send.refused', job);
  const detail = `${jobId} says the same to the same people, and was begun less than ten minutes ago: send "repeat": true where it is meant`;
  throw new ProblemError('ALREADY_EXISTS', detail, { jobId });
};

export const startBulkSend = implement(
  MESSAGES_OPERATIONS.startBulkSend,
  async ({ body, ...request }, deps: MessagesDependencies) => {
    const { phases, sellerId, workflow, language: locale, createdFrom: from, createdTo: to } = body.segment;
    const segment: Segment = {
      phases: [...new Set(phases ?? OPEN_PHASES)],
      ...definedFields({ sellerId, workflow, locale, from, to }),
    };
    const [phase] = segment.phases;
    const { dryRun } = body;
    if (dryRun || phase === undefined) {
      const { people, orders, isComplete } = await countSegment(segment, deps.store);
      const dry = { jobId: null, state: 'dry_run', isDryRun: true, count: people, orders, messages: 0 } as const;
      if (isComplete || phase === undefined)
        return ok({ ...dry, isComplete, startedAt: null, finishedAt: null } satisfies BulkSendResponse);
    }
    return idempotently(deps, request, dryRun ? 'bulk_count' : 'bulk_send', async () => {
      const now = deps.clock.now();
      const job: BulkSend = {
        jobId: `${BULK_SEND_ID}${deps.ids.ulid(now)}`,
        segment,
        message: { text: body.message, ...definedFields({ subject: body.subject }) },
        channels: body.channels ?? DEFAULT_CHANNELS,
        startedBy: author(request.caller),
        startedAt: now.toISOString(),
        state: 'running',
        ...(dryRun && { isDryRun: true }),
        step: 0,
        place: { phase },
        counts: { read: 0, people: 0, messages: 0 },
      };
      await audited(deps, request.caller, dryRun ? 'bulk_send.counted' : 'bulk_send.started', job);
      await begin(job, { caller: request.caller, isRepeat: body.repeat }, deps);
      const headers = { Location: `/api/admin/notifications/bulk-send/${job.jobId}` };
      return { response: { status: 202, body: progress(job), headers }, isRecorded: false };
    });
  },
);

const known = async ({ bulkSendJobs }: MessagesDependencies, jobId: string): Promise<BulkSend> => {
  const job = await bulkSendJobs.get(jobId);
  if (job === undefined) throw notFound('The job');
  return job;
};

export const getBulkSend = implement(
  MESSAGES_OPERATIONS.getBulkSend,
  async ({ params: { jobId } }, deps: MessagesDependencies) => ok(progress(await known(deps, jobId))),
);

interface Turn {
  readonly from: readonly BulkSendState[];
  readonly to: BulkSendState;
  readonly action: string;
}

/** Asked for twice, a job is already as it should be. */
const turn = async (deps: MessagesDependencies, caller: Caller, jobId: string, { from, to, action }: Turn) => {
  const before = await known(deps, jobId);
  const isChanged = await deps.bulkSendJobs.setState(jobId, from, to, deps.clock.now().toISOString());
  const job = await known(deps, jobId);
  if (!isChanged && job.state !== to) throw new ProblemError('NOT_APPLICABLE', `The job is ${before.state}`);
  if (isChanged) await audited(deps, caller, action, job);
  return job;
};

export const pauseBulkSend = implement(
  MESSAGES_OPERATIONS.pauseBulkSend,
  async ({ params: { jobId }, caller }, deps: MessagesDependencies) =>
    ok(progress(await turn(deps, caller, jobId, { from: ['running'], to: 'paused', action: 'bulk_send.paused' }))),
);

export const cancelBulkSend = implement(
  MESSAGES_OPERATIONS.cancelBulkSend,
  async ({ params: { jobId }, caller }, deps: MessagesDependencies) =>
    ok(
      progress(
        await turn(deps, caller, jobId, {
          // What was planned may wait for the end of a night.
          from: ['running', 'paused', 'done'],
          to: 'cancelled',
          action: 'bulk_send.cancelled',
        }),
      ),
    ),
);

/** A job that runs already, and whose message was lost, is set going by it too. */
export const resumeBulkSend = implement(
  MESSAGES_OPERATIONS.resumeBulkSend,
  async ({ params: { jobId }, caller }, deps: MessagesDependencies) => {
    const job = await turn(deps, caller, jobId, { from: ['paused'], to: 'running', action: 'bulk_send.resumed' });
    await deps.goOnWithBulkSend(jobId, job.step);
    return ok(progress(job));
  },
);
