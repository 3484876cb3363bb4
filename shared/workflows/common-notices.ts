/** Notifications that any order may lead to, whatever its workflow. */
import type { NotificationUse } from './workflow.ts';

/** Every order confirms its receipt, unless it is born confirmed or paid and says that. */
export const RECEIVED: NotificationUse = {
  type: 'order_created',
  channels: ['email', 'push', 'in_app'],
  priority: 'normal',
};

export const RESCHEDULED: NotificationUse = {
  type: 'delivery_rescheduled',
  channels: ['email', 'push', 'in_app'],
  priority: 'normal',
};

export const RESCHEDULED_FOR_SELLER: NotificationUse = { ...RESCHEDULED, channels: ['in_app'], audience: 'seller' };

export const PAYMENT_FAILED: NotificationUse = {
  type: 'payment_failed',
  channels: ['email', 'in_app'],
  priority: 'normal',
};

/** Somebody asks for help with their order. */
export const SUPPORT_REQUESTED: NotificationUse = {
  type: 'custom',
  channels: ['email'],
  priority: 'normal',
  audience: 'support',
};

/** To the driver, of an order whose workflow has no status for it. */
export const DRIVER_ASSIGNED: NotificationUse = {
  type: 'driver_assigned',
  channels: ['sms', 'push', 'in_app'],
  priority: 'normal',
  audience: 'driver',
};

/** Somebody waits for it in front of the screen, and is not signed in. */
export const LINK_REQUESTED: NotificationUse = { type: 'tracking_link', channels: ['email'], priority: 'urgent' };
