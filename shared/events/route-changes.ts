import * as z from 'zod';
import type { OrderEvent } from '../contract/events.ts';
import { once } from '../made-on-demand.ts';
import type { BulkSend } from '../notifications/bulk-send.ts';
import type { LinkRequest } from '../notifications/link-request.ts';
import type { Notification } from '../notifications/notification.ts';
import type { WrittenMessage } from '../notifications/written-message.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import type { BulkJob } from '../orders/use-cases/bulk-job-store.ts';
import { orderEventFromImage } from '../store/event-item.ts';
import { contentOf, type Item } from '../store/item.ts';
import { isEntity, isStreamed, STREAM_USE, type StreamedEntity } from '../store/table-shape.ts';
import { PRIORITIES } from '../workflows/workflow.ts';
import { checkMessage } from './messages.ts';
import {
  MAX_BODY_BYTES,
  MessageTooLargeError,
  messagesOfBulkJob,
  messagesOfBulkSend,
  messagesOfEvent,
  messagesOfLinkRequest,
  messagesOfLocation,
  messagesOfNotification,
  messagesOfWrittenMessage,
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

const text = () => z.string().min(1);
const notification = once(() =>
  z.looseObject({ orderId: text(), notificationId: text(), status: text(), priority: z.enum(PRIORITIES) }),
);
const bulkSend = once(() => z.looseObject({ jobId: text() }));
const bulkJob = once(() => z.looseObject({ jobId: text(), orderIds: z.array(text()), isQueued: z.boolean() }));

const checked = <T>(schema: z.ZodType, content: unknown, asRead: T): T => {
  schema.parse(content);
  return asRead;
};

const readEvent = (item: Item): Reading => {
  const event = orderEventFromImage(item);
  checkMessage({ kind: 'event', event });
  return { event, messages: messagesOfEvent(event) };
};

/** By the entity of the item. Each throws where the item is not what it should be. */
const READERS: Readonly<Record<StreamedEntity, (item: Item) => Reading>> = {
  event: readEvent,
  location: (item) => {
    const location = contentOf(item) as unknown as DriverLocation;
    checkMessage({ kind: 'location', location });
    return { messages: messagesOfLocation(location) };
  },
  link_request: (item) => {
    const linkRequest = contentOf(item) as unknown as LinkRequest;
    checkMessage({ kind: 'link_request', linkRequest });
    return { messages: messagesOfLinkRequest(linkRequest) };
  },
  written_message: (item) => {
    const writtenMessage = contentOf(item) as unknown as WrittenMessage;
    checkMessage({ kind: 'written_message', writtenMessage });
    return { messages: messagesOfWrittenMessage(writtenMessage) };
  },
  notification: (item) => ({
    messages: messagesOfNotification(checked(notification(), item, item as unknown as Notification)),
  }),
  bulk_send: (item) => ({ messages: messagesOfBulkSend(checked(bulkSend(), item, item as unknown as BulkSend)) }),
  bulk_job: (item) => ({ messages: messagesOfBulkJob(checked(bulkJob(), item, item as unknown as BulkJob)) }),
};

const isRouted = (kind: ItemChange['kind'], entity: StreamedEntity): boolean =>
  kind === 'INSERT' || (kind === 'MODIFY' && STREAM_USE[entity] === 'at_every_write');

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

/** A reading, or why there is none. A consumer reads by the same schema: what it would refuse is not sent. */
const read = (change: ItemChange): Reading | { readonly reason: string } => {
  const { kind, newItem } = change;
  if (!newItem) return { messages: [] };
  const { entity } = newItem;
  // Newer code may have written it: it is parked until there is somebody who reads it.
  if (!isEntity(entity)) return { reason: `Unknown entity: ${String(entity).slice(0, 40)}` };
  if (!isStreamed(entity) || !isRouted(kind, entity)) return { messages: [] };
  if (entity === 'event' && newItem.schemaVersion !== KNOWN_VERSION) {
    return { reason: `Unknown schema version: ${String(newItem.schemaVersion).slice(0, 20)}` };
  }
  try {
    const reading = READERS[entity](newItem);
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
