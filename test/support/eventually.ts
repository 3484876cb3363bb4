/** Options of `eventually`: how long to keep trying, and how often. Milliseconds. */
export interface EventuallyOptions {
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
}

/**
 * Tries `attempt` until it does not throw, and returns its result. When the time is up the last error is thrown
 * as it was: an assertion inside reads as if it stood alone.
 */
export const eventually = async <T>(attempt: () => T | Promise<T>, options: EventuallyOptions = {}): Promise<T> => {
  const { timeoutMs = 10_000, intervalMs = 20 } = options;
  const endsAt = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= endsAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, intervalMs));
    }
  }
};
