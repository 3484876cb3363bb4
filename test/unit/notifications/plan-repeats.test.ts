import { describe, expect, it } from 'vitest';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { repeatOf } from '../../../shared/notifications/plan-repeats.ts';
import type { NotificationType } from '../../../shared/workflows/workflow.ts';

const NOW = '2026-06-16T09:00:00.000Z';

const text = (eventId: string, type: NotificationType, more: Partial<Notification> = {}): Notification => ({
  notificationId: `ntf_${eventId}`,
  orderId: 'ord_1',
  eventId,
  type,
  channel: 'sms',
  audience: 'customer',
  priority: 'normal',
  status: 'sent',
  locale: 'en',
  templateId: type,
  templateVersion: 1,
  facts: { orderNumber: 'ORD-1', status: 'shipped', phase: 'in_transit', occurredAt: NOW },
  createdAt: NOW,
  attempts: [],
  ...more,
});

const FIVE = (['shipped', 'out_for_delivery', 'delayed', 'exception', 'driver_assigned'] as const).map((type, n) =>
  text(`evt_${n}`, type),
);

describe('after five messages of an order within the hour', () => {
  const sixth = (type: NotificationType, more: Partial<Notification> = {}) =>
    repeatOf(text('evt_next', type, more), FIVE, { interrupts: true });

  it('no sixth rings', () => {
    expect(sixth('delivery_rescheduled')).toBe('too_many');
    expect(sixth('delivery_rescheduled', { channel: 'push' })).toBeUndefined();
    expect(sixth('delivery_rescheduled', { createdAt: '2026-06-16T10:00:01.000Z' })).toBeUndefined();
  });

  it.each(['ready_for_pickup', 'delivered', 'cancelled', 'returned', 'refunded'] as const)('but %s does', (type) => {
    expect(sixth(type)).toBeUndefined();
  });

  it('and what is urgent', () => {
    expect(sixth('delivery_rescheduled', { priority: 'urgent' })).toBeUndefined();
  });
});
