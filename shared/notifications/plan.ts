import type { Instant } from '../calendar/instant.ts';
import type { Person } from '../contract/channel-descriptor.ts';
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
import { orderTimeZone } from '../orders/model/delivery-place.ts';
import { overAt } from '../orders/model/estimate.ts';
import type { Order, Shipment } from '../orders/model/order.ts';
import { sha256 } from '../security/digest.ts';
import { type Shop, withShop } from '../shops/shop.ts';
import { LINK_REQUESTED } from '../workflows/common-notices.ts';
import { TEXT_VARIANTS } from '../workflows/text-variants.ts';
import { audienceVariantOf } from './audience-texts.ts';
import type { ContactPoint } from './contacts/contact-store.ts';
import { collectedUntil } from './digest/digest-window.ts';
import type { LinkRequest } from './link-request.ts';
import type { Notification, NotificationFacts, PlannedNotification } from './notification.ts';
import { ownerOf, personOf } from './person.ts';
import { pickupFacts, variantOf } from './pickup-facts.ts';
import { zoneOfPerson } from './plan-hours.ts';
import { repeatOf } from './plan-repeats.ts';
import { waitsUntil } from './plan-time.ts';
import { type PersonSettings, type Wish, wishUnlessAsked } from './preferences/preferences.ts';
import type { WrittenMessage } from './written-message.ts';

type NotifyEffect = Extract<Effect, { kind: 'notify' }>;

const NO_ADDRESS = 'no_address';
const CONTACT_DISABLED = 'contact_disabled';
/** By the person, for this type over this channel. */
const TURNED_OFF = 'turned_off';
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

/** Every event of a subscription says its cycle. */
const cycleOf = ({ metadata }: OrderEvent): number | undefined => {
  const cycle = metadata && 'cycle' in metadata ? metadata.cycle : undefined;
  return typeof cycle === 'number' ? cycle : undefined;
};

/** Who hears of a delay is not shown the date that has just passed. */
const estimateFor = (
  type: NotifyEffect['type'],
  { estimatedDelivery, occurredAt }: OrderEvent,
  order: Order,
): Order['estimatedDelivery'] => {
  const estimate = estimatedDelivery ?? order.estimatedDelivery;
  const isPassed = estimate !== undefined && overAt(estimate, orderTimeZone(order)) <= occurredAt;
  return type === 'delayed' && isPassed ? undefined : estimate;
};

/** The order as the event left it, so that a late message does not show a later state. */
const factsOf = (
  { event, order, now }: Pick<PlanInput, 'event' | 'order' | 'now'>,
  { type, audience, variant: asked }: NotifyEffect,
): NotificationFacts => {
  const parcel = parcelOf(event, order);
  const estimatedDelivery = estimateFor(type, event, order);
  const ofType = audience === 'customer' ? variantOf(type, event, order, now) : audienceVariantOf(audience, type);
  const variant = TEXT_VARIANTS.find((known) => known === asked) ?? ofType;
  const pickup = audience === 'customer' ? pickupFacts(type, variant, event, order) : undefined;
  const itemCounts = itemCountsOf(event);
  return {
    orderNumber: event.orderNumber,
    status: event.status,
    phase: event.phase,
    occurredAt: event.occurredAt,
    ...(parcel && { carrier: parcel.carrier, trackingNumber: parcel.trackingNumber }),
    ...definedFields({ estimatedDelivery, reason: event.reason, pickup, itemCounts, variant, cycle: cycleOf(event) }),
  };
};

interface Cause {
  readonly effect: NotifyEffect;
  /** What the notification is about: an event, or a request for a link. */
  readonly causeId: string;
  readonly facts: NotificationFacts;
  /** It responds to what the recipient has just done. */
  readonly isAwaited: boolean;
  /** Somebody wrote it, or tries how one looks. */
  readonly isWritten?: true;
}

type Settled = Pick<Notification, 'status' | 'recipient' | 'error' | 'scheduledAt'>;

/** Where there is no address: that nobody could be reached is part of the record, or nothing is to be recorded. */
const recipientOf = (
  channel: Channel,
  person: Person,
  { providers = PROVIDERS_OF_EVERY_STAGE, isDisabled = () => false }: Pick<PlanInput, 'providers' | 'isDisabled'>,
): Settled | undefined => {
  const known = channel.addressesOf(person);
  if (known.length === 0)
    return channel.withoutAddress === 'skip' ? undefined : { status: 'suppressed', error: NO_ADDRESS };
  const addresses = known.filter((address) => !isDisabled({ channel: channel.id, address }));
  if (addresses.length === 0)
    return { status: 'suppressed', recipient: known.map(channel.mask).join(', '), error: CONTACT_DISABLED };
  const recipient = addresses.map(channel.mask).join(', ');
  return reachableAddresses(channel, addresses, providers).length > 0
    ? { status: 'pending', recipient }
    : { status: 'suppressed', recipient, error: CHANNEL_NOT_CONFIGURED };
};

const wishFor = ({ type, audience }: NotifyEffect, channel: Channel, { preferences }: PersonSettings): Wish => {
  const wish = wishUnlessAsked(type, channel, preferences);
  // The defaults are those of customers; who works with orders gets what the workflow says.
  return wish === 'not_by_default' && audience !== 'customer' ? 'wanted' : wish;
};

/** The rules in their sequence: the wish, the address, what was said before, the time. */
const settled = (
  candidate: Notification,
  channel: Channel,
  { effect, isAwaited, isWritten }: Cause,
  input: CauseInput,
  settings: PersonSettings,
): Settled | undefined => {
  const { order, shop, now, records = [] } = input;
  const { audience, priority } = effect;
  const wish = wishFor(effect, channel, settings);
  const found = recipientOf(channel, personOf(audience, input, settings), input);
  if (wish === 'not_by_default' || found === undefined) return undefined;
  if (wish === 'turned_off') return { ...found, status: 'suppressed', error: TURNED_OFF };
  if (found.status !== 'pending') return found;
  const repeat = repeatOf(candidate, records, channel);
  if (repeat !== undefined) return { ...found, status: 'suppressed', error: repeat };
  const { preferences } = settings;
  const timeZone = zoneOfPerson(audience, order, shop, preferences);
  const from = isWritten ? undefined : collectedUntil(candidate, channel, new Date(now));
  const timing = { channel, audience, priority, isAwaited, preferences, timeZone };
  const until = waitsUntil(timing, from ?? new Date(now)) ?? from;
  return until === undefined ? found : { ...found, status: 'scheduled', scheduledAt: until.toISOString() };
};

const planned = (channel: Channel, cause: Cause, input: CauseInput): readonly PlannedNotification[] => {
  const { order, shop, link, now } = input;
  const { effect, causeId, facts, isAwaited, isWritten } = cause;
  const { type, audience, priority } = effect;
  const ownerId = ownerOf(audience, order);
  const settings = input.settingsOf?.(ownerId) ?? { devices: [] };
  const isForShop = audience === 'seller';
  const recipient = audience === 'customer' ? `customer:${order.orderId}` : (ownerId ?? audience);
  const templateId = type;
  const candidate: Notification = {
    notificationId: notificationIdOf({ eventId: causeId, recipient, channel: channel.id, templateId }),
    orderId: order.orderId,
    eventId: causeId,
    ...definedFields({ buyerId: order.buyerId, ownerId }),
    type,
    channel: channel.id,
    audience,
    priority,
    status: 'pending',
    locale: settings.preferences?.language ?? (isForShop ? shop?.locale : undefined) ?? order.locale,
    templateId,
    templateVersion: channel.templateVersion,
    facts,
    ...(isAwaited && { isAwaited }),
    ...(isWritten && { isWritten }),
    createdAt: now,
    attempts: [],
  };
  const found = settled(candidate, channel, cause, input, settings);
  // The customer's link may hold their token: nobody else is sent it.
  const page = audience === 'customer' ? link : (isForShop && shop?.accountUrl) || '';
  return found === undefined ? [] : [{ notification: { ...candidate, ...found }, link: page }];
};

/** One for each channel of the effect that is registered, whatever else its workflow asks for. */
const plannedOf = (cause: Cause, input: CauseInput): readonly PlannedNotification[] => {
  const asked = cause.effect.channels.map(channelNamed);
  return CHANNELS.filter((channel) => asked.includes(channel)).flatMap((channel) => planned(channel, cause, input));
};

export interface PlanInput {
  readonly event: OrderEvent;
  /** As it is now: its address and language are the ones to use. */
  readonly order: Order;
  /** As it is now, where it has said anything. */
  readonly shop?: Shop | undefined;
  /** Where the support of the service is written to; absent, where the shop has its customers ask. */
  readonly supportEmail?: string | undefined;
  /** The page that the message leads to. */
  readonly link: string;
  readonly now: Instant;
  /** Those of the stage; absent, those that every stage has. */
  readonly providers?: ConfiguredProviders;
  /** What the owner has chosen; absent, nobody has chosen anything. */
  readonly settingsOf?: (ownerId: string | undefined) => PersonSettings | undefined;
  /** Whether nobody is reached there any more; absent, everybody is reached. */
  readonly isDisabled?: (point: ContactPoint) => boolean;
  /** The notifications of the order so far. */
  readonly records?: readonly Notification[];
}

type CauseInput = Omit<PlanInput, 'event'>;

/** Whoever has just ordered, or acted on the order themselves, is awake. */
const isAwaitedBy = ({ type, actor }: OrderEvent, audience: NotifyEffect['audience']): boolean =>
  audience === 'customer' && (type === 'order_created' || actor.role === 'customer' || actor.role === 'guest');

/** Who is notified of an event, and how. Pure: planning twice plans the same notifications under the same ids. */
export const planNotifications = (given: PlanInput): readonly PlannedNotification[] => {
  const input = { ...given, order: withShop(given.order, given.shop) };
  const { event } = input;
  const all = event.effects.flatMap((effect) =>
    effect.kind === 'notify'
      ? plannedOf(
          {
            effect,
            causeId: event.eventId,
            facts: factsOf(input, effect),
            isAwaited: isAwaitedBy(event, effect.audience),
          },
          input,
        )
      : [],
  );
  const distinct = new Map(all.map((one) => [one.notification.notificationId, one]));
  return [...distinct.values()];
};

/** What a proven request for a link leads to. Planning it twice plans the same. */
export const planLink = (request: LinkRequest, input: CauseInput): readonly PlannedNotification[] => {
  const { orderNumber, status, phase } = input.order;
  const facts = { orderNumber, status, phase, occurredAt: request.requestedAt };
  const effect: NotifyEffect = { kind: 'notify', audience: 'customer', ...LINK_REQUESTED };
  return plannedOf({ effect, causeId: request.requestId, facts, isAwaited: true }, input);
};

/** What somebody wrote about the order as it is now, or a test of a message. Planning it twice plans the same. */
export const planWritten = (
  written: WrittenMessage,
  input: Omit<PlanInput, 'event'>,
): readonly PlannedNotification[] => {
  const { messageId, type, audience, channels, priority, message, requestedAt } = written;
  const { orderNumber, status, phase, estimatedDelivery, shipments } = input.order;
  const parcel = shipments.at(-1);
  const variant = message ? undefined : audienceVariantOf(audience, type);
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
  return plannedOf(
    { effect, causeId: messageId, facts, isAwaited: false, isWritten: true },
    { ...input, order: withShop(input.order, input.shop) },
  );
};
