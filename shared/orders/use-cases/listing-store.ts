import type { Instant } from '../../calendar/instant.ts';

/** A listing whose stock Wismo counts. A listing that nobody has put here is sold without looking at stock. */
export interface ManagedListing {
  readonly sellerId: string;
  readonly listingId: string;
  /** Absent: nobody counts, only `available` decides. */
  readonly stock?: number;
  /** Off sale where false, whatever the stock. */
  readonly available: boolean;
  /** Not on sale before. */
  readonly availableFrom?: Instant;
  /** Rises with every change, sales and returns included: a writer can see that an amount it read is outdated. */
  readonly version: number;
  readonly updatedAt: Instant;
}

/** What is to be of a listing; what it does not say stays as it is. */
export interface ListingChange extends Pick<ManagedListing, 'sellerId' | 'listingId' | 'updatedAt'> {
  /** A new listing is on sale unless said. */
  readonly available?: boolean | undefined;
  /** `null`: on sale at once. */
  readonly availableFrom?: Instant | null | undefined;
  /** `null`: nobody counts any more. */
  readonly stock?: number | null | undefined;
}

export type ListingPut =
  | { readonly outcome: 'stored'; readonly listing: ManagedListing }
  /** The listing is no longer at the version that was expected. */
  | { readonly outcome: 'conflict' };

export interface ListingStore {
  /** Strongly consistent. */
  get(sellerId: string, listingId: string): Promise<ManagedListing | undefined>;
  /**
   * Sets stock and availability as far as they are said, and makes the listing a managed one where it was not.
   *
   * @param expectedVersion 0 where the listing must be new; absent: the last one to write wins.
   */
  put(listing: ListingChange, expectedVersion?: number): Promise<ListingPut>;
}

/** Whether the listing can be bought at that time, as far as it is not a question of stock. */
export const isOnSale = (
  { available, availableFrom }: Pick<ManagedListing, 'available' | 'availableFrom'>,
  at: Instant,
): boolean => available && (availableFrom === undefined || availableFrom <= at);
