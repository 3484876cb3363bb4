import { channelNamed } from '../../shared/contract/channel-registry.ts';
import { inboxOwnerOf } from '../../shared/notifications/inbox/inbox-owner.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import type { PublishInboxChange } from '../consumers/inbox-changes.ts';

/** Has new entries of inboxes sent to the devices of their owners. Repeated, a device is sent an entry that it has. */
export const publishEntries = async (
  notifications: readonly Notification[],
  publish: PublishInboxChange,
): Promise<void> => {
  const entries = notifications.filter(
    ({ channel, status }) => channelNamed(channel)?.isInbox === true && status === 'delivered',
  );
  for (const [owner, group] of Map.groupBy(entries, inboxOwnerOf)) {
    const added = group.map(({ orderId, notificationId }) => ({ orderId, notificationId }));
    if (owner !== undefined) await publish(owner, { added });
  }
};
