import type * as z from 'zod';
import type { historyEntry } from '../../../shared/contract/schemas/notifications-response.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { Order } from '../../../shared/orders/model/order.ts';

/** One that is being sent just now is pending to everybody else. */
const shownStatus = ({ status }: Notification): string => (status === 'sending' ? 'pending' : status);

const maskedMailbox = (mailbox: string): string =>
  `${mailbox.slice(0, 1)}***${mailbox.slice(mailbox.lastIndexOf('@'))}`;

/** A text that leads a guest to their order holds their key: whoever looks into the log does not get it. */
const withoutKey = (text: string | undefined): string | null =>
  text?.replace(/([?&]token=)[^\s&"'<>)]+/g, '$1…') ?? null;

const times = ({ scheduledAt, sentAt, deliveredAt, openedAt, clickedAt, readAt }: Notification) => ({
  scheduledAt: scheduledAt ?? null,
  sentAt: sentAt ?? null,
  deliveredAt: deliveredAt ?? null,
  openedAt: openedAt ?? null,
  clickedAt: clickedAt ?? null,
  readAt: readAt ?? null,
});

const attemptsOf = ({ attempts }: Notification) =>
  attempts.map(({ attemptId, at, outcome, provider, error }) => ({
    id: attemptId,
    at,
    outcome: outcome ?? null,
    provider: provider ?? null,
    error: error ?? null,
  }));

/** A notification with each attempt, as support looks into it. */
export const historyEntryResponse = (
  notification: Notification,
  { guestEmail }: Pick<Order, 'guestEmail'>,
): z.input<typeof historyEntry> => {
  const { notificationId, orderId, type, channel, audience, priority, locale, facts, message } = notification;
  return {
    id: notificationId,
    orderId,
    orderNumber: facts.orderNumber,
    type,
    channel,
    audience,
    status: shownStatus(notification),
    priority,
    language: locale,
    templateId: notification.templateId,
    templateVersion: notification.templateVersion,
    subject: withoutKey(message?.subject ?? message?.title ?? notification.subject),
    contentPreview: withoutKey(notification.preview ?? message?.body ?? message?.text),
    recipient: notification.recipient ?? null,
    guestEmail: guestEmail === undefined ? null : maskedMailbox(guestEmail),
    provider: notification.provider ?? null,
    externalId: notification.providerMessageId ?? null,
    errorMessage: notification.error ?? null,
    retryCount: Math.max(0, notification.attempts.length - 1),
    createdAt: notification.createdAt,
    ...times(notification),
    attempts: attemptsOf(notification),
  };
};
