import type { Instant } from '../calendar/instant.ts';

/** What is written in the index for an order, so that a change knows what to take out. */
export interface IndexedTokens {
  readonly orderId: string;
  /** Of the order that was indexed. */
  readonly version: number;
  readonly tokens: readonly string[];
  /** Of the order, as its entries have it. Absent where they are still of the index's first form. */
  readonly createdAt?: Instant;
  /** Words that it had before, which may still have entries. */
  readonly removed?: readonly string[];
  /** Its buyer has no entries of their own. Earlier versions wrote some, which nobody reads any more. */
  readonly isWithoutBuyer?: true;
}

export interface IndexedTokensStore {
  get(orderId: string): Promise<IndexedTokens | undefined>;
  /** `false` where what is stored is no longer of the version `before`, or no longer absent. */
  replace(before: number | undefined, indexed: IndexedTokens): Promise<boolean>;
}
