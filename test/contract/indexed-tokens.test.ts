import { type BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoIndexedTokensStore, orderAndTokens } from '../../shared/store/dynamo-indexed-tokens-store.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder } from '../support/order-fixtures.ts';

describe('what the search index holds of an order', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  it('what an order is found by is replaced only by who has read it', async () => {
    const store = dynamoIndexedTokensStore(table.client, table.tableName);
    expect(await store.get('ord_1')).toBeUndefined();
    expect(await store.replace(undefined, { orderId: 'ord_1', version: 2, tokens: ['b'] })).toBe(true);
    expect(await store.replace(undefined, { orderId: 'ord_1', version: 3, tokens: ['a'] })).toBe(false);
    expect(await store.replace(1, { orderId: 'ord_1', version: 3, tokens: ['a'] })).toBe(false);
    expect(await store.get('ord_1')).toEqual({ orderId: 'ord_1', version: 2, tokens: ['b'] });
    expect(await store.replace(2, { orderId: 'ord_1', version: 3, tokens: ['a'], removed: ['b'] })).toBe(true);
    expect(await store.get('ord_1')).toEqual({ orderId: 'ord_1', version: 3, tokens: ['a'], removed: ['b'] });
    const both = await orderAndTokens(table)('ord_1');
    expect(both).toEqual([undefined, { orderId: 'ord_1', version: 3, tokens: ['a'], removed: ['b'] }]);
    const order = anOrder({ orderId: 'ord_2' });
    await table.client.send(new PutCommand({ TableName: table.tableName, Item: orderItem(order) }));
    expect(await orderAndTokens(table)('ord_2')).toEqual([order, undefined]);
  });

  it('an order and its words are read at half the price, unless the order is older than its event', async () => {
    const order = anOrder({ orderId: 'ord_3', version: 4 });
    await table.client.send(new PutCommand({ TableName: table.tableName, Item: orderItem(order) }));
    const asked: unknown[] = [];
    const send = (command: BatchGetCommand) => {
      asked.push(...Object.values(command.input.RequestItems ?? {}).map(({ ConsistentRead }) => ConsistentRead));
      return table.client.send(command);
    };
    const read = orderAndTokens({ ...table, client: { send } as never });
    for (const atLeast of [4, 5, undefined]) expect(await read('ord_3', atLeast)).toEqual([order, undefined]);
    expect(asked).toEqual([false, false, true, true]);
  });
});
