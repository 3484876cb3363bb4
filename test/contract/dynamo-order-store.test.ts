import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoIdempotencyStore } from '../../shared/store/dynamo-idempotency-store.ts';
import { dynamoListingStore } from '../../shared/store/dynamo-listing-store.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import type { Item } from '../../shared/store/item.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder } from '../support/order-fixtures.ts';
import { orderClaimsContract } from './order-claims.contract.ts';
import { orderListsContract } from './order-lists.contract.ts';
import { orderStockContract } from './order-stock.contract.ts';
import { orderStoreContract } from './order-store.contract.ts';
import type { StoresUnderTest } from './support/stores-under-test.ts';

const start = async (): Promise<StoresUnderTest> => {
  const { client, tableName, backoff, stop } = await startTestTable();
  return {
    orders: dynamoOrderStore(client, tableName, backoff),
    listings: dynamoListingStore(client, tableName),
    idempotency: dynamoIdempotencyStore(client, tableName),
    stop,
  };
};

orderStoreContract('DynamoDB', start);
orderClaimsContract('DynamoDB', start);
orderStockContract('DynamoDB', start);
orderListsContract('DynamoDB', start);

describe('orders of earlier versions', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  /** As it was stored while a customer's orders had an index by status. */
  const storedOrder = (n: number): Item => ({
    ...orderItem(anOrder({ orderId: `o${n}`, buyerId: 'ana', createdAt: `2026-01-0${n}T10:00:00.000Z` })),
    byCustomerStatusPk: 'CUSTOMER#ana#ORDERS',
    byCustomerStatusSk: `confirmed#2026-01-0${n}T10:00:00.000Z#o${n}`,
  });

  it('are read, and cursors that name the retired index go on where they were', async () => {
    const store = dynamoOrderStore(table.client, table.tableName, table.backoff);
    const items = [1, 2, 3, 4].map(storedOrder);
    for (const Item of items) await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
    expect(await store.get('o1')).toEqual(
      anOrder({ orderId: 'o1', buyerId: 'ana', createdAt: '2026-01-01T10:00:00.000Z' }),
    );
    const owner = { kind: 'customer', id: 'ana' } as const;
    const after = Object.fromEntries(
      ['pk', 'sk', 'byCustomerStatusPk', 'byCustomerStatusSk'].map((name) => [name, String(items[1]?.[name])]),
    );
    const query = { owner, sortOrder: 'asc', limit: 10, after } as const;
    for (const more of [{ sortBy: 'createdAt', status: ['confirmed'] }, { sortBy: 'status' }] as const) {
      const { orders } = await store.list({ ...query, ...more });
      expect(orders.map(({ orderId }) => orderId)).toEqual(['o3', 'o4']);
    }
  });
});
