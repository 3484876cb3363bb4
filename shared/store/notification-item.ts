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
  entity: 'notification',
  ...(notification.buyerId !== undefined &&
    notification.audience === 'customer' && {
      byCustomerPk: customerPartition(notification.buyerId, notification),
      byCustomerSk: indexKeys.byTime(notification.createdAt, notification.notificationId),
    }),
});

export const plannedOf = (item: Item): PlannedNotification => {
  const { link, leaseUntil: _leaseUntil, claimedBy: _claimedBy, ...notification } = contentOf(item);
  return { notification: notification as unknown as Notification, link: String(link ?? '') };
};

export const notificationOf = (item: Item): Notification => plannedOf(item).notification;
