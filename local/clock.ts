import { Temporal } from 'temporal-polyfill';
import type { LocalClock } from './ports.ts';

/** Real time plus an offset that lives in shared memory, so that every worker sees a change at once. */
export interface SharedLocalClock extends LocalClock {
  /** One 64-bit signed integer: milliseconds. Workers read it with `Atomics.load`. */
  readonly sharedOffset: SharedArrayBuffer;
}

/** A clock that moves with real time; `advance` and `set` change the distance to it. */
export function createLocalClock(realNow: () => number = Date.now): SharedLocalClock {
  const sharedOffset = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const cell = new BigInt64Array(sharedOffset);
  const listeners = new Set<() => void>();
  const offset = (): number => Number(Atomics.load(cell, 0));
  const moveTo = (milliseconds: number): void => {
    Atomics.store(cell, 0, BigInt(Math.round(milliseconds)));
    for (const listener of listeners) listener();
  };
  const now = (): Date => new Date(realNow() + offset());
  return {
    sharedOffset,
    now,
    offsetMilliseconds: offset,
    advance: (duration) => moveTo(offset() + millisecondsOf(duration, now())),
    set: (instant) => moveTo(instant.getTime() - realNow()),
    reset: () => moveTo(0),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Years and months have no fixed length, so a duration counts from the present, in UTC. */
function millisecondsOf(duration: string, from: Date): number {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO('UTC');
  return start.add(Temporal.Duration.from(duration)).epochMilliseconds - from.getTime();
}
