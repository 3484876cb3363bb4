import type * as z from 'zod';
import type { inboxEntry } from '../../../shared/contract/schemas/notifications-response.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { Order } from '../../../shared/orders/model/order.ts';

/** An entry of the inbox. Of an order that is gone, what was known when the entry was written. */
export const inboxEntryResponse = (
  { notificationId, orderId, type, message = {}, facts, readAt, createdAt }: Notification,
  order: Pick<Order, 'orderNumber' | 'status'> | undefined,
): z.input<typeof inboxEntry> => {
  const { title = '', body = '' } = message;
  const { orderNumber, status, phase, occurredAt, carrier, trackingNumber } = facts;
  const now = order ?? facts;
  return {
    id: notificationId,
    type,
    title,
    message: body,
    body,
    data: { orderId },
    metadata: definedFields({ orderNumber, status, phase, occurredAt, carrier, trackingNumber }),
    order: { id: orderId, orderNumber: now.orderNumber, status: now.status },
    read: readAt !== undefined,
    readAt: readAt ?? null,
    createdAt,
  };
};
