import { archiveNotification } from './routes/archive-notification.ts';
import { countUnreadNotifications } from './routes/count-unread-notifications.ts';
import { listNotifications } from './routes/list-notifications.ts';
import { readAllNotifications } from './routes/read-all-notifications.ts';
import { readNotification } from './routes/read-notification.ts';

/** One route for each operation of the table. */
export const notificationsImplementations = {
  archiveNotification,
  countUnreadNotifications,
  listNotifications,
  readAllNotifications,
  readNotification,
};
