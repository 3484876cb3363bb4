/** What an earlier version has written and left to be carried out. */
import { expect, it } from 'vitest';
import type { Notification } from '../../shared/notifications/notification.ts';
import { indexKeys, keys } from '../../shared/store/keys.ts';
import { PRIORITIES } from '../../shared/workflows/workflow.ts';
import { call, drain, outbox } from './support/api.ts';
import { createOrder, newParties } from './support/orders.ts';
import { instant, putItems } from './support/seed.ts';

it('notifications that were recorded and left to the stream are sent, over every lane', async () => {
  const parties = await newParties();
  const order = await createOrder(parties);
  const createdAt = instant(0);
  const planned = [...PRIORITIES, 'inbox' as const].map((name): Notification => {
    const isInbox = name === 'inbox';
    return {
      notificationId: `ntf_${order.id}_${name}`,
      orderId: order.id,
      eventId: `evt_${order.id}`,
      buyerId: parties.buyerId,
      type: 'order_confirmed',
      channel: isInbox ? 'in_app' : 'email',
      audience: 'customer',
      priority: isInbox ? 'normal' : name,
      status: 'pending',
      locale: 'en',
      templateId: 'order_confirmed',
      templateVersion: 1,
      recipient: 'b***',
      facts: { orderNumber: order.orderNumber, status: 'confirmed', phase: 'confirmed', occurredAt: createdAt },
      createdAt,
      attempts: [],
    };
  });
  await putItems(
    planned.map((one) => ({
      ...one,
      link: 'https://w.example/o/1',
      ...keys.notification(one.orderId, one.notificationId),
      entity: 'notification',
      byCustomerPk: indexKeys.inbox(`user:${parties.buyerId}`),
      byCustomerSk: indexKeys.byTime(createdAt, one.notificationId),
    })),
  );
  await drain();
  // The order's own receipt is of this version.
  const mails = (await outbox(order.id)).filter(({ notificationId }) => notificationId.startsWith(`ntf_${order.id}_`));
  expect(mails.map(({ notificationId }) => notificationId).toSorted()).toEqual(
    PRIORITIES.map((priority) => `ntf_${order.id}_${priority}`).toSorted(),
  );
  const { body } = await call<{ notifications: readonly { type: string; channel: string; status: string }[] }>(
    'GET',
    `/api/orders/${order.id}/timeline`,
    { token: parties.buyer },
  );
  const found = body.notifications
    .filter(({ type }) => type === 'order_confirmed')
    .map(({ channel, status }) => `${channel} ${status}`)
    .toSorted();
  expect(found).toEqual(['email sent', 'email sent', 'email sent', 'email sent', 'in_app delivered']);
});
