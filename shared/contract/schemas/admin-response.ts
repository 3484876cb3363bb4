import * as z from 'zod';
import { movedOrderSummary, orderSummary } from './order-response.ts';
import { instantText, phase } from './response-parts.ts';

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

const carrierQuota = z.object({
  calls: z.int().describe('Allowed in a window'),
  seconds: z.int().describe('Length of the window'),
  used: z.int().nullable().describe('Null: a short window, within which calls are spaced and not counted'),
  left: z.int().nullable(),
  resetsAt: instantText.nullable(),
});

/** A carrier as operations see it. */
export const carrierHealth = z.object({
  carrier: z.string(),
  name: z.string(),
  capabilities: z.array(z.enum(['webhook', 'track', 'subscribe', 'deliver'])),
  hasAccount: z.boolean().describe('The stage has credentials for its API'),
  enabled: z.boolean(),
  state: z.enum(['active', 'disabled', 'paused', 'backing_off', 'no_account']),
  reason: z.string().nullable().describe('Why it is paused: `unauthorized`, its API refuses the credentials'),
  since: instantText.nullable().describe('Of the pause, or of being switched off'),
  retryAt: instantText.nullable().describe('Nothing is asked before'),
  calls: z.int(),
  failures: z.int(),
  successRate: z.number().nullable().describe('0 to 1; null without calls'),
  averageMilliseconds: z.int().nullable(),
  lastSuccessAt: instantText.nullable(),
  lastFailure: z.object({ at: instantText, code: z.string() }).nullable(),
  lastEventAt: instantText.nullable().describe('When a webhook came last, to within five minutes'),
  overdueSeconds: z.int().describe('How long the parcel has waited that is due first; 0: none is due'),
  freshness: z
    .object({ at: instantText, seconds: z.int() })
    .nullable()
    .describe('How old the oldest was of what was known of the parcels that the last run of polling heard of'),
  quotas: z.array(carrierQuota),
});

export const carrierList = z.object({ carriers: z.array(carrierHealth) });
