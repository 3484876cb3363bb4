import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../shared/orders/model/order.ts';
import { dynamoContactStore } from '../../shared/store/dynamo-contact-store.ts';
import { dynamoNotificationStore } from '../../shared/store/dynamo-notification-store.ts';
import { orderAndRecords, type ReadOrderAndRecords } from '../../shared/store/dynamo-order-and-records.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { dynamoShopAndContacts } from '../../shared/store/dynamo-shop-and-contacts.ts';
import { dynamoShopStore } from '../../shared/store/dynamo-shop-store.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder, changed, created, seededIds } from '../support/order-fixtures.ts';
import { at } from './support/instants.ts';
import { plannedOn } from './support/planned-on.ts';

type EventName = Parameters<ReadOrderAndRecords>[0];

let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

/** The second event of the order, planned now. */
const event = (more: Partial<EventName> = {}): EventName => ({ orderId: 'ord_1', seq: 2, eventId: 'evt_now', ...more });

/** What a plan reads with its calls counted; `lagging` is the order that an eventual read finds. */
const reading = (lagging?: Order) => {
  const calls: string[] = [];
  const send = async (command: { readonly constructor: { readonly name: string }; readonly input: unknown }) => {
    const isEventual = command instanceof QueryCommand && command.input.ConsistentRead !== true;
    calls.push(`${command.constructor.name}${isEventual ? ' eventual' : ''}`);
    const result = await table.client.send(command as QueryCommand);
    if (!isEventual || lagging === undefined) return result;
    const Items = result.Items?.map((item) => (item.entity === 'order' ? orderItem(lagging) : item));
    return { ...result, Items };
  };
  const { tableName, backoff } = table;
  const watched = { client: { send } as unknown as DynamoDBDocumentClient, tableName, backoff };
  return {
    calls,
    orderAndRecords: orderAndRecords(watched),
    reach: dynamoShopAndContacts(watched, async () => ({ current: 'k1' })),
  };
};

describe('an order and what was sent of it', () => {
  let first: Order;
  let second: Order;
  let recorded: readonly string[];
  beforeAll(async () => {
    const { client, tableName, backoff } = table;
    const ids = seededIds();
    const orders = dynamoOrderStore(client, tableName, backoff);
    const made = created(anOrder({ orderId: 'ord_1' }), ids);
    await orders.create(made.order, made.events, { stockTaken: [] });
    const next = changed(made.order, { status: 'processing' }, ids);
    await orders.commit(1, next.order, next.events, {});
    [first, second] = [made.order, next.order];
    const store = dynamoNotificationStore(client, tableName, backoff);
    const planned = [3, 2].flatMap((seq) => plannedOn(['email', 'in_app'], 'ord_1', seq, 'https://w.example/track/1'));
    for (const one of planned) await store.create(one);
    recorded = (await store.listForOrder('ord_1')).map(({ notificationId }) => notificationId);
  });

  it('come in one query, the oldest record first', async () => {
    const { calls, orderAndRecords: read } = reading();
    const found = await read(event());
    expect(found?.order).toEqual(second);
    expect(found?.records.map(({ createdAt }) => createdAt)).toEqual([at(2), at(2), at(3), at(3)]);
    expect(found?.records.map(({ notificationId }) => notificationId)).toEqual(recorded);
    expect(calls).toEqual(['QueryCommand eventual']);
  });

  it('are read once more where the order is older than it must be', async () => {
    const { calls, orderAndRecords: read } = reading(first);
    expect((await read(event()))?.order).toEqual(second);
    expect(calls).toEqual(['QueryCommand eventual', 'QueryCommand']);
  });

  it('leave out what other events did not send', async () => {
    const store = dynamoNotificationStore(table.client, table.tableName, table.backoff);
    const planned = [5, 6].flatMap((seq) => plannedOn(['email'], 'ord_1', seq, 'https://w.example/track/1'));
    for (const { notification, link } of planned) {
      await store.create({ notification: { ...notification, status: 'suppressed', error: 'repeated' }, link });
    }
    const [own] = planned.map(({ notification }) => notification);
    const found = await reading().orderAndRecords(event({ eventId: own?.eventId ?? '' }));
    expect(found?.order).toEqual(second);
    expect(found?.records.map(({ notificationId }) => notificationId)).toEqual([...recorded, own?.notificationId]);
  });

  it('are nothing where there is no such order', async () => {
    expect(await reading().orderAndRecords(event({ orderId: 'ord_9', seq: 1 }))).toBeUndefined();
  });
});

describe('a shop and who is not reached any more', () => {
  const mailbox = (address: string) => ({ channel: 'email', address });
  beforeAll(async () => {
    const { client, tableName } = table;
    await dynamoShopStore(client, tableName).put(
      { shopId: 'farm-1', profile: { name: 'Green Farm' }, at: at(1) },
      undefined,
    );
    const contacts = dynamoContactStore(table, async () => ({ current: 'k1' }));
    await contacts.disable({ ...mailbox('gone@example.com'), reason: 'bounced', at: at(1) });
  });

  it('come in one call, by the spelling that was disabled or another', async () => {
    const { calls, reach } = reading();
    const points = [mailbox('ana@example.com'), mailbox('Gone@Example.com'), mailbox('gone@example.com')];
    const found = await reach.read({ shopId: 'farm-1', points });
    expect(found.shop).toMatchObject({ shopId: 'farm-1', name: 'Green Farm' });
    expect(found.disabled).toEqual(points.slice(1));
    expect(calls).toEqual(['BatchGetCommand']);
  });

  it('are nothing where nothing is known, and no call where nothing is asked', async () => {
    const { calls, reach } = reading();
    expect(await reach.read({ shopId: 'farm-9', points: [mailbox('ana@example.com')] })).toEqual({ disabled: [] });
    expect(await reach.read({ points: [] })).toEqual({ disabled: [] });
    expect(calls).toHaveLength(1);
  });
});
