import { channelNamed } from '../contract/channel-registry.ts';
import type { Notification, PlannedNotification } from '../notifications/notification.ts';
import { contentOf, type Item } from './item.ts';
import { indexKeys, keys } from './keys.ts';

/** What people read in their inbox lies apart from what was sent to them elsewhere: a page of one is a page of the other. */
const customerPartition = (customerId: string, { channel }: Notification): string =>
  channelNamed(channel)?.isInbox ? indexKeys.customerInbox(customerId) : indexKeys.customerNotifications(customerId);

export const notificationItem = ({ notification, link }: PlannedNotification): Item => ({
  ...notification,
  link,
  ...keys.notification(notification.orderId, notification.notificationId),
  entity: 'planned_notification',
  ...(notification.buyerId !== undefined &&
    notification.audience === 'customer' && {
      byCustomerPk: customerPartition(notification.buyerId, notification),
      byCustomerSk: indexKeys.byTime(notification.createdAt, notification.notificationId),
    }),
});

/**
 * What became of a notification is its `state`; `status` is what it was planned with. An index projects `status`, and an
 * attempt that changed it would pay for a write of the index that nobody reads.
 */
export const plannedOf = (item: Item): PlannedNotification => {
  const { link, leaseUntil: _leaseUntil, claimedBy: _claimedBy, state, ...planned } = contentOf(item);
  const notification = { ...planned, ...(state !== undefined && { status: state }) };
  return { notification: notification as unknown as Notification, link: String(link ?? '') };
};

export const notificationOf = (item: Item): Notification => plannedOf(item).notification;
