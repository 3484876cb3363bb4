/** What happened to an order, told in one form and in the reader's language, whatever it was. */
import type { TimelineEntry } from '../../../shared/contract/schemas/timeline.ts';
import type { Catalog } from '../../../shared/i18n/catalog.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { Scan } from '../../../shared/orders/order.ts';
import type { OrderEvent, OrderEventType } from '../../../shared/orders/order-event.ts';
import type { Role } from '../../../shared/workflows/workflow.ts';

const SOURCES: Readonly<Record<Role, TimelineEntry['source']>> = {
  customer: 'customer',
  guest: 'customer',
  seller: 'seller',
  driver: 'driver',
  csr: 'support',
  admin: 'support',
  carrier: 'carrier',
  payment: 'payment',
  system: 'system',
};

const TYPES: Partial<Record<OrderEventType, TimelineEntry['type']>> = {
  delivery_attempted: 'delivery_attempt',
  payment_recorded: 'payment',
  substitutions_proposed: 'substitution',
  substitutions_answered: 'substitution',
};

/** The scan itself is in the timeline already. */
const TOLD_BY_SCANS: readonly OrderEventType[] = ['parcel_scanned'];
/** Of use to those who run the order, and noise to the buyer. */
const INTERNAL: readonly OrderEventType[] = ['deadline_passed', 'scan_unplaceable'];

export const isTold = (event: OrderEvent, toStaff: boolean): boolean =>
  !TOLD_BY_SCANS.includes(event.type) && (toStaff || !INTERNAL.includes(event.type));

const moved = (event: OrderEvent): boolean => event.status !== event.previousStatus;

const eventText = (event: OrderEvent, catalog: Catalog): string =>
  event.type === 'status_changed' ? catalog.phases[event.phase] : catalog.events[event.type];

const present = (fields: Readonly<Record<string, unknown>>): TimelineEntry['metadata'] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const entryOfEvent = (event: OrderEvent, catalog: Catalog): TimelineEntry => ({
  id: event.eventId,
  type: TYPES[event.type] ?? 'status',
  status: event.status,
  timestamp: event.occurredAt,
  description: eventText(event, catalog),
  source: SOURCES[event.actor.role],
  ...(event.location && { location: event.location }),
  metadata: present({
    event: event.type,
    seq: event.seq,
    previousStatus: moved(event) ? event.previousStatus : undefined,
    reason: event.reason,
    notes: event.notes,
    trackingNumber: event.trackingNumber,
    carrier: event.carrier,
    estimatedDelivery: event.estimatedDelivery,
    ...event.metadata,
  }),
});

const scanText = ({ milestone, reason }: Scan, catalog: Catalog): string =>
  reason === undefined
    ? catalog.milestones[milestone]
    : `${catalog.milestones[milestone]}: ${catalog.scanReasons[reason]}`;

export const entryOfScan = (scan: Scan, catalog: Catalog): TimelineEntry => ({
  id: scan.scanId,
  type: 'scan',
  milestone: scan.milestone,
  timestamp: scan.occurredAt,
  description: scanText(scan, catalog),
  source: 'carrier',
  ...(scan.location && { location: scan.location }),
  metadata: present({
    carrier: scan.carrier,
    trackingNumber: scan.trackingNumber,
    reason: scan.reason,
    actionRequired: scan.actionRequired,
    code: scan.rawCode,
    text: scan.rawText,
  }),
});

/** One that is being sent just now is pending to everybody else. */
export const notificationStatus = ({ status }: Notification): string => (status === 'sending' ? 'pending' : status);

export const entryOfNotification = (notification: Notification, catalog: Catalog): TimelineEntry => ({
  id: notification.notificationId,
  type: 'notification',
  timestamp: notification.sentAt ?? notification.createdAt,
  description: catalog.notifications[notification.type].headline,
  source: 'system',
  metadata: present({
    notificationType: notification.type,
    channel: notification.channel,
    status: notificationStatus(notification),
    audience: notification.audience,
  }),
});
