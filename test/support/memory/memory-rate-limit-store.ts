import type { RateCounts, RateLimitStore } from '../../../shared/security/rate-limit-store.ts';

/** Fixed windows in memory, as the table counts them. */
export const memoryRateLimitStore = (): RateLimitStore & RateCounts => {
  const counts = new Map<string, number>();
  const windowOf = (windowSeconds: number, now: Date): number => Math.floor(now.getTime() / 1000 / windowSeconds);
  const keyOf = (scope: string, windowSeconds: number, now: Date): string =>
    `${scope} ${windowSeconds}x${windowOf(windowSeconds, now)}`;
  return {
    count: async (scope, { windowSeconds }, now) => counts.get(keyOf(scope, windowSeconds, now)) ?? 0,
    take: async (scope, { limit, windowSeconds }, now, amount = 1) => {
      const key = keyOf(scope, windowSeconds, now);
      const count = (counts.get(key) ?? 0) + amount;
      if (count <= limit) counts.set(key, count);
      const secondsLeft = (windowOf(windowSeconds, now) + 1) * windowSeconds - now.getTime() / 1000;
      return count <= limit ? { allowed: true } : { allowed: false, retryAfterSeconds: Math.ceil(secondsLeft) };
    },
  };
};
