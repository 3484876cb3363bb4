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
import { indexKeys, keys, SCHEDULED_SHARDS, shardOf } from './keys.ts';

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

/** What is delivered by being recorded has no other id than its own: stored, it would make many records a unit dearer. */
const withoutOwnId = (notification: Notification): Item => {
  const { providerMessageId, ...rest } = notification;
  return providerMessageId === notification.notificationId ? rest : { ...notification };
};

const ownIdOf = ({ channel, sentAt, notificationId }: Partial<Notification>): Partial<Notification> =>
  channelNamed(channel ?? '')?.isInbox && sentAt !== undefined ? { providerMessageId: notificationId ?? '' } : {};

export const notificationItem = ({ notification, link }: PlannedNotification): Item => ({
  ...withoutOwnId(notification),
  link,
  ...keys.notification(notification.orderId, notification.notificationId),
  entity: 'planned_notification',
  ...inboxKeys(notification),
  ...scheduledKeys(notification),
});

/**
 * What became of a notification is its `state`; `status` is what it was planned with. An index projects `status`, and an
 * attempt that changed it would pay for a write of the index that nobody reads.
 */
export const plannedOf = (item: Item): PlannedNotification => {
  const {
    link,
    leaseUntil: _,
    claimedBy: __,
    reportedAt: ___,
    reopenedAt: ____,
    bounce,
    state,
    ...planned
  } = contentOf(item);
  const notification = {
    ...ownIdOf(planned),
    ...planned,
    ...(state !== undefined && { status: state }),
    ...(bounce !== undefined && { error: bounce }),
  } as unknown as Notification;
  return { notification: { ...notification, status: statusOf(notification) }, link: String(link ?? '') };
};

export const notificationOf = (item: Item): Notification => plannedOf(item).notification;

/** What a summary is made of, beside its variant. */
export const SUMMARY_ATTRIBUTES = [
  'notificationId',
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

/** @param item With `SUMMARY_ATTRIBUTES` and `facts.variant`, as far as it has them. */
export const summaryOf = (item: Item): NotificationSummary => {
  const { state, facts, ...planned } = item as unknown as Notification & { readonly state?: NotificationStatus };
  const { openedAt: _, clickedAt: __, readAt: ___, bouncedAt: ____, ...shown } = planned;
  return {
    ...shown,
    status: statusOf({ ...planned, ...definedFields({ status: state }) }),
    ...definedFields({ variant: facts?.variant }),
  };
};
