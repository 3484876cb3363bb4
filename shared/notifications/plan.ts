import type { Instant } from '../calendar/instant.ts';
import type { Effect } from '../contract/events/event-definition.ts';
import type { OrderEvent } from '../contract/events.ts';
import { definedFields } from '../defined-fields.ts';
import { itemCountsOf } from '../orders/engine/item-counts.ts';
import type { Order, Shipment } from '../orders/model/order.ts';
import { sha256 } from '../security/digest.ts';
import type { Channel } from '../workflows/workflow.ts';
import type { LinkRequest } from './link-request.ts';
import { maskEmail } from './mask.ts';
import type { Notification, NotificationFacts, PlannedNotification } from './notification.ts';
import { pickupFacts, variantOf } from './pickup-facts.ts';
import { subjectOf } from './subject.ts';

/** Channels that a provider stands behind. A workflow may ask for more; what nobody can send is not planned. */
export const PLANNED_CHANNELS = ['email'] as const satisfies readonly Channel[];

/** Raised when the texts or the layout change: the digest then distinguishes old and new. */
export const TEMPLATE_VERSION = 4;

type NotifyEffect = Extract<Effect, { kind: 'notify' }>;

const NO_ADDRESS = 'no_address';

/** Somebody waits for it in front of the screen. */
const LINK_MAIL: NotifyEffect = {
  kind: 'notify',
  type: 'tracking_link',
  channels: ['email'],
  priority: 'urgent',
  audience: 'customer',
};

/** The address is read where it is needed and never kept with the notification. */
export const emailOf = (order: Order): string | undefined => order.customer.email ?? order.guestEmail;

/** 128 bits of the digest of what makes a notification one and the same. */
export const notificationIdOf = (parts: {
  readonly eventId: string;
  readonly recipient: string;
  readonly channel: Channel;
  readonly templateId: string;
}): string => {
  const { eventId, recipient, channel, templateId } = parts;
  const digest = sha256(JSON.stringify([eventId, recipient, channel, templateId]), 'hex');
  return `ntf_${digest.slice(0, 32)}`;
};

/** The parcel that the event is about, else the last one. */
const parcelOf = ({ trackingNumber }: OrderEvent, { shipments }: Order): Shipment | undefined =>
  shipments.find((parcel) => parcel.trackingNumber === trackingNumber) ?? shipments.at(-1);

/** The order as the event left it, so that a late message does not show a later state. */
const factsOf = (
  { event, order, now }: Omit<PlanInput, 'link'>,
  { type, audience }: NotifyEffect,
): NotificationFacts => {
  const parcel = parcelOf(event, order);
  const estimatedDelivery = event.estimatedDelivery ?? order.estimatedDelivery;
  const variant = audience === 'customer' ? variantOf(type, event, order, now) : undefined;
  const pickup = audience === 'customer' ? pickupFacts(type, variant, event, order) : undefined;
  const itemCounts = itemCountsOf(event);
  return {
    orderNumber: event.orderNumber,
    status: event.status,
    phase: event.phase,
    occurredAt: event.occurredAt,
    ...(parcel && { carrier: parcel.carrier, trackingNumber: parcel.trackingNumber }),
    ...definedFields({ estimatedDelivery, reason: event.reason }),
    ...(pickup && { pickup }),
    ...(itemCounts && { itemCounts }),
    ...(variant && { variant }),
  };
};

interface Cause {
  readonly effect: NotifyEffect;
  readonly channel: Channel;
  /** What the notification is about: an event, or a request for a link. */
  readonly causeId: string;
  readonly facts: NotificationFacts;
}

const planned = (
  { effect, channel, causeId, facts }: Cause,
  { order, link, now }: Omit<PlanInput, 'event'>,
): PlannedNotification => {
  // A shop's address is not known yet; that nobody was notified is part of the record.
  const address = effect.audience === 'customer' ? emailOf(order) : undefined;
  const recipient = effect.audience === 'seller' ? `seller:${order.sellerId}` : `customer:${order.orderId}`;
  const templateId = effect.type;
  const notification: Notification = {
    notificationId: notificationIdOf({ eventId: causeId, recipient, channel, templateId }),
    orderId: order.orderId,
    eventId: causeId,
    ...definedFields({ buyerId: order.buyerId }),
    type: effect.type,
    channel,
    audience: effect.audience,
    priority: effect.priority,
    status: address === undefined ? 'suppressed' : 'pending',
    locale: order.locale,
    templateId,
    templateVersion: TEMPLATE_VERSION,
    subject: subjectOf(effect.type, order.locale, facts),
    ...(address !== undefined && { recipient: maskEmail(address) }),
    facts,
    createdAt: now,
    attempts: [],
    ...(address === undefined && { error: NO_ADDRESS }),
  };
  return { notification, link };
};

export interface PlanInput {
  readonly event: OrderEvent;
  /** As it is now: its address and language are the ones to use. */
  readonly order: Order;
  /** The page that the message leads to. */
  readonly link: string;
  readonly now: Instant;
}

/** The notifications of an event. Pure: planning twice plans the same notifications under the same ids. */
export const planNotifications = (input: PlanInput): readonly PlannedNotification[] => {
  const { event } = input;
  const all = event.effects.flatMap((effect) =>
    effect.kind === 'notify'
      ? PLANNED_CHANNELS.filter((channel) => effect.channels.includes(channel)).map((channel) =>
          planned({ effect, channel, causeId: event.eventId, facts: factsOf(input, effect) }, input),
        )
      : [],
  );
  return [...new Map(all.map((one) => [one.notification.notificationId, one])).values()];
};

/** The mail that a proven request leads to. Planning it twice plans the same one. */
export const planLinkMail = (
  request: LinkRequest,
  { order, link, now }: Omit<PlanInput, 'event'>,
): PlannedNotification => {
  const { orderNumber, status, phase } = order;
  const facts = { orderNumber, status, phase, occurredAt: request.requestedAt };
  return planned({ effect: LINK_MAIL, channel: 'email', causeId: request.requestId, facts }, { order, link, now });
};
