/** What the WebSocket sends; `client-message.ts` has what it is sent. JSON text frames of at most `MAX_FRAME_BYTES`. */
import * as z from 'zod';
import { NOTIFICATION_TYPES, PHASES } from '../workflows/workflow.ts';
import { topicName } from './client-message.ts';
import { ORDER_EVENT_TYPES } from './events.ts';
import { scanLocation } from './schemas/scan-location.ts';

const cursor = z.string().min(1).max(2_048);

/** On a socket alone: the connection's topics that the message belongs to, by the names that the client used. */
const topics = z.array(topicName()).optional();

/**
 * Where each of the topics goes on. Present where the message belongs to more than one feed (`me` and `seller:<id>`), each
 * of which has a place of its own; `cursor` is then that of the first.
 */
const cursors = z.record(topicName(), cursor).optional();

/** `seq` rises by one per order: a gap, a double and an old message show themselves. */
const orderUpdate = z.object({
  type: z.literal('order_update'),
  cursor,
  topics,
  cursors,
  /** Absent on the public topic of a parcel. */
  orderId: z.string().optional(),
  /** The topic as the client named it, where `orderId` is absent. */
  topic: topicName().optional(),
  seq: z.int().positive(),
  update: z.object({
    status: z.string(),
    previousStatus: z.string().nullable(),
    phase: z.enum(PHASES),
    estimatedDelivery: z.string().nullable(),
    location: scanLocation().nullable(),
    at: z.string(),
    /** What happened, for the parties: `status_changed`, `parcel_scanned`, … */
    event: z.enum(ORDER_EVENT_TYPES).optional(),
    trackingNumber: z.string().optional(),
  }),
});

export const newOrder = orderUpdate.extend({ type: z.literal('new_order') });

/** For operations: somebody should look at the order. */
const alertMessage = z.object({
  type: z.literal('alert'),
  cursor,
  topics,
  cursors,
  orderId: z.string(),
  seq: z.int().positive(),
  alerts: z.array(z.string()),
});

/** For those who follow the order itself, never for the public; it has no place in the sequence of events. */
const driverLocationMessage = z.object({
  type: z.literal('driver_location'),
  topics,
  orderId: z.string(),
  location: z.object({
    lat: z.number(),
    lng: z.number(),
    heading: z.number().optional(),
    speed: z.number().optional(),
    at: z.string(),
  }),
});

const notificationMessage = z.object({
  type: z.literal('notification'),
  cursor: cursor.optional(),
  topics,
  unread: z.int().min(0),
  notification: z.object({
    id: z.string(),
    orderId: z.string(),
    type: z.enum(NOTIFICATION_TYPES),
    title: z.string(),
    body: z.string(),
    at: z.string(),
  }),
});

/** Entries of the inbox were read, or archived, on this device or another one. */
const inboxChanged = z.object({
  type: z.literal('inbox_changed'),
  topics,
  unread: z.int().min(0),
  read: z.array(z.string()),
  archived: z.array(z.string()),
});

export const eventMessage = z.discriminatedUnion('type', [
  orderUpdate,
  newOrder,
  alertMessage,
  driverLocationMessage,
  notificationMessage,
  inboxChanged,
]);
/** Something that happened: comes by itself, in a `batch`, or among what was missed. */
export type EventMessage = z.output<typeof eventMessage>;

/** More of what was missed follows in the next message about this topic, before anything live. Absent: that was all. */
const more = z.literal(true).optional();

/** `events`: what was missed since `after`, oldest first; `cursor` is the place behind the last of these. */
export const subscribed = z.object({
  type: z.literal('subscribed'),
  topic: topicName(),
  cursor,
  events: z.array(eventMessage),
  /** False where what was missed is not sent (a feed without a past, or too much, or too long ago): `reset` follows. */
  complete: z.boolean(),
  more,
});

/** Several events in one frame. With a `topic`, events of it that were missed. */
const batch = z.object({
  type: z.literal('batch'),
  events: z.array(eventMessage),
  topic: topicName().optional(),
  more,
});

const RESET_REASONS = ['TOO_MANY_MISSED', 'MISSED_TOO_LONG_AGO', 'NO_PAST'] as const;

/** What was missed is not sent: read the state anew, then go on from this cursor. */
const reset = z.object({
  type: z.literal('reset'),
  /** Absent on a stream, which has one. */
  topic: topicName().optional(),
  cursor,
  reason: z.enum(RESET_REASONS),
});
export type ResetReason = (typeof RESET_REASONS)[number];

const SOCKET_ERROR_CODES = [
  'MALFORMED',
  /** No such thing, or not the caller's to see. */
  'NOT_FOUND',
  'MALFORMED_CURSOR',
  'TOO_MANY_TOPICS',
  'TOO_MANY_MESSAGES',
  'MESSAGE_TOO_LARGE',
  /** The token that the connection was opened with is not valid. */
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  /** The driver was replaced, the link revoked: the right to a topic is gone. */
  'ACCESS_WITHDRAWN',
  'TOO_MANY_SUBSCRIPTIONS',
  /** The caller has as many connections open as one may. */
  'TOO_MANY_CONNECTIONS',
] as const;

/** As HTTP's 401, 403 and 429: a fresh token helps, the right is gone, later. */
const CLOSE_CODES = [4401, 4403, 4429] as const;

const socketError = z.object({
  type: z.literal('error'),
  code: z.enum(SOCKET_ERROR_CODES),
  detail: z.string(),
  topic: z.string().optional(),
  /**
   * Present on the last message of a connection: the code that it ends with. API Gateway closes every connection that a
   * server ends with 1000, so that there the code is found here only.
   */
  closeCode: z.literal(CLOSE_CODES).optional(),
  retryAfterSeconds: z.int().positive().optional(),
});
export type SocketError = z.output<typeof socketError>;

/** What the server sends. */
export const serverMessage = z.discriminatedUnion('type', [
  ...eventMessage.options,
  subscribed,
  z.object({ type: z.literal('unsubscribed'), topic: z.string() }),
  batch,
  reset,
  z.object({ type: z.literal('pong') }),
  /** After half a minute, then every five minutes: keeps a silent connection open, and asks for nothing. */
  z.object({ type: z.literal('ping') }),
  socketError,
]);
export type ServerMessage = z.output<typeof serverMessage>;
