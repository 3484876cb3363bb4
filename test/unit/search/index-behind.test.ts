import { describe, expect, it } from 'vitest';
import { indexOrder } from '../../../shared/search/index-order.ts';
import type { IndexedTokens } from '../../../shared/search/indexed-tokens-store.ts';
import { tokensOf } from '../../../shared/search/tokens.ts';
import { memoryIndexed, memorySearchStore } from '../../support/memory-search-store.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const order = anOrder({
  orderId: 'ord_1',
  shipments: [
    { shipmentId: 's', trackingNumber: '1Z5R89390357567127', carrier: 'ups', registeredAt: '2026-03-01T10:00:00.000Z' },
  ],
});

describe('an index that is written by what may be a moment behind', () => {
  it.each([1, 2, 3].flatMap((seen) => [0, 1, 2, 3].map((indexedAt) => [seen, indexedAt] as const)))(
    'a first look that is behind (version %i of the order, words of version %i) ends with the newest words',
    async (seen, indexedAt) => {
      const search = memorySearchStore();
      const indexed = memoryIndexed(search);
      const versions = [order, { ...order, shipments: [] }, { ...order, notes: 'Queso' }].map((one, n) => ({
        ...one,
        version: n + 1,
      }));
      const [newest] = versions.slice(-1);
      const states: (IndexedTokens | undefined)[] = [undefined];
      for (const version of versions) {
        await indexOrder('ord_1', { orders: { get: async () => version }, search, indexed });
        states.push(await indexed.get('ord_1'));
      }
      const asked: (number | undefined)[] = [];
      const readBoth = async (_orderId: string, atLeast?: number) => {
        asked.push(atLeast);
        return atLeast === undefined
          ? ([newest, await indexed.get('ord_1')] as const)
          : ([versions[seen - 1], states[indexedAt]] as const);
      };
      const orders = { get: async () => newest };
      await indexOrder('ord_1', { orders, search, indexed, readBoth }, { atLeast: 1 });
      expect(
        search
          .all()
          .filter(({ scope }) => scope === 'all')
          .map(({ token }) => token)
          .toSorted(),
      ).toEqual(newest && tokensOf(newest).toSorted());
      expect([asked[0], new Set(asked.slice(1))]).toEqual([1, new Set(asked.length > 1 ? [undefined] : [])]);
    },
  );
});
