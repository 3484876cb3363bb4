import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/model/order.ts';
import { indexOrder } from '../../../shared/search/index-order.ts';
import { searchOrders } from '../../../shared/search/search-orders.ts';
import { customerScope, scopesOf, tokensOf, writtenScopesOf } from '../../../shared/search/tokens.ts';
import { memoryIndexed, memorySearchStore } from '../../support/memory-search-store.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const idsOf = (orders: readonly Order[]): readonly string[] => orders.map(({ orderId }) => orderId);

describe('what a buyer looks for', () => {
  const bought = ['Ana Ruiz', 'Ana Gil', 'Ana Ruiz'].map((name, n) =>
    anOrder({ orderId: `ord_${n}`, createdAt: `2026-01-01T00:00:0${n}.000Z`, customer: { name } }),
  );
  const search = memorySearchStore();
  for (const one of bought) {
    const { orderId, createdAt } = one;
    search.putOfCustomer('buyer-1', { orderId, createdAt, words: tokensOf(one) });
  }
  const getMany = async (ids: readonly string[]) => bought.filter(({ orderId }) => ids.includes(orderId));
  const looks = (query: string, buyer = 'buyer-1', maxEntries = 10) =>
    searchOrders({ search, orders: { getMany }, maxEntries }, { scopes: [customerScope(buyer)], query }, { limit: 5 });

  it('is found among all that they bought, the newest first', async () => {
    const { orders, total, isTruncated } = await looks('ana rui');
    expect([idsOf(orders), total, isTruncated]).toEqual([['ord_2', 'ord_0'], 2, false]);
    expect((await looks('ana', 'somebody')).orders).toEqual([]);
  });

  it('is found among the newest so many, and it says so', async () => {
    const { orders, total, isTruncated } = await looks('ana', 'buyer-1', 2);
    expect([idsOf(orders), total, isTruncated]).toEqual([['ord_2', 'ord_1'], undefined, true]);
  });
});

describe('what earlier versions wrote for the buyer', () => {
  const order = anOrder({ orderId: 'ord_1' });
  const { orderId, createdAt } = order;
  const words = tokensOf(order);

  it('is taken out when its order is indexed anew, once', async () => {
    const search = memorySearchStore();
    const indexed = memoryIndexed(search);
    const tokens = (scope: string) => search.all().filter((entry) => entry.scope === scope);
    const places = scopesOf(order).flatMap((scope) => words.map((token) => ({ scope, token, orderId })));
    await search.put(places.map((place) => ({ ...place, createdAt, words })));
    await indexed.replace(undefined, { orderId, version: 1, tokens: words, createdAt });
    const removed: number[] = [];
    const remove = async (wanted: Parameters<typeof search.remove>[0]) => {
      removed.push(wanted.length);
      await search.remove(wanted);
    };
    for (const version of [2, 3]) {
      const orders = { get: async () => ({ ...order, version }) };
      await indexOrder(orderId, { orders, search: { ...search, remove }, indexed });
    }
    expect(removed).toEqual([words.length]);
    expect(tokens(customerScope('buyer-1'))).toEqual([]);
    for (const scope of writtenScopesOf(order)) expect(tokens(scope)).toHaveLength(words.length);
  });
});
