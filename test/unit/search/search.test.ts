import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/model/order.ts';
import { indexOrder } from '../../../shared/search/index-order.ts';
import { searchOrders } from '../../../shared/search/search-orders.ts';
import { MAX_TOKENS, matches, scopesOf, termsOf, tokensOf, writtenScopesOf } from '../../../shared/search/tokens.ts';
import { memoryIndexed, memorySearchStore } from '../../support/memory-search-store.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const order = anOrder({
  orderId: 'ord_1',
  orderNumber: 'ORD-2026-001234',
  customer: { name: 'José García-López', email: 'jose.garcia@example.com' },
  items: [{ itemId: 'i', name: 'Huevos camperos', sku: 'EGG-12', quantity: 1, unitPrice: '3.00' }],
  shipments: [
    {
      shipmentId: 's',
      trackingNumber: '1Z5R89390357567127',
      carrier: 'ups',
      registeredAt: '2026-03-01T10:00:00.000Z',
    },
  ],
});

const memorySearch = () => {
  const search = memorySearchStore();
  const tokens = (scope: string) =>
    search
      .all()
      .filter((entry) => entry.scope === scope)
      .map(({ token }) => token);
  return { search, tokens };
};

describe('the words of an order', () => {
  it.each([
    'ord-2026-001234',
    'ORD 2026',
    '001234',
    '1z5r8939',
    'jose.garcia@example.com',
    'garcia',
    'Garcia-Lopez',
    'GARCÍA huevos',
    'campero',
    'egg-12',
  ])('%s finds it', (query) => {
    expect(matches(order, termsOf(query))).toBe(true);
  });

  it.each(['arcia', 'garcia patatas', 'ord-2027'])('%s does not', (query) => {
    expect(matches(order, termsOf(query))).toBe(false);
  });

  it('are bounded, each once, and never too short to be kept', () => {
    const long = {
      ...order,
      notes: '',
      items: order.items.map((i) => ({ ...i, name: Array.from({ length: 500 }, (_, n) => `w${n}a`).join(' ') })),
    };
    const tokens = tokensOf(long);
    expect(tokens.length).toBe(MAX_TOKENS);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(tokens.every((token) => token.length >= 2 && token.length <= 48)).toBe(true);
    expect(tokens).toContain('ord2026001234');
  });

  it('are kept for support and the shop; the buyer may look for it too', () => {
    expect(writtenScopesOf(order)).toEqual(['all', 'seller:seller-1']);
    expect(scopesOf(order)).toEqual(['all', 'seller:seller-1', 'customer:buyer-1']);
  });
});

describe('indexing', () => {
  it('takes out what the order no longer says', async () => {
    const { search, tokens } = memorySearch();
    const indexed = memoryIndexed(search);
    let current: Order = { ...order, version: 1 };
    const dependencies = { orders: { get: async () => current }, search, indexed };
    await indexOrder('ord_1', dependencies);
    current = { ...current, version: 2, items: [{ itemId: 'i', name: 'Queso', quantity: 1, unitPrice: '1.00' }] };
    await indexOrder('ord_1', dependencies);
    await indexOrder('ord_1', dependencies);
    for (const scope of writtenScopesOf(order)) expect(tokens(scope).toSorted()).toEqual(tokensOf(current).toSorted());
  });

  it('a run that was overtaken takes its own words out again', async () => {
    const { search, tokens } = memorySearch();
    const indexed = memoryIndexed(search);
    const old = { ...order, version: 1 };
    const fresh = { ...order, version: 2, items: [{ itemId: 'i', name: 'Queso', quantity: 1, unitPrice: '1.00' }] };
    await indexOrder('ord_1', { orders: { get: async () => fresh }, search, indexed });
    let reads = 0;
    const orders = {
      get: async () => {
        reads += 1;
        return reads === 1 ? old : fresh;
      },
    };
    await indexOrder('ord_1', { orders, search, indexed });
    expect(tokens('all').toSorted()).toEqual(tokensOf(fresh).toSorted());
  });

  const watched = () => {
    const { search, tokens } = memorySearch();
    const written: string[][] = [];
    const watching = {
      ...search,
      put: async (entries: Parameters<typeof search.put>[0]) => {
        written.push([...new Set(entries.map(({ token }) => token))]);
        await search.put(entries);
      },
    };
    return { search: watching, tokens, written, indexed: memoryIndexed(search) };
  };
  const parcelOf = (trackingNumber: string) => ({
    shipmentId: trackingNumber,
    trackingNumber,
    carrier: 'fedex',
    registeredAt: '2026-03-02T10:00:00.000Z',
  });

  it('writes the number of a new parcel alone, and nothing for an order that says the same', async () => {
    const { search, written, indexed } = watched();
    let current: Order = { ...order, version: 1 };
    const dependencies = { orders: { get: async () => current }, search, indexed };
    await indexOrder('ord_1', dependencies);
    current = { ...current, version: 2, shipments: [...current.shipments, parcelOf('794912345672')] };
    await indexOrder('ord_1', dependencies);
    await indexOrder('ord_1', dependencies);
    current = { ...current, version: 3 };
    await indexOrder('ord_1', dependencies);
    expect(written.slice(1)).toEqual([['794912345672'], []]);
    const many = { search, orders: { getMany: async () => [current] } };
    for (const query of ['garcia 7949', '7949 1z5r', '794912345672', '001234 7949', 'garcia huevos']) {
      const page = await searchOrders(many, { scopes: ['all'], query }, { limit: 5 });
      expect([query, page.total, page.orders.length]).toEqual([query, 1, 1]);
    }
    const none = await searchOrders(many, { scopes: ['all'], query: 'garcia 7950' }, { limit: 5 });
    expect([none.total, none.orders]).toEqual([0, []]);
  });

  it('writes every word anew where one without a digit is new, and for a rebuild those that are lost', async () => {
    const { search, written, indexed } = watched();
    let current: Order = { ...order, version: 1 };
    const dependencies = { orders: { get: async () => current }, search, indexed };
    await indexOrder('ord_1', dependencies);
    current = { ...current, version: 2, customer: { ...current.customer, name: 'José García Queso' } };
    await indexOrder('ord_1', dependencies);
    for (const all of written) expect(all).toContain('garcia');
    expect(written[1]).toEqual(tokensOf(current));
    await search.remove(search.all().filter(({ token }) => token === 'garcia' || token === 'queso'));
    await indexOrder('ord_1', dependencies, { looksAtAll: true });
    expect(written[2]?.toSorted()).toEqual(['garcia', 'queso']);
    await indexOrder('ord_1', dependencies, { looksAtAll: true });
    expect(written[3]).toEqual([]);
  });

  it.each(['before', 'after'])(
    'a run that comes %s another takes out nothing that the newest order says',
    async (when) => {
      const { search, tokens } = memorySearch();
      const indexed = memoryIndexed(search);
      const [first, without, again] = [order, { ...order, shipments: [] }, order].map((one, n) => ({
        ...one,
        version: n + 1,
      })) as [Order, Order, Order];
      const run = (current: Order, meanwhile?: () => Promise<void>) => {
        let reads = 0;
        const orders = {
          get: async () => {
            reads += 1;
            return reads === 1 ? current : again;
          },
        };
        const overtaken = {
          ...search,
          remove: async (places: Parameters<typeof search.remove>[0]) => {
            if (when === 'before') await meanwhile?.();
            await search.remove(places);
            if (when === 'after') await meanwhile?.();
          },
        };
        return indexOrder('ord_1', { orders, search: overtaken, indexed });
      };
      await indexOrder('ord_1', { orders: { get: async () => first }, search, indexed });
      await run(without, () => run(again));
      expect(tokens('all').toSorted()).toEqual(tokensOf(again).toSorted());
    },
  );

  it('leaves no entry of the first form beside its own', async () => {
    const { search } = memorySearch();
    const indexed = memoryIndexed(search);
    const { orderId } = order;
    for (const scope of scopesOf(order))
      for (const token of ['jose', 'old']) search.putTimeless({ scope, token, orderId });
    await indexed.replace(undefined, { orderId, version: order.version, tokens: ['jose', 'old'] });
    await indexOrder(orderId, { orders: { get: async () => order }, search, indexed });
    expect(search.all().filter(({ createdAt }) => createdAt === undefined)).toEqual([]);
    expect(search.all()).toHaveLength(2 * tokensOf(order).length);
    for (const entry of search.all()) {
      expect(entry).toMatchObject({ createdAt: order.createdAt, words: tokensOf(order) });
    }
  });
});

describe('searching', () => {
  const minute = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
  const named = (n: number, name: string, more: Partial<Order> = {}): Order =>
    anOrder({ orderId: `ord_${n}`, version: 1, createdAt: minute(n), customer: { name }, ...more });

  const indexOf = async (orders: readonly Order[]) => {
    const { search } = memorySearch();
    const byId = new Map(orders.map((one) => [one.orderId, one]));
    const indexed = memoryIndexed(search);
    for (const { orderId } of orders) {
      await indexOrder(orderId, { orders: { get: async () => byId.get(orderId) }, search, indexed });
    }
    const loaded: string[] = [];
    const getMany = async (ids: readonly string[]) => {
      loaded.push(...ids);
      return ids.toSorted().flatMap((id) => byId.get(id) ?? []);
    };
    return { search, byId, loaded, orders: { getMany } };
  };
  const idsOf = (orders: readonly Order[]): readonly string[] => orders.map(({ orderId }) => orderId);
  const all = (query: string) => ({ scopes: ['all'], query });

  it('wants every word, newest first, and reads the orders of the page only', async () => {
    const index = await indexOf(Array.from({ length: 8 }, (_, n) => named(n, n % 2 === 0 ? 'Ana Ruiz' : 'Ana Gil')));
    const first = await searchOrders(index, all('ana rui'), { limit: 3 });
    expect(idsOf(first.orders)).toEqual(['ord_6', 'ord_4', 'ord_2']);
    expect(first).toMatchObject({ total: 4, isTruncated: false, next: { createdAt: minute(2), orderId: 'ord_2' } });
    expect(index.loaded).toHaveLength(3);
    const rest = await searchOrders(index, all('ana rui'), { limit: 3, ...(first.next && { after: first.next }) });
    expect(idsOf(rest.orders)).toEqual(['ord_0']);
    expect(rest.next).toBeUndefined();
    expect(idsOf((await searchOrders(index, all('ana rui'), { limit: 3, page: 2 })).orders)).toEqual(['ord_0']);
    expect(await searchOrders(index, all(' - '), { limit: 3 })).toEqual({ orders: [], total: 0, isTruncated: false });
  });

  it('shows what an order says now, where its entries are of a moment ago', async () => {
    const index = await indexOf([named(1, 'Ana Ruiz'), named(2, 'Ana Ruiz')]);
    index.byId.set('ord_2', named(2, 'Eva Gil'));
    expect(idsOf((await searchOrders(index, all('ana'), { limit: 5 })).orders)).toEqual(['ord_1']);
  });

  it('finds entries of the first form too, last, and counts only when there are none', async () => {
    const index = await indexOf([named(1, 'Ana Ruiz'), named(2, 'Ana Ruiz')]);
    index.byId.set('ord_9', named(9, 'Ana Ruiz'));
    index.byId.set('ord_8', named(8, 'Ana Gil'));
    for (const orderId of ['ord_2', 'ord_8', 'ord_9'])
      index.search.putTimeless({ scope: 'all', token: 'ana', orderId });
    const page = await searchOrders(index, all('ana'), { limit: 9 });
    expect(idsOf(page.orders)).toEqual(['ord_2', 'ord_1', 'ord_9', 'ord_8']);
    expect([page.total, page.isTruncated]).toEqual([undefined, false]);
    expect((await searchOrders(index, all('ruiz'), { limit: 9 })).total).toBe(2);
  });

  it('reads a bounded number of entries, goes by a narrower word where there is one, else says that it is not all', async () => {
    const many = Array.from({ length: 40 }, (_, n) => named(n, n === 7 ? 'Anastasia Gil' : 'Ana Marín'));
    const index = { ...(await indexOf(many)), maxEntries: 10 };
    expect(await searchOrders(index, all('gil ana'), { limit: 5 })).toMatchObject({ total: 1, isTruncated: false });
    expect(index.search.entriesRead()).toBeLessThanOrEqual(22);
    const broad = await searchOrders(index, all('ana'), { limit: 5 });
    // The very word counts beside those that go on behind it, though they come first in the index.
    expect(idsOf(broad.orders)).toEqual(['ord_39', 'ord_38', 'ord_37', 'ord_36', 'ord_35']);
    expect([broad.total, broad.isTruncated]).toEqual([undefined, true]);
    const before = index.search.entriesRead();
    await searchOrders(index, all('ana marin eggs ord 2026'), { limit: 5 });
    expect(index.search.entriesRead() - before).toBeLessThanOrEqual(6 * 11);
  });
});
