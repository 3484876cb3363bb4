import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { tokensOf, writtenScopesOf } from '../../../shared/search/tokens.ts';
import { buyer, csr, otherSeller, seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (data: object = {}): Promise<string> => {
  const body = { ...CHECKOUT_EXAMPLE, checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, ...data } };
  const response = await api.call('POST', '/api/orders', { as: system, body });
  expect(response.status, response.text).toBe(201);
  api.advance(60_000);
  return response.body.order.id;
};

const index = async (orderId: string): Promise<void> => {
  const order = await api.parts.store.get(orderId);
  if (!order) throw new Error('The order must be there');
  const { createdAt } = order;
  const words = tokensOf(order);
  await api.parts.search.put(
    writtenScopesOf(order).flatMap((scope) => words.map((token) => ({ scope, token, orderId, createdAt, words }))),
  );
  if (order.buyerId !== undefined) api.parts.search.putOfCustomer(order.buyerId, { orderId, createdAt, words });
};

const createMany = async (count: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await create());
  return ids.toReversed();
};

const put = async (orderId: string, status: string): Promise<void> => {
  const response = await api.call('PUT', `/api/orders/${orderId}/status`, { as: seller, body: { status } });
  expect(response.status, response.text).toBe(200);
};

const idsOf = (body: { orders: readonly { id: string }[] }): readonly string[] => body.orders.map(({ id }) => id);

const pageThrough = async (path: string, as = buyer): Promise<{ ids: readonly string[]; pages: unknown[] }> => {
  const ids: string[] = [];
  const pages: unknown[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await api.call('GET', `${path}${more}`, { as });
    ids.push(...idsOf(body));
    pages.push(body.pagination);
    cursor = body.pagination.nextCursor;
  } while (cursor !== null);
  return { ids, pages };
};

describe('search', () => {
  const search = (q: string, as = buyer) => api.call('GET', `/api/orders/search?q=${encodeURIComponent(q)}`, { as });

  it('finds by the words of the order, each caller among their own', async () => {
    const orderId = await create();
    await index(orderId);
    for (const as of [buyer, seller, csr, { ...seller, sub: 'user-2041' }]) {
      for (const q of ['ORD-2026', 'ana@ex', 'olive oil', 'ruiz']) {
        const { body } = await search(q, as);
        expect([q, idsOf(body), body.pagination.total, body.truncated]).toEqual([q, [orderId], 1, false]);
      }
    }
    expect((await search('olive vinegar')).body.orders).toEqual([]);
    for (const as of [stranger, otherSeller, system]) expect((await search('olive', as)).body.orders).toEqual([]);
  });

  it('pages newest first, by cursor and by number, with totals', async () => {
    const ids = await createMany(7);
    for (const orderId of ids) await index(orderId);
    const path = '/api/orders/search?q=ana&limit=3';
    const { ids: paged, pages } = await pageThrough(path);
    expect(paged).toEqual(ids);
    expect(pages).toMatchObject([
      { page: 1, limit: 3, total: 7, totalPages: 3 },
      { page: null, limit: 3, total: 7, totalPages: 3 },
      { page: null, limit: 3, total: 7, totalPages: 3, nextCursor: null },
    ]);
    const third = await api.call('GET', `${path}&page=3`, { as: seller });
    expect(idsOf(third.body)).toEqual(ids.slice(6));
    expect(third.body.pagination).toEqual({ page: 3, limit: 3, total: 7, totalPages: 3, nextCursor: null });
  });

  it('binds a cursor to the words and the caller', async () => {
    for (const orderId of await createMany(2)) await index(orderId);
    const { nextCursor } = (await api.call('GET', '/api/orders/search?q=ana&limit=1', { as: buyer })).body.pagination;
    for (const [q, as] of [
      ['ruiz', buyer],
      ['ana', seller],
    ] as const) {
      const response = await api.call('GET', `/api/orders/search?q=${q}&limit=1&cursor=${nextCursor}`, { as });
      expect(response.body).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
    }
  });
});

describe('orders under way', () => {
  const active = '/api/orders/user/active';

  it('are shown with the step that comes next', async () => {
    const [done, open] = await createMany(2);
    await put(done ?? '', 'cancelled');
    await put(open ?? '', 'confirmed');
    const { body } = await api.call('GET', active, { as: buyer });
    expect(body.orders).toMatchObject([{ id: open, nextExpected: 'processing' }]);
    expect(body.pagination).toEqual({ page: 1, limit: 20, total: 1, totalPages: 1, nextCursor: null });
  });

  it.each([
    ['farm', 'delivery', ['confirmed', 'preparing'], 'out_for_delivery'],
    ['farm', 'pickup', ['confirmed', 'preparing'], 'ready_for_pickup'],
    ['grocery', 'delivery', ['store_acknowledged', 'picking_in_progress'], 'ready_for_pickup'],
  ])('of a %s for %s go on their own way: after %j comes %s', async (orderType, fulfilmentType, statuses, next) => {
    const orderId = await create({ orderType, fulfilmentType });
    for (const status of statuses) await put(orderId, status);
    const { body } = await api.call('GET', '/api/orders/user/active', { as: buyer });
    expect(body.orders).toMatchObject([{ id: orderId, nextExpected: next }]);
  });

  it('page newest first, by cursor and by number, with totals', async () => {
    const ids = await createMany(9);
    const over = [ids[0], ids[4]];
    for (const orderId of over) await put(orderId ?? '', 'cancelled');
    const open = ids.filter((id) => !over.includes(id));
    for (const limit of [1, 2, 3, 7, 8]) {
      const { ids: paged, pages } = await pageThrough(`${active}?limit=${limit}`);
      expect([limit, paged]).toEqual([limit, open]);
      expect(pages[0]).toMatchObject({ page: 1, total: 7, totalPages: Math.ceil(7 / limit) });
      for (const page of pages.slice(1)) expect(page).toMatchObject({ page: null, total: null, totalPages: null });
    }
    for (const [page, expected] of [
      [2, open.slice(3, 6)],
      [3, open.slice(6)],
      [4, []],
    ] as const) {
      const { body } = await api.call('GET', `${active}?limit=3&page=${page}`, { as: buyer });
      expect(idsOf(body)).toEqual(expected);
      expect(body.pagination).toMatchObject({ page, total: 7, totalPages: 3 });
    }
  });

  it('of the same moment are distinguished, and those that come in between pages push none off', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      ids.push(await create());
      api.advance(-60_000);
    }
    const first = await api.call('GET', `${active}?limit=2`, { as: buyer });
    api.advance(60_000);
    await create();
    const rest = await pageThrough(`${active}?limit=2&cursor=${encodeURIComponent(first.body.pagination.nextCursor)}`);
    expect([...idsOf(first.body), ...rest.ids]).toEqual(ids.toSorted().toReversed());
  });

  it('are looked for among so many orders at a time, and the rest by the cursor', async () => {
    const oldest = await create();
    const order = api.state.orders.get(oldest);
    if (!order) throw new Error('The order must be there');
    const later = (n: number): string => new Date(Date.parse(order.createdAt) + n * 1000).toISOString();
    for (let n = 1; n <= 700; n += 1) {
      const orderId = `ord_over_${n}`;
      api.state.orders.set(orderId, {
        ...order,
        orderId,
        createdAt: later(n),
        status: 'cancelled',
        phase: 'cancelled',
      });
    }
    const { body } = await api.call('GET', active, { as: buyer });
    expect(body).toMatchObject({ orders: [], pagination: { page: 1, total: null, totalPages: null } });
    expect((await pageThrough(`${active}?limit=20`)).ids).toEqual([oldest]);
  });
});
