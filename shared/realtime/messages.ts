import * as z from 'zod';
import type { DriverLocation } from '../orders/driver-location.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { encodeCursor } from './cursor.ts';

/** A frame's limit, both ways. */
export const MOST_FRAME_BYTES = 32 * 1024;

const topicName = z.string().min(1).max(256);
const cursorText = z.string().min(1).max(128);

/** What a client may say. */
export const clientMessage = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('subscribe'), topic: topicName, after: cursorText.optional() }),
  z.strictObject({ action: z.literal('unsubscribe'), topic: topicName }),
  z.strictObject({ action: z.literal('ping') }),
]);
export type ClientMessage = z.output<typeof clientMessage>;

const place = z.object({
  city: z.string().optional(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
});

const publicUpdate = z.object({
  status: z.string(),
  previousStatus: z.string().optional(),
  phase: z.string(),
  estimatedDelivery: z.string().optional(),
  at: z.string(),
});

/** What happened to an order, for those who may know the order. */
export const orderUpdate = z.object({
  type: z.literal('order_update'),
  cursor: cursorText,
  orderId: z.string(),
  seq: z.int(),
  update: publicUpdate.extend({ event: z.string(), location: place.optional(), trackingNumber: z.string().optional() }),
});

/** The same for anybody who knows the parcel's number: without the order's id, by the topic that was asked for. */
export const publicOrderUpdate = z.object({
  type: z.literal('order_update'),
  cursor: cursorText,
  topic: topicName,
  seq: z.int(),
  update: publicUpdate,
});

export const newOrder = z.object({
  type: z.literal('new_order'),
  cursor: cursorText,
  orderId: z.string(),
  orderNumber: z.string(),
  seq: z.int(),
  update: publicUpdate,
});

export const alertMessage = z.object({
  type: z.literal('alert'),
  cursor: cursorText,
  orderId: z.string(),
  seq: z.int(),
  alerts: z.array(z.string()),
});

export const driverLocationMessage = z.object({
  type: z.literal('driver_location'),
  orderId: z.string(),
  location: z.object({
    lat: z.number(),
    lng: z.number(),
    heading: z.number().optional(),
    speed: z.number().optional(),
    at: z.string(),
  }),
});

/** Something that happened: may also come inside `batch` or `subscribed`. */
export const updateMessage = z.union([orderUpdate, publicOrderUpdate, newOrder, alertMessage, driverLocationMessage]);
export type UpdateMessage = z.output<typeof updateMessage>;

export const ERROR_CODES = [
  'MALFORMED',
  'NOT_FOUND',
  'MALFORMED_CURSOR',
  'TOO_MANY_TOPICS',
  'TOO_MANY_MESSAGES',
  'MESSAGE_TOO_LARGE',
] as const;

/** What the server may say. */
export const serverMessage = z.union([
  updateMessage,
  z.object({
    type: z.literal('subscribed'),
    topic: topicName,
    cursor: cursorText,
    events: z.array(updateMessage),
    /** False where not all that was missed is here (a feed without a past, or too long ago): load anew. */
    complete: z.boolean(),
  }),
  z.object({ type: z.literal('unsubscribed'), topic: topicName }),
  z.object({ type: z.literal('batch'), events: z.array(updateMessage) }),
  z.object({ type: z.literal('pong'), at: z.string() }),
  z.object({
    type: z.literal('error'),
    code: z.enum(ERROR_CODES),
    message: z.string(),
    topic: topicName.optional(),
  }),
]);
export type ServerMessage = z.output<typeof serverMessage>;

const publicPart = (event: OrderEvent): z.output<typeof publicUpdate> => ({
  status: event.status,
  ...(event.previousStatus !== undefined && { previousStatus: event.previousStatus }),
  phase: event.phase,
  ...(event.estimatedDelivery !== undefined && { estimatedDelivery: event.estimatedDelivery }),
  at: event.occurredAt,
});

/** For the parties of the order. */
export const orderUpdateOf = (event: OrderEvent): UpdateMessage => ({
  type: 'order_update',
  cursor: encodeCursor(event),
  orderId: event.orderId,
  seq: event.seq,
  update: {
    ...publicPart(event),
    event: event.type,
    ...(event.location !== undefined && { location: event.location }),
    ...(event.trackingNumber !== undefined && { trackingNumber: event.trackingNumber }),
  },
});

/** For everybody: `topic` is the name that the client used. */
export const publicOrderUpdateOf = (event: OrderEvent, topic: string): UpdateMessage => ({
  type: 'order_update',
  cursor: encodeCursor(event),
  topic,
  seq: event.seq,
  update: publicPart(event),
});

/** For the shop and for operations. */
export const newOrderOf = (event: OrderEvent): UpdateMessage => ({
  type: 'new_order',
  cursor: encodeCursor(event),
  orderId: event.orderId,
  orderNumber: event.orderNumber,
  seq: event.seq,
  update: publicPart(event),
});

/** For operations: `undefined` where the event alerts nobody. */
export const alertOf = (event: OrderEvent): UpdateMessage | undefined => {
  const alerts = event.effects.flatMap((effect) => (effect.kind === 'alert' ? [effect.alert] : []));
  if (alerts.length === 0) return undefined;
  return { type: 'alert', cursor: encodeCursor(event), orderId: event.orderId, seq: event.seq, alerts };
};

export const driverLocationOf = ({ orderId, lat, lng, heading, speed, at }: DriverLocation): UpdateMessage => ({
  type: 'driver_location',
  orderId,
  location: { lat, lng, ...(heading !== undefined && { heading }), ...(speed !== undefined && { speed }), at },
});

const bytesOf = (message: unknown): number => Buffer.byteLength(JSON.stringify(message));

/** Room for what a frame holds besides its events. */
const FRAME_MARGIN_BYTES = 1024;

/** Splits what goes to one connection so that each part fits into a frame. */
export const inFrames = (updates: readonly UpdateMessage[]): readonly (readonly UpdateMessage[])[] => {
  const frames: UpdateMessage[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const update of updates) {
    const size = bytesOf(update) + 1;
    if (bytes + size > MOST_FRAME_BYTES - FRAME_MARGIN_BYTES) {
      frames.push([]);
      bytes = 0;
    }
    frames.at(-1)?.push(update);
    bytes += size;
  }
  return frames;
};

/** The frames that tell of the updates: one alone goes as it is, several as a `batch`. */
export const framesOf = (updates: readonly UpdateMessage[]): readonly ServerMessage[] =>
  inFrames(updates).flatMap((events): ServerMessage[] => {
    const [only] = events;
    return events.length === 1 && only ? [only] : [{ type: 'batch', events: [...events] }];
  });
