import type { LiveMessage } from './messages.ts';

/** Messages that one reader has not read. Beyond the limit the sender is asked to wait. */
export class Queue<T = LiveMessage> implements AsyncIterableIterator<T> {
  readonly #waiting: T[] = [];
  readonly #limit: number;
  readonly #ending = new AbortController();
  #wakes: (() => void)[] = [];
  #onRoom: (() => void)[] = [];
  #error: { readonly error: unknown } | undefined;

  /** @param signal Ends the iteration without an error. */
  constructor(signal?: AbortSignal, limit = 1_000) {
    this.#limit = limit;
    if (signal?.aborted) this.#end();
    signal?.addEventListener('abort', () => void this.return(), { signal: this.over });
  }

  /** Aborted when nobody reads any more, or nothing more comes. */
  get over(): AbortSignal {
    return this.#ending.signal;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#limit;
  }

  drained(): Promise<void> {
    return this.isFull ? new Promise((resolve) => this.#onRoom.push(resolve)) : Promise.resolve();
  }

  push(one: T): void {
    if (this.over.aborted) return;
    this.#waiting.push(one);
    this.#wake();
  }

  /** In place of whatever waits: for a state, of which only the newest counts. */
  replace(one: T): void {
    this.#waiting.length = 0;
    this.push(one);
  }

  fail(error: unknown): void {
    this.#error = { error };
    this.#end();
  }

  async next(): Promise<IteratorResult<T>> {
    while (this.#waiting.length === 0 && !this.over.aborted) await new Promise<void>((wake) => this.#wakes.push(wake));
    const [value] = this.#waiting.splice(0, 1);
    if (!this.isFull) for (const resolve of this.#onRoom.splice(0)) resolve();
    if (value !== undefined) return { value, done: false };
    const failed = this.#error;
    this.#error = undefined;
    if (failed) throw failed.error;
    return { value: undefined, done: true };
  }

  async return(): Promise<IteratorResult<T>> {
    this.#waiting.length = 0;
    this.#end();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): void {
    for (const resolve of this.#onRoom.splice(0)) resolve();
    this.#wake();
    this.#ending.abort();
  }

  /** Whoever waits looks anew: one may have what another was woken for. */
  #wake(): void {
    for (const wake of this.#wakes.splice(0)) wake();
  }
}
