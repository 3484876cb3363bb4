/** What a shop may ask of couriers: each call costs, or uses up a quota that all shops share. */
import { ProblemError } from '../contract/problem.ts';
import type { Order } from '../orders/model/order.ts';
import type { RateLimit, RateLimitStore } from '../security/rate-limit-store.ts';

/** Enough to look again when a quote has expired. */
const QUOTES_OF_ORDER: RateLimit = { limit: 20, windowSeconds: 600 };
const QUOTES_OF_SHOP: RateLimit = { limit: 60, windowSeconds: 60 };
/** A courier drops out now and then. */
const BOOKINGS_OF_ORDER: RateLimit = { limit: 10, windowSeconds: 3_600 };
const BOOKINGS_OF_SHOP: RateLimit = { limit: 60, windowSeconds: 60 };

interface LimitDependencies {
  readonly rates: RateLimitStore;
  readonly clock: { now(): Date };
}

const take = async (
  { rates, clock }: LimitDependencies,
  limits: readonly (readonly [scope: string, limit: RateLimit])[],
  amount: number,
): Promise<void> => {
  for (const [scope, limit] of limits) {
    const verdict = await rates.take(scope, limit, clock.now(), amount);
    if (!verdict.allowed) {
      const { retryAfterSeconds } = verdict;
      throw new ProblemError('RATE_LIMITED', 'Couriers are asked too often', { retryAfterSeconds });
    }
  }
};

/** @throws ProblemError `RATE_LIMITED` */
export const takeQuoteCalls = (
  dependencies: LimitDependencies,
  { orderId, sellerId }: Pick<Order, 'orderId' | 'sellerId'>,
  amount: number,
): Promise<void> =>
  take(
    dependencies,
    [
      [`courier-quotes:${orderId}`, QUOTES_OF_ORDER],
      [`courier-quotes-of:${sellerId}`, QUOTES_OF_SHOP],
    ],
    amount,
  );

/** @throws ProblemError `RATE_LIMITED` */
export const takeBookingCall = (
  dependencies: LimitDependencies,
  { orderId, sellerId }: Pick<Order, 'orderId' | 'sellerId'>,
): Promise<void> =>
  take(
    dependencies,
    [
      [`courier-bookings:${orderId}`, BOOKINGS_OF_ORDER],
      [`courier-bookings-of:${sellerId}`, BOOKINGS_OF_SHOP],
    ],
    1,
  );
