import type { Order } from '../orders/order.ts';
import type { OrderStore } from '../orders/order-store.ts';
import type { SearchStore } from '../orders/search-store.ts';
import { matches, termsOf } from './tokens.ts';

export interface SearchDependencies {
  readonly search: Pick<SearchStore, 'find'>;
  readonly orders: Pick<OrderStore, 'getMany'>;
}

export interface SearchPage {
  readonly orders: readonly Order[];
  readonly next?: string;
}

/** So many pages of the index are read for one answer: a query of common words ends early and can be gone on with. */
const MOST_PAGES = 10;

/**
 * Orders of a scope that have a word beginning with each of the query's words. The index is asked for the longest one,
 * and the orders themselves for the rest, so that an entry of a moment ago never shows an order that no longer fits.
 */
export const searchOrders = async (
  { search, orders }: SearchDependencies,
  { scope, query }: { readonly scope: string; readonly query: string },
  options: { readonly limit: number; readonly after?: string },
): Promise<SearchPage> => {
  const terms = termsOf(query);
  const [prefix] = terms;
  if (prefix === undefined) return { orders: [] };
  const found = new Map<string, Order>();
  let after = options.after;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const missing = options.limit - found.size;
    const entries = await search.find({ scope, prefix }, { limit: missing, ...(after !== undefined && { after }) });
    for (const order of await orders.getMany(entries.orderIds)) {
      if (matches(order, terms)) found.set(order.orderId, order);
    }
    after = entries.next;
    if (after === undefined || found.size >= options.limit) break;
  }
  return { orders: [...found.values()], ...(after !== undefined && { next: after }) };
};
