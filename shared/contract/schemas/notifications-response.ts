import * as z from 'zod';
import { NOTIFICATION_TYPES, PHASES } from '../../workflows/workflow.ts';
import { pagination } from './pagination.ts';

/** `message` and `body` are the same text, as either name is used by the pages that show it. */
export const inboxEntry = z.object({
  id: z.string(),
  type: z.enum(NOTIFICATION_TYPES),
  title: z.string(),
  message: z.string(),
  body: z.string(),
  data: z.object({ orderId: z.string() }),
  /** The order as it was when the entry was caused. */
  metadata: z.object({
    orderNumber: z.string(),
    status: z.string(),
    phase: z.enum(PHASES),
    occurredAt: z.string(),
    carrier: z.string().optional(),
    trackingNumber: z.string().optional(),
  }),
  /** The order as it is now. */
  order: z.object({ id: z.string(), orderNumber: z.string(), status: z.string() }),
  read: z.boolean(),
  readAt: z.string().nullable(),
  createdAt: z.string(),
});

/** In the farm's dialect: its type and statuses in capitals. */
const farmEntry = inboxEntry.extend({
  type: z.string(),
  metadata: inboxEntry.shape.metadata.extend({ phase: z.string() }),
});

export const inboxPage = z.object({
  notifications: z.array(inboxEntry),
  pagination,
  success: z.literal(true).optional(),
  data: z.array(farmEntry).optional(),
});

export const unreadCount = z.object({ unread: z.int().min(0) });

/** Of a change in the inbox, with the number of entries that are unread now. */
export const changedInbox = z.object({ success: z.literal(true), unread: z.int().min(0) });
export const readInbox = changedInbox.extend({ read: z.int().min(0) });

const when = z.string().nullable();

/** A notification as support looks into it. Addresses are masked. */
export const historyEntry = z.object({
  id: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  type: z.string(),
  channel: z.string(),
  audience: z.string(),
  status: z.string(),
  priority: z.string(),
  language: z.string(),
  templateId: z.string(),
  templateVersion: z.int(),
  subject: z.string().nullable(),
  contentPreview: z.string().nullable(),
  recipient: z.string().nullable(),
  /** Masked; of orders without an account. */
  guestEmail: z.string().nullable(),
  provider: z.string().nullable(),
  /** The provider's id of the message. */
  externalId: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** Attempts after the first. */
  retryCount: z.int().min(0),
  createdAt: z.string(),
  scheduledAt: when,
  sentAt: when,
  deliveredAt: when,
  openedAt: when,
  clickedAt: when,
  readAt: when,
  attempts: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      outcome: z.string().nullable(),
      provider: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export const notificationHistory = z.object({ notifications: z.array(historyEntry), pagination });
export const retriedNotifications = z.object({ success: z.literal(true), retried: z.array(z.string()) });
