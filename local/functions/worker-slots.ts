import type { ExecutionEnvironment } from './execution-environment.ts';

/** One worker and what it has done. */
export interface Slot {
  readonly environment: ExecutionEnvironment;
  invocations: number;
  /** Open, each of an invocation that goes on. */
  streams: number;
  idleSince: number;
}

export interface SlotsOptions {
  /** Workers at the same time. */
  readonly max: number;
  /** How long an invocation waits for a worker before it is throttled. */
  readonly waitMilliseconds: number;
  /** How long a wait is worth the start of a second worker. */
  readonly patienceMilliseconds?: number;
  readonly start: (onExit: () => void) => ExecutionEnvironment;
}

/**
 * A busy function frees a worker sooner than a new one starts, so only a longer wait is worth a start: so long for the
 * second worker, twice as long for the third, and so on.
 */
const PATIENCE_MILLISECONDS = 20;

/**
 * Open at one time. On AWS each stream keeps an environment of its own; here a worker whose invocation streams takes
 * others, because a thousand copies of a bundle would be three gigabytes.
 */
export const STREAMS_OF_A_WORKER = 32;

/** The workers of one function: who is free, who waits, and when another is worth starting. */
export class WorkerSlots {
  readonly #options: SlotsOptions;
  readonly #all = new Set<Slot>();
  /** The last one used is the first to be used again, so that the others can be ended. */
  readonly #idle: Slot[] = [];
  readonly #waiters: ((slot: Slot | undefined) => void)[] = [];
  /** One start at a time: while it runs, busy workers may come free. */
  #isGrowing = false;

  constructor(options: SlotsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#all.size;
  }

  get busy(): readonly Slot[] {
    return [...this.#all].filter((slot) => slot.streams > 0 || !this.#idle.includes(slot));
  }

  get idle(): readonly Slot[] {
    return this.#idle.filter(({ streams }) => streams === 0);
  }

  get all(): readonly Slot[] {
    return [...this.#all];
  }

  /** A free worker, the function's first, or one that comes free in time; else `undefined`. */
  acquire(): Promise<Slot | undefined> {
    const warm = this.#idle.pop();
    if (warm !== undefined) return Promise.resolve(warm);
    if (this.#all.size === 0 && this.#options.max > 0) return Promise.resolve(this.start());
    return this.#wait();
  }

  release(slot: Slot): void {
    if (!slot.environment.alive) return;
    slot.idleSince = performance.now();
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#idle.push(slot);
    else waiter(slot);
  }

  /** The invocation streams from now on, and its worker takes the next one while there is room for more streams. */
  beginStream(slot: Slot): void {
    slot.streams += 1;
    if (slot.streams < STREAMS_OF_A_WORKER) this.release(slot);
  }

  endStream(slot: Slot): void {
    const wasFull = slot.streams === STREAMS_OF_A_WORKER;
    slot.streams -= 1;
    slot.idleSince = performance.now();
    if (wasFull) this.release(slot);
  }

  start(): Slot {
    const environment = this.#options.start(() => this.#forget(slot));
    const slot: Slot = { environment, invocations: 0, streams: 0, idleSince: performance.now() };
    this.#all.add(slot);
    return slot;
  }

  /** Workers that have been idle for so long; one stays. */
  idleFor(milliseconds: number, now: number): readonly Slot[] {
    const old = this.idle.filter(({ idleSince }) => now - idleSince > milliseconds);
    return old.slice(0, Math.max(0, this.#all.size - 1));
  }

  refuseWaiting(): void {
    for (const waiter of this.#waiters.splice(0)) waiter(undefined);
  }

  #wait(): Promise<Slot | undefined> {
    return new Promise((resolve) => {
      const growth = setTimeout(() => this.#grow(), this.#patience());
      const refusal = setTimeout(() => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        waiter(undefined);
      }, this.#options.waitMilliseconds);
      const waiter = (slot: Slot | undefined): void => {
        clearTimeout(growth);
        clearTimeout(refusal);
        resolve(slot);
      };
      this.#waiters.push(waiter);
    });
  }

  #grow(): void {
    if (this.#isGrowing || this.#all.size >= this.#options.max || this.#waiters.length === 0) return;
    this.#isGrowing = true;
    const slot = this.start();
    void slot.environment.started.then(() => {
      this.#isGrowing = false;
      if (slot.environment.alive) this.release(slot);
      // A bundle that does not load fails whoever waits for it, instead of being started again and again.
      else this.#waiters.shift()?.(slot);
      if (this.#waiters.length > 0) setTimeout(() => this.#grow(), this.#patience());
    });
  }

  #patience(): number {
    return (this.#options.patienceMilliseconds ?? PATIENCE_MILLISECONDS) * Math.max(1, this.#all.size);
  }

  #forget(slot: Slot): void {
    this.#all.delete(slot);
    const position = this.#idle.indexOf(slot);
    if (position >= 0) this.#idle.splice(position, 1);
    this.#grow();
  }
}
