import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { Scan } from '../../../shared/orders/model/order.ts';
import { admin, buyer, csr, otherSeller, seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (data: object = {}): Promise<string> => {
  const body = { ...CHECKOUT_EXAMPLE, checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, ...data } };
  const response = await api.call('POST', '/api/orders', { as: system, body });
  expect(response.status, response.text).toBe(201);
  return response.body.order.id;
};

const put = (orderId: string, status: string) =>
  api.call('PUT', `/api/orders/${orderId}/status`, { as: seller, body: { status } });

const NUMBER = '986578788855';

const scan = (scanId: string, occurredAt: string, milestone: Scan['milestone']): Scan => ({
  scanId,
  carrier: 'fedex',
  trackingNumber: NUMBER,
  occurredAt,
  milestone,
  location: { city: 'Madrid', postalCode: '28001', country: 'ES' },
  rawCode: 'PU',
  rawText: 'Signed for by Ana Ruiz',
  recordedAt: '2026-11-20T10:00:00.000Z',
});

const notification = (orderId: string, audience: 'customer' | 'seller'): Notification => ({
  notificationId: `ntf-${audience}`,
  orderId,
  eventId: 'evt_1',
  type: 'order_confirmed',
  channel: 'email',
  audience,
  priority: 'normal',
  status: 'sending',
  locale: 'es',
  templateId: 'order_confirmed',
  templateVersion: 1,
  subject: 'x',
  recipient: 'a***@example.com',
  facts: {
    orderNumber: 'ORD-2026-000001',
    status: 'confirmed',
    phase: 'confirmed',
    occurredAt: '2026-11-20T10:00:00.000Z',
  },
  createdAt: '2026-11-20T10:00:01.000Z',
  attempts: [],
});

describe('the timeline', () => {
  const recorded = async (): Promise<string> => {
    const orderId = await create();
    await put(orderId, 'confirmed');
    await put(orderId, 'processing');
    await api.call('POST', `/api/orders/${orderId}/shipments`, {
      as: seller,
      body: { trackingNumber: NUMBER, carrier: 'fedex' },
    });
    await api.parts.store.addScans(orderId, [
      scan('scn-2', '2026-11-20T09:00:00.000Z', 'in_transit'),
      scan('scn-1', '2026-11-19T09:00:00.000Z', 'picked_up'),
    ]);
    api.parts.notifications.add(notification(orderId, 'customer'));
    api.parts.notifications.add(notification(orderId, 'seller'));
    return orderId;
  };

  it('merges everything by its own time, in the language of the order', async () => {
    const orderId = await recorded();
    const { body } = await api.call('GET', `/api/orders/${orderId}/timeline`, { as: buyer });
    const times = body.timeline.map(({ timestamp }: { timestamp: string }) => timestamp);
    expect(times).toEqual(times.toSorted());
    expect(body.timeline.map(({ type }: { type: string }) => type)).toEqual([
      'scan',
      'scan',
      'status',
      'status',
      'status',
      'status',
      'notification',
    ]);
    expect(body.timeline[0]).toMatchObject({ source: 'carrier', description: 'Recogido por el transportista' });
    expect(body.timeline.at(-1)).toMatchObject({ type: 'notification', metadata: { status: 'pending' } });
    expect(body.notifications).toHaveLength(1);
    expect(body.trackingInfo).toMatchObject({ trackingNumber: NUMBER, carrier: 'fedex' });
    expect(body.statusHistory.map(({ status }: { status: string }) => status)).toEqual([
      'pending',
      'confirmed',
      'processing',
    ]);
  });

  it('uses the requested language, and shows staff their own messages', async () => {
    const orderId = await recorded();
    const english = await api.call('GET', `/api/orders/${orderId}/timeline?locale=en`, { as: seller });
    expect(english.body.timeline[0].description).toBe('Picked up by the carrier');
    expect(english.body.notifications).toHaveLength(2);
    const accepted = await api.call('GET', `/api/orders/${orderId}/timeline`, {
      as: buyer,
      headers: { 'accept-language': 'en-GB,en;q=0.9' },
    });
    expect(accepted.body.timeline[0].description).toBe('Picked up by the carrier');
  });

  it('pages without a gap or a double, over windows of a long history too', async () => {
    const orderId = await recorded();
    const order = await api.parts.store.get(orderId);
    const { events } = await api.parts.store.history(orderId, { limit: 1 });
    const [first] = events;
    if (!order || !first) throw new Error('The order must be there');
    const more = Array.from({ length: 450 }, (_, i) => ({
      ...first,
      type: 'estimated_delivery_changed' as const,
      eventId: `evt_${String(i).padStart(26, '0')}`,
      seq: order.version + i + 1,
      recordedAt: new Date(Date.parse(order.updatedAt) + (i + 1) * 1000).toISOString(),
      occurredAt: new Date(Date.parse(order.updatedAt) + (i + 1) * 1000).toISOString(),
    }));
    await api.parts.store.commit(order.version, { ...order, version: order.version + more.length }, more, {});
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await api.call('GET', `/api/orders/${orderId}/timeline?limit=70${next}`, { as: buyer });
      seen.push(...body.timeline.map(({ id }: { id: string }) => id));
      cursor = body.pagination.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(7 + 450);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('lists', () => {
  const numbered = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      await create({ totalAmount: `${(i * 7) % count}.50` });
      api.advance(60_000);
    }
  };

  it('are for their owner and for support', async () => {
    await create();
    for (const as of [buyer, csr, admin]) {
      expect((await api.call('GET', '/api/orders/buyer/user-2041', { as })).body.orders).toHaveLength(1);
    }
    for (const as of [seller, csr, admin]) {
      expect((await api.call('GET', '/api/orders/seller/shop-7', { as })).body.orders).toHaveLength(1);
    }
    for (const as of [stranger, otherSeller, system]) {
      expect((await api.call('GET', '/api/orders/buyer/user-2041', { as })).status).toBe(404);
      expect((await api.call('GET', '/api/orders/seller/shop-7', { as })).status).toBe(404);
    }
  });

  it('page newest first by cursor or by number, with a total', async () => {
    await numbered(7);
    const first = await api.call('GET', '/api/orders/seller/shop-7?limit=3', { as: seller });
    expect(first.body.pagination).toMatchObject({ page: 1, limit: 3, total: 7, totalPages: 3 });
    const times = first.body.orders.map(({ createdAt }: { createdAt: string }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const byNumber = await api.call('GET', '/api/orders/seller/shop-7?limit=3&page=2', { as: seller });
    const cursor = first.body.pagination.nextCursor;
    const byCursor = await api.call('GET', `/api/orders/seller/shop-7?limit=3&cursor=${cursor}`, { as: seller });
    expect(byCursor.body.orders).toEqual(byNumber.body.orders);
    expect(byCursor.body.pagination.page).toBeNull();
  });

  it('sort by amount, filter by status, phase and time, and bind a cursor to the filters', async () => {
    await numbered(5);
    const amounts = await api.call('GET', '/api/orders/buyer/user-2041?sortBy=totalAmount&sortOrder=asc', {
      as: buyer,
    });
    const values = amounts.body.orders.map(({ totalAmount }: { totalAmount: string }) => Number(totalAmount));
    expect(values).toEqual(values.toSorted((a: number, b: number) => a - b));
    await put(amounts.body.orders[0].id, 'confirmed');
    const filtered = await api.call('GET', '/api/orders/buyer/user-2041?status=CONFIRMED', { as: buyer });
    expect(filtered.body.orders.map(({ id }: { id: string }) => id)).toEqual([amounts.body.orders[0].id]);
    const slice = await api.call(
      'GET',
      '/api/orders/buyer/user-2041?from=2026-11-20T10:01:00Z&to=2026-11-20T10:03:00Z',
      {
        as: buyer,
      },
    );
    expect(slice.body.orders).toHaveLength(3);
    const { body } = await api.call('GET', '/api/orders/buyer/user-2041?limit=1', { as: buyer });
    const elsewhere = `/api/orders/buyer/user-2041?limit=1&phase=placed&cursor=${body.pagination.nextCursor}`;
    expect((await api.call('GET', elsewhere, { as: buyer })).body.code).toBe('INVALID_CURSOR');
  });
});

describe('public tracking', () => {
  it('returns status and scans, and nothing of a person or the order', async () => {
    const orderId = await create();
    await api.call('POST', `/api/orders/${orderId}/shipments`, {
      as: seller,
      body: { trackingNumber: NUMBER, carrier: 'fedex' },
    });
    await api.parts.store.addScans(orderId, [
      scan('scn-1', '2026-11-19T09:00:00.000Z', 'picked_up'),
      scan('scn-2', '2026-11-20T09:00:00.000Z', 'in_transit'),
    ]);
    const response = await api.call('GET', `/api/orders/track/9865%2078788855`);
    expect(response.status, response.text).toBe(200);
    expect(response.body).toMatchObject({
      trackingNumber: NUMBER,
      carrier: 'fedex',
      status: 'pending',
      phase: 'placed',
    });
    expect(response.body.scans.map(({ milestone }: { milestone: string }) => milestone)).toEqual([
      'in_transit',
      'picked_up',
    ]);
    for (const personal of ['Ana', 'Ruiz', 'user-2041', 'shop-7', '28001', orderId, 'ORD-2026', '25.00']) {
      expect(response.text).not.toContain(personal);
    }
    const etag = response.headers.ETag ?? '';
    const headers = { 'if-none-match': etag };
    expect((await api.call('GET', `/api/orders/track/${NUMBER}`, { headers })).status).toBe(304);
    await api.parts.store.addScans(orderId, [scan('scn-3', '2026-11-20T09:30:00.000Z', 'unknown')]);
    expect((await api.call('GET', `/api/orders/track/${NUMBER}`, { headers })).status).toBe(200);
    const page = await api.call('GET', `/api/orders/track/${NUMBER}?limit=2`);
    const rest = await api.call('GET', `/api/orders/track/${NUMBER}?limit=2&cursor=${page.body.nextCursor}`);
    expect([...page.body.scans, ...rest.body.scans]).toHaveLength(3);
    expect(rest.body.nextCursor).toBeNull();
  });

  it('is limited per address', async () => {
    const path = '/api/orders/track/000000000000';
    for (let i = 0; i < 120; i += 1) expect((await api.call('GET', path)).status).toBe(404);
    const limited = await api.call('GET', path);
    expect(limited.body).toMatchObject({ status: 429, code: 'RATE_LIMITED', canRetry: true });
    expect(Number(limited.headers['Retry-After'])).toBeGreaterThan(0);
    api.advance(60_000);
    expect((await api.call('GET', path)).status).toBe(404);
  });
});
