import type { BulkSend, BulkSendStore } from '../../../shared/notifications/bulk-send.ts';

/** Messages to many in memory; the same contract tests run on it and on DynamoDB. */
export const memoryBulkSendStore = (): BulkSendStore => {
  const jobs = new Map<string, BulkSend>();
  const latest = new Map<string, { readonly jobId: string; readonly until: string }>();
  const people = new Map<string, string>();
  return {
    create: async (job, likeness) => {
      if (jobs.has(job.jobId)) return { outcome: 'exists' };
      const before = likeness && latest.get(likeness.key);
      if (before && !likeness.isRepeat && before.until > job.startedAt)
        return { outcome: 'repeated', jobId: before.jobId };
      if (likeness) latest.set(likeness.key, { jobId: job.jobId, until: likeness.until });
      jobs.set(job.jobId, job);
      return { outcome: 'created' };
    },
    get: async (jobId) => jobs.get(jobId),
    claimPerson: async ({ jobId }, person, orderId) => {
      const key = `${jobId}/${person}`;
      if (!people.has(key)) people.set(key, orderId);
      return people.get(key) === orderId;
    },
    advance: async (jobId, step, { counts, place, at }) => {
      const job = jobs.get(jobId);
      if (job?.step !== step || job.state !== 'running') return false;
      const ended = { state: 'done', finishedAt: at } as const;
      jobs.set(jobId, { ...job, step: step + 1, counts, ...(place ? { place } : ended) });
      return true;
    },
    setState: async (jobId, from, to, at) => {
      const job = jobs.get(jobId);
      if (job === undefined || !from.includes(job.state)) return false;
      jobs.set(jobId, { ...job, state: to, ...(to === 'cancelled' && { finishedAt: at }) });
      return true;
    },
  };
};
