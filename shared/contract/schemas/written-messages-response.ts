import * as z from 'zod';

export const writtenMessage = z.object({
  /** Null of a preview. */
  messageId: z.string().nullable(),
  isPreview: z.boolean(),
  /** What will be sent, by channel, as it looks now; the address masked, `null` where there is none. */
  messages: z.array(
    z.object({
      channel: z.string(),
      recipient: z.string().nullable(),
      message: z.record(z.string(), z.string()),
      warnings: z.array(z.string()),
    }),
  ),
});

export const testAccepted = z.object({ messageId: z.string(), orderId: z.string() });

export const bulkSend = z.object({
  /** Null of a dry run that was counted at once. */
  jobId: z.string().nullable(),
  state: z.enum(['dry_run', 'running', 'paused', 'cancelled', 'done']),
  /** It counts, and sends nothing. */
  isDryRun: z.boolean(),
  /** Customers: of a dry run those that there are, so far where it still counts; else those who have been sent it. */
  count: z.int(),
  /** Orders that were read, and messages that were planned. */
  orders: z.int(),
  messages: z.int(),
  /** `false` while the job runs: there are more than `count`, or may be. */
  isComplete: z.boolean(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
