import { GetCommand, QueryCommand, type QueryCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderEvent, ShownEvent } from '../contract/events.ts';
import type { Scan } from '../orders/model/order.ts';
import type {
  EventPage,
  HistoryOptions,
  OrderReads,
  OrderStore,
  TrackingOwner,
} from '../orders/use-cases/order-store.ts';
import { batchGet } from './batch-get.ts';
import { orderEventFromImage, SHOWN_ATTRIBUTES, shownEventOf } from './event-item.ts';
import { contentOf, type Item } from './item.ts';
import { AFTER_ALL, keys, LAST_SEQ } from './keys.ts';
import { orderOf } from './order-item.ts';
import { scanUpdate, transactionClaimUpdate } from './order-transaction.ts';
import { queryAll, type Table } from './table.ts';

const scanOf = (item: Item): Scan => {
  const { orderId: _orderId, ...scan } = contentOf(item);
  return scan as unknown as Scan;
};

interface EventForm<E> {
  readonly projection: Pick<QueryCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'>;
  readonly eventOf: (item: Item) => E;
}

const WHOLE: EventForm<OrderEvent> = { projection: {}, eventOf: orderEventFromImage };

const SHOWN: EventForm<ShownEvent> = {
  projection: {
    ProjectionExpression: SHOWN_ATTRIBUTES.map((name) => `#${name}`).join(),
    ExpressionAttributeNames: Object.fromEntries(SHOWN_ATTRIBUTES.map((name) => [`#${name}`, name])),
  },
  eventOf: shownEventOf,
};

const readHistory =
  <E extends { readonly seq: number }>({ client, tableName }: Table, { projection, eventOf }: EventForm<E>) =>
  async (orderId: string, { after, before, limit, newestFirst = false }: HistoryOptions): Promise<EventPage<E>> => {
    // Between two existing keys of the same prefix, so that no other kind of item is ever met.
    const first = keys.event(orderId, after === undefined ? 0 : after + 1);
    const last = keys.event(orderId, before === undefined ? LAST_SEQ : before - 1);
    if (first.sk > last.sk) return { events: [] };
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': first.pk, ':first': first.sk, ':last': last.sk },
        ...projection,
        ConsistentRead: true,
        ScanIndexForward: !newestFirst,
        Limit: limit + 1,
      }),
    );
    const events = Items.slice(0, limit).map(eventOf);
    const next = Items.length > limit ? events.at(-1)?.seq : undefined;
    return next === undefined ? { events } : { events, next };
  };

const readScans =
  ({ client, tableName }: Table): OrderStore['scans'] =>
  async (orderId, { limit, after }) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': keys.order(orderId).pk, ':prefix': keys.scanPrefix },
        ...(after === undefined ? {} : { ExclusiveStartKey: { pk: keys.order(orderId).pk, sk: after } }),
        ConsistentRead: true,
        Limit: limit + 1,
      }),
    );
    const page = Items.slice(0, limit);
    const next = Items.length > limit ? page.at(-1)?.sk : undefined;
    const scans = page.map(scanOf);
    return typeof next === 'string' ? { scans, next } : { scans };
  };

/** A parcel has some ten; an order of very many parcels is not read for one of them. */
const MAX_SCANS_BESIDE = 40;

/** In the order's partition the scans follow the order: one query reads both, for the price of their size. */
const getWithScans =
  ({ client, tableName }: Table): OrderStore['getWithScans'] =>
  async (orderId) => {
    const { pk, sk } = keys.order(orderId);
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :order AND :last',
        ExpressionAttributeValues: { ':pk': pk, ':order': sk, ':last': `${keys.scanPrefix}${AFTER_ALL}` },
        ConsistentRead: true,
        Limit: 1 + MAX_SCANS_BESIDE,
      }),
    );
    const order = Items.find((item) => item.sk === sk);
    if (order === undefined) return undefined;
    const scans = Items.filter(({ entity }) => entity === 'scan').map(scanOf);
    return { order: orderOf(order), scans, isComplete: LastEvaluatedKey === undefined };
  };

const unknownScans =
  ({ client, tableName, backoff }: Table): OrderStore['unknownScans'] =>
  async (orderId, scans) => {
    const keyOf = (scan: Scan) => keys.scan(orderId, scan.occurredAt, scan.scanId);
    const there = await batchGet(client, tableName, scans.map(keyOf), backoff);
    const known = new Set(there.map((item) => item.sk));
    return scans.filter((scan) => {
      const { sk } = keyOf(scan);
      if (known.has(sk)) return false;
      known.add(sk);
      return true;
    });
  };

/** Each by itself: none of them depends on another, and a plain update costs half of one in a transaction. */
const addScans =
  ({ client, tableName }: Table): OrderStore['addScans'] =>
  async (orderId, scans) => {
    const distinct = [...new Map(scans.map((scan) => [`${scan.occurredAt} ${scan.scanId}`, scan])).values()];
    await Promise.all(distinct.map((scan) => client.send(new UpdateCommand(scanUpdate(tableName, orderId, scan)))));
  };

const newestClaimFirst = (a: Item, b: Item): number => String(b.claimedAt).localeCompare(String(a.claimedAt));

export const orderReads = (table: Table): OrderReads => ({
  get: async (orderId) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.tableName, Key: { ...keys.order(orderId) }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : orderOf(Item);
  },
  findIdByNumber: async (orderNumber) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.tableName, Key: { ...keys.orderNumber(orderNumber) }, ConsistentRead: true }),
    );
    const orderId = Item?.orderId;
    return typeof orderId === 'string' ? orderId : undefined;
  },
  findIdsByTrackingNumber: async (trackingNumber) => {
    const claims = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.tracking(trackingNumber), ':prefix': keys.trackingClaimPrefix },
      ConsistentRead: true,
    });
    return [...claims].sort(newestClaimFirst).map((claim) => String(claim.orderId));
  },
  trackingOwners: async (trackingNumber) => {
    const owners = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.tracking(trackingNumber), ':prefix': keys.trackingOwnerPrefix },
      ConsistentRead: true,
    });
    return owners.map((owner) => contentOf(owner) as unknown as TrackingOwner);
  },
  findIdByTransaction: async (transactionHash) => {
    const Key = { ...keys.transactionClaim(transactionHash) };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key, ConsistentRead: true }));
    return typeof Item?.orderId === 'string' ? Item.orderId : undefined;
  },
  claimTransaction: async (transactionHash, orderId) => {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        ...transactionClaimUpdate(table.tableName, transactionHash, orderId),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return String(Attributes?.orderId);
  },
  history: readHistory(table, WHOLE),
  shownHistory: readHistory(table, SHOWN),
  scans: readScans(table),
  getWithScans: getWithScans(table),
  unknownScans: unknownScans(table),
  addScans: addScans(table),
});
