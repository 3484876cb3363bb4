import type { Order } from '../orders/model/order.ts';
import type { SearchEntryPlace, SearchStore } from '../orders/use-cases/search-store.ts';
import type { IndexedTokens, IndexedTokensStore } from './indexed-tokens-store.ts';
import { customerScope, maybeUnlisted, scopesOf, tokensOf, writtenScopesOf } from './tokens.ts';

export interface IndexDependencies {
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  readonly search: Pick<SearchStore, 'put' | 'missing' | 'remove'>;
  readonly indexed: IndexedTokensStore;
  /**
   * Both of an order in one call, as they are at this moment, or, where a version is named, as they were when the order had
   * come so far at least; absent, each is read by itself.
   */
  readonly readBoth?: (orderId: string, atLeast?: number) => Promise<OrderAndTokens>;
}

export type OrderAndTokens = readonly [order: Order | undefined, indexed: IndexedTokens | undefined];

const MAX_ROUNDS = 5;

type Place = Omit<SearchEntryPlace, 'createdAt'>;

const placesOf = (
  order: Order,
  tokens: readonly string[],
  scopes: readonly string[] = writtenScopesOf(order),
): readonly Place[] => scopes.flatMap((scope) => tokens.map((token) => ({ scope, token, orderId: order.orderId })));

/** Entries without a time lie elsewhere than those with one: they are not replaced, so they are taken out. */
const placesOfFirstForm = (order: Order, before: IndexedTokens | undefined): readonly Place[] =>
  before === undefined || before.createdAt !== undefined ? [] : placesOf(order, before.tokens, scopesOf(order));

/** Entries of the buyer that an earlier version wrote. */
const placesOfBuyer = (order: Order, before: IndexedTokens | undefined): readonly SearchEntryPlace[] => {
  if (before?.createdAt === undefined || before.isWithoutBuyer || order.buyerId === undefined) return [];
  const { createdAt } = before;
  const tokens = [...before.tokens, ...(before.removed ?? [])];
  return placesOf(order, tokens, [customerScope(order.buyerId)]).map((place) => ({ ...place, createdAt }));
};

const without = (tokens: readonly string[], others: readonly string[]): readonly string[] =>
  tokens.filter((token) => !others.includes(token));

/**
 * The words whose entries are written. Beside a new word with a digit (a parcel's number) the others stay as they are:
 * a search that misses such a word in an entry looks it up. Any other change is to be found by every word at once.
 */
const tokensToWrite = (tokens: readonly string[], before: IndexedTokens | undefined): readonly string[] => {
  if (before?.createdAt === undefined) return tokens;
  const added = without(tokens, before.tokens);
  const isFoundByLookup = added.every(maybeUnlisted) && without(before.tokens, tokens).length === 0;
  return isFoundByLookup ? added : tokens;
};

/** The index says of the order what it says itself. */
const isCurrent = (order: Order, tokens: readonly string[], before: IndexedTokens): boolean =>
  before.version === order.version &&
  before.createdAt !== undefined &&
  (before.removed ?? []).length === 0 &&
  tokens.join(' ') === before.tokens.join(' ');

/**
 * Brings the index to what the order says now, by what has changed of it. Messages come twice, late and side by side: who
 * finds that another has written meanwhile goes round once more, writes every word and takes its own out again. After an
 * event it first goes by what may be a moment behind: newer words come with an event of their own, and who has not seen
 * what another wrote cannot replace it.
 *
 * @param options.atLeast The version of the event.
 * @param options.looksAtAll Also at entries that are known to be there, and writes those that are not: for a rebuild. Most are
 * there, and an entry is read for a tenth of what it is written for.
 */
export const indexOrder = async (
  orderId: string,
  { orders, search, indexed, readBoth }: IndexDependencies,
  { looksAtAll = false, atLeast }: { readonly looksAtAll?: boolean; readonly atLeast?: number } = {},
): Promise<void> => {
  const read = readBoth ?? (() => Promise.all([orders.get(orderId), indexed.get(orderId)]));
  let leftovers: readonly string[] = [];
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const [order, before] = await read(orderId, round === 1 ? atLeast : undefined);
    if (!order) return;
    if (before !== undefined && before.version > order.version) continue;
    const tokens = tokensOf(order);
    const isRebuilt = round === 1 && looksAtAll;
    const isFirst = round === 1 && !looksAtAll;
    if (isFirst && before !== undefined && isCurrent(order, tokens, before)) return;
    const { createdAt, version } = order;
    const written = isFirst ? tokensToWrite(tokens, before) : tokens;
    const known = [...(before?.tokens ?? []), ...(before?.removed ?? []), ...leftovers];
    const removed = [...new Set(without(known, tokens))];
    const entries = placesOf(order, written).map((place) => ({ ...place, createdAt, words: tokens }));
    await search.put(isRebuilt ? await search.missing(entries) : entries);
    const ofBuyer = placesOfBuyer(order, before);
    if (ofBuyer.length > 0) await search.remove(ofBuyer);
    const isWithoutBuyer = true as const;
    const state = { orderId, version, tokens, createdAt, isWithoutBuyer, ...(removed.length > 0 && { removed }) };
    leftovers = tokens;
    if (!(await indexed.replace(before?.version, state))) continue;
    const places = [
      ...placesOf(order, removed).map((place) => ({ ...place, createdAt })),
      ...placesOfFirstForm(order, before),
    ];
    if (places.length === 0) return;
    await search.remove(places);
    // A newer order may have one of these words again, written before they were taken out here.
    if ((await indexed.get(orderId))?.version === version) return;
  }
  throw new Error(`Order ${orderId} changed too often while it was indexed`);
};
