import * as z from 'zod';
import type { DriverLocation } from '../orders/driver-location.ts';
import type { OrderEvent } from '../orders/order-event.ts';

const text = z.string().min(1);

/** Checked for what consumers rely on; the store wrote the rest, and nobody else can put a message here. */
const orderEvent = z
  .looseObject({
    eventId: text,
    type: text,
    orderId: text,
    sellerId: text,
    seq: z.int().positive(),
    status: text,
    occurredAt: text,
    effects: z.array(z.looseObject({ kind: text })),
  })
  .transform((event) => event as unknown as OrderEvent);

const driverLocation = z
  .looseObject({ orderId: text, lat: z.number(), lng: z.number(), at: text })
  .transform((location) => location as unknown as DriverLocation);

/** Body of a message on the notify, schedule, search and parked queues. */
export const eventMessage = z.object({ event: orderEvent });

/** Body of a message on the broadcast queue. */
export const broadcastMessage = z.union([eventMessage, z.object({ location: driverLocation })]);
export type BroadcastMessage = z.output<typeof broadcastMessage>;

/** Body of a message on a delivery lane. */
export const laneMessage = z.object({ orderId: text, notificationId: text });

/** The schedule queue also carries what the daily sweep asks for. */
export const scheduleMessage = z.union([
  eventMessage,
  z.object({ reconcile: z.object({ orderIds: z.array(text).min(1) }) }),
]);
