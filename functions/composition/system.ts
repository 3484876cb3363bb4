/**
 * The composition root's own parts: real time, real ids, real chance. Everything else is handed these; nothing else
 * reads the clock of the machine.
 */
import { type Backoff, fullJitter } from '../../shared/clock/backoff.ts';
import type { Clock, IdSource } from '../../shared/clock/clock.ts';
import { monotonicIds } from '../../shared/clock/monotonic-ids.ts';

export const systemClock: Clock = { now: () => new Date() };

/** Uniform in [0, 1), from the platform's secure source: ids must not be guessable. */
export const systemRandom = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

export const systemIds: IdSource = monotonicIds(systemRandom);

/** Wakes early where `until` says that there is nothing to wait for any more. */
export const sleep = (milliseconds: number, until?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      until?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    until?.addEventListener('abort', wake);
  });

export const systemBackoff: Backoff = fullJitter({ random: systemRandom, sleep });
