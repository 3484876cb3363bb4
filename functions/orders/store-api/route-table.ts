import { initTracking } from './routes/init-tracking.ts';
import { reportLocation } from './routes/report-location.ts';
import {
  acknowledgeOrder,
  assignDriver,
  changeSubstitutions,
  changeTrackingStatus,
  confirmDelivered,
  getTracking,
} from './routes/store-actions.ts';

/** One route for each operation of the table. */
export const storeImplementations = {
  initTracking,
  getTracking,
  changeTrackingStatus,
  acknowledgeOrder,
  changeSubstitutions,
  assignDriver,
  reportLocation,
  confirmDelivered,
};
