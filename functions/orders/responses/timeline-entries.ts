/** What happened to an order, told in one form and in the reader's language, whatever it was. */
import type { TimelineEntry } from '../../../shared/contract/schemas/timeline.ts';
import type { ParcelCount } from '../../../shared/contract/schemas/tracking.ts';
import type { Catalog } from '../../../shared/i18n/catalog.ts';
import { parcelsText, statusText, withScanReason } from '../../../shared/i18n/describe.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { countedAt, isCredible } from '../../../shared/orders/commands/scan-flags.ts';
import type { Order, Scan } from '../../../shared/orders/model/order.ts';
import type { OrderEvent, OrderEventType } from '../../../shared/orders/model/order-event.ts';
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

/** Of use to those who run the order, and noise to the buyer. */
const INTERNAL: readonly OrderEventType[] = [
  'deadline_passed',
  'scan_unplaceable',
  'scan_flagged',
  'shipment_confirmed',
];

/** Present where the order has several parcels, and some but not all of them are delivered. */
const partlyDelivered = ({ metadata = {} }: OrderEvent): ParcelCount | undefined => {
  const { parcels: total, parcelsDelivered: delivered } = metadata;
  return metadata.partlyDelivered === true && typeof total === 'number' && typeof delivered === 'number'
    ? { total, delivered }
    : undefined;
};

/** The scan itself is in the timeline already; that the first of several parcels has come is news of the order. */
const isShown = (event: OrderEvent): boolean =>
  event.type !== 'parcel_scanned' ||
  (event.metadata?.milestone === 'delivered' && partlyDelivered(event) !== undefined);

export const isShownTo = (event: OrderEvent, toStaff: boolean): boolean =>
  isShown(event) && (toStaff || !INTERNAL.includes(event.type));

const moved = (event: OrderEvent): boolean => event.status !== event.previousStatus;

const joined = (...parts: readonly string[]): string => [...new Set(parts)].join(' · ');

const plainEventText = (event: OrderEvent, catalog: Catalog): string => {
  const what = catalog.events[event.type];
  if (event.type === 'order_created') return joined(what, statusText(catalog, event));
  return event.type === 'status_changed' ? statusText(catalog, event) : what;
};

const eventText = (event: OrderEvent, catalog: Catalog): string => {
  const count = partlyDelivered(event);
  if (event.type === 'parcel_scanned' && count) return parcelsText(catalog, count);
  const text = withScanReason(catalog, plainEventText(event, catalog), event.reason);
  return event.type === 'status_changed' && count ? joined(text, parcelsText(catalog, count)) : text;
};

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

/**
 * The buyer sees the scans of the parcels that the order follows. Those of a number that was wrong, of another parcel
 * under the number, or of one that is in doubt are for those who run the order.
 */
export const isScanFor = (scan: Scan, { shipments }: Pick<Order, 'shipments'>, toStaff: boolean): boolean =>
  toStaff ||
  (isCredible(scan) &&
    shipments.some(
      ({ trackingNumber, needsConfirmation }) => trackingNumber === scan.trackingNumber && !needsConfirmation,
    ));

export const entryOfScan = (scan: Scan, catalog: Catalog): TimelineEntry => ({
  id: scan.scanId,
  type: 'scan',
  milestone: scan.milestone,
  timestamp: countedAt(scan),
  description: withScanReason(catalog, catalog.milestones[scan.milestone], scan.reason),
  source: 'carrier',
  ...(scan.location && { location: scan.location }),
  metadata: present({
    carrier: scan.carrier,
    trackingNumber: scan.trackingNumber,
    reason: scan.reason,
    actionRequired: scan.actionRequired,
    code: scan.rawCode,
    text: scan.rawText,
    flag: scan.flag,
    datedAt: scan.flag && scan.occurredAt,
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
