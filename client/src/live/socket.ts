import { type Deferred, deferred, pauseMilliseconds, sleep } from '../backoff.ts';
import type { ClientMessage, ServerMessage } from '../generated/messages.ts';
import { tokenOf } from '../http/request.ts';
import { endingProblem, isEnding, isEndingCode } from './endings.ts';
import type { Feed } from './feed.ts';
import { isLiveMessage, type LiveEvent } from './messages.ts';
import {
  type Ended,
  lost,
  type ServeContext,
  SHORT_MILLISECONDS,
  type SocketLike,
  type TransportSettings,
} from './transport.ts';

const SUBPROTOCOL = 'wismo.v1';
/** After so long without a word on how long to wait. */
const TOO_MANY_SECONDS = 60;
/** Connections in a row that end for the same reason before it is believed. */
const MAX_REFUSALS = 2;

interface Served {
  readonly feed: Feed;
  readonly onLive: () => void;
  readonly end: (ended: Ended) => void;
  /** Live messages are not taken before the reply to its subscription. */
  isWaiting: boolean;
  /** More of what was missed is to come, before anything live. */
  hasMore: boolean;
  patience?: ReturnType<typeof setTimeout>;
  wasLive: boolean;
}

/** One connection for all topics. */
export class Socket {
  readonly #settings: TransportSettings;
  readonly #served = new Map<string, Served>();
  #socket: SocketLike | undefined;
  #opening: Promise<void> | undefined;
  #failures = 0;
  #pauseUntil = 0;
  #refusals = 0;
  #refresh = false;
  #heardAt = 0;
  #openedAt = 0;
  /** When the server last heard that somebody looks at the client; 0, nobody does. */
  #lookedAt = 0;
  #checks: ReturnType<typeof setInterval> | undefined;
  #reply: ReturnType<typeof setTimeout> | undefined;
  #ending: ReturnType<typeof endingProblem> | undefined;
  #onClosed: () => void = () => undefined;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
  }

  /** Looks at once whether the connection is there still: after a sleep, or where the network has changed. */
  check(): void {
    this.#pauseUntil = 0;
    if (this.#socket?.readyState === 1) this.#ask();
  }

  /** Says that somebody looks at the client, again and again while it is so, and once that nobody does any more. */
  look(): void {
    if (this.#served.get('me')?.isWaiting !== false) return;
    const focused = this.#settings.isLookedAt();
    const isKnown = focused
      ? Math.abs(Date.now() - this.#lookedAt) < this.#settings.timing.pingMilliseconds
      : this.#lookedAt === 0;
    if (isKnown) return;
    this.#lookedAt = focused ? Date.now() : 0;
    this.#send({ action: 'ping', focused });
  }

  async serve(feed: Feed, { signal, onLive }: ServeContext): Promise<Ended> {
    const { promise, resolve }: Deferred<Ended> = deferred();
    const served: Served = { feed, onLive, end: resolve, isWaiting: true, hasMore: false, wasLive: false };
    const leave = (): void => {
      if (this.#served.get(feed.topic) === served) this.#send({ action: 'unsubscribe', topic: feed.topic });
      this.#finish(served);
    };
    signal.addEventListener('abort', leave);
    // One that is closing hears nothing more, and may take long to say so.
    if (this.#socket && this.#socket.readyState > 1) this.#closed(this.#socket);
    this.#served.set(feed.topic, served);
    try {
      await this.#opened(signal);
      if (!signal.aborted && this.#socket?.readyState === 1) this.#subscribe(served);
      else if (!signal.aborted) this.#finish(served);
      return await promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #opened(signal: AbortSignal): Promise<void> {
    if (this.#socket?.readyState === 1) return Promise.resolve();
    this.#opening ??= this.#open(signal)
      // An address or a token that no socket can be opened with: another transport may do.
      .catch(() => {
        this.#failures += 1;
      })
      .finally(() => {
        this.#opening = undefined;
      });
    return this.#opening;
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { websocketUrl = '', WebSocket: Connection, timing, random } = this.#settings;
    const pause = this.#failures > 0 ? pauseMilliseconds(this.#failures, random) : 0;
    await sleep(Math.max(pause, this.#pauseUntil - performance.now()), signal);
    const token = await tokenOf(this.#settings, this.#refresh, signal);
    this.#refresh = false;
    if (Connection === undefined || this.#served.size === 0) return;
    const socket = new Connection(websocketUrl, token ? [SUBPROTOCOL, token] : [SUBPROTOCOL]);
    this.#socket = socket;
    this.#ending = undefined;
    const settled = deferred();
    const patience = setTimeout(() => this.#closed(socket), timing.patienceMilliseconds);
    socket.onopen = () => settled.resolve();
    socket.onmessage = ({ data }: { readonly data: unknown }) => this.#hear(socket, String(data));
    socket.onclose = ({ code }: { readonly code: number }) => this.#closed(socket, code);
    // What follows an error is the close.
    socket.onerror = () => undefined;
    this.#onClosed = settled.resolve;
    await settled.promise;
    clearTimeout(patience);
    this.#heard();
    this.#openedAt = this.#heardAt;
    clearInterval(this.#checks);
    if (socket === this.#socket) this.#checks = setInterval(() => this.#watch(), timing.pingMilliseconds / 4);
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(message));
  }

  #subscribe(served: Served): void {
    const { topic, cursor } = served.feed;
    served.isWaiting = true;
    this.#send({ action: 'subscribe', topic, ...(cursor !== undefined && { after: cursor }) });
    const socket = this.#socket;
    clearTimeout(served.patience);
    served.patience = setTimeout(() => socket && this.#closed(socket), this.#settings.timing.patienceMilliseconds);
  }

  #watch(): void {
    this.look();
    if (Math.abs(Date.now() - this.#heardAt) > this.#settings.timing.pingMilliseconds) this.#ask();
  }

  /** Whatever is heard is a reply. */
  #ask(): void {
    const socket = this.#socket;
    this.#send({ action: 'ping' });
    this.#reply ??= setTimeout(() => socket && this.#closed(socket), this.#settings.timing.patienceMilliseconds);
  }

  #heard(): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#reply);
    this.#reply = undefined;
  }

  #hear(socket: SocketLike, text: string): void {
    if (socket !== this.#socket) return;
    this.#heard();
    try {
      this.#take(JSON.parse(text) as ServerMessage);
    } catch {
      // Half a frame, or another program's: nothing on this connection can be relied on.
      this.#closed(socket);
    }
  }

  #take(message: ServerMessage): void {
    if (message.type === 'subscribed') this.#begin(message);
    else if (message.type === 'batch' && message.topic !== undefined) {
      this.#replay(this.#served.get(message.topic), message);
    } else if (message.type === 'batch') for (const event of message.events) this.#live(event);
    else if (message.type === 'reset') this.#served.get(message.topic ?? '')?.feed.take(message, false);
    else if (message.type === 'error') this.#refused(message);
    else if (isLiveMessage(message)) this.#live(message);
    else if (!message.type) throw new TypeError();
  }

  #begin(message: Extract<ServerMessage, { readonly type: 'subscribed' }>): void {
    const served = this.#served.get(message.topic);
    if (!served) return;
    clearTimeout(served.patience);
    served.isWaiting = false;
    served.wasLive = true;
    this.#refusals = 0;
    if (this.#replay(served, message)) served.feed.moveTo(message.cursor);
    served.onLive();
    if (message.topic === 'me') this.#lookedAt = 0;
    this.look();
  }

  #replay(
    served: Served | undefined,
    { events, more }: { readonly events: readonly LiveEvent[]; readonly more?: true },
  ): boolean {
    if (!served || served.isWaiting) return false;
    served.hasMore = more === true;
    return events.every((event) => this.#give(served, event, false));
  }

  #live(event: LiveEvent): void {
    const named = event.topics ?? [];
    for (const served of [...this.#served.values()]) {
      if (!named.includes(served.feed.topic) || served.isWaiting) continue;
      if (served.hasMore) this.#subscribe(served);
      else this.#give(served, event, true);
    }
  }

  /** False where what follows is of no use: it will be sent again. */
  #give(served: Served, event: LiveEvent, isLive: boolean): boolean {
    const taken = served.feed.take(event, isLive);
    if (taken === 'gap') this.#subscribe(served);
    if (taken === 'full') void this.#pause(served);
    return taken === 'taken' || taken === 'had';
  }

  /** Until its reader has room again nothing is sent; then what was missed is. */
  async #pause(served: Served): Promise<void> {
    const { topic } = served.feed;
    served.isWaiting = true;
    this.#send({ action: 'unsubscribe', topic });
    clearTimeout(served.patience);
    await served.feed.drained();
    if (this.#served.get(topic) === served && this.#socket?.readyState === 1) this.#subscribe(served);
  }

  #refused(message: Extract<ServerMessage, { readonly type: 'error' }>): void {
    if (isEnding(message)) {
      this.#ending = endingProblem(message);
      return;
    }
    const served = this.#served.get(message.topic ?? '');
    if (!served) return;
    if (message.code === 'TOO_MANY_TOPICS') this.#finish(served, { kind: 'unsupported' });
    else if (message.code === 'MALFORMED_CURSOR' && served.feed.cursor !== undefined) {
      served.feed.take({ type: 'reset', cursor: '', reason: 'NO_PAST' }, false);
      served.feed.cursor = undefined;
      this.#subscribe(served);
    } else this.#finish(served, { kind: 'failed', error: endingProblem(message) });
  }

  #finish(served: Served, ended = lost(served.wasLive)): void {
    clearTimeout(served.patience);
    if (this.#served.get(served.feed.topic) === served) this.#served.delete(served.feed.topic);
    served.end(ended);
    if (this.#served.size === 0 && this.#socket) this.#leave(this.#socket);
  }

  #leave(socket: SocketLike): void {
    this.#socket = undefined;
    clearInterval(this.#checks);
    this.#heard();
    socket.onclose = socket.onmessage = socket.onopen = null;
    socket.close();
    this.#onClosed();
  }

  #closed(socket: SocketLike, code?: number): void {
    if (socket !== this.#socket) return;
    this.#leave(socket);
    // One that is lost soon, however well it began, has the next one wait longer.
    this.#failures = Date.now() - this.#openedAt > SHORT_MILLISECONDS ? 1 : this.#failures + 1;
    const ended = this.#reasonOf(code);
    for (const served of [...this.#served.values()]) this.#finish(served, ended);
  }

  /** Why the connection ended, where coming back does not help. On AWS the last message alone says so. */
  #reasonOf(code: number | undefined): Ended | undefined {
    const error = this.#ending ?? codeProblem(code);
    if (error === undefined) return undefined;
    if (error.status === 429) {
      this.#pauseUntil = performance.now() + (error.retryAfterSeconds ?? TOO_MANY_SECONDS) * 1000;
      return undefined;
    }
    this.#refresh = true;
    this.#refusals += 1;
    // With 4403 one topic's right is gone: the others are followed on the next connection.
    const mayHelp =
      this.#refusals < MAX_REFUSALS && (error.status === 403 || typeof this.#settings.token === 'function');
    return mayHelp ? undefined : { kind: 'failed', error };
  }
}

const codeProblem = (code = 0) =>
  isEndingCode(code)
    ? endingProblem({ type: 'error', code: 'UNAUTHENTICATED', detail: `Connection ended: ${code}`, closeCode: code })
    : undefined;
