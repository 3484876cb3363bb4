import { archiveNotification } from './routes/archive-notification.ts';
import { countUnreadNotifications } from './routes/count-unread-notifications.ts';
import { registerDevice, unregisterDevice } from './routes/devices.ts';
import { listNotificationHistory } from './routes/list-notification-history.ts';
import { listNotifications } from './routes/list-notifications.ts';
import { askUnsubscribe, followLink, openMessage, unsubscribe } from './routes/message-links.ts';
import { getPreferences, optInWhatsapp, optOutWhatsapp, putPreferences } from './routes/preferences.ts';
import { readAllNotifications } from './routes/read-all-notifications.ts';
import { readNotification } from './routes/read-notification.ts';
import { retryNotifications } from './routes/retry-notifications.ts';
import { getSubscriptionKey } from './routes/subscription-key.ts';
import { verifyPhone } from './routes/verify-phone.ts';

/** One route for each operation of the table. */
export const notificationsImplementations = {
  archiveNotification,
  askUnsubscribe,
  followLink,
  openMessage,
  unsubscribe,
  countUnreadNotifications,
  listNotificationHistory,
  listNotifications,
  readAllNotifications,
  readNotification,
  retryNotifications,
  getPreferences,
  putPreferences,
  verifyPhone,
  getSubscriptionKey,
  registerDevice,
  unregisterDevice,
  optInWhatsapp,
  optOutWhatsapp,
};
