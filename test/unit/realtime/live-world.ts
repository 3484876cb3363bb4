import type { Scheduler } from 'fast-check';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import type { EventMessage, ServerMessage } from '../../../shared/contract/socket.ts';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import type { ConnectionStore } from '../../../shared/realtime/connection-store.ts';
import { createOutbox } from '../../../shared/realtime/outbox.ts';
import type { EventSource } from '../../../shared/realtime/received-events.ts';
import { subscribe } from '../../../shared/realtime/subscribe.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryRateLimitStore } from '../../support/memory/memory-rate-limit-store.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

const BUYER = user('buyer-1');

/** What ends a function in the middle of its work; its message comes again. */
class Died extends Error {
  override readonly name = 'Died';
}

/** Longer than a turn lasts. */
const UNTIL_REDELIVERED_MILLISECONDS = 30_000;

/** A table whose index lags, functions that read and write it in any order, and clients that are cut off. */
export class LiveWorld {
  readonly clock = manualClock();
  readonly #ids = seededIds();
  readonly #written: OrderEvent[] = [];
  readonly #indexed = new Set<string>();
  readonly #received = new Map<string, ServerMessage[]>();
  readonly #connections = memoryConnections();
  readonly #turn: <T>(act: () => Promise<T>) => Promise<T>;
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #source: EventSource;
  #attempts = 0;

  readonly #indexLags: boolean;
  readonly #deaths: readonly number[];
  #steps = 0;

  /**
   * With a scheduler, every call waits for its turn. An index that lags may show an event after its broadcast. `deaths`:
   * at which takings and endings of turns, counted from 1, a broadcast dies.
   */
  constructor(
    scheduler?: Scheduler,
    { indexLags = false, deaths = [] }: { readonly indexLags?: boolean; readonly deaths?: readonly number[] } = {},
  ) {
    this.#indexLags = indexLags;
    this.#deaths = deaths;
    this.#turn = async (act) => {
      await scheduler?.schedule(Promise.resolve());
      return act();
    };
    this.#source = this.#makeSource();
  }

  get written(): readonly string[] {
    return this.#written.map(({ orderId, seq }) => `${orderId} ${seq}`);
  }

  /** Writes the next event of the order; it reaches the index and the broadcast some time later. */
  async write(order: number): Promise<void> {
    const orderId = `ord_${order}`;
    const seq = this.#written.filter((event) => event.orderId === orderId).length + 1;
    this.clock.advance(50);
    const eventId = `evt_${this.#ids.ulid(this.clock.now())}`;
    const event = anEvent({ orderId, seq, eventId, ...(seq === 1 && { type: 'order_created' as const }) });
    this.#written.push(event);
    const indexed = this.#turn(async () => void this.#indexed.add(eventId));
    const before = this.#queues.get(orderId) ?? Promise.resolve();
    const broadcast = Promise.all([before, this.#indexLags || indexed]).then(() =>
      this.#turn(() => this.#broadcast(event)),
    );
    this.#queues.set(orderId, Promise.all([indexed, broadcast]));
  }

  async #broadcast(event: OrderEvent): Promise<unknown> {
    try {
      return await broadcastEvent(event, this.#parts());
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      // An index lags for less than that.
      for (const { eventId } of this.#written) this.#indexed.add(eventId);
      this.clock.advance(UNTIL_REDELIVERED_MILLISECONDS);
      return this.#broadcast(event);
    }
  }

  #mayDie(): void {
    this.#steps += 1;
    if (this.#deaths.includes(this.#steps)) throw new Died();
  }

  async atRest(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  /** Follows the topic on a connection of its own. */
  async follow(connectionId: string, topic: string, after?: string): Promise<void> {
    const connection = connectionOf(BUYER, connectionId);
    this.#received.set(connectionId, []);
    await this.#connections.open(connection);
    for await (const message of subscribe(connection, { topic, after }, this.#parts())) {
      if ((await this.#post(connectionId, JSON.stringify(message))) === 'gone') return;
    }
  }

  cut(connectionId: string): void {
    void this.#connections.close(connectionId);
  }

  received(connectionId: string): readonly ServerMessage[] {
    return this.#received.get(connectionId) ?? [];
  }

  #post(connectionId: string, frame: string): Promise<'delivered' | 'gone'> {
    return this.#turn(async () => {
      if ((await this.#connections.get(connectionId)) === undefined) return 'gone';
      this.#received.get(connectionId)?.push(JSON.parse(frame) as ServerMessage);
      return 'delivered';
    });
  }

  #makeSource(): EventSource {
    return {
      history: (orderId, { after = 0, before = Number.POSITIVE_INFINITY, limit, newestFirst = false }) =>
        this.#turn(async () => {
          const range = this.#written.filter((e) => e.orderId === orderId && e.seq > after && e.seq < before);
          const ordered = newestFirst ? range.toReversed() : range;
          const events = ordered.slice(0, limit);
          const next = ordered.length > limit ? events.at(-1)?.seq : undefined;
          return next === undefined ? { events } : { events, next };
        }),
      feed: (_owner, { afterEventId = '', limit, newestFirst = false }) =>
        this.#turn(async () => {
          const entries = this.#written
            .filter(({ eventId }) => this.#indexed.has(eventId) && eventId > afterEventId)
            .map(({ orderId, seq, eventId }) => ({ orderId, seq, eventId }));
          return (newestFirst ? entries.toReversed() : entries).slice(0, limit);
        }),
      eventsOf: (entries) =>
        this.#turn(async () =>
          entries.flatMap(({ eventId }) => this.#written.find((event) => event.eventId === eventId) ?? []),
        ),
    };
  }

  #parts() {
    const store = this.#connections;
    const turn = this.#turn;
    const connections: ConnectionStore = {
      ...store,
      subscribe: (...given) => turn(() => store.subscribe(...given)),
      subscribers: (...given) => turn(() => store.subscribers(...given)),
      current: (...given) => turn(() => store.current(...given)),
      hold: (...given) => turn(() => store.hold(...given)),
      goLive: (...given) => turn(() => store.goLive(...given)),
      takeTurn: async (...given) => {
        const isTaken = await turn(() => store.takeTurn(...given));
        this.#mayDie();
        return isTaken;
      },
      endTurn: async (...given) => {
        this.#mayDie();
        await turn(() => store.endTurn(...given));
      },
    };
    return {
      connections,
      orders: { ...memoryOrderStore(), ...this.#source, get: async (orderId: string) => anOrder({ orderId }) },
      rates: memoryRateLimitStore(),
      revocations: memoryRevocations(),
      clock: this.clock,
      backoff: { pause: () => turn(async () => {}) },
      newId: () => `id-${++this.#attempts}`,
      outbox: createOutbox({
        gateway: {
          post: (...given) => this.#post(...given),
          disconnect: async (connectionId) => this.cut(connectionId),
        },
        onGone: (connectionId) => store.close(connectionId),
        concurrency: 4,
      }),
    };
  }
}

type Numbered = Extract<EventMessage, { seq: number }>;

const isNumbered = (message: object): message is Numbered => 'seq' in message;

/** The numbered events of what a connection was sent, in the order sent. */
export const eventsIn = (messages: readonly ServerMessage[]): readonly Numbered[] =>
  messages.flatMap((message) => ('events' in message ? message.events : [message as EventMessage])).filter(isNumbered);

export const namesIn = (messages: readonly ServerMessage[]): readonly string[] =>
  eventsIn(messages).map(({ orderId, seq }) => `${orderId} ${seq}`);

/** The place of a client that remembers the last cursor it was given, whatever message it came in. */
export const lastCursor = (messages: readonly ServerMessage[]): string | undefined =>
  messages
    .flatMap((message) => [
      ...eventsIn([message]).map(({ cursor }) => cursor),
      ...(message.type === 'subscribed' || message.type === 'reset' ? [message.cursor] : []),
    ])
    .at(-1);
