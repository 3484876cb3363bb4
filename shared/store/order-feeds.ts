import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { definedFields } from '../defined-fields.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { batchGet } from './batch-get.ts';
import { orderEventFromImage } from './event-item.ts';
import type { Item } from './item.ts';
import { eventKeyParts, indexKeys, keys, orderIdOf, PHASE_SHARDS } from './keys.ts';
import type { Table } from './table.ts';

const feed =
  ({ client, tableName }: Table): OrderStore['feed'] =>
  async (owner, { afterEventId, limit, newestFirst = false }) => {
    const customers = owner.kind === 'customer';
    const sortKey = customers ? 'byCustomerSk' : 'bySellerSk';
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: customers ? 'byCustomer' : 'bySeller',
        KeyConditionExpression: afterEventId === undefined ? '#pk = :pk' : '#pk = :pk AND #sk > :after',
        ExpressionAttributeNames: {
          '#pk': customers ? 'byCustomerPk' : 'bySellerPk',
          ...(afterEventId === undefined ? {} : { '#sk': sortKey }),
        },
        ExpressionAttributeValues: {
          ':pk': customers ? indexKeys.customerEvents(owner.id) : indexKeys.sellerEvents(owner.id),
          ...(afterEventId === undefined ? {} : { ':after': indexKeys.byEvent(afterEventId) }),
        },
        ScanIndexForward: !newestFirst,
        Limit: limit,
      }),
    );
    return Items.map((item) => ({
      ...eventKeyParts({ pk: String(item.pk), sk: String(item.sk) }),
      eventId: String(item[sortKey]),
    }));
  };

const eventsOf =
  ({ client, tableName, backoff }: Table): OrderStore['eventsOf'] =>
  async (entries) => {
    const wanted = entries.map(({ orderId, seq }) => keys.event(orderId, seq));
    return (await batchGet(client, tableName, wanted, backoff)).map(orderEventFromImage);
  };

const readShard = async (
  { client, tableName }: Table,
  partition: string,
  limit: number,
  after: string | undefined,
): Promise<readonly Item[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: 'byPhase',
      KeyConditionExpression: after === undefined ? 'byPhasePk = :pk' : 'byPhasePk = :pk AND byPhaseSk > :after',
      ExpressionAttributeValues: { ':pk': partition, ...definedFields({ ':after': after }) },
      Limit: limit,
    }),
  );
  return Items;
};

/** Each shard gives its first ones after the cursor; the first of all of them are the page. */
const idsInPhase =
  (table: Table): OrderStore['idsInPhase'] =>
  async (phase, { limit, after }) => {
    const shards = Array.from({ length: PHASE_SHARDS }, (_, shard) => indexKeys.phase(phase, shard));
    const read = await Promise.all(shards.map((shard) => readShard(table, shard, limit + 1, after)));
    const sortKeys = read.flat().map((entry) => String(entry.byPhaseSk));
    sortKeys.sort();
    const page = sortKeys.slice(0, limit);
    const next = sortKeys.length > limit ? page.at(-1) : undefined;
    const orderIds = page.map(orderIdOf);
    return next === undefined ? { orderIds } : { orderIds, next };
  };

/** A lost response leaves a gap in the numbers, never a number given twice. */
const takeNumberBlock =
  ({ client, tableName }: Table): OrderStore['takeNumberBlock'] =>
  async (year, size) => {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.orderNumberCounter(year) },
        UpdateExpression: 'ADD #last :size SET #entity = :entity',
        ExpressionAttributeNames: { '#last': 'last', '#entity': 'entity' },
        ExpressionAttributeValues: { ':size': size, ':entity': 'counter' },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    const last = Attributes?.last;
    if (typeof last !== 'number') throw new TypeError(`The counter of ${year} gave no number`);
    return last - size + 1;
  };

export const orderFeeds = (table: Table): Pick<OrderStore, 'feed' | 'eventsOf' | 'idsInPhase' | 'takeNumberBlock'> => ({
  feed: feed(table),
  eventsOf: eventsOf(table),
  idsInPhase: idsInPhase(table),
  takeNumberBlock: takeNumberBlock(table),
});
