/** The timeline of an order: every event in one form, and in the reader's language. */

import { withoutSuperseded } from '../../../shared/carriers/settle-returns.ts';
import { definitionOfEvent, type ShownEvent } from '../../../shared/contract/events.ts';
import type { Locale } from '../../../shared/contract/locale.ts';
import type { ParcelCount } from '../../../shared/contract/schemas/response-parts.ts';
import type { TimelineEntry } from '../../../shared/contract/schemas/timeline.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { catalogOf } from '../../../shared/i18n/catalog.ts';
import type { Catalog } from '../../../shared/i18n/catalog-shape.ts';
import { itemsText, parcelsText, statusText, withScanReason } from '../../../shared/i18n/describe.ts';
import { type Line, lineText } from '../../../shared/i18n/quantity.ts';
import type { NotificationSummary } from '../../../shared/notifications/notification.ts';
import { itemCountsOf } from '../../../shared/orders/engine/item-counts.ts';
import { countedAt, isCredible } from '../../../shared/orders/engine/scan-flags.ts';
import { latestOf } from '../../../shared/orders/model/estimate.ts';
import type { Actor, Order, Scan } from '../../../shared/orders/model/order.ts';
import type { Role } from '../../../shared/workflows/workflow.ts';
import { isStatusChange } from './history.ts';
import { carrierName } from './parcels.ts';
import { isDriverOnly } from './parties.ts';

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
const partlyDelivered = ({ metadata = {} }: ShownEvent): ParcelCount | undefined => {
  const { parcels: total, parcelsDelivered: delivered } = metadata;
  return metadata.partlyDelivered === true && typeof total === 'number' && typeof delivered === 'number'
    ? { total, delivered }
    : undefined;
};

/** Whether an event stands in the timeline of staff or of the parties. A scan stands there by itself already. */
const isShownTo = (event: ShownEvent, toStaff: boolean): boolean => {
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
const suggestions = ({ metadata = {} }: ShownEvent, locale: Locale): string => {
  const { substitutions } = metadata;
  const all: readonly unknown[] = Array.isArray(substitutions) ? substitutions : [];
  return all
    .map((one) => (typeof one === 'object' && one !== null && 'substitute' in one ? one.substitute : undefined))
    .filter(isLine)
    .map((line) => lineText(line, locale))
    .join(', ');
};

const joined = (...parts: readonly string[]): string => [...new Set(parts)].join(' · ');

/** Names the carrier, where the event says which. */
const shippedText = (event: ShownEvent, catalog: Catalog): string | undefined =>
  event.status === 'shipped' && isStatusChange(event) && event.carrier !== undefined && event.carrier !== 'unknown'
    ? catalog.shippedVia.replace('{{ carrier }}', () => carrierName(event.carrier ?? ''))
    : undefined;

const plainText = (event: ShownEvent, catalog: Catalog, locale: Locale): string => {
  const own = catalog.events[event.type];
  const { text } = definitionOfEvent(event.type).timeline;
  if (text === 'event_and_suggestions') {
    const suggested = suggestions(event, locale);
    return suggested === '' ? own : `${own}: ${suggested}`;
  }
  if (text === 'event_and_status') return joined(own, statusText(catalog, event));
  return text === 'status' ? (shippedText(event, catalog) ?? statusText(catalog, event)) : own;
};

const eventText = (event: ShownEvent, catalog: Catalog, locale: Locale): string => {
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

const STAFF: readonly Role[] = ['seller', 'csr', 'admin', 'system', 'payment'];

/** Whether the reader runs the order, so that also what is noise to its buyer is shown. */
export const isStaff = (actors: readonly Actor[]): boolean => actors.some(({ role }) => STAFF.includes(role));

const present = (fields: Readonly<Record<string, unknown>>): TimelineEntry['metadata'] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** By which the order was paid when it was made. */
const paidWith = ({ payment: { atCreation, ...payment } }: Order): Readonly<Record<string, unknown>> => {
  const { transactionHash, escrowId } = atCreation ?? payment;
  return { transactionHash, escrowId };
};

/** In which language, for whom, and of which order an entry is. */
export interface EntryReader {
  readonly order: Order;
  readonly actors: readonly Actor[];
  readonly locale: Locale;
}

const entryOfEvent = (event: ShownEvent, { order, actors, locale }: EntryReader): TimelineEntry => ({
  id: event.eventId,
  type: definitionOfEvent(event.type).timeline.entryType,
  status: event.status,
  timestamp: event.occurredAt,
  description: eventText(event, catalogOf(locale), locale),
  source: SOURCES[event.actor.role],
  ...(event.location && { location: event.location }),
  ...definedFields({ trackingNumber: event.trackingNumber }),
  metadata: present({
    event: event.type,
    seq: event.seq,
    previousStatus: isStatusChange(event) ? event.previousStatus : undefined,
    statusDetails: event.statusDetails,
    reason: event.reason,
    notes: event.notes,
    trackingNumber: event.trackingNumber,
    carrier: event.carrier,
    estimatedDelivery: event.estimatedDelivery && latestOf(event.estimatedDelivery),
    ...(event.type === 'order_created' && !isDriverOnly(actors) && paidWith(order)),
    ...event.metadata,
  }),
});

/** The entries of those events that the reader is shown. */
export const entriesOfEvents = (
  order: Order,
  { events, actors, locale }: Omit<EntryReader, 'order'> & { readonly events: readonly ShownEvent[] },
): TimelineEntry[] =>
  events
    .filter((event) => isShownTo(event, isStaff(actors)))
    .map((event) => entryOfEvent(event, { order, actors, locale }));

/**
 * The buyer sees the scans of the parcels that the order follows. Those of a number that was wrong, of another parcel
 * under the number, or of one that is in doubt are for those who run the order.
 */
const isScanFor = (scan: Scan, { shipments }: Pick<Order, 'shipments'>, toStaff: boolean): boolean =>
  toStaff ||
  (isCredible(scan) &&
    shipments.some(
      ({ trackingNumber, needsConfirmation }) => trackingNumber === scan.trackingNumber && !needsConfirmation,
    ));

const entryOfScan = (scan: Scan, catalog: Catalog): TimelineEntry => ({
  id: scan.scanId,
  type: 'scan',
  milestone: scan.milestone,
  timestamp: countedAt(scan),
  description: withScanReason(catalog, catalog.milestones[scan.milestone], scan.reason),
  source: 'carrier',
  ...(scan.location && { location: scan.location }),
  trackingNumber: scan.trackingNumber,
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
export const notificationStatus = ({ status }: NotificationSummary): string =>
  status === 'sending' ? 'pending' : status;

const headlineOf = ({ type, variant }: NotificationSummary, { variants, notifications }: Catalog): string =>
  (variant === undefined ? notifications[type] : variants[variant]).headline;

export const entryOfNotification = (notification: NotificationSummary, catalog: Catalog): TimelineEntry => ({
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

export interface EntrySources {
  readonly events: readonly ShownEvent[];
  readonly scans: readonly Scan[];
}

/** What happened, but for messages, as the reader may see it; in no order. */
export const entriesOfOrder = (
  { events, scans }: EntrySources,
  { order, actors, locale }: EntryReader,
): readonly TimelineEntry[] => {
  const catalog = catalogOf(locale);
  const toStaff = isStaff(actors);
  return [
    ...entriesOfEvents(order, { events, actors, locale }),
    ...withoutSuperseded(scans)
      .filter((scan) => isScanFor(scan, order, toStaff))
      .map((scan) => entryOfScan(scan, catalog)),
  ];
};
