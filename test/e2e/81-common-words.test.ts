import { beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../shared/orders/model/order.ts';
import { MAX_ENTRIES } from '../../shared/search/candidates.ts';
import { scopesOf, tokensOf } from '../../shared/search/tokens.ts';
import { searchEntryItem } from '../../shared/store/dynamo-search-store.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { local } from './support/api.ts';
import { byCursor, get, idsOf } from './support/lists.ts';
import { newParties, type Parties, unique } from './support/orders.ts';
import { putItems, seededOrder } from './support/seed.ts';

const SEARCH = '/api/orders/search';
const word = (): string => unique('zq').replaceAll('-', '');

describe('a word that more orders have than are looked at', () => {
  const MORE = MAX_ENTRIES + 100;
  const [common, rare] = [word(), word()];
  let parties: Parties;
  const seeded = (n: number): Order => ({
    ...seededOrder(parties, n),
    customer: { name: n === 5 ? `${common} ${rare}` : `${common} Núñez`, email: `${common}@example.com` },
  });
  beforeAll(async () => {
    parties = await newParties();
    const orders = Array.from({ length: MORE }, (_, n) => seeded(n));
    const entries = orders.flatMap((order) => {
      const [words, { orderId, createdAt }] = [tokensOf(order), order];
      return scopesOf(order)
        .filter((scope) => scope.startsWith('seller:'))
        .flatMap((scope) => words.map((token) => searchEntryItem({ scope, token, orderId, createdAt, words })));
    });
    await putItems([...orders.map(orderItem), ...entries]);
  });

  const readUnits = async (): Promise<number> => {
    const { functions } = await local<{ functions: Record<string, { readUnits?: number }> }>('GET', 'meter');
    return Object.entries(functions)
      .filter(([name]) => name.includes('OrdersApi'))
      .reduce((sum, [, { readUnits: units = 0 }]) => sum + units, 0);
  };

  it('gives the newest, page by page, says that it is not all, and costs no more than its bound', async () => {
    const before = await readUnits();
    const pages = await byCursor(SEARCH, { q: common, limit: 100 }, parties.seller);
    const costs = (await readUnits()) - before;
    const newest = Array.from({ length: MAX_ENTRIES }, (_, n) => seeded(MORE - 1 - n).orderId);
    expect(pages.flatMap(idsOf)).toEqual(newest);
    for (const { truncated, pagination } of pages) {
      expect([truncated, pagination.total, pagination.totalPages]).toEqual([true, null, null]);
    }
    expect(idsOf(await get(SEARCH, { q: common, limit: 100, page: 2 }, parties.seller))).toEqual(
      newest.slice(100, 200),
    );
    // The entries of the word and of its longer ones, some 200 bytes each, and a hundred orders, strongly consistent.
    expect(costs / pages.length).toBeLessThan(2 * 40 + 2 * 100);
  });

  it('is no hindrance beside a rarer one', async () => {
    const before = await readUnits();
    const found = await get(SEARCH, { q: `${common} ${rare}` }, parties.seller);
    expect([idsOf(found), found.pagination.total, found.truncated]).toEqual([[seeded(5).orderId], 1, false]);
    expect((await readUnits()) - before).toBeLessThan(2 * 40 + 10);
  });
});
