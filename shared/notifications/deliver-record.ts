import type { Channel } from '../contract/channel-registry.ts';
import type { Order } from '../orders/model/order.ts';
import { messageBytes, type RenderedMessage, type RenderRequest, storedPartsOf } from './channel.ts';
import type { Notification, PlannedNotification } from './notification.ts';

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

/** A notification whose record is the message: to be written is to be delivered, so nobody has to send it. */
export const deliveredAsRecord = (
  { notification, link }: PlannedNotification,
  { channel, order, render }: { readonly channel: Channel; readonly order: Order; readonly render: RenderRecord },
): PlannedNotification =>
  notification.status === 'pending'
    ? {
        notification: {
          ...notification,
          ...settled(notification, render({ notification, order, link }), channel),
        },
        link,
      }
    : { notification, link };
