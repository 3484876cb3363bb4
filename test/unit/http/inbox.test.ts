import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { type LinkPurpose, signMessageToken } from '../../../shared/notifications/links/message-token.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { inboxEntry } from './support/inbox-entry.ts';
import { admin, buyer, SECRET, seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
let orderId: string;
beforeEach(async () => {
  api = world();
  orderId = (await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE })).body.order.id;
});

const entry = (n: number, more: Partial<Notification> = {}) => inboxEntry(orderId, n, more);

const inboxOf = async (as = buyer, query = '') => (await api.call('GET', `/api/notifications${query}`, { as })).body;
const idsOf = (body: { notifications: readonly { id: string }[] }) => body.notifications.map(({ id }) => id);

describe('the inbox', () => {
  it('shows each entry in the form of the contract, with the order as it is now', async () => {
    api.parts.notifications.add(entry(1));
    const order = await api.parts.store.get(orderId);
    const body = await inboxOf();
    expect(body.pagination).toEqual({ page: null, limit: 20, total: null, totalPages: null, nextCursor: null });
    expect(body.notifications).toEqual([
      {
        id: 'ntf_1',
        type: 'shipped',
        title: 'Title 1',
        message: 'Body 1',
        body: 'Body 1',
        data: { orderId },
        metadata: {
          orderNumber: 'ORD-2026-000001',
          status: 'shipped',
          phase: 'in_transit',
          occurredAt: '2026-11-20T10:00:00.000Z',
          carrier: 'fedex',
          trackingNumber: '986578788855',
        },
        order: { id: orderId, orderNumber: order?.orderNumber, status: 'pending' },
        read: false,
        readAt: null,
        createdAt: '2026-11-20T10:00:01.000Z',
      },
    ]);
  });

  it('says of an order that is gone what was known', async () => {
    api.parts.notifications.add(entry(1, { orderId: 'ord_gone' }));
    const [only] = (await inboxOf()).notifications;
    expect(only.order).toEqual({ id: 'ord_gone', orderNumber: 'ORD-2026-000001', status: 'shipped' });
  });

  it('is the caller’s own, whoever they are', async () => {
    api.parts.notifications.add(entry(1));
    api.parts.notifications.add(entry(2, { buyerId: 'somebody' }));
    expect(idsOf(await inboxOf())).toEqual(['ntf_1']);
    expect(idsOf(await inboxOf(stranger))).toEqual(['ntf_2']);
    for (const as of [seller, admin, system]) expect(idsOf(await inboxOf(as))).toEqual([]);
  });

  it('is closed to guests and to whose access was revoked', async () => {
    const guest = { kind: 'guest', orderId } as const;
    for (const as of [guest, { kind: 'anonymous' } as const])
      expect((await api.call('GET', '/api/notifications', { as })).status).toBe(401);
    const signedIn = { ...buyer, issuedAt: '2026-11-20T09:00:00.000Z' };
    await api.parts.accessRevocations.revoke('user-2041', '2026-11-20T09:30:00.000Z');
    expect((await api.call('GET', '/api/notifications', { as: signedIn })).status).toBe(401);
  });

  it('pages newest first, also below its short path, by a cursor that is good for this list only', async () => {
    for (const n of [1, 2, 3]) api.parts.notifications.add(entry(n));
    const first = (await api.call('GET', '/notifications?limit=2', { as: buyer })).body;
    expect(idsOf(first)).toEqual(['ntf_3', 'ntf_2']);
    const cursor = first.pagination.nextCursor;
    const rest = await inboxOf(buyer, `?limit=2&cursor=${cursor}`);
    expect([idsOf(rest), rest.pagination.nextCursor]).toEqual([['ntf_1'], null]);
    const elsewhere = [
      { as: stranger, query: `?limit=2&cursor=${cursor}` },
      { as: buyer, query: `?limit=2&state=unread&cursor=${cursor}` },
      { as: buyer, query: '?cursor=x.y' },
    ];
    for (const { as, query } of elsewhere) expect((await inboxOf(as, query)).code).toBe('INVALID_CURSOR');
  });

  it('can be asked for what is unread', async () => {
    api.parts.notifications.add(entry(1, { readAt: '2026-11-20T11:00:00.000Z' }));
    api.parts.notifications.add(entry(2));
    expect(idsOf(await inboxOf(buyer, '?state=unread'))).toEqual(['ntf_2']);
    const read = (await inboxOf()).notifications.find(({ id }: { id: string }) => id === 'ntf_1');
    expect(read).toMatchObject({ read: true, readAt: '2026-11-20T11:00:00.000Z' });
    expect((await inboxOf(buyer, '?state=archived')).code).toBe('VALIDATION_FAILED');
  });
});

describe('what people do in their inbox', () => {
  const post = (path: string, as = buyer) => api.call('POST', `/api/notifications/${path}`, { as });
  const unreadOf = async (as = buyer, query = '') =>
    (await api.call('GET', `/api/notifications/unread-count${query}`, { as })).body.unread;

  beforeEach(() => {
    for (const n of [1, 2, 3]) api.parts.notifications.add(entry(n));
  });

  it('an entry is read once, and every device is sent that', async () => {
    expect(await unreadOf()).toBe(3);
    expect((await post('ntf_2/read')).body).toEqual({ success: true, unread: 2 });
    expect((await post('ntf_2/read')).body).toEqual({ success: true, unread: 2 });
    expect(api.parts.inboxChanges).toEqual([{ owner: 'user:user-2041', read: ['ntf_2'] }]);
    expect(idsOf(await inboxOf(buyer, '?state=unread'))).toEqual(['ntf_3', 'ntf_1']);
  });

  it('all are read at once, and nothing is published where nothing was unread', async () => {
    expect((await post('read-all')).body).toEqual({ success: true, read: 3, unread: 0 });
    expect((await post('read-all')).body).toEqual({ success: true, read: 0, unread: 0 });
    expect(api.parts.inboxChanges).toEqual([{ owner: 'user:user-2041', read: ['ntf_1', 'ntf_2', 'ntf_3'] }]);
  });

  it('an archived one is neither listed nor counted', async () => {
    expect((await post('ntf_3/archive')).body).toEqual({ success: true, unread: 2 });
    expect(idsOf(await inboxOf())).toEqual(['ntf_2', 'ntf_1']);
    expect((await post('ntf_3/archive')).status).toBe(404);
  });

  it('somebody else’s entry does not exist', async () => {
    for (const path of ['ntf_1/read', 'ntf_1/archive', 'ntf_9/read'])
      expect((await post(path, stranger)).status).toBe(404);
    expect(await unreadOf()).toBe(3);
    expect(api.parts.inboxChanges).toEqual([]);
  });

  it('sellers of a shop share its inbox, and nobody else has it', async () => {
    const { sellerId = '' } = (await api.parts.store.get(orderId)) ?? {};
    api.parts.notifications.add(entry(4, { audience: 'seller', ownerId: `seller:${sellerId}` }));
    const query = `?sellerId=${sellerId}`;
    expect(idsOf(await inboxOf(seller, query))).toEqual(['ntf_4']);
    expect(await unreadOf(seller, query)).toBe(1);
    for (const as of [buyer, stranger]) expect((await inboxOf(as, query)).status).toBe(404);
    expect((await post(`ntf_4/read${query}`, seller)).body).toEqual({ success: true, unread: 0 });
  });
});

describe('the inbox in the dialect of farms', () => {
  it('has the types and statuses in capitals beside ours, in the envelope of its document', async () => {
    api.parts.notifications.add(entry(1));
    const { success, data, notifications } = await inboxOf(buyer, '?dialect=FARM');
    expect(notifications).toMatchObject([{ id: 'ntf_1', type: 'shipped', order: { status: 'pending' } }]);
    expect(success).toBe(true);
    expect(data).toEqual([
      {
        ...notifications[0],
        type: 'SHIPPED',
        metadata: { ...notifications[0].metadata, status: 'SHIPPED' },
        order: { ...notifications[0].order, status: 'PENDING' },
      },
    ]);
    expect(await inboxOf(buyer)).not.toHaveProperty('data');
    expect((await inboxOf(buyer, '?dialect=goat')).status).toBe(422);
  });

  it('is a farm’s own by its id', async () => {
    const order = await api.parts.store.get(orderId);
    expect((await inboxOf(seller, `?farmId=${order?.sellerId}`)).data).toEqual([]);
    expect((await inboxOf(stranger, `?farmId=${order?.sellerId}`)).status).toBe(404);
  });
});

describe('the links of a message', () => {
  const tokenFor = (purpose: LinkPurpose) => signMessageToken(purpose, { orderId, notificationId: 'ntf_1' }, SECRET);
  const stored = () => api.parts.notifications.all[0];

  beforeEach(() => api.parts.notifications.add(entry(1, { channel: 'email', status: 'sent' })));

  it('one leads to the page, and counts; a token of another purpose, or of nobody, leads nowhere', async () => {
    const followed = await api.call('GET', `/t/${tokenFor('click')}`);
    expect([followed.status, followed.headers.Location]).toEqual([303, 'https://wismo.example/track/1']);
    expect(stored()?.clickedAt).toBeDefined();
    for (const token of [tokenFor('open'), `${tokenFor('click')}x`, 'a.b'])
      expect((await api.call('GET', `/t/${token}`)).status).toBe(404);
  });

  it('the picture notes that it was opened, and a look at its headers does not', async () => {
    await api.call('HEAD', `/o/${tokenFor('open')}.gif`);
    expect(stored()?.openedAt).toBeUndefined();
    const picture = await api.call('GET', `/o/${tokenFor('open')}.gif`);
    expect([picture.status, picture.headers['Content-Type']]).toEqual([200, 'image/gif']);
    expect(stored()?.openedAt).toBeDefined();
    expect((await api.call('GET', '/o/nonsense.gif')).status).toBe(200);
  });

  it('unsubscribing is asked for by a page in the reader’s language, and done by one post', async () => {
    const path = `/u/${tokenFor('unsubscribe')}`;
    const page = await api.call('GET', path, { headers: { 'accept-language': 'ru' } });
    expect([page.status, page.headers['Content-Language']]).toEqual([200, 'ru']);
    const chosen = async () => (await api.parts.preferences.get('user:user-2041')).preferences?.channels?.email;
    expect(await chosen()).toBeUndefined();
    for (let times = 1; times <= 2; times += 1)
      expect((await api.call('POST', path, { body: 'List-Unsubscribe=One-Click' })).status).toBe(200);
    expect(await chosen()).toMatchObject({ shipped: false, delivered: false });
    expect(await chosen()).not.toHaveProperty('order_confirmed');
  });
});
