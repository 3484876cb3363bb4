import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoListingStore } from '../../shared/store/dynamo-listing-store.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { memoryOrderStore } from '../support/memory/memory-order-store.ts';
import { memoryState } from '../support/memory/memory-state.ts';
import { memoryListingStore } from '../support/memory/memory-stores.ts';
import { anOrder, created, seededIds } from '../support/order-fixtures.ts';

const LISTED = { sellerId: 'seller-1', listingId: 'eggs', updatedAt: '2026-02-01T00:00:00.000Z' };
const NOW = '2026-03-01T10:00:00.000Z';
const backoff = { pause: async () => undefined };

describe('a listing that is on sale from a moment on', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const inMemory = () => {
    const state = memoryState();
    return { listings: memoryListingStore(state), orders: memoryOrderStore(state) };
  };
  const inTable = () => ({
    listings: dynamoListingStore(table.client, table.tableName),
    orders: dynamoOrderStore(table.client, table.tableName, backoff),
  });

  it.each([
    ['memory', inMemory],
    ['DynamoDB', inTable],
  ] as const)('in %s is refused before it, and sold from it on, whether counted or not', async (_name, stores) => {
    const { listings, orders } = stores();
    const ids = seededIds(7);
    let number = 0;
    const buy = async (quantity: number) => {
      number += 1;
      const { order, events } = created(anOrder({ orderId: `from-${number}`, createdAt: NOW }), ids);
      return (await orders.create(order, events, { stockTaken: [{ listingId: 'eggs', quantity }] })).outcome;
    };
    const put = async (change: object) => {
      const result = await listings.put({ ...LISTED, ...change });
      return result.outcome === 'stored' ? result.listing.availableFrom : result.outcome;
    };
    expect(await put({ stock: 3, availableFrom: '2026-03-01T10:00:00.001Z' })).toBe('2026-03-01T10:00:00.001Z');
    expect(await buy(1)).toBe('listing_unavailable');
    expect(await buy(0)).toBe('listing_unavailable');
    expect(await put({ stock: 3 })).toBe('2026-03-01T10:00:00.001Z');
    expect(await put({ availableFrom: NOW })).toBe(NOW);
    expect([await buy(1), await buy(9), await buy(0)]).toEqual(['created', 'insufficient_stock', 'created']);
    expect(await put({ availableFrom: null, stock: null })).toBeUndefined();
    expect(await listings.get('seller-1', 'eggs')).toEqual({ ...LISTED, available: true, version: expect.any(Number) });
  });
});
