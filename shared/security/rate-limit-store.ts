export interface RateLimit {
  /** At most so many in one window. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** So many of a window each instance allows by itself, without counting them in common. Absent, none. */
  readonly uncounted?: number;
}

export type RateVerdict =
  | { readonly allowed: true }
  /** `retryAfterSeconds`: until the window ends, at least 1. */
  | { readonly allowed: false; readonly retryAfterSeconds: number };

/** Fixed windows, counted over all instances. */
export interface RateLimitStore {
  /**
   * Counts calls of the scope (`webhook:payments:203.0.113.7`) at `now`: one, unless an amount is given, which is taken as a
   * whole or not at all. The amount is never more than the limit.
   */
  take(scope: string, limit: RateLimit, now: Date, amount?: number): Promise<RateVerdict>;
}

/** How much of a window is used: for whoever shows it, and takes nothing. */
export interface RateCounts {
  count(scope: string, limit: Pick<RateLimit, 'windowSeconds'>, now: Date): Promise<number>;
}
