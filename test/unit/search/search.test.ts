import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/order.ts';
import type { SearchEntry, SearchStore } from '../../../shared/orders/search-store.ts';
import { indexOrder } from '../../../shared/search/index-order.ts';
import type { IndexedTokens, IndexedTokensStore } from '../../../shared/search/indexed-tokens-store.ts';
import { searchOrders } from '../../../shared/search/search-orders.ts';
import { MOST_TOKENS, matches, scopesOf, termsOf, tokensOf } from '../../../shared/search/tokens.ts';
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
  const entries = new Map<string, SearchEntry>();
  const keyOf = ({ scope, token, orderId }: SearchEntry): string => `${scope} ${token} ${orderId}`;
  const search: SearchStore = {
    put: async (added) => {
      for (const entry of added) entries.set(keyOf(entry), entry);
    },
    remove: async (removed) => {
      for (const entry of removed) entries.delete(keyOf(entry));
    },
    find: async ({ scope, prefix }, { limit, after }) => {
      const found = [...entries.values()]
        .filter((entry) => entry.scope === scope && entry.token.startsWith(prefix))
        .map(({ orderId }) => orderId);
      const start = Number(after ?? 0);
      const next = start + limit;
      return {
        orderIds: [...new Set(found.slice(start, next))],
        ...(next < found.length && { next: String(next) }),
      };
    },
  };
  return {
    search,
    tokens: (scope: string) => [...entries.values()].filter((e) => e.scope === scope).map((e) => e.token),
  };
};

const memoryIndexed = (): IndexedTokensStore => {
  const kept = new Map<string, IndexedTokens>();
  return {
    get: async (orderId) => kept.get(orderId),
    keep: async (indexed) => {
      if ((kept.get(indexed.orderId)?.version ?? 0) > indexed.version) return false;
      kept.set(indexed.orderId, indexed);
      return true;
    },
  };
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
    expect(tokens.length).toBe(MOST_TOKENS);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(tokens.every((token) => token.length >= 2 && token.length <= 48)).toBe(true);
    expect(tokens).toContain('ord2026001234');
  });

  it('are kept for support, the shop and the buyer', () => {
    expect(scopesOf(order)).toEqual(['all', 'seller:seller-1', 'customer:buyer-1']);
  });
});

describe('indexing', () => {
  it('takes out what the order no longer says', async () => {
    const { search, tokens } = memorySearch();
    const indexed = memoryIndexed();
    let current: Order = { ...order, version: 1 };
    const dependencies = { orders: { get: async () => current }, search, indexed };
    await indexOrder('ord_1', dependencies);
    current = { ...current, version: 2, items: [{ itemId: 'i', name: 'Queso', quantity: 1, unitPrice: '1.00' }] };
    await indexOrder('ord_1', dependencies);
    await indexOrder('ord_1', dependencies);
    for (const scope of scopesOf(order)) expect(tokens(scope).toSorted()).toEqual(tokensOf(current).toSorted());
  });

  it('a run that was overtaken takes its own words out again', async () => {
    const { search, tokens } = memorySearch();
    const indexed = memoryIndexed();
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
});

describe('searching', () => {
  it('wants every word, and looks into the orders themselves', async () => {
    const { search } = memorySearch();
    const all = Array.from({ length: 8 }, (_, n) =>
      anOrder({ orderId: `ord_${n}`, version: 1, customer: { name: n % 2 === 0 ? 'Ana Ruiz' : 'Ana Gil' } }),
    );
    const byId = new Map(all.map((one) => [one.orderId, one]));
    const indexed = memoryIndexed();
    for (const { orderId } of all)
      await indexOrder(orderId, { orders: { get: async () => byId.get(orderId) }, search, indexed });
    const orders = { getMany: async (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []) };
    const first = await searchOrders({ search, orders }, { scope: 'all', query: 'ana rui' }, { limit: 3 });
    expect(first.orders.map(({ orderId }) => orderId)).toEqual(['ord_0', 'ord_2', 'ord_4']);
    const rest = await searchOrders(
      { search, orders },
      { scope: 'all', query: 'ana rui' },
      { limit: 3, ...(first.next !== undefined && { after: first.next }) },
    );
    expect(rest.orders.map(({ orderId }) => orderId)).toEqual(['ord_6']);
    expect(await searchOrders({ search, orders }, { scope: 'all', query: ' - ' }, { limit: 3 })).toEqual({
      orders: [],
    });
  });
});
