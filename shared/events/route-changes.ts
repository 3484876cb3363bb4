import type { OrderEvent } from '../contract/events.ts';
import type { LinkRequest } from '../notifications/link-request.ts';
import type { Notification } from '../notifications/notification.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import type { BulkJob } from '../orders/use-cases/bulk-job-store.ts';
import { orderEventFromImage } from '../store/event-item.ts';
import { contentOf } from '../store/item.ts';
import {
  messagesOfBulkJob,
  messagesOfEvent,
  messagesOfLinkRequest,
  messagesOfLocation,
  messagesOfNotification,
  type OutgoingMessage,
} from './routes.ts';

/** A change of one item, as the table's stream tells it. */
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
  readonly unreadable: readonly { readonly sequenceNumber: string; readonly reason: string }[];
}

/** By order, then number: items of one transaction come out of the stream in any order. */
const inOrder = (a: { readonly event: OrderEvent }, b: { readonly event: OrderEvent }): number => {
  if (a.event.orderId !== b.event.orderId) return a.event.orderId < b.event.orderId ? -1 : 1;
  return a.event.seq - b.event.seq;
};

const alertsOf = (event: OrderEvent): RoutedChanges['alerts'] =>
  event.effects.flatMap((effect) => (effect.kind === 'alert' ? [{ orderId: event.orderId, alert: effect.alert }] : []));

/** Where a batch of changes goes. An item that cannot be read is named, and the others go their way. */
export const routeChanges = (changes: readonly ItemChange[]): RoutedChanges => {
  const events: { readonly event: OrderEvent; readonly sequenceNumber: string }[] = [];
  const others: RoutedMessage[] = [];
  const unreadable: { readonly sequenceNumber: string; readonly reason: string }[] = [];
  for (const { kind, newItem, sequenceNumber } of changes) {
    if (!newItem || kind === 'REMOVE') continue;
    const add = (messages: readonly OutgoingMessage[]) =>
      others.push(...messages.map((message) => ({ ...message, sequenceNumber })));
    if (newItem.entity === 'location') add(messagesOfLocation(contentOf(newItem) as unknown as DriverLocation));
    else if (kind !== 'INSERT') continue;
    else if (newItem.entity === 'notification') add(messagesOfNotification(newItem as unknown as Notification));
    else if (newItem.entity === 'link_request')
      add(messagesOfLinkRequest(contentOf(newItem) as unknown as LinkRequest));
    else if (newItem.entity === 'bulk_job') add(messagesOfBulkJob(newItem as unknown as BulkJob));
    else if (newItem.entity === 'event') {
      const event = orderEventFromImage(newItem);
      if (Array.isArray(event.effects)) events.push({ event, sequenceNumber });
      else unreadable.push({ sequenceNumber, reason: 'the event has no effects' });
    }
  }
  events.sort(inOrder);
  return {
    messages: [
      ...events.flatMap(({ event, sequenceNumber }) =>
        messagesOfEvent(event).map((message) => ({ ...message, sequenceNumber })),
      ),
      ...others,
    ],
    alerts: events.flatMap(({ event }) => alertsOf(event)),
    unreadable,
  };
};
