import { createHash } from 'node:crypto';
import {
  type Destination,
  descriptorOf,
  destinationsOfKind,
  EVENT_DESTINATIONS,
  type EventDestination,
  isFifo,
  LANES,
  type Lane,
  type MessageKind,
  type RouteCondition,
} from '../contract/destinations.ts';
import { definitionOfEvent, type OrderEvent } from '../contract/events.ts';
import { definedFields } from '../defined-fields.ts';
import type { BulkSend } from '../notifications/bulk-send.ts';
import type { LinkRequest } from '../notifications/link-request.ts';
import type { Notification } from '../notifications/notification.ts';
import type { WrittenMessage } from '../notifications/written-message.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import { type BulkJob, portionsIn } from '../orders/use-cases/bulk-job-store.ts';
import { type MessageBody, messageBody } from './message-body.ts';
import { bodyOfMessage, type MessageOf } from './messages.ts';

export interface OutgoingMessage {
  readonly destination: Destination;
  readonly body: MessageBody;
  readonly fifo?: { readonly groupId: string; readonly deduplicationId: string };
}

const hasEffect = (event: OrderEvent, kind: OrderEvent['effects'][number]['kind']): boolean =>
  event.effects.some((effect) => effect.kind === kind);

const AFTER_DELIVERY: readonly OrderEvent['phase'][] = ['delivered', 'completed'];

/** Of the steps that one scan led an order along, the last one. */
const saysDelivered = ({ type, actor, trackingNumber, phase, metadata }: OrderEvent): boolean =>
  actor.role === 'carrier' &&
  trackingNumber !== undefined &&
  metadata?.milestone === 'delivered' &&
  (type === 'parcel_scanned' || (type === 'status_changed' && AFTER_DELIVERY.includes(phase)));

const saysCancelled = ({ type, phase, previousStatus, status }: OrderEvent): boolean =>
  type === 'status_changed' && phase === 'cancelled' && previousStatus !== status;

const CONDITIONS: Readonly<Record<RouteCondition, (event: OrderEvent) => boolean>> = {
  always: () => true,
  never: () => false,
  notifies: (event) => hasEffect(event, 'notify'),
  moves_deadlines: (event) => hasEffect(event, 'reconcile_deadlines'),
  cancels_order: saysCancelled,
  delivers_parcel: saysDelivered,
};

/** Where an event goes, as its own definition says. */
const destinationsOf = (event: OrderEvent): readonly EventDestination[] => {
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
  let body = bodyOfMessage({ kind: 'event', event });
  for (let leftOut = 1; body.length > MAX_BODY_BYTES && leftOut <= OPTIONAL_FIELDS.length; leftOut += 1) {
    const names: readonly string[] = OPTIONAL_FIELDS.slice(0, leftOut);
    body = messageBody({
      kind: 'event',
      event: Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name))),
    });
  }
  if (body.length > MAX_BODY_BYTES) throw new MessageTooLargeError(body.length);
  return body;
};

type Fifo = NonNullable<OutgoingMessage['fifo']>;

const toDestination = (destination: Destination, body: MessageBody, fifo: Fifo): OutgoingMessage => ({
  destination,
  body,
  ...(isFifo(destination) && { fifo }),
});

/** To every destination whose consumer reads that kind. */
const toReaders = (kind: MessageKind, body: MessageBody, fifo: Fifo): readonly OutgoingMessage[] =>
  destinationsOfKind(kind).map((destination) => toDestination(destination, body, fifo));

/**
 * Messages of one event.
 *
 * @throws MessageTooLargeError
 */
export const messagesOfEvent = (event: OrderEvent): readonly OutgoingMessage[] => {
  const body = bodyOf(event);
  const fifo = { groupId: event.orderId, deduplicationId: event.eventId };
  return destinationsOf(event).map((destination) => toDestination(destination, body, fifo));
};

/** Messages of a notification that was planned: one on the lane of its priority, and none unless it waits to be sent. */
export const messagesOfNotification = (
  notification: Pick<Notification, 'orderId' | 'notificationId' | 'priority' | 'status'>,
  known?: MessageOf<'notification'>['known'],
): readonly (OutgoingMessage & { readonly destination: Lane })[] => {
  const { orderId, notificationId, priority, status } = notification;
  if (status !== 'pending') return [];
  const body = bodyOfMessage({ kind: 'notification', orderId, notificationId, ...definedFields({ known }) });
  const fifo = { groupId: orderId, deduplicationId: notificationId };
  return LANES.filter((id) => descriptorOf(id).priorities?.includes(priority)).map((destination) => ({
    ...toDestination(destination, body, fifo),
    destination,
  }));
};

export const messagesOfLocation = (location: DriverLocation): readonly OutgoingMessage[] =>
  toReaders('location', bodyOfMessage({ kind: 'location', location }), {
    groupId: location.orderId,
    deduplicationId: createHash('sha256').update(`${location.orderId} ${location.at}`).digest('hex'),
  });

/** One order number's requests go one after the other; the request is its own double. */
export const messagesOfLinkRequest = (linkRequest: LinkRequest): readonly OutgoingMessage[] =>
  toReaders('link_request', bodyOfMessage({ kind: 'link_request', linkRequest }), {
    groupId: `link:${linkRequest.orderNumber}`,
    deduplicationId: linkRequest.requestId,
  });

/** The first page of a message to many: each page asks for the next one. */
export const messagesOfBulkSend = ({ jobId }: Pick<BulkSend, 'jobId'>): readonly OutgoingMessage[] =>
  toReaders('bulk_send', bodyOfMessage({ kind: 'bulk_send', jobId, step: 0 }), {
    groupId: jobId,
    deduplicationId: `${jobId}-0`,
  });

/** In the sequence of the order's own events. */
export const messagesOfWrittenMessage = (writtenMessage: WrittenMessage): readonly OutgoingMessage[] =>
  toReaders('written_message', bodyOfMessage({ kind: 'written_message', writtenMessage }), {
    groupId: writtenMessage.orderId,
    deduplicationId: writtenMessage.messageId,
  });

/** A message for each portion of a job that no request carries out. */
export const messagesOfBulkJob = ({
  jobId,
  orderIds,
  isQueued,
}: Pick<BulkJob, 'jobId' | 'orderIds' | 'isQueued'>): readonly OutgoingMessage[] =>
  Array.from({ length: isQueued ? portionsIn(orderIds.length) : 0 }, (_, portion) =>
    toReaders('portion', bodyOfMessage({ kind: 'portion', jobId, portion }), {
      groupId: jobId,
      deduplicationId: `${jobId}-${portion}`,
    }),
  ).flat();
