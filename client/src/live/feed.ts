import type { LiveMessage, Topic } from './messages.ts';

export interface Watcher {
  push(message: LiveMessage): void;
  /** The place has moved, and no message says so. */
  moved?(cursor: string): void;
  fail(error: unknown): void;
  /** It has as much as it can hold; `drained` resolves when it has room again. */
  readonly isFull: boolean;
  drained(): Promise<void>;
}

/** Where a message says how far one has read with it: by topic, or for all. */
interface Placed {
  readonly cursor?: string;
  readonly cursors?: Readonly<Record<string, string>>;
}

export type Taken = 'taken' | 'had' | 'gap' | 'full';

/** Orders whose last number is remembered. */
const MAX_ORDERS = 5_000;

/** One topic as it is received, over whatever transport, for all who watch it. */
export class Feed {
  readonly topic: Topic;
  readonly watchers = new Set<Watcher>();
  /** The place to go on from. */
  cursor: string | undefined;
  readonly #numbers = new Map<string, number>();

  constructor(topic: Topic, cursor: string | undefined) {
    this.topic = topic;
    this.cursor = cursor;
  }

  get isFull(): boolean {
    return [...this.watchers].some(({ isFull }) => isFull);
  }

  async drained(): Promise<void> {
    while (this.isFull) await Promise.all([...this.watchers].map((one) => one.drained()));
  }

  /**
   * Hands the message on, if it is new. A live message before which one of its order is missing is not taken: what lies
   * between has to be asked for.
   */
  take(message: LiveMessage, isLive: boolean): Taken {
    if (this.isFull) return 'full';
    if (message.type === 'reset') this.#numbers.clear();
    else if ('seq' in message) {
      const key = `${message.type === 'alert'} ${message.orderId}`;
      const last = this.#numbers.get(key);
      if (last !== undefined && message.seq <= last) return 'had';
      if (isLive && this.#hasNoGaps && last !== undefined && message.seq > last + 1) return 'gap';
      this.#remember(key, message.seq);
    }
    const { cursor, cursors } = message as Placed;
    this.cursor = cursors?.[this.topic] ?? cursor ?? this.cursor;
    for (const watcher of this.watchers) watcher.push(message);
    return 'taken';
  }

  /** All up to this place has been had. */
  moveTo(cursor: string): void {
    if (cursor === this.cursor) return;
    this.cursor = cursor;
    for (const watcher of this.watchers) watcher.moved?.(cursor);
  }

  fail(error: unknown): void {
    for (const watcher of this.watchers) watcher.fail(error);
  }

  /** Of a public parcel not every event is sent, and alerts come when they come. */
  get #hasNoGaps(): boolean {
    return !this.topic.startsWith('track:') && this.topic !== 'ops';
  }

  #remember(key: string, seq: number): void {
    this.#numbers.delete(key);
    this.#numbers.set(key, seq);
    const [oldest = ''] = this.#numbers.keys();
    if (this.#numbers.size > MAX_ORDERS) this.#numbers.delete(oldest);
  }
}
