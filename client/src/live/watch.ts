import { sleep } from '../backoff.ts';
import type { Calls } from '../http/operations.ts';
import { isProblem, WismoUnreachable } from '../http/problem.ts';
import { type CallOptions, pauseAfter } from '../http/request.ts';
import { follow, type Watchable } from './follow.ts';
import type { LiveMessage, Topic } from './messages.ts';
import { isFinal } from './poll.ts';
import { Queue } from './queue.ts';
import { type OrderState, type Read, stateAfter, stateOf } from './state.ts';

/** Where the last state is stored, to be shown at once when the page comes back: `localStorage` does. */
export interface SnapshotStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): unknown;
}

export interface OrderView extends OrderState {
  /** From the snapshot: the server has not been reached yet. */
  readonly isStale: boolean;
}

export interface OrdersView {
  /** By id, newest first as they were read; what comes new is added at the end. */
  readonly orders: ReadonlyMap<string, OrderState>;
  /** Entries of the inbox that were not read; absent until one has come. */
  readonly unread: number | undefined;
  /** What has led to this view; absent where it was read. */
  readonly message: LiveMessage | undefined;
  readonly isStale: boolean;
}

export interface WatchOptions {
  readonly signal?: AbortSignal | undefined;
}

/** States, newest last: a reader that is slow gets the newest alone. */
export interface Watched<View> extends AsyncIterableIterator<View> {
  /** Calls back with each state; returns how to stop. */
  subscribe(onState: (view: View) => void, onError?: (error: unknown) => void): () => void;
}

export interface WatchContext {
  readonly calls: Calls;
  readonly connection: Pick<Watchable, 'watch'>;
  readonly random: () => number;
  readonly storage?: SnapshotStorage | undefined;
  /** Whose orders they are: part of the key of a snapshot. */
  readonly owner: () => Promise<string | undefined>;
}

/** How a topic is read, and what a message makes of it. */
interface Subject<State> {
  readonly topic: Topic;
  /** The place in the sequence is read first: what happens meanwhile comes again, and is known by its number. */
  readonly read: (signal: AbortSignal) => Promise<{ readonly state: State; readonly cursor: string }>;
  readonly after: (state: State, message: LiveMessage) => State | Promise<State>;
  readonly toText: (state: State) => unknown;
  readonly fromText: (value: never) => State;
}

class WatchedQueue<View> extends Queue<View> implements Watched<View> {
  subscribe(onState: (view: View) => void, onError: (error: unknown) => void = console.error): () => void {
    void (async () => {
      for await (const view of this) onState(view);
    })().catch(onError);
    return () => void this.return();
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof WismoUnreachable || (isProblem(error) && !isFinal(error));

/** Reads, follows, and reads anew where the server says so, until it is stopped. */
const watch = <State, View>(
  { connection, random, storage, owner }: WatchContext,
  { topic, read, after, toText, fromText }: Subject<State>,
  view: (state: State, isStale: boolean, message?: LiveMessage) => View,
  { signal }: WatchOptions,
): Watched<View> => {
  const queue = new WatchedQueue<View>(signal);
  const { over } = queue;
  const key = async (): Promise<string> => `wismo ${await owner()} ${topic}`;
  const show = async (state: State, message?: LiveMessage): Promise<void> => {
    queue.replace(view(state, false, message));
    try {
      await storage?.setItem(await key(), JSON.stringify(toText(state)));
    } catch {
      // A storage that is full, or not allowed, costs the snapshot and nothing else.
    }
  };
  const showStored = async (): Promise<void> => {
    try {
      const stored = await storage?.getItem(await key());
      if (stored) queue.replace(view(fromText(JSON.parse(stored) as never), true));
    } catch {
      // Somebody else's text, or an older version's: there is no snapshot then.
    }
  };
  const readAndFollow = async (onRead: () => void): Promise<void> => {
    const begun = await read(over);
    onRead();
    let { state } = begun;
    await show(state);
    for await (const message of follow(connection, topic, { after: begun.cursor, signal: over })) {
      if (message.type === 'reset') return;
      const next = await after(state, message);
      if (next === state) continue;
      state = next;
      await show(state, message);
    }
  };
  const run = async (): Promise<void> => {
    await showStored();
    for (let failures = 0; !over.aborted; ) {
      try {
        await readAndFollow(() => {
          failures = 0;
        });
      } catch (error) {
        if (over.aborted) return;
        if (!isPassing(error)) throw error;
        await sleep(pauseAfter(error, failures, random), over);
        failures += 1;
      }
    }
  };
  run().catch((error) => queue.fail(error));
  return queue;
};

export const watchOrder = (context: WatchContext, orderId: string, options: WatchOptions = {}): Watched<OrderView> => {
  const { calls } = context;
  const subject: Subject<OrderState> = {
    topic: `order:${orderId}`,
    read: async (signal) => {
      const { cursor } = await calls.listOrderEvents({ order: orderId, limit: 1 }, { signal });
      const status = await calls.getOrderStatus({ orderId, limit: 1 }, { signal });
      if (!cursor || !status?.status) throw new WismoUnreachable('This is not the API');
      return { state: stateOf(status), cursor };
    },
    after: (state, message) => (message.type === 'reset' ? state : (stateAfter(state, message) ?? state)),
    toText: (state) => state,
    fromText: (value: OrderState) => value,
  };
  return watch(context, subject, (state, isStale) => ({ ...state, isStale }), options);
};

interface Orders {
  readonly orders: ReadonlyMap<string, OrderState>;
  readonly unread: number | undefined;
}

const byId = (orders: readonly OrderState[]): ReadonlyMap<string, OrderState> =>
  new Map(orders.map((order) => [order.orderId, order]));

/** Orders of a list that are read to begin with. */
const MAX_ORDERS_READ = 100;

const ordersAfter =
  (calls: Calls) =>
  async (state: Orders, message: LiveMessage): Promise<Orders> => {
    if (message.type === 'notification' || message.type === 'inbox_changed')
      return { ...state, unread: message.unread };
    if (message.type === 'reset' || !('orderId' in message) || message.orderId === undefined) return state;
    const known = state.orders.get(message.orderId);
    const next = stateAfter(known, message);
    if (next === undefined || next === known) return state;
    // Of an order that was not in the list, the message does not say all.
    const read = !known && (await calls.getOrderStatus({ orderId: message.orderId, limit: 1 }).catch(() => undefined));
    const base = read ? stateOf(read) : next;
    return {
      ...state,
      orders: new Map([...state.orders, [message.orderId, base.version < next.version ? next : base]]),
    };
  };

const watchOrders = (
  context: WatchContext,
  topic: Topic,
  scopeOf: () => Promise<{ readonly customerId: string } | { readonly sellerId: string }>,
  list: (options: CallOptions) => Promise<{ readonly orders: readonly Read[] }>,
  options: WatchOptions,
): Watched<OrdersView> => {
  const subject: Subject<Orders> = {
    topic,
    read: async (signal) => {
      const { cursor } = await context.calls.listOrderEvents({ ...(await scopeOf()), limit: 1 }, { signal });
      const { orders } = await list({ signal });
      return { cursor, state: { orders: byId(orders.map(stateOf)), unread: undefined } };
    },
    after: ordersAfter(context.calls),
    toText: ({ orders, unread }) => ({ orders: [...orders.values()], unread }),
    fromText: ({ orders, unread }: { readonly orders: readonly OrderState[]; readonly unread?: number }) => ({
      orders: byId(orders),
      unread,
    }),
  };
  return watch(context, subject, (state, isStale, message) => ({ ...state, message, isStale }), options);
};

export const watchMe = (context: WatchContext, options: WatchOptions = {}): Watched<OrdersView> =>
  watchOrders(
    context,
    'me',
    async () => {
      const customerId = await context.owner();
      if (customerId === undefined) throw new TypeError('watch.me needs a JWT with a sub');
      return { customerId };
    },
    (given) => context.calls.listActiveOrders({ limit: MAX_ORDERS_READ }, given),
    options,
  );

export const watchSeller = (context: WatchContext, sellerId: string, options: WatchOptions = {}): Watched<OrdersView> =>
  watchOrders(
    context,
    `seller:${sellerId}`,
    async () => ({ sellerId }),
    (given) => context.calls.listSellerOrders({ sellerId, limit: MAX_ORDERS_READ }, given),
    options,
  );
