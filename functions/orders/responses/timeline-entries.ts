/** The timeline of an order: every event in one form, and in the reader's language. */

import { definitionOfEvent, type OrderEvent } from '../../../shared/contract/events.ts';
import type { Locale } from '../../../shared/contract/locale.ts';
import type { TimelineEntry } from '../../../shared/contract/schemas/timeline.ts';
import type { ParcelCount } from '../../../shared/contract/schemas/tracking.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import type { Catalog } from '../../../shared/i18n/catalog-shape.ts';
import { itemsText, parcelsText, statusText, withScanReason } from '../../../shared/i18n/describe.ts';
import { type Line, lineText } from '../../../shared/i18n/quantity.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { itemCountsOf } from '../../../shared/orders/engine/item-counts.ts';
import { countedAt, isCredible } from '../../../shared/orders/engine/scan-flags.ts';
import { latestOf } from '../../../shared/orders/model/estimate.ts';
import type { Order, Scan } from '../../../shared/orders/model/order.ts';
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

/** Present where the order has several parcels, and some but not all of them are delivered. */
const partlyDelivered = ({ metadata = {} }: OrderEvent): ParcelCount | undefined => {
  const { parcels: total, parcelsDelivered: delivered } = metadata;
  return metadata.partlyDelivered === true && typeof total === 'number' && typeof delivered === 'number'
    ? { total, delivered }
    : undefined;
};

/** Whether an event stands in the timeline of staff or of the parties. A scan stands there by itself already. */
export const isShownTo = (event: OrderEvent, toStaff: boolean): boolean => {
  const { shownTo } = definitionOfEvent(event.type).timeline;
  if (shownTo === 'partly_delivered') {
    return event.metadata?.milestone === 'delivered' && partlyDelivered(event) !== undefined;
  }
  return toStaff || shownTo === 'everybody';
};

const isLine = (value: unknown): value is Line =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'quantity' in value &&
  typeof value.quantity === 'number';

/** What the store suggests, as the event has it: `1.5 kg Tomatoes`. */
const suggestions = ({ metadata = {} }: OrderEvent, locale: Locale): string => {
  const { substitutions } = metadata;
  const all: readonly unknown[] = Array.isArray(substitutions) ? substitutions : [];
  return all
    .map((one) => (typeof one === 'object' && one !== null && 'substitute' in one ? one.substitute : undefined))
    .filter(isLine)
    .map((line) => lineText(line, locale))
    .join(', ');
};

const moved = (event: OrderEvent): boolean => event.status !== event.previousStatus;

const joined = (...parts: readonly string[]): string => [...new Set(parts)].join(' · ');

const plainText = (event: OrderEvent, catalog: Catalog, locale: Locale): string => {
  const own = catalog.events[event.type];
  const { text } = definitionOfEvent(event.type).timeline;
  if (text === 'event_and_suggestions') {
    const suggested = suggestions(event, locale);
    return suggested === '' ? own : `${own}: ${suggested}`;
  }
  if (text === 'event_and_status') return joined(own, statusText(catalog, event));
  return text === 'status' ? statusText(catalog, event) : own;
};

const eventText = (event: OrderEvent, catalog: Catalog, locale: Locale): string => {
  const count = partlyDelivered(event);
  const { text: rule } = definitionOfEvent(event.type).timeline;
  if (rule === 'parcels' && count) return parcelsText(catalog, count);
  const text = withScanReason(catalog, plainText(event, catalog, locale), event.reason);
  if (rule !== 'status') return text;
  const items = itemCountsOf(event);
  const parts = [
    ...(count ? [parcelsText(catalog, count)] : []),
    ...(items ? [itemsText(catalog, locale, items)] : []),
  ];
  return joined(text, ...parts.filter((part) => part !== ''));
};

const present = (fields: Readonly<Record<string, unknown>>): TimelineEntry['metadata'] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const entryOfEvent = (event: OrderEvent, catalog: Catalog, locale: Locale): TimelineEntry => ({
  id: event.eventId,
  type: definitionOfEvent(event.type).timeline.entryType,
  status: event.status,
  timestamp: event.occurredAt,
  description: eventText(event, catalog, locale),
  source: SOURCES[event.actor.role],
  ...definedFields({ location: event.location }),
  metadata: present({
    event: event.type,
    seq: event.seq,
    previousStatus: moved(event) ? event.previousStatus : undefined,
    reason: event.reason,
    notes: event.notes,
    trackingNumber: event.trackingNumber,
    carrier: event.carrier,
    estimatedDelivery: event.estimatedDelivery && latestOf(event.estimatedDelivery),
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
  ...definedFields({ location: scan.location }),
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

const headlineOf = ({ type, facts }: Notification, { variants, notifications }: Catalog): string =>
  (facts.variant === undefined ? notifications[type] : variants[facts.variant]).headline;

export const entryOfNotification = (notification: Notification, catalog: Catalog): TimelineEntry => ({
  id: notification.notificationId,
  type: 'notification',
  timestamp: notification.sentAt ?? notification.createdAt,
  description: headlineOf(notification, catalog),
  source: 'system',
  metadata: present({
    notificationType: notification.type,
    channel: notification.channel,
    status: notificationStatus(notification),
    audience: notification.audience,
  }),
});
