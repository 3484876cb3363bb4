import { orderIdIn } from '../contract/normalize.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import { isBehind, type PageRequest, type Position } from '../orders/use-cases/newest-first.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import type { SearchReader } from '../orders/use-cases/search-store.ts';
import { candidatesOf, MAX_ENTRIES } from './candidates.ts';
import { matches, scopesOf, termsOf } from './tokens.ts';

export interface SearchDependencies {
  readonly search: SearchReader;
  readonly orders: Pick<OrderStore, 'getMany'>;
  /** Entries of the index that are read of one scope and one term, or orders of a customer; {@link MAX_ENTRIES} unless set. */
  readonly maxEntries?: number;
}

export interface SearchPage {
  readonly orders: readonly Order[];
  /** How many there are on all pages; absent where the index does not know. */
  readonly total?: number;
  /** The query is so common that only some of what it finds was looked at. */
  readonly isTruncated: boolean;
  /** Absent on the last page. */
  readonly next?: Position;
}

/** The orders in the sequence of the positions; the store gives them as it likes. */
const load = async ({ orders }: SearchDependencies, positions: readonly Position[]): Promise<readonly Order[]> => {
  const loaded = await orders.getMany(positions.map(({ orderId }) => orderId));
  const byId = new Map(loaded.map((order) => [order.orderId, order]));
  return positions.flatMap(({ orderId }) => byId.get(orderId) ?? []);
};

/** The one order whose id a pasted link has, where it is in one of the scopes. */
const orderOfLink = async (
  { orders }: SearchDependencies,
  scopes: readonly string[],
  query: string,
): Promise<Order | undefined> => {
  const orderId = orderIdIn(query);
  if (orderId === undefined) return undefined;
  const [order] = await orders.getMany([orderId]);
  return order && scopesOf(order).some((scope) => scopes.includes(scope)) ? order : undefined;
};

/**
 * A page of the orders that have a word beginning with each of the query's words, newest first, each once over all
 * scopes. The index gives sequence and number; only the page's orders are read, and one that no longer fits (its entry
 * is a moment behind) is left out.
 */
export const searchOrders = async (
  dependencies: SearchDependencies,
  { scopes, query }: { readonly scopes: readonly string[]; readonly query: string },
  { limit, page = 1, after }: PageRequest,
): Promise<SearchPage> => {
  const linked = await orderOfLink(dependencies, scopes, query);
  if (linked) return { orders: page === 1 && after === undefined ? [linked] : [], total: 1, isTruncated: false };
  const readings = termsOf(query);
  if (readings.length === 0) return { orders: [], total: 0, isTruncated: false };
  const { search, maxEntries = MAX_ENTRIES } = dependencies;
  const { positions, isComplete, isExact } = await candidatesOf(search, { scopes, readings }, maxEntries);
  const rest =
    after === undefined ? positions.slice((page - 1) * limit) : positions.filter((one) => isBehind(one, after));
  const shown = rest.slice(0, limit);
  const next = rest.length > limit ? shown.at(-1) : undefined;
  const orders = await load(dependencies, shown);
  return {
    orders: orders.filter((order) => matches(order, readings)),
    ...(isExact && { total: positions.length }),
    isTruncated: !isComplete,
    ...definedFields({ next }),
  };
};
