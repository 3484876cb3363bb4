import * as z from 'zod';
import { orderEvent } from '../contract/events.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import { PHASES } from '../workflows/workflow.ts';

const text = z.string().min(1);

const driverLocation = z
  .looseObject({ orderId: text, lat: z.number(), lng: z.number(), at: text })
  .transform((location) => location as unknown as DriverLocation);

/** Body of a message about one event. */
export const eventMessage = z.object({ event: orderEvent });

const linkRequest = z.object({
  requestId: text,
  orderNumber: text,
  proofs: z.array(z.object({ of: z.enum(['email', 'postcode']), digest: text })),
  requestedAt: text,
});

/** The notify queue also carries who asks for the link of an order. */
export const notifyMessage = z.union([eventMessage, z.object({ linkRequest })]);
export type NotifyMessage = z.output<typeof notifyMessage>;

/** Body of a message on the broadcast queue. */
export const broadcastMessage = z.union([eventMessage, z.object({ location: driverLocation })]);
export type BroadcastMessage = z.output<typeof broadcastMessage>;

/** Body of a message on a delivery lane. */
export const laneMessage = z.object({ orderId: text, notificationId: text });

/** Body of a message on the bulk queue: one portion of a job. */
export const bulkMessage = z.object({ jobId: text, portion: z.int().min(0) });
export type BulkMessage = z.output<typeof bulkMessage>;

const someOrders = z.object({ orderIds: z.array(text).min(1) });
const continuation = z.object({ phase: z.enum(PHASES), after: text.optional() });

/** The schedule queue also carries what the daily sweep asks for, and the rest of a sweep that ran out of time. */
export const scheduleMessage = z.union([
  eventMessage,
  z.object({ reconcile: someOrders }),
  z.object({ sweep: continuation }),
]);
export type ScheduleMessage = z.output<typeof scheduleMessage>;

/**
 * The search queue also carries a rebuild of the whole index: its start (an empty `rebuild`), its portions, and the rest
 * of one that ran out of time.
 */
export const searchMessage = z.union([
  eventMessage,
  z.object({ index: someOrders }),
  z.object({ rebuild: continuation.partial() }),
]);
export type SearchMessage = z.output<typeof searchMessage>;
