import type { Notification } from '../../../../shared/notifications/notification.ts';

/** The `n`th entry of an order in its customer's inbox. */
export const inboxEntry = (orderId: string, n: number, more: Partial<Notification> = {}): Notification => ({
  notificationId: `ntf_${n}`,
  orderId,
  eventId: 'evt_1',
  buyerId: 'user-2041',
  type: 'shipped',
  channel: 'in_app',
  audience: 'customer',
  priority: 'normal',
  status: 'delivered',
  locale: 'en',
  templateId: 'shipped',
  templateVersion: 1,
  message: { title: `Title ${n}`, body: `Body ${n}` },
  facts: {
    orderNumber: 'ORD-2026-000001',
    status: 'shipped',
    phase: 'in_transit',
    occurredAt: '2026-11-20T10:00:00.000Z',
    carrier: 'fedex',
    trackingNumber: '986578788855',
  },
  createdAt: `2026-11-20T10:00:0${n}.000Z`,
  attempts: [],
  ...more,
});
