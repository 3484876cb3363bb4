import * as z from 'zod';
import type { OrderEvent } from '../contract/events.ts';
import { LANE_OF_PRIORITY } from '../notifications/lanes.ts';
import type { LinkRequest } from '../notifications/link-request.ts';
import type { Notification } from '../notifications/notification.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import type { BulkJob } from '../orders/use-cases/bulk-job-store.ts';
import { orderEventFromImage } from '../store/event-item.ts';
import { contentOf, type Item } from '../store/item.ts';
import type { STREAMED_ENTITIES } from '../store/table-shape.ts';
import { broadcastMessage, eventMessage, notifyMessage } from './messages.ts';
import {
  MAX_BODY_BYTES,
  MessageTooLargeError,
  messagesOfBulkJob,
  messagesOfEvent,
  messagesOfLinkRequest,
  messagesOfLocation,
  messagesOfNotification,
  type OutgoingMessage,
} from './routes.ts';

/** A change of one item, as the table's stream reports it. */
export interface ItemChange {
  readonly kind: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly sequenceNumber: string;
  readonly newItem?: Readonly<Record<string, unknown>>;
}

export interface RoutedMessage extends OutgoingMessage {
  /** Where the stream continues from when the message cannot be sent. */
  readonly sequenceNumber: string;
}

export interface RoutedChanges {
  readonly messages: readonly RoutedMessage[];
  readonly alerts: readonly { readonly orderId: string; readonly alert: string }[];
  /** Never will be: trying again changes nothing. */
  readonly unreadable: readonly { readonly sequenceNumber: string; readonly reason: string }[];
}

/** What one item leads to. */
interface Reading {
  readonly event?: OrderEvent;
  readonly messages: readonly OutgoingMessage[];
}

const text = z.string().min(1);
const priorities = Object.keys(LANE_OF_PRIORITY) as (keyof typeof LANE_OF_PRIORITY)[];
const notification = z.looseObject({
  orderId: text,
  notificationId: text,
  status: text,
  priority: z.enum(priorities),
});
const bulkJob = z.looseObject({ jobId: text, orderIds: z.array(text), isQueued: z.boolean() });

/** Whoever reads the message behind the queue reads it by the same schema: what they would refuse is not sent. */
const checked = <T>(schema: z.ZodType, content: unknown, asRead: T): T => {
  schema.parse(content);
  return asRead;
};

const readEvent = (item: Item): Reading => {
  const event = orderEventFromImage(item);
  checked(eventMessage, { event }, event);
  return { event, messages: messagesOfEvent(event) };
};

/** By the entity of the item. Each throws where the item is not what it should be. */
const READERS: Readonly<Record<(typeof STREAMED_ENTITIES)[number], (item: Item) => Reading>> = {
  event: readEvent,
  location: (item) => {
    const location = contentOf(item) as unknown as DriverLocation;
    return { messages: messagesOfLocation(checked(broadcastMessage, { location }, location)) };
  },
  link_request: (item) => {
    const linkRequest = contentOf(item) as unknown as LinkRequest;
    return { messages: messagesOfLinkRequest(checked(notifyMessage, { linkRequest }, linkRequest)) };
  },
  notification: (item) => ({
    messages: messagesOfNotification(checked(notification, item, item as unknown as Notification)),
  }),
  bulk_job: (item) => ({ messages: messagesOfBulkJob(checked(bulkJob, item, item as unknown as BulkJob)) }),
};

const isStreamed = (entity: unknown): entity is keyof typeof READERS =>
  typeof entity === 'string' && Object.hasOwn(READERS, entity);

/** Only a location is written over and over; everything else that is streamed is written once. */
const isRouted = ({ kind, newItem }: ItemChange): boolean =>
  kind === 'INSERT' || (kind === 'MODIFY' && newItem?.entity === 'location');

/** Paths and codes, never values: those are people's. */
const reasonOf = (error: unknown): string => {
  if (error instanceof z.ZodError) {
    return `Unreadable: ${error.issues.map(({ path, code }) => `${path.join('.')} (${code})`).join(', ')}`;
  }
  return error instanceof MessageTooLargeError
    ? `Too large: ${error.message}`
    : `Unreadable: ${error instanceof Error ? error.name : 'not an error'}`;
};

const KNOWN_VERSION = 1;

/** A reading, or why there is none. */
const read = (change: ItemChange): Reading | { readonly reason: string } => {
  const { newItem } = change;
  if (!newItem || !isRouted(change) || !isStreamed(newItem.entity)) return { messages: [] };
  if (newItem.entity === 'event' && newItem.schemaVersion !== KNOWN_VERSION) {
    return { reason: `Unknown schema version: ${String(newItem.schemaVersion).slice(0, 20)}` };
  }
  try {
    const reading = READERS[newItem.entity](newItem);
    const largest = Math.max(0, ...reading.messages.map(({ body }) => body.length));
    return largest > MAX_BODY_BYTES ? { reason: reasonOf(new MessageTooLargeError(largest)) } : reading;
  } catch (error) {
    return { reason: reasonOf(error) };
  }
};

/** By order, then number: items of one transaction come out of the stream in any order. */
const inOrder = (a: { readonly event: OrderEvent }, b: { readonly event: OrderEvent }): number => {
  if (a.event.orderId !== b.event.orderId) return a.event.orderId < b.event.orderId ? -1 : 1;
  return a.event.seq - b.event.seq;
};

const alertsOf = (event: OrderEvent): RoutedChanges['alerts'] =>
  event.effects.flatMap((effect) => (effect.kind === 'alert' ? [{ orderId: event.orderId, alert: effect.alert }] : []));

/** Where a batch of changes goes. An item that cannot be sent on is named, and the others go their way. */
export const routeChanges = (changes: readonly ItemChange[]): RoutedChanges => {
  const events: { readonly event: OrderEvent; readonly messages: readonly RoutedMessage[] }[] = [];
  const others: RoutedMessage[] = [];
  const unreadable: { readonly sequenceNumber: string; readonly reason: string }[] = [];
  for (const change of changes) {
    const { sequenceNumber } = change;
    const reading = read(change);
    if ('reason' in reading) {
      unreadable.push({ sequenceNumber, reason: reading.reason });
      continue;
    }
    const messages = reading.messages.map((message) => ({ ...message, sequenceNumber }));
    if (reading.event) events.push({ event: reading.event, messages });
    else others.push(...messages);
  }
  events.sort(inOrder);
  return {
    messages: [...events.flatMap(({ messages }) => messages), ...others],
    alerts: events.flatMap(({ event }) => alertsOf(event)),
    unreadable,
  };
};
