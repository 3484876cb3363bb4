import { listNotifications } from './routes/list-notifications.ts';

/** One route for each operation of the table. */
export const notificationsImplementations = { listNotifications };
