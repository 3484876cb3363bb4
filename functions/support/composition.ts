/**
 * The composition root's own parts: real time, real ids, real chance. Everything else is handed these; nothing else
 * reads the clock of the machine.
 */
import { monotonicFactory } from 'ulid';
import type { Clock, IdSource } from '../../shared/clock/clock.ts';

export const systemClock: Clock = { now: () => new Date() };

const nextUlid = monotonicFactory();
/** Ids of one millisecond still sort in the order in which they were made. */
export const systemIds: IdSource = { ulid: (at) => nextUlid(at.getTime()) };

/** Uniform in [0, 1): for the jitter of retries. */
export const systemRandom = (): number => Math.random();

/** Makes the value on first use and keeps it for the life of the execution environment. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
