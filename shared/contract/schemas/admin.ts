import * as z from 'zod';
import { changedOrder, orderSummary, phase } from './order-answer.ts';
import { id, statusName, text } from './primitives.ts';

export const MAX_BULK_ORDERS = 1_000;

export const moveBody = z
  .strictObject({
    status: statusName,
    reason: text(500).exactOptional(),
    notes: text(2_000).exactOptional(),
    /** Outside the workflow's table: administrators only, with a reason. */
    force: z.boolean().default(false),
  })
  .refine(({ force, reason }) => !force || reason !== undefined, {
    path: ['reason'],
    message: 'A forced move needs a reason',
  });

export const movedOrder = changedOrder.extend({ forced: z.boolean() });

export const bulkBody = z
  .strictObject({
    orderIds: z.array(id).min(1).max(MAX_BULK_ORDERS),
    status: statusName,
    reason: text(500).exactOptional(),
    notes: text(2_000).exactOptional(),
    force: z.boolean().default(false),
  })
  .refine(({ force, reason }) => !force || reason !== undefined, {
    path: ['reason'],
    message: 'A forced move needs a reason',
  });

export const bulkResult = z.object({
  orderId: z.string(),
  success: z.boolean(),
  status: z.string().exactOptional(),
  code: z.string().exactOptional(),
  detail: z.string().exactOptional(),
});

export const bulkJob = z.object({
  jobId: z.string(),
  state: z.enum(['running', 'done']),
  status: z.string(),
  total: z.int(),
  processed: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  results: z.array(bulkResult),
});
export type BulkJobAnswer = z.output<typeof bulkJob>;

export const statusOverview = z.object({
  at: z.string(),
  phases: z.array(
    z.object({
      phase,
      /** Null: more than are counted one by one. */
      count: z.int().nullable(),
      /** Of those that are counted, the longest waiting first. */
      statuses: z.record(z.string(), z.int()),
      oldest: z.array(
        orderSummary.pick({ id: true, orderNumber: true, status: true, sellerId: true, statusSince: true }),
      ),
    }),
  ),
});

export const workflowList = z.object({
  workflows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      activeVersion: z.int(),
      builtIn: z.boolean(),
      updatedAt: z.string().nullable(),
    }),
  ),
});

export const listingQuery = z.object({ sellerId: id.exactOptional() });
export const listingBody = z.strictObject({
  /** Needed of an administrator, and of a seller with several shops. */
  sellerId: id.exactOptional(),
  available: z.boolean().default(true),
  /** Absent: the listing is managed for availability only. */
  stock: z.int().min(0).max(1_000_000_000).exactOptional(),
});
export const listing = z.object({
  listingId: z.string(),
  sellerId: z.string(),
  available: z.boolean(),
  stock: z.int().nullable(),
  version: z.int(),
  updatedAt: z.string(),
});
