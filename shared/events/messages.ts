import * as z from 'zod';
import { isFifo, type KindOn, kindsOn, type MessageKind, type QueueId } from '../contract/destinations.ts';
import { orderEvent } from '../contract/events.ts';
import { madeOnDemand, once } from '../made-on-demand.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import { followers } from '../realtime/follower-list.ts';
import { heartbeat } from '../realtime/heartbeat.ts';
import { inboxChange } from '../realtime/inbox-change.ts';
import { NOTIFICATION_TYPES, PHASES, PRIORITIES, ROLES } from '../workflows/workflow.ts';
import { type MessageBody, messageBody } from './message-body.ts';

const text = once(() => z.string().min(1));

const driverLocation = () =>
  z
    .looseObject({ orderId: text(), lat: z.number(), lng: z.number(), at: text() })
    .transform((location) => location as unknown as DriverLocation);

const linkRequest = () =>
  z.object({
    requestId: text(),
    orderNumber: text(),
    proofs: z.array(z.object({ of: z.enum(['email', 'postcode']), digest: text() })).readonly(),
    requestedAt: text(),
  });

const writtenMessage = () =>
  z.object({
    messageId: text(),
    orderId: text(),
    type: z.enum(NOTIFICATION_TYPES),
    audience: z.enum(['customer', 'seller']),
    channels: z.array(text()).readonly(),
    priority: z.enum(PRIORITIES),
    message: z.object({ subject: text().exactOptional(), text: text() }).exactOptional(),
    requestedAt: text(),
    requestedBy: z.object({ role: z.enum(ROLES), id: text().exactOptional() }),
  });

const someOrders = () => z.object({ orderIds: z.array(text()).min(1).readonly() });
const continuation = () => z.object({ phase: z.enum(PHASES), after: text().optional() });

/**
 * A record of the table's stream that cannot be sent on, with its content. The content is compressed, for an item may be
 * larger than what is left of a message.
 */
const parkedRecord = () => ({
  /** Why, for people; never personal data. */
  reason: text(),
  parkedAt: text(),
  /** Key of the item, where it can be read. */
  item: z.object({ pk: z.string(), sk: z.string() }).optional(),
  /** Queues that did not get the record's message, some of which may be gone since; absent, none did. */
  destinations: z.array(text()).readonly().optional(),
  /** The record as DynamoDB Streams gave it: JSON, gzip, base64. */
  record: z.base64().min(1),
});

/** Body of a message, by its kind. */
const MESSAGES = madeOnDemand({
  event: () => z.object({ kind: z.literal('event'), event: orderEvent() }),
  /** An event, and some of the many who are to be sent it. */
  event_portion: () =>
    z.object({
      kind: z.literal('event_portion'),
      delivery: z.object({ event: orderEvent(), followers: followers(), readAt: text().exactOptional() }),
    }),
  location: () => z.object({ kind: z.literal('location'), location: driverLocation() }),
  /** What changed in the inbox of a person who may be looking at it. */
  inbox_change: () => z.object({ kind: z.literal('inbox_change'), change: inboxChange() }),
  /** Who asks for the link of an order. */
  link_request: () => z.object({ kind: z.literal('link_request'), linkRequest: linkRequest() }),
  /** One page of a message to many. */
  bulk_send: () => z.object({ kind: z.literal('bulk_send'), jobId: text(), step: z.int().min(0) }),
  /** What somebody wrote about an order, or a test. */
  written_message: () => z.object({ kind: z.literal('written_message'), writtenMessage: writtenMessage() }),
  notification: () =>
    z.object({
      kind: z.literal('notification'),
      orderId: text(),
      notificationId: text(),
      /** Lets the order and its shop be read in one. Absent in messages of earlier versions. */
      known: z.object({ sellerId: text(), version: z.int() }).optional(),
    }),
  /** An event of the mail service, as it published it. */
  mail_event: () => z.looseObject({ kind: z.literal('mail_event'), mail: z.looseObject({}) }),
  /** One portion of a bulk job. */
  portion: () => z.object({ kind: z.literal('portion'), jobId: text(), portion: z.int().min(0) }),
  /** Orders whose deadlines are scheduled again. */
  reconcile: () => z.object({ kind: z.literal('reconcile'), reconcile: someOrders() }),
  /** The rest of a sweep. */
  sweep: () => z.object({ kind: z.literal('sweep'), sweep: continuation() }),
  /** Orders whose words are indexed again. */
  index: () => z.object({ kind: z.literal('index'), index: someOrders() }),
  /** The start (an empty `rebuild`) or the rest of a rebuild of the whole index. */
  rebuild: () => z.object({ kind: z.literal('rebuild'), rebuild: continuation().partial() }),
  heartbeat: () => heartbeat().extend({ kind: z.literal('heartbeat') }),
  parked_record: () => z.object({ kind: z.literal('parked_record'), ...parkedRecord() }),
  /** A notification that waits for its time. */
  release: () =>
    z.object({
      kind: z.literal('release'),
      release: z.object({ orderId: text(), notificationId: text(), at: text(), isExtra: z.boolean().exactOptional() }),
    }),
  /** A deadline that is looked at again: nothing is unusual yet. */
  postponement: () =>
    z.object({
      kind: z.literal('postponement'),
      postponement: z.object({ orderId: text(), rule: text(), dueAt: text(), at: text() }),
    }),
  /** The digits follow from the code's id: they are in no message. */
  phone_code: () => z.object({ kind: z.literal('phone_code'), ownerId: text(), codeId: text() }),
} satisfies { readonly [Kind in MessageKind]: () => z.ZodObject<{ kind: z.ZodLiteral<Kind> }> });

export type MessageOf<Kind extends MessageKind> = z.output<(typeof MESSAGES)[Kind]>;
/** What the consumer of a queue reads. */
export type MessageOn<Id extends QueueId> = MessageOf<KindOn<Id>>;
export type ParkedRecord = MessageOf<'parked_record'>;

/** By which a message without a kind is recognized. Kinds that are added later are never without: nothing to add here. */
const OLD_FIELD_OF_KIND: Readonly<Partial<Record<MessageKind, string>>> = {
  event: 'event',
  location: 'location',
  link_request: 'linkRequest',
  notification: 'notificationId',
  // Somebody else writes it: it never has a kind.
  mail_event: 'mail',
  portion: 'portion',
  reconcile: 'reconcile',
  sweep: 'sweep',
  index: 'index',
  rebuild: 'rebuild',
  heartbeat: 'beat',
  parked_record: 'record',
};

/** A message may wait for days, and a dead letter for weeks: those that were sent without a kind are still read. */
const withKind =
  (kinds: readonly MessageKind[]) =>
  (message: unknown): unknown => {
    if (typeof message !== 'object' || message === null || 'kind' in message) return message;
    const kind = kinds.find((each) => {
      const field = OLD_FIELD_OF_KIND[each];
      return field !== undefined && Object.hasOwn(message, field);
    });
    return kind === undefined ? message : { ...message, kind };
  };

const anyOf = <Kind extends MessageKind>(kinds: readonly Kind[]): z.ZodType<MessageOf<Kind>> => {
  const [first, ...others] = kinds.map((kind) => MESSAGES[kind]);
  if (first === undefined) throw new Error('Nobody reads a queue without messages.');
  return z.preprocess(withKind(kinds), z.discriminatedUnion('kind', [first, ...others])) as unknown as z.ZodType<
    MessageOf<Kind>
  >;
};

/** Options of a consumer, by its queue. Queues that feed one consumer carry the same kinds. */
export const fromQueue = <Id extends QueueId>(
  id: Id,
): { readonly message: () => z.ZodType<MessageOn<Id>>; readonly fifo: boolean } => ({
  message: once(() => anyOf(kindsOn(id))),
  fifo: isFifo(id),
});

/** The message's body as its consumer reads it. @throws ZodError where its consumer would refuse it. */
export const checkMessage = (message: Readonly<Record<string, unknown>> & { readonly kind: MessageKind }): void => {
  MESSAGES[message.kind].parse(message);
};

/** The body of a message of that kind. */
export const bodyOfMessage = <Kind extends MessageKind>(message: MessageOf<Kind>): MessageBody => messageBody(message);
