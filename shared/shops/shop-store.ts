import type { Instant } from '../calendar/instant.ts';
import type { Shop, ShopProfile } from './shop.ts';

export interface ShopChange {
  readonly shopId: string;
  readonly profile: ShopProfile;
  readonly at: Instant;
}

export type ShopPut =
  | { readonly outcome: 'stored'; readonly shop: Shop }
  /** The shop is no longer as it was read. */
  | { readonly outcome: 'conflict' };

export interface ShopReader {
  /** Strongly consistent. */
  get(shopId: string): Promise<Shop | undefined>;
}

export interface ShopStore extends ShopReader {
  /**
   * Replaces everything that the shop says of itself.
   *
   * @param before As it was read; `undefined` where there was none.
   */
  put(change: ShopChange, before: Shop | undefined): Promise<ShopPut>;
}
