import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoShopStore } from '../../shared/store/dynamo-shop-store.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { memoryShopStore } from '../support/memory/memory-shop-store.ts';

const [FIRST, SECOND] = ['2026-03-01T10:00:00.000Z', '2026-03-02T10:00:00.000Z'];

describe('what shops say of themselves', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  it.each([
    ['memory', () => memoryShopStore()],
    ['DynamoDB', () => dynamoShopStore(table.client, table.tableName)],
  ] as const)('in %s is replaced as a whole, once for what was read', async (_name, storeOf) => {
    const shops = storeOf();
    expect(await shops.get('farm-1')).toBeUndefined();
    const full = {
      name: 'Green Farm',
      email: 'orders@green-farm.example',
      pickup: { place: { name: 'The barn' }, hours: 'Mon–Sat 9–14' },
    };
    const made = await shops.put({ shopId: 'farm-1', profile: full, at: FIRST }, undefined);
    const first = { ...full, shopId: 'farm-1', version: 1, createdAt: FIRST, updatedAt: FIRST };
    expect(made).toEqual({ outcome: 'stored', shop: first });
    expect(await shops.put({ shopId: 'farm-1', profile: { name: 'Other' }, at: SECOND }, undefined)).toEqual({
      outcome: 'conflict',
    });
    const before = await shops.get('farm-1');
    expect(before).toEqual(first);
    const change = { shopId: 'farm-1', profile: { name: 'Red Farm' }, at: SECOND };
    const second = { name: 'Red Farm', shopId: 'farm-1', version: 2, createdAt: FIRST, updatedAt: SECOND };
    expect(await shops.put(change, before)).toEqual({ outcome: 'stored', shop: second });
    expect(await shops.put(change, before)).toEqual({ outcome: 'conflict' });
    expect(await shops.get('farm-1')).toEqual(second);
    expect(await shops.get('farm-2')).toBeUndefined();
  });
});
