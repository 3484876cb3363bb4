import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../shared/orders/model/order.ts';
import { orderAndShopReaders } from '../../shared/store/dynamo-order-and-shop.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { dynamoShopStore } from '../../shared/store/dynamo-shop-store.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder, changed, created, seededIds } from '../support/order-fixtures.ts';

describe('an order and its shop', () => {
  let table: TestTable;
  let first: Order;
  let second: Order;
  beforeAll(async () => {
    table = await startTestTable();
    const ids = seededIds();
    const orders = dynamoOrderStore(table.client, table.tableName, table.backoff);
    const made = created(anOrder({ orderId: 'ord_1', sellerId: 'farm-1' }), ids);
    await orders.create(made.order, made.events, { stockTaken: [] });
    const next = changed(made.order, { status: 'processing' }, ids);
    await orders.commit(1, next.order, next.events, {});
    [first, second] = [made.order, next.order];
    const profile = { name: 'Green Farm' };
    const at = '2026-03-01T10:00:00.000Z';
    await dynamoShopStore(table.client, table.tableName).put({ shopId: 'farm-1', profile, at }, undefined);
  });
  afterAll(() => table.stop());

  /** The calls that are made; a read that is not to be the newest one finds the order as it was before. */
  const lagging = (isBehind: boolean) => {
    const calls: string[] = [];
    const send = async (command: { readonly constructor: { readonly name: string }; readonly input: unknown }) => {
      const isEventual =
        command instanceof BatchGetCommand &&
        Object.values(command.input.RequestItems ?? {}).some(({ ConsistentRead }) => ConsistentRead !== true);
      calls.push(`${command.constructor.name}${isEventual ? ' eventual' : ''}`);
      const result = await table.client.send(command as BatchGetCommand);
      const items = result.Responses?.[table.tableName] ?? [];
      if (!(isEventual && isBehind)) return result;
      const old = items.map((item) => (item.entity === 'order' ? { ...orderItem(first) } : item));
      return { ...result, Responses: { [table.tableName]: old } };
    };
    const client = { send } as unknown as DynamoDBDocumentClient;
    return { calls, readersOf: orderAndShopReaders(client, table.tableName, table.backoff) };
  };

  it('come in one call', async () => {
    const { calls, readersOf } = lagging(false);
    const { orders, shops } = readersOf({ sellerId: 'farm-1', version: 2 });
    expect(await orders.get('ord_1')).toEqual(second);
    expect(await shops.get('farm-1')).toMatchObject({ name: 'Green Farm' });
    expect(calls).toEqual(['BatchGetCommand eventual']);
  });

  it('are read once more where the order is older than it must be', async () => {
    const { calls, readersOf } = lagging(true);
    expect(await readersOf({ sellerId: 'farm-1', version: 2 }).orders.get('ord_1')).toEqual(second);
    expect(calls).toEqual(['BatchGetCommand eventual', 'BatchGetCommand']);
  });

  it('are read each by itself where nothing is known, or another shop is asked for', async () => {
    const { calls, readersOf } = lagging(false);
    const unknown = readersOf(undefined);
    expect(await unknown.orders.get('ord_1')).toEqual(second);
    expect(await unknown.shops.get('farm-1')).toMatchObject({ name: 'Green Farm' });
    const known = readersOf({ sellerId: 'farm-2', version: 2 });
    await known.orders.get('ord_1');
    expect(await known.shops.get('farm-1')).toMatchObject({ name: 'Green Farm' });
    expect(await known.shops.get('farm-2')).toBeUndefined();
    expect(calls).toEqual(['GetCommand', 'GetCommand', 'BatchGetCommand eventual', 'GetCommand']);
  });

  it('that are not there are nothing', async () => {
    const { readersOf } = lagging(false);
    const { orders, shops } = readersOf({ sellerId: 'farm-9', version: 1 });
    expect([await orders.get('ord_9'), await shops.get('farm-9')]).toEqual([undefined, undefined]);
  });
});
