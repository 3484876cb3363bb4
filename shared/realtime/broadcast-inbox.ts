import type { EventMessage } from '../contract/socket.ts';
import { inboxesOf } from '../notifications/inbox/inbox-owner.ts';
import type { InboxStore } from '../notifications/inbox/inbox-store.ts';
import type { Notification } from '../notifications/notification.ts';
import type { NotificationStore } from '../notifications/notification-store.ts';
import { type BroadcastDependencies, checkedListeners, endAll, sendToEach } from './broadcast.ts';
import { type InboxChange, inboxAudience } from './inbox-change.ts';

export interface BroadcastInboxDependencies extends BroadcastDependencies {
  readonly notifications: Pick<NotificationStore, 'get'>;
  readonly inbox: Pick<InboxStore, 'countUnread'>;
}

const entryMessage = (
  { notificationId, orderId, type, message: { title = '', body = '' } = {}, createdAt }: Notification,
  unread: number,
): EventMessage => ({
  type: 'notification',
  unread,
  notification: { id: notificationId, orderId, type, title, body, at: createdAt },
});

/** Of what came, each entry; of what was read or archived, the ids: with the number of unread entries as it is now. */
export const inboxMessages = async (
  { owner, added, read, archived }: InboxChange,
  { notifications, inbox }: Omit<BroadcastInboxDependencies, keyof BroadcastDependencies>,
): Promise<readonly EventMessage[]> => {
  const [found, unread] = await Promise.all([
    Promise.all(added.map(({ orderId, notificationId }) => notifications.get(orderId, notificationId))),
    inbox.countUnread(owner),
  ]);
  const entries = found.filter((one) => one !== undefined).map((one) => entryMessage(one, unread));
  const changes: readonly EventMessage[] =
    read.length + archived.length === 0
      ? []
      : [{ type: 'inbox_changed', unread, read: [...read], archived: [...archived] }];
  return [...entries, ...changes];
};

/**
 * Sends what changed to every device on which its owner is connected. Returns to how many. Support that follows a shop
 * hears of its orders, and reads nobody's messages.
 */
export const broadcastInbox = async (
  change: InboxChange,
  dependencies: BroadcastInboxDependencies,
): Promise<number> => {
  const { listeners, endings } = await checkedListeners({ orderId: '' }, [inboxAudience(change.owner)], dependencies);
  await endAll(endings, dependencies);
  const owners = listeners.filter(
    ({ listening: { caller } }) => caller !== undefined && inboxesOf(caller).includes(change.owner),
  );
  if (owners.length === 0) return 0;
  return sendToEach(owners, await inboxMessages(change, dependencies), dependencies);
};
