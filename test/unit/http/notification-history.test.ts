import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { inboxEntry } from './support/inbox-entry.ts';
import { admin, buyer, stranger, system, type World, world } from './support/world.ts';

let api: World;
let orderId: string;
beforeEach(async () => {
  api = world();
  orderId = (await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE })).body.order.id;
});

const entry = (n: number, more: Partial<Notification> = {}) => inboxEntry(orderId, n, more);

interface Entry {
  readonly id: string;
}

describe('the history of notifications', () => {
  const sent = (n: number, more: Partial<Notification> = {}) =>
    entry(n, {
      channel: 'email',
      status: 'sent',
      recipient: 'a***@example.com',
      message: { subject: `Subject ${n}` },
      preview: 'Hello',
      provider: 'ses',
      providerMessageId: 'm-1',
      attempts: [
        {
          attemptId: 'att_1',
          at: '2026-11-20T10:00:00.000Z',
          outcome: 'unavailable',
          error: 'Http503',
          provider: 'ses',
        },
        { attemptId: 'att_2', at: '2026-11-20T10:00:05.000Z', outcome: 'accepted', provider: 'ses' },
      ],
      ...more,
    });
  const historyOf = (as: typeof buyer, query = '') => api.call('GET', `/api/notifications/history${query}`, { as });

  it('shows a person what was sent to them, with each attempt and no address', async () => {
    api.parts.notifications.add(sent(1));
    api.parts.notifications.add(sent(2, { audience: 'seller' }));
    const { body } = await historyOf(buyer);
    expect(body.notifications).toEqual([
      expect.objectContaining({
        id: 'ntf_1',
        subject: 'Subject 1',
        contentPreview: 'Hello',
        recipient: 'a***@example.com',
        externalId: 'm-1',
        retryCount: 1,
        openedAt: null,
      }),
    ]);
    expect((await historyOf(stranger)).body.notifications).toEqual([]);
  });

  it('shows nobody the key that a text leads a guest to their order with', async () => {
    const text = 'Shop: sent https://wismo.example/track/1?token=abc.d-e_f (or ?x=1&token=gh) and more';
    api.parts.notifications.add(sent(1, { channel: 'sms', preview: text }));
    const { preview: _, ...whole } = sent(2, { channel: 'sms', message: { text } });
    api.parts.notifications.add(whole);
    const { body } = await historyOf(admin, `?orderId=${orderId}`);
    const shown = 'Shop: sent https://wismo.example/track/1?token=… (or ?x=1&token=…) and more';
    expect(body.notifications.map(({ contentPreview }: { contentPreview: string }) => contentPreview)).toEqual([
      shown,
      shown,
    ]);
  });

  it('shows support an order or a person; nobody else another’s', async () => {
    api.parts.notifications.add(sent(1));
    api.parts.notifications.add(sent(2, { audience: 'seller' }));
    const idsFor = async (query: string) =>
      (await historyOf(admin, query)).body.notifications.map(({ id }: Entry) => id);
    expect(await idsFor(`?orderId=${orderId}`)).toEqual(['ntf_2', 'ntf_1']);
    expect(await idsFor('?customerId=user-2041')).toEqual(['ntf_2', 'ntf_1']);
    for (const query of [`?orderId=${orderId}`, '?customerId=user-2041'])
      expect((await historyOf(stranger, query)).status).toBe(404);
  });

  it('comes page by page, however much there is of an order', async () => {
    for (let n = 1; n <= 250; n += 1) api.parts.notifications.add(sent(n));
    const expected = Array.from({ length: 250 }, (_, n) => `ntf_${250 - n}`);
    for (const scope of [`orderId=${orderId}`, 'customerId=user-2041']) {
      const ids: string[] = [];
      const sizes: number[] = [];
      let cursor = '';
      do {
        const { body } = await historyOf(admin, `?${scope}&limit=100${cursor}`);
        sizes.push(body.notifications.length);
        ids.push(...body.notifications.map(({ id }: Entry) => id));
        const { nextCursor } = body.pagination;
        cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
      } while (cursor !== '');
      expect(sizes).toEqual([100, 100, 50]);
      expect(ids).toEqual(expected);
    }
  });

  it('what failed is sent once more by support, and written down', async () => {
    api.parts.notifications.add(sent(1, { status: 'failed' }));
    api.parts.notifications.add(sent(2));
    const retry = (as: typeof buyer) =>
      api.call('POST', `/api/admin/orders/${orderId}/notifications/retry`, { as, body: {} });
    expect((await retry(buyer)).status).toBe(403);
    expect((await retry(admin)).body).toEqual({ success: true, retried: ['ntf_1'] });
    expect((await retry(admin)).body).toEqual({ success: true, retried: [] });
    expect(api.state.audit.filter(({ action }) => action === 'notifications.retried')).toHaveLength(1);
  });
});
