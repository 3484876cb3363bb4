import type { Instant } from '../calendar/instant.ts';
import {
  CHANNELS,
  type Channel,
  type ChannelId,
  type ConfiguredProviders,
  channelNamed,
  PROVIDERS_OF_EVERY_STAGE,
  reachableAddresses,
} from '../contract/channel-registry.ts';
import type { Effect } from '../contract/events/event-definition.ts';
import type { OrderEvent } from '../contract/events.ts';
import { definedFields } from '../defined-fields.ts';
import { itemCountsOf } from '../orders/engine/item-counts.ts';
import type { Order, Shipment } from '../orders/model/order.ts';
import { sha256 } from '../security/digest.ts';
import { type Shop, withShop } from '../shops/shop.ts';
import { LINK_REQUESTED } from '../workflows/common-notices.ts';
import type { LinkRequest } from './link-request.ts';
import type { Notification, NotificationFacts, PlannedNotification } from './notification.ts';
import { ownerOf, personOf } from './person.ts';
import { pickupFacts, variantOf } from './pickup-facts.ts';
import { shopVariantOf } from './shop-texts.ts';
import type { WrittenMessage } from './written-message.ts';

type NotifyEffect = Extract<Effect, { kind: 'notify' }>;

const NO_ADDRESS = 'no_address';
/** The person is known there, and the stage has nobody who carries a message that far. */
const CHANNEL_NOT_CONFIGURED = 'channel_not_configured';

/** 128 bits of the digest of what makes a notification one and the same. */
export const notificationIdOf = (parts: {
  readonly eventId: string;
  readonly recipient: string;
  readonly channel: ChannelId;
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
  { event, order, now }: Pick<PlanInput, 'event' | 'order' | 'now'>,
  { type, audience }: NotifyEffect,
): NotificationFacts => {
  const parcel = parcelOf(event, order);
  const estimatedDelivery = event.estimatedDelivery ?? order.estimatedDelivery;
  const variant = audience === 'customer' ? variantOf(type, event, order, now) : shopVariantOf(type);
  const pickup = audience === 'customer' ? pickupFacts(type, variant, event, order) : undefined;
  const itemCounts = itemCountsOf(event);
  return {
    orderNumber: event.orderNumber,
    status: event.status,
    phase: event.phase,
    occurredAt: event.occurredAt,
    ...(parcel && { carrier: parcel.carrier, trackingNumber: parcel.trackingNumber }),
    ...definedFields({ estimatedDelivery, reason: event.reason, pickup, itemCounts, variant }),
  };
};

interface Cause {
  readonly effect: NotifyEffect;
  /** What the notification is about: an event, or a request for a link. */
  readonly causeId: string;
  readonly facts: NotificationFacts;
}

type Recipient = Pick<Notification, 'status' | 'recipient' | 'error'>;

/** Where there is no address: that nobody could be reached is part of the record, or nothing is to be recorded. */
const recipientOf = (
  channel: Channel,
  audience: NotifyEffect['audience'],
  { order, shop, providers = PROVIDERS_OF_EVERY_STAGE }: Pick<PlanInput, 'order' | 'shop' | 'providers'>,
): Recipient | undefined => {
  const addresses = channel.addressesOf(personOf(audience, order, shop));
  if (addresses.length === 0)
    return channel.withoutAddress === 'skip' ? undefined : { status: 'suppressed', error: NO_ADDRESS };
  const recipient = addresses.map(channel.mask).join(', ');
  return reachableAddresses(channel, addresses, providers).length > 0
    ? { status: 'pending', recipient }
    : { status: 'suppressed', recipient, error: CHANNEL_NOT_CONFIGURED };
};

const planned = (
  channel: Channel,
  { effect: { type, audience, priority }, causeId, facts }: Cause,
  input: Omit<PlanInput, 'event'>,
): readonly PlannedNotification[] => {
  const { order, shop, link, now } = input;
  const found = recipientOf(channel, audience, input);
  if (!found) return [];
  const isForShop = audience === 'seller';
  const ownerId = ownerOf(audience, order);
  const recipient = audience === 'customer' ? `customer:${order.orderId}` : (ownerId ?? audience);
  const templateId = type;
  const notification: Notification = {
    notificationId: notificationIdOf({ eventId: causeId, recipient, channel: channel.id, templateId }),
    orderId: order.orderId,
    eventId: causeId,
    ...definedFields({ buyerId: order.buyerId, ownerId }),
    type,
    channel: channel.id,
    audience,
    priority,
    locale: (isForShop ? shop?.locale : undefined) ?? order.locale,
    templateId,
    templateVersion: channel.templateVersion,
    facts,
    createdAt: now,
    attempts: [],
    ...found,
  };
  // The customer's link may hold their token: nobody else is sent it.
  return [{ notification, link: audience === 'customer' ? link : (isForShop && shop?.accountUrl) || '' }];
};

/** One for each channel of the effect that is registered, whatever else its workflow asks for. */
const plannedOf = (cause: Cause, input: Omit<PlanInput, 'event'>): readonly PlannedNotification[] => {
  const asked = cause.effect.channels.map(channelNamed);
  return CHANNELS.filter((channel) => asked.includes(channel)).flatMap((channel) => planned(channel, cause, input));
};

export interface PlanInput {
  readonly event: OrderEvent;
  /** As it is now: its address and language are the ones to use. */
  readonly order: Order;
  /** As it is now, where it has said anything. */
  readonly shop?: Shop | undefined;
  /** The page that the message leads to. */
  readonly link: string;
  readonly now: Instant;
  /** Those of the stage; absent, those that every stage has. */
  readonly providers?: ConfiguredProviders;
}

/** Who is notified of an event, and how. Pure: planning twice plans the same notifications under the same ids. */
export const planNotifications = (given: PlanInput): readonly PlannedNotification[] => {
  const input = { ...given, order: withShop(given.order, given.shop) };
  const { event } = input;
  const all = event.effects.flatMap((effect) =>
    effect.kind === 'notify' ? plannedOf({ effect, causeId: event.eventId, facts: factsOf(input, effect) }, input) : [],
  );
  return [...new Map(all.map((one) => [one.notification.notificationId, one])).values()];
};

/** What a proven request for a link leads to. Planning it twice plans the same. */
export const planLink = (request: LinkRequest, input: Omit<PlanInput, 'event'>): readonly PlannedNotification[] => {
  const { orderNumber, status, phase } = input.order;
  const facts = { orderNumber, status, phase, occurredAt: request.requestedAt };
  const effect: NotifyEffect = { kind: 'notify', audience: 'customer', ...LINK_REQUESTED };
  return plannedOf({ effect, causeId: request.requestId, facts }, input);
};

/** What somebody wrote about the order as it is now, or a test of a message. Planning it twice plans the same. */
export const planWritten = (
  written: WrittenMessage,
  input: Omit<PlanInput, 'event'>,
): readonly PlannedNotification[] => {
  const { messageId, type, audience, channels, priority, message, requestedAt } = written;
  const { orderNumber, status, phase, estimatedDelivery, shipments } = input.order;
  const parcel = shipments.at(-1);
  const variant = audience === 'customer' || message ? undefined : shopVariantOf(type);
  const facts: NotificationFacts = {
    orderNumber,
    status,
    phase,
    occurredAt: requestedAt,
    ...(parcel && { carrier: parcel.carrier, trackingNumber: parcel.trackingNumber }),
    ...definedFields({ estimatedDelivery, message, variant }),
  };
  const known = channels.flatMap((name) => channelNamed(name)?.id ?? []);
  const effect: NotifyEffect = { kind: 'notify', type, audience, channels: known, priority };
  return plannedOf({ effect, causeId: messageId, facts }, { ...input, order: withShop(input.order, input.shop) });
};
