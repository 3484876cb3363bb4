/// <reference lib="dom" />
import { type Calls, callsOf } from './http/operations.ts';
import { type TokenSource, tokenOf } from './http/request.ts';
import { Connection, type ConnectionSettings, type ConnectionState, type TransportName } from './live/connection.ts';
import { type FollowOptions, follow, type Watchable } from './live/follow.ts';
import { type LiveMessage, type Topic, userIdIn } from './live/messages.ts';
import { sharedConnection } from './live/tabs.ts';
import type { SocketClass, Timing } from './live/transport.ts';
import {
  type OrdersView,
  type OrderView,
  type SnapshotStorage,
  type WatchContext,
  type Watched,
  type WatchOptions,
  watchMe,
  watchOrder,
  watchSeller,
} from './live/watch.ts';

export interface WismoOptions {
  /** Address of the API, `https://api.example.com` for instance. */
  readonly baseUrl: string;
  /** Of the socket; without it live updates come as event streams. */
  readonly websocketUrl?: string;
  /** Of event streams, where they are not under `baseUrl`. */
  readonly eventsUrl?: string;
  /** A JWT or a link's token, or what returns one: it is asked again, with `refresh`, when one was not accepted. */
  readonly token?: TokenSource;
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of one attempt; 30 seconds by default. */
  readonly timeoutMilliseconds?: number;
  /** Attempts after the first one; 3 by default. */
  readonly maxRetries?: number;
  /** Best first; by default the socket, event streams, and pages where nothing else works. */
  readonly transports?: readonly TransportName[];
  /** Called whenever the state of live updates changes. */
  readonly onState?: (state: ConnectionState) => void;
  /** Stores the last state of what is watched, to be shown while there is no connection. */
  readonly storage?: SnapshotStorage;
  /** Tabs that give the same name share one connection. Give each user another one. */
  readonly sharedAs?: string;
  /**
   * Whether somebody looks at the client: while one does that follows `me`, their devices are sent no push messages. In a
   * page, by its visibility, outside of one nobody does. With `() => false` push messages are sent all the same.
   */
  readonly isLookedAt?: () => boolean;
  /** How long to wait for what; for tests above all. */
  readonly timing?: Partial<Timing>;
  /** Instead of the global one. */
  readonly fetch?: typeof fetch;
  /** Instead of the global one: `WebSocket` of `ws`, for instance. */
  readonly WebSocket?: SocketClass;
  /** Instead of `Math.random`, for tests. */
  readonly random?: () => number;
}

export interface Wismo extends Calls {
  /** Each message of a topic once, in order, over whatever transport works; `after` is the last cursor that was had. */
  follow(topic: Topic, options?: FollowOptions): AsyncIterableIterator<LiveMessage>;
  /** What is followed as states: read first, moved by each message, read anew where that is needed. */
  readonly watch: {
    order(orderId: string, options?: WatchOptions): Watched<OrderView>;
    me(options?: WatchOptions): Watched<OrdersView>;
    seller(sellerId: string, options?: WatchOptions): Watched<OrdersView>;
  };
  readonly state: ConnectionState;
}

const TIMING: Timing = {
  pingMilliseconds: 60_000,
  patienceMilliseconds: 10_000,
  upgradeMilliseconds: 60_000,
};

const inPage = typeof document === 'object' ? document : undefined;

/** Wakes the connection when the network is there again, or the page is looked at, as long as anything is followed. */
const wakenWithPage = (connection: Watchable): Watchable['watch'] => {
  const wake = (): void => {
    connection.look();
    if (inPage?.visibilityState !== 'hidden') connection.wake();
  };
  let followers = 0;
  const listen = (how: 'addEventListener' | 'removeEventListener'): void => {
    // What happens to the document reaches the window.
    if (inPage) for (const name of ['visibilitychange', 'online', 'pageshow']) globalThis[how](name, wake, true);
  };
  return (...given) => {
    if (followers === 0) listen('addEventListener');
    followers += 1;
    const leave = connection.watch(...given);
    return () => {
      leave();
      followers -= 1;
      if (followers === 0) listen('removeEventListener');
    };
  };
};

/** At the time of the call: a `WebSocket` may be put in place after this module. */
const defaults = (): Omit<ConnectionSettings, 'baseUrl' | 'timing'> => ({
  fetch: (...given) => fetch(...given),
  WebSocket: globalThis.WebSocket,
  timeoutMilliseconds: 30_000,
  maxRetries: 3,
  transports: ['socket', 'stream', 'pages'],
  random: Math.random,
  isHidden: () => inPage?.visibilityState === 'hidden',
  isLookedAt: () => inPage?.visibilityState === 'visible',
  isOnline: () => !inPage || navigator.onLine,
});

/** A member that is there and `undefined` is as one that is not. */
const definedOf = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;

/** A client of one API, as one caller. */
export const createClient = (options: WismoOptions): Wismo => {
  if (typeof options?.baseUrl !== 'string') throw new TypeError('createClient needs a baseUrl');
  const settings: ConnectionSettings & Pick<WismoOptions, 'sharedAs' | 'storage'> = {
    ...defaults(),
    ...(definedOf(options) as WismoOptions),
    timing: { ...TIMING, ...options.timing },
    // What it throws is no trouble of the connection.
    onState: (state) => queueMicrotask(() => options.onState?.(state)),
  };
  const { sharedAs } = settings;
  const calls = callsOf(settings);
  const connection: Watchable =
    sharedAs === undefined ? new Connection(settings) : sharedConnection(sharedAs, settings);
  const watch = wakenWithPage(connection);
  const context: WatchContext = {
    ...settings,
    calls,
    connection: { watch },
    owner: async () => userIdIn(await tokenOf(settings)),
  };
  return {
    ...calls,
    follow: (topic, given) => follow({ watch }, topic, given),
    watch: {
      order: (orderId, given) => watchOrder(context, orderId, given),
      me: (given) => watchMe(context, given),
      seller: (sellerId, given) => watchSeller(context, sellerId, given),
    },
    get state() {
      return connection.state;
    },
  };
};

export type * from './generated/api.ts';
export { isProblem, type ProblemCode, WismoProblem, WismoUnreachable } from './http/problem.ts';
export type { CallOptions, TokenSource } from './http/request.ts';
export type { ConnectionState, TransportName } from './live/connection.ts';
export type { FollowOptions } from './live/follow.ts';
export type { LiveEvent, LiveMessage, LiveReset, Topic } from './live/messages.ts';
export type { OrderState } from './live/state.ts';
export type { SocketClass, SocketLike, Timing } from './live/transport.ts';
export type { OrdersView, OrderView, SnapshotStorage, Watched, WatchOptions } from './live/watch.ts';
