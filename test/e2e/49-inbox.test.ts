/** The inbox of a customer: what the notifications of their orders leave there. */
import { describe, expect, it } from 'vitest';
import { call, drain, tokenFor } from './support/api.ts';
import { createOrder, newParties, putStatus, statusOf, unique } from './support/orders.ts';

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly message: string;
  readonly createdAt: string;
  readonly order: { readonly id: string; readonly orderNumber: string; readonly status: string };
}
interface Inbox {
  readonly notifications: readonly Entry[];
  readonly pagination: { readonly nextCursor: string | null };
}

const inboxOf = async (token: string, query = ''): Promise<Inbox> => {
  const response = await call<Inbox>('GET', `/api/notifications${query}`, { token });
  expect(response.status, response.text).toBe(200);
  return response.body;
};

describe('the inbox', () => {
  it('has an entry for each step that a workflow notifies there, newest first, page by page', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
    await drain();
    const { notifications } = await inboxOf(parties.buyer);
    expect(notifications.map(({ type }) => type)).toEqual(['processing', 'order_confirmed', 'order_created']);
    for (const entry of notifications) {
      expect(entry).toMatchObject({
        message: expect.stringContaining(order.orderNumber),
        data: { orderId: order.id },
        order: { id: order.id, orderNumber: order.orderNumber, status: 'processing' },
        read: false,
        readAt: null,
      });
      expect(entry.title).not.toBe('');
    }
    const first = await inboxOf(parties.buyer, '?limit=1&state=unread');
    const cursor = encodeURIComponent(first.pagination.nextCursor ?? '');
    const rest = await inboxOf(parties.buyer, `?limit=2&state=unread&cursor=${cursor}`);
    expect([...first.notifications, ...rest.notifications]).toEqual(notifications);
    const { body } = await call<{ notifications: readonly { channel: string; status: string }[] }>(
      'GET',
      `/api/orders/${order.id}/timeline`,
      { token: parties.buyer },
    );
    const entries = body.notifications.filter(({ channel }) => channel === 'in_app');
    expect(entries.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  it('is one’s own; a guest’s order leaves nothing, and a guest’s link opens none', async () => {
    const parties = await newParties();
    const guestOrder = await createOrder(parties, {
      buyerId: undefined,
      guestEmail: `${unique('guest')}@example.com`,
      customer: { name: 'Ben' },
    });
    await putStatus(guestOrder.id, parties.seller, 'confirmed');
    await drain();
    expect((await statusOf(guestOrder.id, parties.seller)).status).toBe('confirmed');
    const stranger = await tokenFor({ sub: unique('stranger'), roles: ['customer'] });
    for (const token of [parties.buyer, parties.seller, stranger])
      expect((await inboxOf(token)).notifications).toEqual([]);
    const link = new URL(guestOrder.trackingUrl ?? 'http://none').searchParams.get('token') ?? '';
    for (const path of ['/api/notifications', `/api/notifications?token=${encodeURIComponent(link)}`])
      expect((await call('GET', path)).status).toBe(401);
  });
});
