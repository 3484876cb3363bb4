import { definedFields } from '../../../shared/defined-fields.ts';
import type { Notification, NotificationSummary } from '../../../shared/notifications/notification.ts';

/** What a store in memory has of a notification, as a summary of it. */
export const summaryOfNotification = (notification: Notification): NotificationSummary => {
  const { notificationId, type, channel, audience, status, createdAt, sentAt, deliveredAt, facts } = notification;
  return {
    ...{ notificationId, type, channel, audience, status, createdAt },
    ...definedFields({ sentAt, deliveredAt, variant: facts.variant }),
  };
};
