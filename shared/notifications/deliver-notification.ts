import type { Clock, IdSource } from '../clock/clock.ts';
import type { ChannelDescriptor } from '../contract/channel-descriptor.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import { type Shop, withShop } from '../shops/shop.ts';
import type { ShopReader } from '../shops/shop-store.ts';
import { BULK_SEND_CANCELLED, type BulkTurnOf, HELD_SECONDS } from './bulk-send-turn.ts';
import { type FindChannel, messageBytes, previewOf, routesTo, storedPartsOf } from './channel.ts';
import type { ContactStore } from './contacts/contact-store.ts';
import { addressesNow } from './delivery-addresses.ts';
import { type Attempted, type DeliveryResult, type Ended, resultOf } from './delivery-result.ts';
import { handOver, together } from './hand-over.ts';
import { type MessageLinks, unsubscribeHeaders, withCountedLinks } from './links/message-links.ts';
import type { Notification, PlannedNotification } from './notification.ts';
import type { NotificationStore } from './notification-store.ts';
import { personOf } from './person.ts';
import type { SettingsReader } from './preferences/preference-store.ts';
import type { ProviderGate } from './providers/provider-gate.ts';
import type { ActiveTemplates } from './templates/active-templates.ts';
import { renderNotification } from './templates/render-notification.ts';

/**
 * Longer than the function that delivers can run (20 seconds): when the lease is over, whoever held it has ended. What a
 * dead attempt had handed over nobody can ask the provider, so the message is sent again: a message twice, in the rare
 * case of a crash between the provider's yes and its record, does less harm than a failed delivery that nobody heard of.
 */
export const LEASE_MILLISECONDS = 25_000;

/**
 * Where nobody knows whether the provider took the message, and it knows no key by which it would recognize it: a receipt
 * that shows that it did comes within a minute, as a rule, and then nothing is sent twice.
 */
export const UNKNOWN_LEASE_MILLISECONDS = 60_000;

/** After these it is looked at anew: longer than the function can run, so that it is on record by then. */
const POSTPONED_MILLISECONDS = 60_000;

/** Attempts that nobody lived to record: the message itself may be what ends them. */
const MAX_CRASHES = 10;

export interface DeliverDependencies {
  readonly notifications: Pick<NotificationStore, 'claim' | 'settle' | 'release' | 'postpone'>;
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  readonly shops: ShopReader;
  readonly findChannel: FindChannel;
  readonly gate: ProviderGate;
  readonly contacts: Pick<ContactStore, 'disable' | 'isDisabled'>;
  readonly templates: ActiveTemplates;
  readonly settings: SettingsReader;
  /** Whether the user looks at a client of theirs. */
  readonly isInFocus: (userId: string) => Promise<boolean>;
  /** Whether a job to many that it belongs to goes on. */
  readonly bulkTurnOf: BulkTurnOf;
  /** Has what is `scheduled` looked at again when its time has come. */
  readonly scheduleReleases: (notifications: readonly Notification[]) => Promise<void>;
  /** Where the support of the service is written to, where the stage says so. */
  readonly supportEmail?: string | undefined;
  /** Where the pictures of mails are found. */
  readonly publicUrl: string;
  /** The links of a message that lead to us, where its channel has such links. */
  readonly linksOf: (notification: Notification) => Promise<MessageLinks>;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const notHandedOver = (outcome: 'refused' | 'withdrawn', error: string): Attempted => ({
  outcome: { outcome, error },
  passedOver: [],
});
const refused = (error: string): Attempted => notHandedOver('refused', error);

const heldUntil = (until: Date): Attempted => ({
  outcome: { outcome: 'deferred', until, reason: 'its job is paused' },
  passedOver: [],
});

/** The client shows it: nobody is rung for it besides. */
const IN_FOCUS = 'client_in_focus';

const isShownByClient = async (
  { audience }: Notification,
  { yieldsToFocus }: Pick<ChannelDescriptor, 'yieldsToFocus'>,
  order: Order,
  { isInFocus }: DeliverDependencies,
): Promise<boolean> => {
  const { userId } = personOf(audience, { order });
  return yieldsToFocus === true && userId !== undefined && isInFocus(userId);
};

/** What a notification is about, as far as it is there. */
interface About {
  readonly order?: Order | undefined;
  readonly shop?: Shop | undefined;
}

const about = async (orderId: string, { orders, shops }: DeliverDependencies): Promise<About> => {
  const order = await orders.get(orderId);
  if (order === undefined) return {};
  const shop = await shops.get(order.sellerId);
  return { order: withShop(order, shop), shop };
};

const send = async (
  { notification, link }: PlannedNotification,
  { order, shop }: About,
  dependencies: DeliverDependencies,
): Promise<Attempted> => {
  const { findChannel, gate, templates, linksOf, bulkTurnOf, clock } = dependencies;
  const channel = await findChannel(notification.channel);
  if (!channel) return refused('channel_not_registered');
  if (!order) return refused('no_address');
  const turn = await bulkTurnOf(notification);
  if (turn === 'cancelled') return notHandedOver('withdrawn', BULK_SEND_CANCELLED);
  if (turn === 'held') return heldUntil(new Date(clock.now().getTime() + HELD_SECONDS * 1000));
  const reached = await addressesNow(notification, channel, { order, shop }, dependencies);
  if ('withdrawn' in reached) return notHandedOver('withdrawn', reached.withdrawn);
  if ('isQuiet' in reached) return { outcome: { outcome: 'postponed' }, passedOver: [] };
  const { addresses } = reached;
  if (addresses.length === 0) return refused('no_address');
  if (await isShownByClient(notification, channel, order, dependencies)) return notHandedOver('withdrawn', IN_FOCUS);
  const routes = routesTo(addresses, channel);
  if (routes.length === 0) return refused('channel_not_configured');
  const links = channel.countsLinks ? await linksOf(notification) : undefined;
  const unsubscribeUrl = links?.unsubscribe;
  const request = { notification, order, shop, link, publicUrl: dependencies.publicUrl, unsubscribeUrl };
  const { message: rendered, template } = await renderNotification(channel.render, request, templates);
  const message = links ? withCountedLinks(rendered, link, links) : rendered;
  if (messageBytes(message) > channel.limits.messageBytes) return refused('message_too_large');
  const { notificationId, orderId } = notification;
  const headers = unsubscribeHeaders(unsubscribeUrl);
  const outgoing = {
    notificationId,
    orderId,
    priority: notification.priority,
    message,
    ...definedFields({ headers }),
  };
  const handedOver = await Promise.all(
    routes.map((route) => handOver(route, notification, { ...outgoing, addresses: route.addresses }, gate)),
  );
  const stored = { message: storedPartsOf(message, channel), preview: previewOf(message) };
  return { ...together(handedOver), ...stored, ...definedFields({ template }) };
};

/** Attempts in a row, before the one that is running, that nobody lived to record. */
const crashesBefore = ({ attempts }: Notification): number => {
  const before = attempts.slice(0, -1).toReversed();
  const recorded = before.findIndex(({ outcome }) => outcome !== undefined);
  return recorded < 0 ? before.length : recorded;
};

/** Nobody is reached there any more, whatever became of this message. */
const disableGone = async (
  { notification: { channel }, attempted: { outcome }, now }: Ended,
  { contacts }: DeliverDependencies,
): Promise<void> => {
  const gone = 'goneContacts' in outcome ? (outcome.goneContacts ?? []) : [];
  await Promise.all(gone.map((contact) => contacts.disable({ channel, ...contact, at: now.toISOString() })));
};

/**
 * Until when the night lasts is for whoever releases it to find out. Its schedule is made first, for whoever dies before
 * the record leaves a message that comes again.
 */
const postpone = async (
  { notification, now }: Ended,
  attemptId: string,
  { notifications, scheduleReleases }: DeliverDependencies,
): Promise<void> => {
  const scheduledAt = new Date(now.getTime() + POSTPONED_MILLISECONDS).toISOString();
  await scheduleReleases([{ ...notification, status: 'scheduled', scheduledAt }]);
  await notifications.postpone(notification, attemptId, scheduledAt);
};

/** What is known of the attempt is recorded, and what was found out about addresses before that. */
const record = async (ended: Ended, attemptId: string, dependencies: DeliverDependencies): Promise<DeliveryResult> => {
  const { notifications, random } = dependencies;
  const { notification, attempted, now, leaseUntil } = ended;
  const { outcome, provider, message, preview, template } = attempted;
  if (outcome.outcome === 'deferred') {
    await notifications.release(notification, attemptId);
    return resultOf(ended, random);
  }
  if (outcome.outcome === 'postponed') {
    await postpone(ended, attemptId, dependencies);
    return resultOf(ended, random);
  }
  await disableGone(ended, dependencies);
  const by = definedFields({ provider: provider?.id });
  if (outcome.outcome === 'unknown') {
    const isLonger = provider?.hasIdempotencyKey === false;
    const until = isLonger ? new Date(now.getTime() + UNKNOWN_LEASE_MILLISECONDS) : leaseUntil;
    await notifications.settle(notification, attemptId, { ...outcome, ...by, leaseUntil: until.toISOString() });
    return resultOf({ ...ended, leaseUntil: until }, random);
  }
  await notifications.settle(
    notification,
    attemptId,
    outcome.outcome === 'accepted'
      ? {
          ...outcome,
          ...by,
          at: now.toISOString(),
          ...(provider?.reportsByLog && { isFoundByMessageId: true }),
          ...definedFields({ message, preview, template }),
        }
      : { outcome: outcome.outcome, error: outcome.error, ...by },
  );
  return resultOf(ended, random);
};

/** Sends a planned notification, once however often it is asked to. */
export const deliverNotification = async (
  { orderId, notificationId }: { readonly orderId: string; readonly notificationId: string },
  dependencies: DeliverDependencies,
): Promise<DeliveryResult> => {
  const { notifications, clock, ids } = dependencies;
  // Read before the claim: what fails here leaves nothing claimed.
  const [subject] = await Promise.all([about(orderId, dependencies), dependencies.templates.refresh()]);
  const at = clock.now();
  const attemptId = `att_${ids.ulid(at)}`;
  const leaseUntil = new Date(at.getTime() + LEASE_MILLISECONDS);
  const claim = await notifications.claim(orderId, notificationId, {
    attemptId,
    at: at.toISOString(),
    leaseUntil: leaseUntil.toISOString(),
  });
  if (claim.outcome === 'busy') {
    const until = claim.leaseUntil === undefined ? at : new Date(claim.leaseUntil);
    return { result: 'later', until, reason: 'another attempt is sending it' };
  }
  if (claim.outcome !== 'claimed') return { result: 'settled' };
  const { notification } = claim.planned;
  if (crashesBefore(notification) >= MAX_CRASHES) {
    const error = 'EndedWithoutOutcome';
    await notifications.settle(notification, attemptId, { outcome: 'unavailable', error });
    return { result: 'parked', why: 'failing', reason: error, channel: notification.channel };
  }
  const attempted = await send(claim.planned, subject, dependencies);
  return record({ notification, attempted, leaseUntil, now: clock.now() }, attemptId, dependencies);
};
