/** A pause that grows with each failure, chosen at random below its bound, so that clients do not come back in step. */
export const pauseMilliseconds = (failures: number, random: () => number, maxMilliseconds = 30_000): number =>
  Math.min(maxMilliseconds, 250 * 2 ** failures) * (0.5 + random() / 2);

/** Whatever a server says; and a timer of more than 24 days would end at once. */
const MAX_SLEEP_MILLISECONDS = 15 * 60_000;

/** Wakes early when the signal is aborted. Never rejects. */
export const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(milliseconds, MAX_SLEEP_MILLISECONDS));
    signal?.addEventListener('abort', wake);
  });

export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
export const deferred = <T = void>(): Deferred<T> => {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
