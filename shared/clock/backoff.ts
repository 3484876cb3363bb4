/** How long to wait before trying again. Chance and time come in from outside: a test waits for nothing. */
export interface Backoff {
  /** Resolves when the attempt after the `attempt`th (from 1) may begin. */
  pause(attempt: number): Promise<void>;
}

export interface BackoffSource {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly baseMilliseconds?: number;
  readonly ceilingMilliseconds?: number;
}

/**
 * Full jitter: anything from nothing to an exponentially growing ceiling. Racers that collided once are spread evenly,
 * instead of colliding again a fixed time later.
 */
export const fullJitter = (source: BackoffSource): Backoff => {
  const base = source.baseMilliseconds ?? 8;
  const ceiling = source.ceilingMilliseconds ?? 400;
  return {
    pause: (attempt) => source.sleep(source.random() * Math.min(ceiling, base * 2 ** (attempt - 1))),
  };
};
