import type { Instant } from '../../calendar/instant.ts';
import type { DecimalAmount } from './decimal-amount.ts';

/** What a customer wants of what the store does not have: its substitute, the money back, or to be asked. */
export const SUBSTITUTION_CHOICES = ['accept', 'refund', 'ask'] as const;
export type SubstitutionChoice = (typeof SUBSTITUTION_CHOICES)[number];

/** The choice that stored data holds; `undefined` where it holds none. */
export const substitutionChoiceIn = (stored: unknown): SubstitutionChoice | undefined =>
  SUBSTITUTION_CHOICES.find((choice) => choice === stored);

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
    readonly image?: string;
  };
  readonly status: 'proposed' | 'approved' | 'rejected' | 'refunded';
  /** New line minus old line; negative is in the customer's favour. */
  readonly priceDifference: DecimalAmount;
  readonly proposedAt: Instant;
  readonly answeredAt?: Instant;
  readonly answeredBy?: 'customer' | 'preference';
}
