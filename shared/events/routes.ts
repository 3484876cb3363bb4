import { createHash } from 'node:crypto';
import type { LinkRequest } from '../notifications/link-request.ts';
import type { Notification } from '../notifications/notification.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import type { OrderEvent, OrderEventType } from '../orders/model/order-event.ts';
import { type BulkJob, portionsIn } from '../orders/use-cases/bulk-job-store.ts';
import type { Priority } from '../workflows/workflow.ts';

/** The queues between a change and what follows from it. */
export const DESTINATIONS = [
  'notify',
  'broadcast',
  'schedule',
  'search',
  'parked',
  'bulkMoves',
  'urgentLane',
  'normalLane',
  'bulkLane',
] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** Queues that keep the order of an order's events, and take a message with the same id once. */
export const FIFO_DESTINATIONS = ['notify', 'broadcast'] as const satisfies readonly Destination[];

export interface OutgoingMessage {
  readonly destination: Destination;
  readonly body: string;
  readonly fifo?: { readonly groupId: string; readonly deduplicationId: string };
}

interface EventRoute {
  readonly to: Destination;
  readonly when: (event: OrderEvent) => boolean;
}

const always = (): boolean => true;
const hasEffect =
  (kind: OrderEvent['effects'][number]['kind']) =>
  (event: OrderEvent): boolean =>
    event.effects.some((effect) => effect.kind === kind);
const isOneOf =
  (...types: readonly OrderEventType[]) =>
  (event: OrderEvent): boolean =>
    types.includes(event.type);

/** What an order is found by changes here; a tracking number may also come with a change of status. */
const changesWhatIsSearched = (event: OrderEvent): boolean =>
  event.trackingNumber !== undefined ||
  isOneOf('order_created', 'shipment_registered', 'substitutions_answered', 'address_changed')(event);

/** Which event goes where. */
export const EVENT_ROUTES: readonly EventRoute[] = [
  { to: 'notify', when: hasEffect('notify') },
  { to: 'broadcast', when: always },
  { to: 'schedule', when: hasEffect('reconcile_deadlines') },
  { to: 'search', when: changesWhatIsSearched },
  { to: 'parked', when: isOneOf('shipment_registered', 'shipment_corrected', 'shipment_confirmed') },
];

/** Mass mail never stands before a failed delivery. */
export const LANE_OF_PRIORITY: Readonly<Record<Priority, Destination>> = {
  urgent: 'urgentLane',
  normal: 'normalLane',
  low: 'bulkLane',
};

/** A message's limit in SQS, less room for what the service counts besides the body. */
export const MAX_BODY_BYTES = 256 * 1024 - 1024;

const bytesOf = (text: string): number => Buffer.byteLength(text);

/**
 * An event as a message. What a caller sent along is long only by the caller's choice and is read by nobody behind the
 * queues: it stays in the history, and goes without saying where the message would not fit.
 */
const bodyOf = (event: OrderEvent): string => {
  const whole = JSON.stringify({ event });
  if (bytesOf(whole) <= MAX_BODY_BYTES) return whole;
  const { metadata: _metadata, notes: _notes, ...lean } = event;
  return JSON.stringify({ event: lean });
};

const isFifo = (destination: Destination): boolean => FIFO_DESTINATIONS.some((name) => name === destination);

/** Messages of one event. */
export const messagesOfEvent = (event: OrderEvent): readonly OutgoingMessage[] => {
  const body = bodyOf(event);
  const fifo = { groupId: event.orderId, deduplicationId: event.eventId };
  return EVENT_ROUTES.filter(({ when }) => when(event)).map(({ to }) => ({
    destination: to,
    body,
    ...(isFifo(to) && { fifo }),
  }));
};

/** Messages of a notification that was planned: none unless it waits to be sent. */
export const messagesOfNotification = (
  notification: Pick<Notification, 'orderId' | 'notificationId' | 'priority' | 'status'>,
): readonly OutgoingMessage[] => {
  const { orderId, notificationId, priority, status } = notification;
  return status === 'pending'
    ? [{ destination: LANE_OF_PRIORITY[priority], body: JSON.stringify({ orderId, notificationId }) }]
    : [];
};

export const messagesOfLocation = (location: DriverLocation): readonly OutgoingMessage[] => [
  {
    destination: 'broadcast',
    body: JSON.stringify({ location }),
    fifo: {
      groupId: location.orderId,
      deduplicationId: createHash('sha256').update(`${location.orderId} ${location.at}`).digest('hex'),
    },
  },
];

/** One order number's requests go one after the other; the request is its own double. */
export const messagesOfLinkRequest = (linkRequest: LinkRequest): readonly OutgoingMessage[] => [
  {
    destination: 'notify',
    body: JSON.stringify({ linkRequest }),
    fifo: { groupId: `link:${linkRequest.orderNumber}`, deduplicationId: linkRequest.requestId },
  },
];

/** A message for each portion of a job that no request carries out. */
export const messagesOfBulkJob = ({
  jobId,
  orderIds,
  isQueued,
}: Pick<BulkJob, 'jobId' | 'orderIds' | 'isQueued'>): readonly OutgoingMessage[] =>
  Array.from({ length: isQueued ? portionsIn(orderIds.length) : 0 }, (_, portion) => ({
    destination: 'bulkMoves',
    body: JSON.stringify({ jobId, portion }),
  }));
