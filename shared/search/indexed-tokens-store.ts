import type { Instant } from '../calendar/instant.ts';

/** What is written in the index for an order, so that a change knows what to take out. */
export interface IndexedTokens {
  readonly orderId: string;
  /** Of the order that was indexed. */
  readonly version: number;
  readonly tokens: readonly string[];
  /** Of the order, as its entries have it. Absent where they are still of the index's first form. */
  readonly createdAt?: Instant;
}

export interface IndexedTokensStore {
  get(orderId: string): Promise<IndexedTokens | undefined>;
  /** `false` where a newer order is indexed already. */
  put(indexed: IndexedTokens): Promise<boolean>;
}
