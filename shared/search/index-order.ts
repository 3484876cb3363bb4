import type { Order } from '../orders/order.ts';
import type { SearchEntry, SearchStore } from '../orders/search-store.ts';
import type { IndexedTokensStore } from './indexed-tokens-store.ts';
import { scopesOf, tokensOf } from './tokens.ts';

export interface IndexDependencies {
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  readonly search: Pick<SearchStore, 'put' | 'remove'>;
  readonly indexed: IndexedTokensStore;
}

const MOST_ROUNDS = 5;

const entriesOf = (order: Order, tokens: readonly string[]): readonly SearchEntry[] =>
  scopesOf(order).flatMap((scope) => tokens.map((token) => ({ scope, token, orderId: order.orderId })));

/**
 * Brings the index to what the order says now. Messages come twice, late and side by side: whoever finds that a newer
 * order was indexed meanwhile goes round once more and takes its own words out again.
 */
export const indexOrder = async (orderId: string, { orders, search, indexed }: IndexDependencies): Promise<void> => {
  let leftovers: readonly string[] = [];
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const [order, before] = await Promise.all([orders.get(orderId), indexed.get(orderId)]);
    if (!order) return;
    const tokens = tokensOf(order);
    const stale = [...(before?.tokens ?? []), ...leftovers].filter((token) => !tokens.includes(token));
    await search.put(entriesOf(order, tokens));
    await search.remove(entriesOf(order, [...new Set(stale)]));
    if (await indexed.keep({ orderId, version: order.version, tokens })) return;
    leftovers = tokens;
  }
  throw new Error(`Order ${orderId} keeps changing while it is indexed`);
};
