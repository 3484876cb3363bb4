/** An order's event as consumers, sockets and feeds get it. */
import * as z from 'zod';
import { ORDER_EVENT_TYPES } from '../orders/model/order-event.ts';
import { CHANNELS, NOTIFICATION_TYPES, PHASES, ROLES } from '../workflows/workflow.ts';
import { scanLocation } from './schemas/address.ts';

export const effect = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('notify'),
    type: z.enum(NOTIFICATION_TYPES),
    channels: z.array(z.enum(CHANNELS)),
    priority: z.enum(['urgent', 'normal', 'low']),
    audience: z.enum(['customer', 'seller']),
  }),
  z.object({ kind: z.literal('reconcile_deadlines'), rules: z.array(z.string()) }),
  z.object({ kind: z.literal('alert'), alert: z.string() }),
]);

export const orderEvent = z.object({
  eventId: z.string(),
  schemaVersion: z.literal(1),
  type: z.enum(ORDER_EVENT_TYPES),
  orderId: z.string(),
  orderNumber: z.string(),
  workflow: z.object({ id: z.string(), version: z.int() }),
  buyerId: z.string().optional(),
  sellerId: z.string(),
  seq: z.int().positive(),
  actor: z.object({ role: z.enum(ROLES), id: z.string().optional() }),
  occurredAt: z.string(),
  recordedAt: z.string(),
  previousStatus: z.string().optional(),
  status: z.string(),
  phase: z.enum(PHASES),
  reason: z.string().optional(),
  notes: z.string().optional(),
  location: scanLocation.optional(),
  trackingNumber: z.string().optional(),
  carrier: z.string().optional(),
  estimatedDelivery: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  forced: z.boolean().optional(),
  effects: z.array(effect),
});
