/** All operations by id, for the document and the tests; a function imports its own capability's only. */
import type { OperationSchemas } from './operation.ts';
import { ADMIN_OPERATIONS } from './operations/admin.ts';
import { DELIVERIES_OPERATIONS } from './operations/deliveries.ts';
import { EVENTS_OPERATIONS } from './operations/events.ts';
import { MESSAGES_OPERATIONS } from './operations/messages.ts';
import { NOTIFICATIONS_OPERATIONS } from './operations/notifications.ts';
import { ORDERS_OPERATIONS } from './operations/orders.ts';
import { PLATFORM_OPERATIONS } from './operations/platform.ts';
import { SHOPS_OPERATIONS } from './operations/shops.ts';
import { STORE_OPERATIONS } from './operations/store.ts';
import { TRACKING_OPERATIONS } from './operations/tracking.ts';
import { WEBHOOK_OPERATIONS } from './operations/webhooks.ts';
import type { OperationId } from './routes.ts';

export const OPERATIONS: Readonly<Record<OperationId, OperationSchemas>> = {
  ...ORDERS_OPERATIONS,
  ...DELIVERIES_OPERATIONS,
  ...NOTIFICATIONS_OPERATIONS,
  ...MESSAGES_OPERATIONS,
  ...EVENTS_OPERATIONS,
  ...TRACKING_OPERATIONS,
  ...STORE_OPERATIONS,
  ...SHOPS_OPERATIONS,
  ...ADMIN_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...PLATFORM_OPERATIONS,
};
