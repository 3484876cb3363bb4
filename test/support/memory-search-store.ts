import { compareNewestFirst } from '../../shared/orders/use-cases/newest-first.ts';
import {
  type FoundEntry,
  type SearchEntry,
  type SearchEntryPlace,
  type SearchStore,
  SHORTEST_TOKEN,
} from '../../shared/orders/use-cases/search-store.ts';
import type { IndexedTokens, IndexedTokensStore } from '../../shared/search/indexed-tokens-store.ts';
import { keys } from '../../shared/store/keys.ts';

const keyOf = ({ token, createdAt, orderId }: Omit<SearchEntryPlace, 'scope'>): string =>
  (createdAt === undefined
    ? keys.timelessSearchEntry('', token, orderId)
    : keys.searchEntry('', token, createdAt, orderId)
  ).sk;

const identityOf = (place: SearchEntryPlace): string => JSON.stringify([place.scope, keyOf(place)]);

const descending = (a: SearchEntryPlace, b: SearchEntryPlace): number => (keyOf(a) < keyOf(b) ? 1 : -1);

type Stored = SearchEntryPlace & Partial<Pick<SearchEntry, 'words'>>;

/** The index in memory, with what tests want to know of it: its entries, and how many of them were read. */
export interface MemorySearchStore extends SearchStore {
  /** An entry as the index's first form had it. */
  putTimeless(place: Omit<SearchEntryPlace, 'createdAt'>): void;
  /** What the index has of an order as a whole, where that is more than in one of its entries. */
  putWords(orderId: string, words: readonly string[]): void;
  /** An order in its customer's list, with its words. */
  putOfCustomer(customerId: string, entry: Required<FoundEntry>): void;
  all(): readonly Stored[];
  entriesRead(): number;
}

export const memorySearchStore = (): MemorySearchStore => {
  const entries = new Map<string, Stored>();
  const wordsOf = new Map<string, readonly string[]>();
  const ofCustomers = new Map<string, Map<string, Required<FoundEntry>>>();
  let read = 0;
  return {
    put: async (added) => {
      for (const entry of added) entries.set(identityOf(entry), entry);
    },
    missing: async (wanted) =>
      wanted.filter((entry) => JSON.stringify(entries.get(identityOf(entry))?.words) !== JSON.stringify(entry.words)),
    remove: async (removed) => {
      for (const place of removed) entries.delete(identityOf(place));
    },
    find: async ({ scope, prefix, isWholeWord }, max) => {
      if (prefix.length < SHORTEST_TOKEN) return { entries: [], isComplete: true };
      const found = [...entries.values()]
        .filter((entry) => entry.scope === scope)
        .filter(({ token }) => (isWholeWord ? token === prefix : token.startsWith(prefix)))
        .toSorted(descending)
        .slice(0, max + 1);
      read += found.length;
      const given = found.slice(0, max).map(({ orderId, createdAt, words }) => ({
        orderId,
        ...(createdAt !== undefined && { createdAt }),
        ...(words !== undefined && { words }),
      }));
      return { entries: given, isComplete: found.length <= max };
    },
    ofCustomer: async (customerId, max) => {
      const listed = [...(ofCustomers.get(customerId)?.values() ?? [])].toSorted(compareNewestFirst);
      read += Math.min(listed.length, max + 1);
      return { entries: listed.slice(0, max), isComplete: listed.length <= max };
    },
    putOfCustomer: (customerId, entry) => {
      const listed = ofCustomers.get(customerId) ?? new Map<string, Required<FoundEntry>>();
      ofCustomers.set(customerId, listed.set(entry.orderId, entry));
    },
    words: async (orderIds) =>
      new Map(orderIds.flatMap((orderId) => (wordsOf.has(orderId) ? [[orderId, wordsOf.get(orderId) ?? []]] : []))),
    putWords: (orderId, words) => {
      wordsOf.set(orderId, words);
    },
    putTimeless: (place) => {
      entries.set(identityOf(place), place);
    },
    all: () => [...entries.values()],
    entriesRead: () => read,
  };
};

/** What the index in memory has of each order. */
export const memoryIndexed = (search: Pick<MemorySearchStore, 'putWords'>): IndexedTokensStore => {
  const stored = new Map<string, IndexedTokens>();
  return {
    get: async (orderId) => stored.get(orderId),
    replace: async (before, indexed) => {
      if (stored.get(indexed.orderId)?.version !== before) return false;
      search.putWords(indexed.orderId, indexed.tokens);
      stored.set(indexed.orderId, indexed);
      return true;
    },
  };
};
