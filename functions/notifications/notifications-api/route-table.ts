import { registerDevice, unregisterDevice } from './routes/devices.ts';
import { listNotifications } from './routes/list-notifications.ts';
import { getPreferences, optInWhatsapp, optOutWhatsapp, putPreferences } from './routes/preferences.ts';
import { verifyPhone } from './routes/verify-phone.ts';

/** One route for each operation of the table. */
export const notificationsImplementations = {
  listNotifications,
  getPreferences,
  putPreferences,
  verifyPhone,
  registerDevice,
  unregisterDevice,
  optInWhatsapp,
  optOutWhatsapp,
};
