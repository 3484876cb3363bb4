import * as z from 'zod';
import { MILESTONES, NOTIFICATION_TYPES } from '../../workflows/workflow.ts';
import { CHANNEL_NAMES } from '../channel-registry.ts';
import { scanLocation } from './address.ts';
import { deliveryWindow, estimateEnd } from './dates.ts';
import { historyEntry } from './order-response.ts';
import { pagination } from './pagination.ts';
import { parcelCount } from './tracking.ts';

export const TIMELINE_TYPES = [
  'status',
  'scan',
  'payment',
  'notification',
  'substitution',
  'delivery_attempt',
] as const;
export const TIMELINE_SOURCES = ['system', 'seller', 'customer', 'driver', 'support', 'carrier', 'payment'] as const;

export const timelineEntry = z.object({
  id: z.string(),
  type: z.enum(TIMELINE_TYPES),
  status: z.string().optional(),
  milestone: z.enum(MILESTONES).optional(),
  timestamp: z.string(),
  description: z.string(),
  source: z.enum(TIMELINE_SOURCES),
  location: scanLocation.optional(),
  metadata: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

export const timeline = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  currentStatus: z.string(),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  trackingInfo: z
    .object({
      trackingNumber: z.string(),
      carrier: z.string(),
      milestone: z.enum(MILESTONES).nullable(),
      lastScanAt: z.string().nullable(),
      estimatedDelivery: estimateEnd.nullable(),
      deliveryWindow: deliveryWindow.nullable(),
      parcels: parcelCount,
    })
    .nullable(),
  statusHistory: z.array(historyEntry),
  deliveryAttempts: z.array(
    z.object({
      attempt: z.int(),
      occurredAt: z.string(),
      reason: z.string().nullable(),
      location: scanLocation.nullable(),
    }),
  ),
  notifications: z.array(
    z.object({
      id: z.string(),
      type: z.enum(NOTIFICATION_TYPES),
      channel: z.enum(CHANNEL_NAMES),
      status: z.string(),
      createdAt: z.string(),
      sentAt: z.string().nullable(),
      deliveredAt: z.string().nullable(),
    }),
  ),
  timeline: z.array(timelineEntry),
  pagination,
});
