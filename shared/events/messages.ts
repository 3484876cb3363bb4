import * as z from 'zod';
import { orderEvent } from '../contract/events.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import { PHASES } from '../workflows/workflow.ts';
import { DESTINATIONS } from './routes.ts';

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

/**
 * Body of a parked message: a record of the table's stream that cannot be sent on, with its content. The content is
 * compressed, for an item may be larger than what is left of a message.
 */
export const parkedRecord = z.object({
  /** Why, for people; never personal data. */
  reason: text,
  parkedAt: text,
  /** Key of the item, where it can be read. */
  item: z.object({ pk: z.string(), sk: z.string() }).optional(),
  /** Queues that did not get the record's message; absent, none did. */
  destinations: z.array(z.enum(DESTINATIONS)).optional(),
  /** The record as DynamoDB Streams gave it: JSON, gzip, base64. */
  record: z.base64().min(1),
});
export type ParkedRecord = z.output<typeof parkedRecord>;
