import type { ChannelName } from '../../contract/channel-registry.ts';
import type { NotificationType, NotificationUse, Priority } from '../workflow.ts';

/** Priority of a notification, the same for all workflows. What is not named is `normal`. */
const PRIORITIES: Readonly<Partial<Record<NotificationType, Priority>>> = {
  exception: 'urgent',
  substitutions_needed: 'urgent',
  out_for_delivery: 'urgent',
  store_new_order: 'urgent',
  preparing: 'low',
  order_reminder: 'low',
  custom: 'low',
};

/** A notification to the customer, with the priority that its type has everywhere. */
export const notice = (type: NotificationType, ...channels: readonly ChannelName[]): NotificationUse => ({
  type,
  channels,
  priority: PRIORITIES[type] ?? 'normal',
});

/** The same, to the shop, farm or store. */
export const sellerNotice = (type: NotificationType, ...channels: readonly ChannelName[]): NotificationUse => ({
  ...notice(type, ...channels),
  audience: 'seller',
});

/** The same, to the store's own driver of the order. */
export const driverNotice = (type: NotificationType, ...channels: readonly ChannelName[]): NotificationUse => ({
  ...notice(type, ...channels),
  audience: 'driver',
});

/** The same, to the support of the service. */
export const supportNotice = (type: NotificationType): NotificationUse => ({
  ...notice(type, 'email'),
  audience: 'support',
});
