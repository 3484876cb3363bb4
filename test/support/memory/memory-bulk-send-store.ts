import type { BulkSend, BulkSendStore } from '../../../shared/notifications/bulk-send.ts';

/** Messages to many in memory; the same contract tests run on it and on DynamoDB. */
export const memoryBulkSendStore = (): BulkSendStore => {
  const jobs = new Map<string, BulkSend>();
  const people = new Map<string, string>();
  return {
    create: async (job) => {
      if (jobs.has(job.jobId)) return 'exists';
      jobs.set(job.jobId, job);
      return 'created';
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
