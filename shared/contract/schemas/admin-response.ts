import * as z from 'zod';
import { movedOrderSummary, orderSummary } from './order-response.ts';
import { phase } from './response-parts.ts';

export const movedOrder = z.object({ success: z.boolean(), order: movedOrderSummary, forced: z.boolean() });

export const revokedAccess = z.object({ userId: z.string(), revokedAt: z.string() });

const bulkResult = z.object({
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
  success: z.int().describe('As `succeeded`'),
  failed: z.int(),
  errors: z.array(z.object({ orderId: z.string(), error: z.string() })),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  results: z.array(bulkResult),
});
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

export const listing = z.object({
  listingId: z.string(),
  sellerId: z.string(),
  available: z.boolean(),
  availableFrom: z.string().nullable(),
  stock: z.number().nullable(),
  version: z.int(),
  updatedAt: z.string(),
});
