import { deferred, pauseMilliseconds, sleep } from '../backoff.ts';
import { pauseAfter } from '../http/request.ts';
import { Feed, type Watcher } from './feed.ts';
import { lateWatcher } from './late-watcher.ts';
import type { Topic } from './messages.ts';
import { isFinal, readPage, servePages } from './poll.ts';
import { Socket } from './socket.ts';
import { serveStream } from './stream.ts';
import {
  type Ended,
  type RequestedSettings,
  type Serve,
  SHORT_MILLISECONDS,
  type TransportSettings,
} from './transport.ts';

/** `live`: what happens comes by itself. `polling`: it is looked for. `offline`: the device has no network. */
export type ConnectionState = 'connecting' | 'live' | 'polling' | 'offline';

/** Best first. */
const TRANSPORTS = ['socket', 'stream', 'pages'] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** A transport that fails so often in a row without having worked is left for the next one. */
const MAX_FAILURES = 2;
const MAX_UPGRADE_MILLISECONDS = 15 * 60_000;

export interface ConnectionSettings extends TransportSettings {
  /** Those that may be used, best first. */
  readonly transports: readonly TransportName[];
  readonly onState?: ((state: ConnectionState) => void) | undefined;
  readonly isOnline: () => boolean;
}

interface Followed {
  readonly feed: Feed;
  readonly ended: AbortController;
}

/** All that is followed, over the best transport that works, whoever watches it. */
export class Connection {
  readonly #settings: ConnectionSettings & RequestedSettings;
  readonly #followed = new Map<Topic, Followed>();
  readonly #serve: Readonly<Record<TransportName, Serve>>;
  readonly #socket: Socket;
  /** Transports by topic that cannot have it. */
  readonly #unsupported = new Set<string>();
  #best = 0;
  #failures = 0;
  #state: ConnectionState = 'connecting';
  #upgradeAfter: number;
  #upgrade: ReturnType<typeof setTimeout> | undefined;
  /** Aborted to leave the transports that are in use for a better one. */
  #leaving = new AbortController();
  #onlineAgain = deferred();
  /** Over streams or pages: whether it was last said that somebody looks. */
  #looked: boolean | null = null;

  constructor(given: ConnectionSettings) {
    // Again with each request, and once that nobody does any more; not while a socket says it, and pages are read beside.
    const focused = (feed: Feed): boolean | null => {
      if (feed !== this.#followed.get('me')?.feed) return null;
      this.#looked = given.isLookedAt() || (this.#looked ? false : null);
      return this.#looked;
    };
    const settings = { ...given, focused };
    this.#settings = settings;
    this.#upgradeAfter = settings.timing.upgradeMilliseconds;
    this.#socket = new Socket(settings);
    this.#serve = {
      socket: (feed, context) => this.#socket.serve(feed, context),
      stream: serveStream(settings),
      pages: servePages(settings),
    };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Adds a watcher, which begins behind its own place, or now. Returns how to leave. */
  watch(topic: Topic, after: string | undefined, given: Watcher): () => void {
    const known = this.#followed.get(topic);
    const followed = known ?? { feed: new Feed(topic, after), ended: new AbortController() };
    const isLate = known !== undefined && after !== undefined && after !== known.feed.cursor;
    const left = new AbortController();
    const watcher = isLate
      ? lateWatcher(topic, after, given, known.feed.cursor, (feed) => this.#pageOf(feed, left.signal))
      : given;
    followed.feed.watchers.add(watcher);
    if (!known) {
      this.#followed.set(topic, followed);
      void this.#follow(followed);
    } else if (!isLate && followed.feed.cursor !== undefined) given.moved?.(followed.feed.cursor);
    return () => {
      left.abort();
      followed.feed.watchers.delete(watcher);
      if (followed.feed.watchers.size > 0) return;
      followed.ended.abort();
      if (this.#followed.get(topic) === followed) this.#followed.delete(topic);
      if (this.#followed.size === 0) clearTimeout(this.#upgrade);
    };
  }

  /** The network is there again, or the page is looked at: what is lost is found out now. */
  wake(): void {
    this.#socket.check();
    this.#onlineAgain.resolve();
    this.#onlineAgain = deferred();
    // Nobody waits for the end of a pause.
    if (this.#state !== 'live') this.#leave();
  }

  /** Whether somebody looks at the client may have changed. */
  look(): void {
    this.#socket.look();
    const me = this.#followed.get('me');
    if (!me || this.#transportFor(me.feed) === 'socket') return;
    // The next request says it, and goes on from the same place.
    if (this.#settings.isLookedAt() !== !!this.#looked) this.#leave();
  }

  #leave(): void {
    const leaving = this.#leaving;
    this.#leaving = new AbortController();
    leaving.abort();
  }

  /** Tries until there is a page, as following does: who has joined late is no worse off. */
  async #pageOf(feed: Feed, signal: AbortSignal): Promise<{ readonly hasMore: boolean } | undefined> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        return await readPage(this.#settings, feed, signal);
      } catch (error) {
        if (isFinal(error)) throw error;
        await sleep(pauseAfter(error, failures, this.#settings.random), signal);
      }
      await this.#online(signal);
    }
    return undefined;
  }

  async #follow({ feed, ended }: Followed): Promise<void> {
    for (let failures = 0; !ended.signal.aborted; ) {
      await this.#online(ended.signal);
      const startedAt = Date.now();
      const name = this.#transportFor(feed);
      if (name === undefined)
        return this.#fail(
          feed,
          new TypeError(`${feed.topic} needs ${feed.topic === 'me' ? 'a JWT with a sub' : 'a WebSocket'}`),
        );
      const leaving = this.#leaving.signal;
      const signal = AbortSignal.any([ended.signal, leaving]);
      const onLive = (): void => this.#works(name);
      const outcome = await this.#serve[name](feed, { signal, onLive });
      if (ended.signal.aborted) return;
      if (outcome.kind === 'failed') return this.#fail(feed, outcome.error);
      if (!leaving.aborted)
        failures = await this.#failed(feed, name, outcome, Date.now() - startedAt, failures, signal);
    }
  }

  /** What a transport that has ended means for the next attempt. Returns the failures in a row. */
  async #failed(
    feed: Feed,
    name: TransportName,
    outcome: Exclude<Ended, { readonly kind: 'failed' }>,
    lastedMilliseconds: number,
    failures: number,
    signal: AbortSignal,
  ): Promise<number> {
    this.#say(this.#settings.isOnline() ? 'connecting' : 'offline');
    if (outcome.kind === 'unsupported') {
      this.#unsupported.add(`${name} ${feed.topic}`);
      return failures;
    }
    if (outcome.wasLive && lastedMilliseconds > SHORT_MILLISECONDS) {
      this.#failures = 0;
      return 0;
    }
    if (name === this.#settings.transports[this.#best]) this.#worse();
    // The socket itself waits before it connects.
    if (name !== 'socket') await sleep(pauseMilliseconds(failures, this.#settings.random), signal);
    return failures + 1;
  }

  #transportFor(feed: Feed): TransportName | undefined {
    const { transports, websocketUrl, WebSocket } = this.#settings;
    const usable = transports.filter(
      (name) => !this.#unsupported.has(`${name} ${feed.topic}`) && (name !== 'socket' || (websocketUrl && WebSocket)),
    );
    return usable.find((name) => transports.indexOf(name) >= this.#best) ?? usable.at(-1);
  }

  #worse(): void {
    this.#failures += 1;
    if (this.#failures < MAX_FAILURES || this.#best >= this.#settings.transports.length - 1) return;
    this.#failures = 0;
    this.#best += 1;
    clearTimeout(this.#upgrade);
    this.#upgrade = setTimeout(() => this.#better(), this.#upgradeAfter);
    this.#upgradeAfter = Math.min(2 * this.#upgradeAfter, MAX_UPGRADE_MILLISECONDS);
  }

  /** Tries the best transport once more. */
  #better(): void {
    this.#best = 0;
    this.#failures = 0;
    this.#leave();
  }

  #works(name: TransportName): void {
    if (name === 'socket') this.#upgradeAfter = this.#settings.timing.upgradeMilliseconds;
    this.#say(name === 'pages' ? 'polling' : 'live');
  }

  async #online(signal: AbortSignal): Promise<void> {
    while (!this.#settings.isOnline() && !signal.aborted) {
      this.#say('offline');
      await Promise.race([this.#onlineAgain.promise, sleep(60_000, signal)]);
    }
  }

  #fail(feed: Feed, error: unknown): void {
    this.#followed.delete(feed.topic);
    feed.fail(error);
  }

  #say(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#settings.onState?.(state);
  }
}
