import type { OrderEvent } from '../contract/events.ts';
import type { EventMessage, ServerMessage } from '../contract/socket.ts';
import { MAX_FRAME_BYTES } from '../contract/socket-limits.ts';
import { definedFields } from '../defined-fields.ts';
import { jsonBytes } from '../json-bytes.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import { latestOf } from '../orders/model/estimate.ts';
import { encodeCursor } from './cursor.ts';

type Update = Extract<EventMessage, { type: 'order_update' }>['update'];

/** What anybody may know who knows the parcel's number. */
const publicPart = (event: OrderEvent): Update => ({
  status: event.status,
  previousStatus: event.previousStatus ?? null,
  phase: event.phase,
  estimatedDelivery: event.estimatedDelivery === undefined ? null : latestOf(event.estimatedDelivery),
  location: null,
  at: event.occurredAt,
});

const partiesPart = (event: OrderEvent): Update => ({
  ...publicPart(event),
  location: event.location ?? null,
  event: event.type,
  ...definedFields({ trackingNumber: event.trackingNumber }),
});

/** For the parties of the order. */
export const orderUpdateOf = (event: OrderEvent): EventMessage => ({
  type: 'order_update',
  cursor: encodeCursor(event),
  orderId: event.orderId,
  seq: event.seq,
  update: partiesPart(event),
});

/** For everybody: `topic` is the name that the client used. */
export const publicOrderUpdateOf = (event: OrderEvent, topic: string): EventMessage => ({
  type: 'order_update',
  cursor: encodeCursor(event),
  topic,
  seq: event.seq,
  update: publicPart(event),
});

/** For the shop and for operations. */
export const newOrderOf = (event: OrderEvent): EventMessage => ({
  type: 'new_order',
  cursor: encodeCursor(event),
  orderId: event.orderId,
  seq: event.seq,
  update: partiesPart(event),
});

/** For operations: `undefined` where the event alerts nobody. */
export const alertOf = (event: OrderEvent): EventMessage | undefined => {
  const alerts = event.effects.flatMap((effect) => (effect.kind === 'alert' ? [effect.alert] : []));
  if (alerts.length === 0) return undefined;
  return { type: 'alert', cursor: encodeCursor(event), orderId: event.orderId, seq: event.seq, alerts };
};

export const driverLocationOf = ({ orderId, lat, lng, heading, speed, at }: DriverLocation): EventMessage => ({
  type: 'driver_location',
  orderId,
  location: { lat, lng, ...definedFields({ heading, speed }), at },
});

/** Room for what a frame holds besides its events. */
const FRAME_MARGIN_BYTES = 1024;

/** Splits what goes to one connection so that each part fits into a frame. */
export const inFrames = (updates: readonly EventMessage[]): readonly (readonly EventMessage[])[] => {
  const frames: EventMessage[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const update of updates) {
    const size = jsonBytes(update) + 1;
    if (bytes + size > MAX_FRAME_BYTES - FRAME_MARGIN_BYTES) {
      frames.push([]);
      bytes = 0;
    }
    frames.at(-1)?.push(update);
    bytes += size;
  }
  return frames;
};

/** The frames of the updates: one alone goes as it is, several as a `batch`. */
export const framesOf = (updates: readonly EventMessage[]): readonly ServerMessage[] =>
  inFrames(updates).flatMap((events): ServerMessage[] => {
    const [only] = events;
    return events.length === 1 && only ? [only] : [{ type: 'batch', events: [...events] }];
  });
