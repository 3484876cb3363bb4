import type { Clock } from '../../clock/clock.ts';
import { CHANNELS } from '../../contract/channel-registry.ts';
import { contactNotice } from '../../i18n/contact-notices.ts';
import { type InboxOwner, inboxOwnerOf } from '../inbox/inbox-owner.ts';
import type { Notification } from '../notification.ts';
import type { NotificationStore } from '../notification-store.ts';
import { notificationIdOf } from '../plan.ts';
import type { Receipt } from './receipt.ts';

export interface DisabledNoticeDependencies {
  readonly notifications: Pick<NotificationStore, 'get' | 'create'>;
  readonly publishEntry: (owner: InboxOwner, entry: Pick<Notification, 'orderId' | 'notificationId'>) => Promise<void>;
  readonly clock: Clock;
}

/** Repeated, one entry: its id is made of the message that did not arrive. */
const entryOf = (about: Notification, reason: string, at: string): Notification | undefined => {
  const channel = CHANNELS.find(({ isInbox }) => isInbox);
  if (channel === undefined) return undefined;
  const { orderId, ownerId, buyerId, audience, locale, facts, recipient = '***' } = about;
  const notificationId = notificationIdOf({
    eventId: about.notificationId,
    recipient: ownerId ?? buyerId ?? '',
    channel: channel.id,
    templateId: `contact_${reason}`,
  });
  return {
    notificationId,
    orderId,
    eventId: about.eventId,
    ...(ownerId !== undefined && { ownerId }),
    ...(buyerId !== undefined && { buyerId }),
    type: 'custom',
    channel: channel.id,
    audience,
    priority: 'low',
    status: 'delivered',
    locale,
    templateId: 'custom',
    templateVersion: channel.templateVersion,
    message: { ...contactNotice(locale, reason === 'bounced' || reason === 'unregistered', recipient) },
    facts,
    createdAt: at,
    sentAt: at,
    deliveredAt: at,
    attempts: [],
  };
};

/** Says in the inbox of whoever a message was for that an address of theirs is not used any more. Guests have none. */
export const noticeDisabled =
  ({ notifications, publishEntry, clock }: DisabledNoticeDependencies) =>
  async (_channel: string, { of, disables }: Receipt): Promise<void> => {
    if (of === undefined || disables === undefined) return;
    const about = await notifications.get(of.orderId, of.notificationId);
    const owner = about && inboxOwnerOf(about);
    if (about === undefined || owner === undefined) return;
    const entry = entryOf(about, disables.reason, clock.now().toISOString());
    if (entry !== undefined && (await notifications.create({ notification: entry, link: '' })))
      await publishEntry(owner, entry);
  };
