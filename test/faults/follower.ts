import { WebSocket } from 'ws';

interface Message {
  readonly type?: string;
  readonly seq?: number;
  readonly cursor?: string;
  readonly topic?: string;
  /** The connection ends with this message. */
  readonly closeCode?: number;
  readonly events?: readonly Message[];
}

const PAUSE_MILLISECONDS = 300;
/** A frame whose function died gets no reply: a client asks again on a new connection. */
const RESPONSE_MILLISECONDS = 4_000;

/** `base64url(eventId~seq)` */
const seqIn = (cursor: string): number => Number(Buffer.from(cursor, 'base64url').toString('utf8').split('~').at(-1));

/** The token is not valid any more, or what it allowed was withdrawn: a page comes back with another, or not at all. */
const WITHDRAWN: readonly (number | undefined)[] = [4401, 4403];

/** What a page shows: one order, or all orders of whoever is signed in, who has none so far. */
export type Followed = { readonly orderId: string } | 'me';

/** Follows as a page does: comes back when its connection breaks, and asks for what it missed. */
export class Follower {
  readonly #url: string;
  readonly #token: string;
  readonly #topic: string;
  readonly #seen = new Set<number>();
  #cursor: string | undefined;
  #startsAfter: number | undefined;
  #isWithdrawn = false;
  #socket: WebSocket | undefined;
  #isClosed = false;
  #ready: () => void = () => undefined;
  #subscribed = Promise.withResolvers<void>();

  constructor(url: string, token: string, followed: Followed) {
    this.#url = url;
    this.#token = token;
    this.#topic = followed === 'me' ? followed : `order:${followed.orderId}`;
    if (followed === 'me') this.#startsAfter = 0;
  }

  /** Resolves when the first subscription was confirmed. */
  follow(): Promise<void> {
    return new Promise((resolve) => {
      this.#ready = resolve;
      this.#connect();
    });
  }

  /** Numbers of events, of so many that there are, that never came. */
  missing(events: number): readonly number[] {
    const startsAfter = this.#startsAfter ?? 0;
    return Array.from({ length: events }, (_, index) => index + 1).filter(
      (seq) => seq > startsAfter && !this.#seen.has(seq),
    );
  }

  /** Whether the connection was ended because it may follow no longer. */
  get isWithdrawn(): boolean {
    return this.#isWithdrawn;
  }

  /** Resolves while the page is connected: one that was cut off comes back first, and hears what it missed. */
  connected(): Promise<void> {
    return this.#subscribed.promise;
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.close();
  }

  #connect(): void {
    if (this.#isClosed) return;
    const socket = new WebSocket(this.#url, ['wismo.v1', this.#token]);
    this.#socket = socket;
    const impatience = setTimeout(() => socket.terminate(), RESPONSE_MILLISECONDS);
    socket.on('open', () => {
      const after = this.#cursor === undefined ? {} : { after: this.#cursor };
      socket.send(JSON.stringify({ action: 'subscribe', topic: this.#topic, ...after }));
    });
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      // Only the gateway sends one without a type: the function that was to subscribe has died, perhaps half-way.
      if (message.type === undefined) socket.terminate();
      else this.#take(message, impatience);
    });
    // The close that follows is what is acted upon.
    socket.on('error', () => clearTimeout(impatience));
    socket.on('close', () => {
      clearTimeout(impatience);
      if (this.#isWithdrawn) return;
      this.#subscribed = Promise.withResolvers<void>();
      if (!this.#isClosed) setTimeout(() => this.#connect(), PAUSE_MILLISECONDS);
    });
  }

  #take(message: Message, impatience: NodeJS.Timeout): void {
    if (WITHDRAWN.includes(message.closeCode)) {
      this.#isWithdrawn = true;
      this.#subscribed.resolve();
    }
    if (message.type === 'subscribed') {
      clearTimeout(impatience);
      this.#startsAfter ??= seqIn(message.cursor ?? '');
      this.#cursor ??= message.cursor;
      this.#ready();
    }
    for (const event of message.events ?? [message]) {
      if (event.type !== 'order_update' || event.seq === undefined) continue;
      this.#seen.add(event.seq);
      if (event.seq === this.#firstMissing() - 1) this.#cursor = event.cursor ?? this.#cursor;
    }
    if (message.type === 'subscribed') this.#subscribed.resolve();
  }

  /** The number after the last event before which none is missing. */
  #firstMissing(): number {
    let seq = (this.#startsAfter ?? 0) + 1;
    while (this.#seen.has(seq)) seq += 1;
    return seq;
  }
}
