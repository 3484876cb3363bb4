import { channelNamed } from '../contract/channel-registry.ts';
import { definedFields } from '../defined-fields.ts';
import { inboxOwnerOf } from '../notifications/inbox/inbox-owner.ts';
import {
  type Notification,
  type NotificationName,
  type NotificationStatus,
  type NotificationSummary,
  type PlannedNotification,
  statusOf,
} from '../notifications/notification.ts';
import { contentOf, type Item } from './item.ts';
import { indexKeys, type Key, keys, SCHEDULED_SHARDS, shardOf } from './keys.ts';
import { leftOut, withoutRepeated } from './sent-notification.ts';

/** Entries of earlier versions were planned before they arrived. */
const HAS_ARRIVED: readonly NotificationStatus[] = ['sent', 'delivered'];

/**
 * What people read in their inbox is listed by its owner; what was sent to them elsewhere, by its order only. An entry
 * arrives among what nobody has read, and whoever reads it moves it.
 */
const inboxKeys = (notification: Notification): Item => {
  const owner = channelNamed(notification.channel)?.isInbox ? inboxOwnerOf(notification) : undefined;
  if (owner === undefined) return {};
  const hasArrived = HAS_ARRIVED.includes(notification.status);
  return {
    byCustomerPk: hasArrived ? indexKeys.unread(owner) : indexKeys.inbox(owner),
    byCustomerSk: indexKeys.byTime(notification.createdAt, notification.notificationId),
  };
};

/** A notification's name as the sort key of an index; ids of orders may be the shop's own, those of notifications not. */
export const indexReference = ({ orderId, notificationId }: NotificationName): string => `${orderId}/${notificationId}`;

/** The name that `indexReference` wrote. */
export const nameInIndex = (text: string): NotificationName => {
  const slash = text.lastIndexOf('/');
  return { orderId: text.slice(0, slash), notificationId: text.slice(slash + 1) };
};

/** What waits for its time is found by it, and by whose it is, until it goes. */
export const scheduledKeys = ({
  orderId,
  notificationId,
  ownerId,
  status,
  scheduledAt,
}: Pick<Notification, 'orderId' | 'notificationId' | 'ownerId' | 'status' | 'scheduledAt'>): Item =>
  status === 'scheduled' && scheduledAt !== undefined
    ? {
        ...(ownerId !== undefined && {
          byCustomerPk: indexKeys.waiting(ownerId),
          byCustomerSk: indexReference({ orderId, notificationId }),
        }),
        byPhasePk: indexKeys.scheduledNotifications(shardOf(notificationId, SCHEDULED_SHARDS)),
        byPhaseSk: indexKeys.byTime(scheduledAt, indexReference({ orderId, notificationId })),
      }
    : {};

const ownIdOf = ({ channel, sentAt, notificationId }: Partial<Notification>): Partial<Notification> =>
  channelNamed(channel ?? '')?.isInbox && sentAt !== undefined ? { providerMessageId: notificationId ?? '' } : {};

export const notificationItem = ({ notification, link }: PlannedNotification): Item => ({
  ...(channelNamed(notification.channel)?.isInbox ? withoutRepeated(notification) : notification),
  link,
  ...keys.notification(notification.orderId, notification.notificationId),
  entity: 'planned_notification',
  ...inboxKeys(notification),
  ...scheduledKeys(notification),
});

/**
 * What became of a notification is its `state`; `status` is what it was planned with. An index projects `status`, and an
 * attempt that changed it would pay for a write of the index that nobody reads.
 *
 * @param withTexts Also the parts of a message that was sent.
 */
export const plannedOf = (item: Item, withTexts = true): PlannedNotification => {
  const {
    link,
    leaseUntil: _,
    claimedBy: __,
    reportedAt: ___,
    reopenedAt: ____,
    packed: _____,
    bounce,
    state,
    ...planned
  } = contentOf(item);
  const notification = {
    ...leftOut(item, withTexts),
    ...ownIdOf(planned),
    ...planned,
    ...(state !== undefined && { status: state }),
    ...(bounce !== undefined && { error: bounce }),
  } as unknown as Notification;
  return { notification: { ...notification, status: statusOf(notification) }, link: String(link ?? '') };
};

export const notificationOf = (item: Item): Notification => plannedOf(item).notification;

/** Without the parts of the message: for who only asks what was sent. */
export const recordOf = (item: Item): Notification => plannedOf(item, false).notification;

/** What a summary is made of, beside its variant. */
export const SUMMARY_ATTRIBUTES = [
  'sk',
  'type',
  'channel',
  'audience',
  'createdAt',
  'sentAt',
  'deliveredAt',
  'status',
  'state',
  'openedAt',
  'clickedAt',
  'readAt',
  'bouncedAt',
] as const;

type Stored = Notification & Pick<Key, 'sk'> & { readonly state?: NotificationStatus };

/** @param item With `SUMMARY_ATTRIBUTES` and `facts.variant`, as far as it has them. */
export const summaryOf = (item: Item): NotificationSummary => {
  const { sk, state, facts, ...planned } = item as unknown as Stored;
  const { openedAt: _, clickedAt: __, readAt: ___, bouncedAt: ____, ...shown } = planned;
  return {
    ...shown,
    notificationId: keys.notificationIdOf({ sk }),
    status: statusOf({ ...planned, ...definedFields({ status: state }) }),
    ...definedFields({ variant: facts?.variant }),
  };
};
