/// <reference lib="dom" />
/**
 * One connection for all tabs of a browser: the tab that holds the lock has it, and hands on what it receives. When that
 * tab closes, another one gets the lock, and each goes on from the last message it was handed.
 */
import type { Connection } from './connection.ts';
import { Feed, type Watcher } from './feed.ts';
import type { Watchable } from './follow.ts';
import type { LiveMessage, Topic } from './messages.ts';

type TabMessage =
  /** Another tab wants a topic, from its place on. */
  | { readonly kind: 'want'; readonly tab: string; readonly topic: Topic; readonly after: string | undefined }
  | { readonly kind: 'leave'; readonly tab: string; readonly topic: Topic }
  | { readonly kind: 'message'; readonly tab: string; readonly topic: Topic; readonly message: LiveMessage }
  | { readonly kind: 'failed'; readonly tab: string; readonly topic: Topic; readonly error: unknown }
  /** A tab has got the connection: who wants something says so again. */
  | { readonly kind: 'leader' };

interface Wanted {
  readonly feed: Feed;
  leave: () => void;
}

class SharedConnection implements Watchable {
  readonly #connection: Connection;
  readonly #channel: BroadcastChannel;
  readonly #tab = crypto.randomUUID();
  readonly #wanted = new Map<Topic, Wanted>();
  /** What this tab, which has the connection, follows for others. */
  readonly #forOthers = new Map<string, () => void>();
  #isLeader = false;

  constructor(name: string, connection: Connection) {
    this.#connection = connection;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => this.#hear(data as TabMessage);
    // Held as long as the tab lives: another one knows by it that this one is gone.
    void navigator.locks.request(`${name} ${this.#tab}`, () => new Promise<void>(() => undefined));
    void navigator.locks.request(name, () => {
      this.#lead(name);
      return new Promise<void>(() => undefined);
    });
  }

  watch(topic: Topic, after: string | undefined, watcher: Watcher): () => void {
    const known = this.#wanted.get(topic);
    // A place of one's own needs its own replay.
    if (this.#isLeader || (known && after !== undefined && after !== known.feed.cursor)) {
      return this.#connection.watch(topic, after, watcher);
    }
    const wanted = known ?? { feed: new Feed(topic, after), leave: () => undefined };
    wanted.feed.watchers.add(watcher);
    if (!known) {
      this.#wanted.set(topic, wanted);
      this.#want(wanted.feed);
    }
    return () => {
      wanted.feed.watchers.delete(watcher);
      if (wanted.feed.watchers.size > 0) return;
      this.#wanted.delete(topic);
      wanted.leave();
      this.#post({ kind: 'leave', tab: this.#tab, topic });
    };
  }

  #want(feed: Feed): void {
    this.#post({ kind: 'want', tab: this.#tab, topic: feed.topic, after: feed.cursor });
  }

  #post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }

  /** From now on this tab has the connection: for itself, and for those who ask. */
  #lead(name: string): void {
    this.#isLeader = true;
    this.#name = name;
    for (const wanted of this.#wanted.values())
      wanted.leave = this.#connection.watch(wanted.feed.topic, wanted.feed.cursor, into(wanted.feed));
    this.#post({ kind: 'leader' });
  }

  #name = '';

  #hear(message: TabMessage): void {
    if (message.kind === 'leader') for (const { feed } of this.#wanted.values()) this.#want(feed);
    else if (message.kind === 'want' && this.#isLeader) this.#serve(message);
    else if (message.kind === 'leave') this.#drop(`${message.tab} ${message.topic}`);
    else if (message.kind === 'message' && message.tab === this.#tab) {
      const feed = this.#wanted.get(message.topic)?.feed;
      // A tab cannot slow the others down: it holds what it has not read.
      if (feed && !this.#isLeader) feed.take(message.message, false, true);
    } else if (message.kind === 'failed' && message.tab === this.#tab)
      this.#wanted.get(message.topic)?.feed.fail(message.error);
  }

  #serve({ tab, topic, after }: Extract<TabMessage, { readonly kind: 'want' }>): void {
    const key = `${tab} ${topic}`;
    this.#drop(key);
    const leave = this.#connection.watch(topic, after, {
      push: (message) => this.#post({ kind: 'message', tab, topic, message }),
      fail: (error) => this.#post({ kind: 'failed', tab, topic, error: String(error) }),
      isFull: false,
      drained: () => Promise.resolve(),
    });
    this.#forOthers.set(key, leave);
    void navigator.locks.request(`${this.#name} ${tab}`, () => this.#drop(key));
  }

  #drop(key: string): void {
    this.#forOthers.get(key)?.();
    this.#forOthers.delete(key);
  }
}

const into = (feed: Feed): Watcher => ({
  push: (message) => void feed.take(message, false),
  fail: (error) => feed.fail(error),
  get isFull() {
    return feed.isFull;
  },
  drained: () => feed.drained(),
});

/** The connection itself, where the browser has no locks or no channels. */
export const sharedConnection = (name: string, connection: Connection): Watchable =>
  typeof BroadcastChannel === 'function' && globalThis.navigator?.locks
    ? new SharedConnection(`wismo ${name}`, connection)
    : connection;
