import type { Clock } from '../clock/clock.ts';
import { type Channel, channelNamed } from '../contract/channel-registry.ts';
import type { Order } from '../orders/model/order.ts';
import { type Shop, withShop } from '../shops/shop.ts';
import type { ShopReader } from '../shops/shop-store.ts';
import type { NotificationType } from '../workflows/workflow.ts';
import { BULK_SEND_CANCELLED, type BulkTurnOf, HELD_SECONDS } from './bulk-send-turn.ts';
import type { ContactStore } from './contacts/contact-store.ts';
import { companionsOf, digestFacts } from './digest/collect-digest.ts';
import { collectedUntil } from './digest/digest-window.ts';
import type { Notification } from './notification.ts';
import { ownerOf, personOf } from './person.ts';
import { zoneOfPerson } from './plan-hours.ts';
import { waitsUntil } from './plan-time.ts';
import type { SettingsReader } from './preferences/preference-store.ts';
import { isTurnedOff, type PersonSettings } from './preferences/preferences.ts';
import type { ScheduledNotificationStore } from './scheduled-notifications.ts';

export interface ReleaseDependencies {
  readonly scheduled: ScheduledNotificationStore;
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  readonly shops: ShopReader;
  readonly settings: SettingsReader;
  readonly contacts: Pick<ContactStore, 'isDisabled'>;
  /** Whether a job to many that it belongs to goes on. */
  readonly bulkTurnOf: BulkTurnOf;
  readonly clock: Clock;
  readonly supportEmail?: string | undefined;
}

export type Release =
  /** To be sent to its lane: by this call, or by an earlier one that may have died before it sent it. */
  | { readonly result: 'released'; readonly notification: Notification; readonly digested: number }
  /** Another one of the person's messages was released at this moment: it is to be looked at again. */
  | { readonly result: 'contended' }
  | { readonly result: 'withdrawn'; readonly reason: string }
  | { readonly result: 'postponed'; readonly at: string }
  /** It was sent, or withdrawn, or is not there. */
  | { readonly result: 'settled' };

/** Of what has happened for good: still worth a message when the order has gone on. */
const LASTING: readonly NotificationType[] = [
  'delivered',
  'completed',
  'cancelled',
  'returned',
  'refunded',
  'payment_failed',
  'dispute_opened',
  'delivery_rescheduled',
  'tracking_link',
  'custom',
];

/** Whether a message still says what is so. One that the order has left behind is followed by that of its new status. */
const isStillTrue = ({ type, facts }: Pick<Notification, 'type' | 'facts'>, { status, phase }: Order): boolean => {
  if (status === facts.status) return true;
  if (!LASTING.includes(type)) return false;
  return type !== 'delivered' || !['exception', 'returned'].includes(phase);
};

const reasonToWithdraw = async (
  notification: Notification,
  {
    order,
    shop,
    settings,
  }: { readonly order: Order; readonly shop: Shop | undefined; readonly settings: PersonSettings },
  { contacts, supportEmail, bulkTurnOf }: ReleaseDependencies,
): Promise<string | undefined> => {
  const { type, audience } = notification;
  const channel = channelNamed(notification.channel);
  if (!channel) return 'channel_not_registered';
  if ((await bulkTurnOf(notification)) === 'cancelled') return BULK_SEND_CANCELLED;
  if (!isStillTrue(notification, order)) return 'no_longer_true';
  if (isTurnedOff(type, channel, settings.preferences)) return 'turned_off';
  const addresses = channel.addressesOf(personOf(audience, { order, shop, supportEmail }, settings));
  if (addresses.length === 0) return 'no_address';
  const gone = await Promise.all(addresses.map((address) => contacts.isDisabled({ channel: channel.id, address })));
  return gone.includes(false) ? undefined : 'contact_disabled';
};

/** Nobody has tried to send it since it was due: whoever released it may have died before its lane had it. */
const isUntriedSince = ({ attempts, scheduledAt = '' }: Notification): boolean =>
  attempts.every(({ at }) => at < scheduledAt);

interface About {
  readonly order: Order;
  readonly shop: Shop | undefined;
  readonly settings: PersonSettings;
  readonly channel: Channel;
}

/** Alone, or for all that wait no longer and go to the same place. */
const goes = async (
  notification: Notification,
  { order, shop, settings, channel }: About,
  now: Date,
  dependencies: ReleaseDependencies,
): Promise<Release> => {
  const { scheduled, orders, supportEmail } = dependencies;
  const addressesFor = (known: Order): readonly string[] =>
    channel.addressesOf(
      personOf(notification.audience, { order: withShop(known, shop), shop, supportEmail }, settings),
    );
  const leader = { notification, order, channel, addresses: addressesFor(order), now };
  const companions = await companionsOf(leader, {
    scheduled,
    orders,
    isWantedAt: async (member, known, addresses) =>
      addressesFor(known).join() === addresses.join() &&
      (await dependencies.bulkTurnOf(member)) !== 'held' &&
      (await reasonToWithdraw(member, { order: known, shop, settings }, dependencies)) === undefined,
  });
  const { orderId, notificationId } = notification;
  if (companions.length === 0) {
    const isReleased = await scheduled.release(orderId, notificationId);
    return isReleased
      ? { result: 'released', notification: { ...notification, status: 'pending' }, digested: 0 }
      : { result: 'settled' };
  }
  const digest: Notification = { ...notification, facts: digestFacts(notification, companions) };
  return (await scheduled.releaseTogether(digest, companions))
    ? { result: 'released', notification: { ...digest, status: 'pending' }, digested: companions.length }
    : { result: 'contended' };
};

/** Looks again at what waited: the order, the person's wishes and the hour are no longer what they were. */
export const releaseNotification = async (
  { orderId, notificationId }: { readonly orderId: string; readonly notificationId: string },
  dependencies: ReleaseDependencies,
): Promise<Release> => {
  const { scheduled, orders, shops, clock } = dependencies;
  const [found, known] = await Promise.all([scheduled.get(orderId, notificationId), orders.get(orderId)]);
  if (!found || !known) return { result: 'settled' };
  const { notification } = found;
  if (notification.status === 'pending' && isUntriedSince(notification))
    return { result: 'released', notification, digested: 0 };
  if (notification.status !== 'scheduled') return { result: 'settled' };
  const shop = await shops.get(known.sellerId);
  const order = withShop(known, shop);
  const { audience, priority, isAwaited = false } = notification;
  const ownerId = ownerOf(audience, order);
  const settings = ownerId === undefined ? { devices: [] } : await dependencies.settings.get(ownerId);
  const reason = await reasonToWithdraw(notification, { order, shop, settings }, dependencies);
  if (reason !== undefined) {
    await scheduled.withdraw(orderId, notificationId, reason);
    return { result: 'withdrawn', reason };
  }
  const { preferences } = settings;
  const channel = channelNamed(notification.channel);
  if (!channel) return { result: 'settled' };
  const now = clock.now();
  const timeZone = zoneOfPerson(audience, order, shop, preferences);
  // Looked at before its time, because the person changed their settings, it still waits for others.
  const isEarly = (notification.scheduledAt ?? '') > now.toISOString();
  const from = isEarly ? collectedUntil(notification, channel, now) : undefined;
  const timing = { channel, audience, priority, isAwaited, preferences, timeZone };
  const isHeld = (await dependencies.bulkTurnOf(notification)) === 'held';
  const held = isHeld ? new Date(now.getTime() + HELD_SECONDS * 1000) : undefined;
  const until = waitsUntil(timing, from ?? now) ?? from ?? held;
  if (until !== undefined) {
    const at = until.toISOString();
    await scheduled.postpone({ orderId, notificationId, at });
    return { result: 'postponed', at };
  }
  return goes(notification, { order, shop, settings, channel }, now, dependencies);
};
