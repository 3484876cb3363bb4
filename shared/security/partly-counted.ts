import type { RateLimitStore } from './rate-limit-store.ts';

/** A scope's window is over when the next begins: only the present one of each is remembered. */
const MAX_SCOPES = 1_000;

/**
 * Allows each instance the calls that a limit leaves uncounted, and counts what goes beyond in the store. All instances
 * together then allow `limit` calls and `uncounted` more for each of them; who sends little costs no write at all.
 */
export const partlyCounted = (store: RateLimitStore): RateLimitStore => {
  const windows = new Map<string, { readonly window: number; readonly taken: number }>();
  return {
    take: async (scope, limit, now) => {
      const window = Math.floor(now.getTime() / 1000 / limit.windowSeconds);
      const known = windows.get(scope);
      const taken = known?.window === window ? known.taken : 0;
      if (taken >= (limit.uncounted ?? 0)) return store.take(scope, limit, now);
      if (known === undefined && windows.size >= MAX_SCOPES) windows.clear();
      windows.set(scope, { window, taken: taken + 1 });
      return { allowed: true };
    },
  };
};
