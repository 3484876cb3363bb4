import type { Shop } from '../shops/shop.ts';
import type { ContactPoint } from './contacts/contact-store.ts';

/** What a plan looks up once it is known who its recipients are. */
export interface ReachReader {
  /**
   * The shop, where it is asked for, and those of the points that nobody is reached at any more. May be a moment behind:
   * what is planned in the seconds of a change goes out as it was before it.
   */
  read(of: {
    readonly shopId?: string | undefined;
    readonly points: readonly ContactPoint[];
  }): Promise<{ readonly shop?: Shop; readonly disabled: readonly ContactPoint[] }>;
}
