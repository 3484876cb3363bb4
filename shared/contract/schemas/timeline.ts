import * as z from 'zod';
import { MILESTONES, NOTIFICATION_TYPES } from '../../workflows/workflow.ts';
import { CHANNEL_NAMES } from '../channel-registry.ts';
import { deliveryWindow, estimateEnd } from './dates.ts';
import { historyEntry } from './history-response.ts';
import { pagination } from './pagination.ts';
import { instantText, parcelCount, parcelInfo } from './response-parts.ts';
import { scanLocation } from './scan-location.ts';

const TIMELINE_TYPES = ['status', 'scan', 'payment', 'notification', 'substitution', 'delivery_attempt'] as const;
const TIMELINE_SOURCES = ['system', 'seller', 'customer', 'driver', 'support', 'carrier', 'payment'] as const;

export const timelineEntry = z.object({
  id: z.string(),
  type: z.enum(TIMELINE_TYPES),
  status: z.string().optional(),
  milestone: z.enum(MILESTONES).optional(),
  timestamp: instantText,
  description: z.string(),
  source: z.enum(TIMELINE_SOURCES),
  trackingNumber: z.string().optional(),
  location: scanLocation().optional(),
  metadata: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

export const timeline = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  currentStatus: z.string(),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  trackingInfo: parcelInfo
    .extend({ parcels: parcelCount })
    .nullable()
    .describe('The parcel that leads the order: the one that is least far'),
  parcels: z.array(parcelInfo),
  statusHistory: z.array(historyEntry),
  deliveryAttempts: z.array(
    z.object({
      attempt: z.int(),
      occurredAt: instantText,
      reason: z.string().nullable(),
      location: scanLocation().nullable(),
    }),
  ),
  notifications: z.array(
    z.object({
      id: z.string(),
      type: z.enum(NOTIFICATION_TYPES),
      channel: z.enum(CHANNEL_NAMES),
      status: z.string(),
      createdAt: instantText,
      sentAt: instantText.nullable(),
      deliveredAt: instantText.nullable(),
    }),
  ),
  timeline: z.array(timelineEntry),
  pagination,
});
