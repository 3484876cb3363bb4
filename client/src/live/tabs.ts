/// <reference lib="dom" />
/**
 * One connection for all tabs of a browser: the tab that holds the lock leads, has the connection, and hands on what it
 * receives. When it closes another one gets the lock; when it does not reply, because it is frozen, another one takes it.
 * Each tab goes on from the last message that it was handed itself.
 */
import { deferred } from '../backoff.ts';
import { WismoProblem } from '../http/problem.ts';
import { Connection, type ConnectionSettings, type ConnectionState } from './connection.ts';
import { Feed, type Watcher } from './feed.ts';
import type { Watchable } from './follow.ts';
import type { LiveMessage, Topic } from './messages.ts';

type TabMessage =
  /** Who leads? `wakes`: and is its connection there still? */
  | { readonly kind: 'ask'; readonly wakes?: boolean }
  /** `by` leads, and its connection stands so. */
  | { readonly kind: 'leader'; readonly by: string; readonly state: ConnectionState }
  | ({ readonly kind: 'want'; readonly to: string; readonly tab: string; readonly id: string } & Wish)
  | { readonly kind: 'leave'; readonly id: string }
  /** Whether somebody looks at the tab. */
  | { readonly kind: 'look'; readonly tab: string; readonly isLookedAt: boolean }
  | Handed;

interface Wish {
  readonly topic: Topic;
  readonly after: string | undefined;
}

/** What a wish is handed, by its id, which nobody else has. */
type Handed =
  | { readonly kind: 'message'; readonly id: string; readonly message: LiveMessage }
  | { readonly kind: 'place'; readonly id: string; readonly cursor: string }
  | { readonly kind: 'failed'; readonly id: string; readonly error: unknown };

interface Wanted {
  readonly feed: Feed;
  /** Another one each time that it is asked for: what comes for an earlier one comes too late. */
  id: string;
}

class SharedConnection implements Watchable {
  readonly #name: string;
  readonly #settings: ConnectionSettings;
  readonly #connection: Connection;
  readonly #channel: BroadcastChannel;
  readonly #tab = crypto.randomUUID();
  readonly #wanted = new Map<string, Wanted>();
  /** What this tab, while it leads, follows for itself and others. */
  readonly #served = new Map<string, () => void>();
  readonly #tabsKnown = new Set<string>();
  readonly #tabsLookedAt = new Set<string>();
  #leader: string | undefined;
  #state: ConnectionState = 'connecting';
  #count = 0;
  #candidacy = new AbortController();
  #heard = false;
  #checks: ReturnType<typeof setInterval> | undefined;

  constructor(name: string, settings: ConnectionSettings) {
    this.#name = name;
    this.#settings = settings;
    this.#connection = new Connection({
      ...settings,
      isLookedAt: () => settings.isLookedAt() || this.#tabsLookedAt.size > 0,
      onState: () => this.#leads && this.#announce(),
    });
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => this.#hear(data as TabMessage);
    // In Node it would keep the process running.
    (this.#channel as { unref?(): void }).unref?.();
    void this.#enter();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get #leads(): boolean {
    return this.#leader === this.#tab;
  }

  watch(topic: Topic, after: string | undefined, watcher: Watcher): () => void {
    const wanted: Wanted = { feed: new Feed(topic, after), id: '' };
    wanted.feed.watchers.add(watcher);
    this.#ask(wanted);
    this.#checks ??= setInterval(() => this.#check(), this.#settings.timing.pingMilliseconds);
    return () => {
      wanted.feed.watchers.clear();
      this.#stop(wanted);
      if (this.#wanted.size > 0) return;
      clearInterval(this.#checks);
      this.#checks = undefined;
    };
  }

  wake(): void {
    if (this.#leads) this.#connection.wake();
    else this.#check(true);
  }

  look(): void {
    if (this.#leads) this.#connection.look();
    else this.#post({ kind: 'look', tab: this.#tab, isLookedAt: this.#settings.isLookedAt() });
  }

  /**
   * Whoever leads knows by a tab's own lock that the tab is gone. It is held before the first word to others: the one who
   * leads would get it otherwise, and drop a tab that has only just come.
   */
  async #enter(): Promise<void> {
    const held = deferred();
    void navigator.locks.request(`${this.#name} ${this.#tab}`, () => {
      held.resolve();
      return new Promise<void>(() => undefined);
    });
    await held.promise;
    void this.#stand(false);
    this.#post({ kind: 'ask' });
  }

  /** Waits for the lock, or takes it; leads while it is held. */
  async #stand(steal: boolean): Promise<void> {
    this.#candidacy.abort();
    this.#candidacy = new AbortController();
    const { signal } = this.#candidacy;
    try {
      await navigator.locks.request(this.#name, steal ? { steal } : { signal }, () => {
        this.#lead();
        return new Promise<void>(() => undefined);
      });
    } catch {
      // Given up in order to take the lock, or the lock was taken from here.
      if (signal.aborted) return;
      this.#follow();
      await this.#stand(false);
    }
  }

  #lead(): void {
    this.#leader = this.#tab;
    this.#announce();
    for (const wanted of [...this.#wanted.values()]) this.#ask(wanted);
  }

  #follow(): void {
    this.#leader = undefined;
    for (const id of [...this.#served.keys()]) this.#drop(id);
    this.#say('connecting');
    this.#post({ kind: 'ask' });
  }

  /** Asks whether the one who leads is there still, and takes its place where it is not. */
  #check(wakes = false): void {
    if (this.#leads || this.#wanted.size === 0) return;
    this.#heard = false;
    this.#post({ kind: 'ask', wakes });
    const { patienceMilliseconds } = this.#settings.timing;
    // Not all at the same moment.
    setTimeout(
      () => {
        if (!this.#heard && !this.#leads && this.#wanted.size > 0) void this.#stand(true);
      },
      patienceMilliseconds * (1 + this.#settings.random()),
    );
  }

  #announce(): void {
    this.#say(this.#connection.state);
    this.#post({ kind: 'leader', by: this.#tab, state: this.#state });
  }

  #say(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#settings.onState?.(state);
  }

  #post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }

  /** Asks for what comes behind the last message that was handed. */
  #ask(wanted: Wanted): void {
    this.#stop(wanted);
    this.#count += 1;
    const id = `${this.#tab} ${this.#count}`;
    wanted.id = id;
    this.#wanted.set(id, wanted);
    const { topic, cursor: after } = wanted.feed;
    if (this.#leads) this.#serve(id, { topic, after });
    else if (this.#leader) this.#post({ kind: 'want', to: this.#leader, tab: this.#tab, id, topic, after });
  }

  #stop({ id }: Wanted): void {
    if (!this.#wanted.delete(id)) return;
    if (this.#leads) this.#drop(id);
    else this.#post({ kind: 'leave', id });
  }

  #hear(message: TabMessage): void {
    if (message.kind === 'leader') this.#hearLeader(message);
    else if (message.kind === 'message' || message.kind === 'place' || message.kind === 'failed') this.#take(message);
    else if (!this.#leads) return;
    else if (message.kind === 'leave') this.#drop(message.id);
    else if (message.kind === 'look') this.#note(message.tab, message.isLookedAt);
    else if (message.kind === 'want') {
      if (message.to !== this.#tab) return;
      this.#serve(message.id, message);
      this.#dropWith(message.tab);
    } else {
      if (message.wakes) this.#connection.wake();
      this.#announce();
    }
  }

  #note(tab: string, isLookedAt: boolean): void {
    if (isLookedAt) this.#tabsLookedAt.add(tab);
    else this.#tabsLookedAt.delete(tab);
    this.#connection.look();
    if (isLookedAt) this.#dropWith(tab);
  }

  #hearLeader({ by, state }: Extract<TabMessage, { readonly kind: 'leader' }>): void {
    // Two say so for a moment: by the lock one of them learns soon that it is not the one.
    if (this.#leads) return;
    this.#heard = true;
    this.#say(state);
    if (by === this.#leader) return;
    this.#leader = by;
    this.look();
    for (const wanted of [...this.#wanted.values()]) this.#ask(wanted);
  }

  #take(handed: Handed): void {
    const wanted = this.#wanted.get(handed.id);
    if (wanted === undefined) return;
    this.#heard = true;
    if (handed.kind === 'place') wanted.feed.moveTo(handed.cursor);
    else if (handed.kind === 'failed') {
      this.#wanted.delete(handed.id);
      wanted.feed.fail(revived(handed.error));
    } else if (wanted.feed.take(handed.message, false) === 'full') {
      // A slow reader holds up nobody else: it is followed no longer, and asks for the rest once it has room.
      this.#stop(wanted);
      void wanted.feed.drained().then(() => wanted.feed.watchers.size > 0 && this.#ask(wanted));
    }
  }

  #serve(id: string, { topic, after }: Wish): void {
    const hand = (handed: Handed): void => (this.#wanted.has(id) ? this.#take(handed) : this.#post(handed));
    const leave = this.#connection.watch(topic, after, {
      push: (message) => hand({ kind: 'message', id, message }),
      moved: (cursor) => hand({ kind: 'place', id, cursor }),
      fail: (error) => hand({ kind: 'failed', id, error: cloneable(error) }),
      isFull: false,
      drained: () => Promise.resolve(),
    });
    this.#served.set(id, leave);
  }

  #drop(id: string): void {
    this.#served.get(id)?.();
    this.#served.delete(id);
  }

  /** Its lock is to be had when the tab is gone. */
  #dropWith(tab: string): void {
    if (this.#tabsKnown.has(tab)) return;
    this.#tabsKnown.add(tab);
    void navigator.locks.request(`${this.#name} ${tab}`, () => {
      this.#tabsKnown.delete(tab);
      this.#note(tab, false);
      for (const id of [...this.#served.keys()]) if (id.startsWith(tab)) this.#drop(id);
    });
  }
}

/** A class does not come through a channel. */
const cloneable = (error: unknown): unknown => (error instanceof WismoProblem ? { ...error } : error);

const revived = (error: unknown): unknown => {
  const { problem, retryAfterSeconds } = error as Partial<WismoProblem>;
  return problem ? new WismoProblem(problem, retryAfterSeconds) : error;
};

/** A connection of its own, where the browser has no locks or no channels. */
export const sharedConnection = (name: string, settings: ConnectionSettings): Watchable =>
  typeof BroadcastChannel === 'function' && globalThis.navigator?.locks
    ? new SharedConnection(`wismo ${name}`, settings)
    : new Connection(settings);
