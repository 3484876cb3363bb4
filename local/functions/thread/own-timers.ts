import * as timers from 'node:timers';
import { promisify } from 'node:util';

type Callback = (...given: never[]) => void;

/** Timers of one environment, which end with it. */
export interface Timers {
  readonly setTimeout: typeof timers.setTimeout;
  readonly setInterval: typeof timers.setInterval;
  readonly setImmediate: typeof timers.setImmediate;
  /** `node:timers` with these in it. */
  readonly module: object;
  clear(): void;
}

/** @param enter runs code of the environment, and nothing once that has ended. */
export function createTimers(enter: (run: () => void) => void): Timers {
  const intervals = new Set<NodeJS.Timeout>();
  const entering =
    (callback: Callback) =>
    (...given: never[]): void =>
      enter(() => callback(...given));
  // A timer that fires once enters, finds the end of its environment and does nothing: only intervals must be ended.
  const own = {
    setTimeout: withPromiseOf(timers.setTimeout, (callback: Callback, delay?: number, ...given: never[]) =>
      timers.setTimeout(entering(callback), delay, ...given),
    ),
    setInterval: withPromiseOf(timers.setInterval, (callback: Callback, delay?: number, ...given: never[]) => {
      const interval = timers.setInterval(entering(callback), delay, ...given);
      intervals.add(interval);
      return interval;
    }),
    setImmediate: withPromiseOf(timers.setImmediate, (callback: Callback, ...given: never[]) =>
      timers.setImmediate(entering(callback), ...given),
    ),
  };
  return {
    ...own,
    module: { ...timers, ...own },
    clear: () => {
      for (const interval of intervals) clearInterval(interval);
    },
  };
}

/** What `util.promisify` makes of Node's timer it makes of ours. */
const withPromiseOf = <T extends object>(original: T, own: unknown): T =>
  Object.assign(own as T, { [promisify.custom]: Reflect.get(original, promisify.custom) });
