import type * as z from 'zod';
import type { historyEntry } from '../../../shared/contract/schemas/notifications-response.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { Order } from '../../../shared/orders/model/order.ts';

/** One that is being sent just now is pending to everybody else. */
const shownStatus = ({ status }: Notification): string => (status === 'sending' ? 'pending' : status);

const maskedMailbox = (mailbox: string): string =>
  `${mailbox.slice(0, 1)}***${mailbox.slice(mailbox.lastIndexOf('@'))}`;

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
    subject: message?.subject ?? message?.title ?? notification.subject ?? null,
    contentPreview: notification.preview ?? message?.body ?? message?.text ?? null,
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
