import type { Channel } from '../contract/channel-registry.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';
import { messageBytes, type RenderedMessage, type RenderRequest, storedPartsOf } from './channel.ts';
import type { Notification, PlannedNotification } from './notification.ts';
import type { ActiveTemplates } from './templates/active-templates.ts';
import { renderNotification } from './templates/render-notification.ts';

/** Renders messages of a channel whose record is the message. */
export type RenderRecord = (request: RenderRequest) => RenderedMessage;

const settled = (
  { notificationId, createdAt }: Notification,
  message: RenderedMessage,
  channel: Channel,
): Partial<Notification> =>
  messageBytes(message) > channel.limits.messageBytes
    ? { status: 'failed', error: 'message_too_large' }
    : {
        status: 'delivered',
        message: storedPartsOf(message, channel),
        sentAt: createdAt,
        deliveredAt: createdAt,
        providerMessageId: notificationId,
      };

export interface RecordParts {
  readonly channel: Channel;
  readonly order: Order;
  readonly shop?: Shop | undefined;
  readonly render: RenderRecord;
  readonly templates: ActiveTemplates;
}

/** A notification whose record is the message: to be written is to be delivered, so nobody has to send it. */
export const deliveredAsRecord = async (
  { notification, link }: PlannedNotification,
  { channel, order, shop, render, templates }: RecordParts,
): Promise<PlannedNotification> => {
  if (notification.status !== 'pending') return { notification, link };
  const { message, template } = await renderNotification(render, { notification, order, shop, link }, templates);
  const used = template && { templateId: template.templateId, templateVersion: template.version };
  return { notification: { ...notification, ...used, ...settled(notification, message, channel) }, link };
};
