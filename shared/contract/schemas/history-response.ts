/** The history of an order: its status changes, oldest first. */
import * as z from 'zod';
import { ROLES } from '../../workflows/workflow.ts';
import { estimateEnd } from './dates.ts';
import { instantText } from './response-parts.ts';
import { scanLocation } from './scan-location.ts';

/** `id` and `eventId`, `previousStatus` and `fromStatus`, `status` and `toStatus` are the same: each name is used. */
export const historyEntry = z.object({
  id: z.string(),
  eventId: z.string(),
  seq: z.int(),
  type: z.string(),
  status: z.string(),
  previousStatus: z.string().nullable(),
  fromStatus: z.string().nullable(),
  toStatus: z.string(),
  actor: z.object({ role: z.enum(ROLES), id: z.string().optional() }),
  changedBy: z.string().describe('The id of the actor, else the role'),
  createdBy: z.string(),
  occurredAt: instantText,
  timestamp: instantText,
  createdAt: instantText,
  recordedAt: instantText,
  statusDetails: z.string().optional(),
  reason: z.string().optional(),
  notes: z.string().optional(),
  location: z.string().optional().describe('As text: `Miami, FL, US`'),
  place: scanLocation().optional(),
  trackingNumber: z.string().optional(),
  carrier: z.string().optional(),
  estimatedDelivery: estimateEnd.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
export type HistoryEntry = z.input<typeof historyEntry>;

/** An entry as frontends of farms read it: its statuses are in capitals. */
export const farmHistoryEntry = historyEntry.extend({
  order: z.object({ id: z.string(), orderNumber: z.string(), status: z.string() }),
});
