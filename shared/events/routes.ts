import { createHash } from 'node:crypto';
import { EVENT_DESTINATIONS, type EventDestination, type RouteCondition } from '../contract/events/event-definition.ts';
import { definitionOfEvent, type OrderEvent } from '../contract/events.ts';
import { LANE_OF_PRIORITY, LANES } from '../notifications/lanes.ts';
import type { LinkRequest } from '../notifications/link-request.ts';
import type { Notification } from '../notifications/notification.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import { type BulkJob, portionsIn } from '../orders/use-cases/bulk-job-store.ts';
import { type MessageBody, messageBody } from './message-body.ts';

/** The queues between a change and what follows from it. */
export const DESTINATIONS = ['notify', 'broadcast', 'schedule', 'search', 'parked', 'bulkMoves', ...LANES] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** Queues that keep the order of an order's events, and take a message with the same id once. */
export const FIFO_DESTINATIONS = ['notify', 'broadcast'] as const satisfies readonly Destination[];

export interface OutgoingMessage {
  readonly destination: Destination;
  readonly body: MessageBody;
  readonly fifo?: { readonly groupId: string; readonly deduplicationId: string };
}

const hasEffect = (event: OrderEvent, kind: OrderEvent['effects'][number]['kind']): boolean =>
  event.effects.some((effect) => effect.kind === kind);

const CONDITIONS: Readonly<Record<RouteCondition, (event: OrderEvent) => boolean>> = {
  always: () => true,
  never: () => false,
  notifies: (event) => hasEffect(event, 'notify'),
  moves_deadlines: (event) => hasEffect(event, 'reconcile_deadlines'),
  has_tracking_number: (event) => event.trackingNumber !== undefined,
};

/** Where an event goes, as its own definition says. */
export const destinationsOf = (event: OrderEvent): readonly EventDestination[] => {
  const { destinations } = definitionOfEvent(event.type);
  return EVENT_DESTINATIONS.filter((destination) => CONDITIONS[destinations[destination]](event));
};

/** A message's limit in SQS, less room for what the service counts besides the body. */
export const MAX_BODY_BYTES = 256 * 1024 - 1024;

/** The message of a change is larger than SQS takes, with everything left out that may be. */
export class MessageTooLargeError extends Error {
  override readonly name = 'MessageTooLargeError';

  constructor(bytes: number) {
    super(`${bytes} bytes are more than a message may have`);
  }
}

/** Text and data that consumers can do without, in the sequence in which they are left out. */
const OPTIONAL_FIELDS = ['metadata', 'notes', 'reason'] as const;

/**
 * An event as a message. What a caller sent along is long only by the caller's choice and is read by few behind the
 * queues: it stays in the history, and is left out, field by field, where the message would not fit.
 *
 * @throws MessageTooLargeError where even that is not enough.
 */
const bodyOf = (event: OrderEvent): MessageBody => {
  let body = messageBody({ event });
  for (let leftOut = 1; body.length > MAX_BODY_BYTES && leftOut <= OPTIONAL_FIELDS.length; leftOut += 1) {
    const names: readonly string[] = OPTIONAL_FIELDS.slice(0, leftOut);
    body = messageBody({ event: Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name))) });
  }
  if (body.length > MAX_BODY_BYTES) throw new MessageTooLargeError(body.length);
  return body;
};

const isFifo = (destination: Destination): boolean => FIFO_DESTINATIONS.some((name) => name === destination);

/**
 * Messages of one event.
 *
 * @throws MessageTooLargeError
 */
export const messagesOfEvent = (event: OrderEvent): readonly OutgoingMessage[] => {
  const body = bodyOf(event);
  const fifo = { groupId: event.orderId, deduplicationId: event.eventId };
  return destinationsOf(event).map((to) => ({
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
    ? [{ destination: LANE_OF_PRIORITY[priority], body: messageBody({ orderId, notificationId }) }]
    : [];
};

export const messagesOfLocation = (location: DriverLocation): readonly OutgoingMessage[] => [
  {
    destination: 'broadcast',
    body: messageBody({ location }),
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
    body: messageBody({ linkRequest }),
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
    body: messageBody({ jobId, portion }),
  }));
