import type { Instant } from '../../calendar/instant.ts';

/** Where an entry of the index lies: a word of an order, in one of the places where the order may be looked for. */
export interface SearchEntryPlace {
  /** `all` or `seller:<id>`; of earlier versions also `customer:<id>`. */
  readonly scope: string;
  /** Normalised, at least `SHORTEST_TOKEN` characters. */
  readonly token: string;
  readonly orderId: string;
  /** Of the order. Absent in entries of the index's first form, which an order that is indexed anew loses. */
  readonly createdAt?: Instant;
}

export interface SearchEntry extends SearchEntryPlace {
  readonly createdAt: Instant;
  /**
   * The words of the order: one entry shows whether it fits a query of several, and no second list need be read. Numbers
   * of parcels that came later may be missing; an entry has every word that is older than its own.
   */
  readonly words: readonly string[];
}

/** An order as an entry describes it; entries of the first form know neither its time nor its other words. */
export interface FoundEntry {
  readonly orderId: string;
  readonly createdAt?: Instant;
  readonly words?: readonly string[];
}

export interface SearchQuery {
  readonly scope: string;
  readonly prefix: string;
  /** Only the very word, not those that go on behind it. */
  readonly isWholeWord: boolean;
}

export interface FoundEntries {
  readonly entries: readonly FoundEntry[];
  /** There are no others. */
  readonly isComplete: boolean;
}

/** Entries are spread over the table by the first two characters: what is shorter cannot be looked up. */
export const SHORTEST_TOKEN = 2;

export interface SearchReader {
  /**
   * At most so many entries of the words that begin so: the last words of the alphabet first, the newest orders of each
   * word first. An order is among them once for each of its words that fit. Nothing is found by less than
   * `SHORTEST_TOKEN` characters.
   */
  find(query: SearchQuery, max: number): Promise<FoundEntries>;
  /**
   * At most so many orders of a customer, the newest first, each with all its words; one that is not indexed yet is left
   * out.
   */
  ofCustomer(customerId: string, max: number): Promise<FoundEntries>;
  /** All words that the index has of each order; an order that it does not know is left out. */
  words(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

export interface SearchStore extends SearchReader {
  /** Entries that are there already are put again. */
  put(entries: readonly SearchEntry[]): Promise<void>;
  /** Those of the entries that are not there, or with other words. */
  missing(entries: readonly SearchEntry[]): Promise<readonly SearchEntry[]>;
  remove(places: readonly SearchEntryPlace[]): Promise<void>;
}
