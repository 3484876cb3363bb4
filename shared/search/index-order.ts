import type { Order } from '../orders/model/order.ts';
import type { SearchEntryPlace, SearchStore } from '../orders/use-cases/search-store.ts';
import type { IndexedTokens, IndexedTokensStore } from './indexed-tokens-store.ts';
import { scopesOf, tokensOf } from './tokens.ts';

export interface IndexDependencies {
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  readonly search: Pick<SearchStore, 'put' | 'remove'>;
  readonly indexed: IndexedTokensStore;
}

const MAX_ROUNDS = 5;

type Place = Omit<SearchEntryPlace, 'createdAt'>;

const placesOf = (order: Order, tokens: readonly string[]): readonly Place[] =>
  scopesOf(order).flatMap((scope) => tokens.map((token) => ({ scope, token, orderId: order.orderId })));

/** Entries without a time lie elsewhere than those with one: they are not replaced, so they are taken out. */
const placesOfFirstForm = (order: Order, before: IndexedTokens | undefined): readonly Place[] =>
  before === undefined || before.createdAt !== undefined ? [] : placesOf(order, before.tokens);

/**
 * Brings the index to what the order says now. Messages come twice, late and side by side: whoever finds that a newer
 * order was indexed meanwhile goes round once more and takes its own words out again.
 */
export const indexOrder = async (orderId: string, { orders, search, indexed }: IndexDependencies): Promise<void> => {
  let leftovers: readonly string[] = [];
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const [order, before] = await Promise.all([orders.get(orderId), indexed.get(orderId)]);
    if (!order) return;
    const tokens = tokensOf(order);
    const { createdAt, version } = order;
    const stale = [...(before?.tokens ?? []), ...leftovers].filter((token) => !tokens.includes(token));
    await search.put(placesOf(order, tokens).map((place) => ({ ...place, createdAt, words: tokens })));
    await search.remove([
      ...placesOf(order, [...new Set(stale)]).map((place) => ({ ...place, createdAt })),
      ...placesOfFirstForm(order, before),
    ]);
    if (await indexed.put({ orderId, version, tokens, createdAt })) return;
    leftovers = tokens;
  }
  throw new Error(`Order ${orderId} changed too often while it was indexed`);
};
