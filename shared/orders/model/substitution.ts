import type { Instant } from '../../calendar/instant.ts';
import type { DecimalAmount } from './decimal-amount.ts';

export interface Substitution {
  readonly substitutionId: string;
  readonly itemId: string;
  /** What the store offers in its place; absent: the store can only refund. */
  readonly substitute?: {
    readonly sku?: string;
    readonly name: string;
    readonly quantity: number;
    readonly unit?: string;
    readonly unitPrice: DecimalAmount;
  };
  readonly status: 'proposed' | 'approved' | 'rejected' | 'refunded';
  /** New line minus old line; negative is in the customer's favour. */
  readonly priceDifference: DecimalAmount;
  readonly proposedAt: Instant;
  readonly answeredAt?: Instant;
  readonly answeredBy?: 'customer' | 'preference';
}
