import type { LiveMessage } from './messages.ts';

/** Messages that one reader has not read. Beyond the limit the sender is asked to wait. */
export class Queue<T = LiveMessage> implements AsyncIterableIterator<T> {
  readonly #waiting: T[] = [];
  readonly #limit: number;
  readonly #onEnd: () => void;
  #wake: (() => void) | undefined;
  #onRoom: (() => void)[] = [];
  #error: { readonly error: unknown } | undefined;
  #isOver = false;

  constructor(onEnd: () => void, limit = 1_000) {
    this.#onEnd = onEnd;
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#limit;
  }

  drained(): Promise<void> {
    return this.isFull ? new Promise((resolve) => this.#onRoom.push(resolve)) : Promise.resolve();
  }

  push(one: T): void {
    if (this.#isOver) return;
    this.#waiting.push(one);
    this.#wake?.();
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
    while (this.#waiting.length === 0 && !this.#isOver) await new Promise<void>((wake) => (this.#wake = wake));
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
    if (this.#isOver) return;
    this.#isOver = true;
    for (const resolve of this.#onRoom.splice(0)) resolve();
    this.#wake?.();
    this.#onEnd();
  }
}
