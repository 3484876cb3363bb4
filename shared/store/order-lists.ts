import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Order } from '../orders/model/order.ts';
import type { OrderList, OrderListQuery, OrderStore } from '../orders/use-cases/order-store.ts';
import { batchGet } from './batch-get.ts';
import type { Item } from './item.ts';
import { keys } from './keys.ts';
import { orderOf } from './order-item.ts';
import {
  accessPathOf,
  isEmptyPeriod,
  isSortedOnRead,
  type ListAccessPath,
  matches,
  pathForCounting,
  placeOf,
} from './order-list-access.ts';
import { listSortedByStatus } from './order-sorted-list.ts';
import type { Table } from './table.ts';

/** Entries of an index that one call looks through at most; a page may then be short, but goes on where it stopped. */
const MAX_ENTRIES_READ = 2_000;
const ENTRIES_PER_QUERY = 100;

type PageKey = Readonly<Record<string, string>>;

interface EntryPage {
  readonly entries: readonly Item[];
  readonly next?: PageKey;
}

const readEntries = async (
  { client, tableName }: Table,
  path: ListAccessPath,
  limit: number,
  start: PageKey | undefined,
): Promise<EntryPage> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({ ...path.query, TableName: tableName, Limit: limit, ExclusiveStartKey: start && { ...start } }),
  );
  return LastEvaluatedKey === undefined ? { entries: Items } : { entries: Items, next: LastEvaluatedKey as PageKey };
};

/** The key from which the index goes on after an entry: its own key and the index's. */
const keyAfter = (path: ListAccessPath, entry: Item): PageKey =>
  Object.fromEntries(
    ['pk', 'sk', path.index.partitionKey, path.index.sortKey].map((name) => [name, String(entry[name])]),
  );

interface Found {
  readonly order: Order;
  readonly entry: Item;
}

const loadMatching = async (
  table: Table,
  query: OrderListQuery,
  entries: readonly Item[],
): Promise<readonly Found[]> => {
  const wanted = entries.map((entry) => ({ pk: String(entry.pk), sk: String(entry.sk) }));
  const items = await batchGet(table.client, table.tableName, wanted, table.backoff);
  const entryByPk = new Map(entries.map((entry) => [entry.pk, entry]));
  return items.flatMap((item) => {
    const entry = entryByPk.get(item.pk);
    const order = orderOf(item);
    return entry !== undefined && matches(order, query) ? [{ order, entry }] : [];
  });
};

/**
 * A page of somebody's orders. The index gives the sequence and what it can filter; the orders are then read as they are
 * now, and one that no longer fits the filter (its index entry is a moment behind) is left out.
 */
const list =
  (table: Table): OrderStore['list'] =>
  async (query): Promise<OrderList> => {
    if (isEmptyPeriod(query)) return { orders: [] };
    if (isSortedOnRead(query)) return listSortedByStatus(table, query);
    const path = accessPathOf(query);
    const wanted = query.limit + (query.offset ?? 0);
    const found: Found[] = [];
    let start: PageKey | undefined = placeOf(query.after);
    for (let lookedAt = 0; lookedAt < MAX_ENTRIES_READ; ) {
      const missing = wanted + 1 - found.length;
      const size = path.filters ? ENTRIES_PER_QUERY : Math.min(missing, ENTRIES_PER_QUERY);
      const page = await readEntries(table, path, size, start);
      for (let rest = page.entries; rest.length > 0 && found.length <= wanted; rest = rest.slice(missing)) {
        found.push(...(await loadMatching(table, query, rest.slice(0, missing))));
      }
      lookedAt += size;
      start = page.next;
      if (start === undefined || found.length > wanted) break;
    }
    const orders = found.slice(query.offset ?? 0, wanted).map(({ order }) => order);
    const last = found[wanted - 1];
    const next = found.length > wanted && last !== undefined ? keyAfter(path, last.entry) : start;
    return next === undefined ? { orders } : { orders, next };
  };

const count =
  ({ client, tableName }: Table): OrderStore['count'] =>
  async (query, max) => {
    if (isEmptyPeriod(query)) return 0;
    const path = pathForCounting(query);
    let total = 0;
    let start: Record<string, unknown> | undefined;
    do {
      const page: { Count?: number | undefined; LastEvaluatedKey?: Record<string, unknown> | undefined } =
        await client.send(
          new QueryCommand({
            ...path.query,
            TableName: tableName,
            Select: 'COUNT',
            ExclusiveStartKey: start,
            // A filter is applied after the limit, so only an unfiltered count may stop the table early.
            ...(path.filters ? {} : { Limit: max + 1 - total }),
          }),
        );
      total += page.Count ?? 0;
      start = page.LastEvaluatedKey;
    } while (start !== undefined && total <= max);
    return total > max ? undefined : total;
  };

export const orderLists = (table: Table): Pick<OrderStore, 'list' | 'count' | 'getMany'> => ({
  list: list(table),
  count: count(table),
  getMany: async (orderIds) =>
    (await batchGet(table.client, table.tableName, orderIds.map(keys.order), table.backoff)).map(orderOf),
});
