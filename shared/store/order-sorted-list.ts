import type { OrderList, OrderListQuery } from '../orders/use-cases/order-store.ts';
import { batchGet } from './batch-get.ts';
import type { Item } from './item.ts';
import { indexKeys } from './keys.ts';
import { orderOf } from './order-item.ts';
import { byTime, matches } from './order-list-access.ts';
import { queryAll, type Table } from './table.ts';

/** Where a cursor goes on; pages of earlier versions, which read an index, named it so. */
const CURSOR = 'byCustomerStatusSk';

interface Entry {
  readonly entry: Item;
  readonly sortKey: string;
}

/** `<status>#<time>#<order>`: the entry's own sort key is time and order. */
const sortableOf = (entry: Item): Entry => ({
  entry,
  sortKey: `${indexKeys.statusPrefix(String(entry.status))}${String(entry.byCustomerSk)}`,
});

const compare = (a: Entry, b: Entry): number => (a.sortKey < b.sortKey ? -1 : Number(a.sortKey > b.sortKey));

/**
 * A page of a customer's orders by status, then time. All entries of the customer's index are read for it, some two
 * hundred bytes each, and the page's orders.
 */
export const listSortedByStatus = async (table: Table, query: OrderListQuery): Promise<OrderList> => {
  const { limit, offset = 0, after, sortOrder } = query;
  const entries = (await queryAll(table, byTime(query).query)).map(sortableOf).sort(compare);
  if (sortOrder === 'desc') entries.reverse();
  const place = after?.[CURSOR];
  const isBehind = ({ sortKey }: Entry): boolean =>
    place === undefined || (sortOrder === 'desc' ? sortKey < place : sortKey > place);
  const rest = entries.filter(isBehind).slice(offset);
  const shown = rest.slice(0, limit);
  const wanted = shown.map(({ entry }) => ({ pk: String(entry.pk), sk: String(entry.sk) }));
  const orders = (await batchGet(table.client, table.tableName, wanted, table.backoff))
    .map(orderOf)
    .filter((order) => matches(order, query));
  const last = rest.length > limit ? shown.at(-1) : undefined;
  return last === undefined ? { orders } : { orders, next: { [CURSOR]: last.sortKey } };
};
