import { channelNamed } from '../../shared/contract/channel-registry.ts';
import { inboxOwnerOf } from '../../shared/notifications/inbox/inbox-owner.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import type { PublishInboxChanges } from '../consumers/inbox-changes.ts';

/** Has new entries of inboxes sent to the devices of their owners. Repeated, a device is sent an entry that it has. */
export const publishEntries = async (
  notifications: readonly Notification[],
  publish: PublishInboxChanges,
): Promise<void> => {
  const entries = notifications.filter(
    ({ channel, status }) => channelNamed(channel)?.isInbox === true && status === 'delivered',
  );
  const changes = [...Map.groupBy(entries, inboxOwnerOf)].flatMap(([owner, group]) =>
    owner === undefined
      ? []
      : [[owner, { added: group.map(({ orderId, notificationId }) => ({ orderId, notificationId })) }] as const],
  );
  if (changes.length > 0) await publish(new Map(changes));
};
