/// <reference lib="dom" />
import { type Calls, callsOf } from './http/operations.ts';
import { type RequestSettings, type TokenSource, tokenOf } from './http/request.ts';
import { Connection, type ConnectionSettings, type ConnectionState, type TransportName } from './live/connection.ts';
import { type FollowOptions, follow, type Watchable } from './live/follow.ts';
import { type LiveMessage, type Topic, userIdIn } from './live/messages.ts';
import { sharedConnection } from './live/tabs.ts';
import type { Timing } from './live/transport.ts';
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
  readonly timing?: Partial<Timing>;
  readonly fetch?: typeof fetch;
  readonly WebSocket?: typeof WebSocket;
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

/** Wakes the connection when the network is there again, or the page is looked at. */
const wakeWithPage = (connection: Watchable): void => {
  const wake = (): void => {
    if (inPage?.visibilityState !== 'hidden') connection.wake();
  };
  inPage?.addEventListener('visibilitychange', () => {
    connection.look();
    wake();
  });
  if (inPage) for (const name of ['online', 'pageshow']) addEventListener(name, wake);
};

/** A client of one API, as one caller. */
export const createClient = (options: WismoOptions): Wismo => {
  const random = options.random ?? Math.random;
  const requests: RequestSettings = {
    baseUrl: options.baseUrl,
    token: options.token,
    fetch: options.fetch ?? ((...given) => globalThis.fetch(...given)),
    headers: options.headers,
    timeoutMilliseconds: options.timeoutMilliseconds ?? 30_000,
    maxRetries: options.maxRetries ?? 3,
    random,
  };
  const calls = callsOf(requests);
  const settings: ConnectionSettings = {
    ...requests,
    websocketUrl: options.websocketUrl,
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    eventsUrl: options.eventsUrl,
    timing: { ...TIMING, ...options.timing },
    transports: options.transports ?? ['socket', 'stream', 'pages'],
    onState: options.onState,
    isHidden: () => inPage?.visibilityState === 'hidden',
    isLookedAt: options.isLookedAt ?? (() => inPage?.visibilityState === 'visible'),
    isOnline: () => !inPage || navigator.onLine,
  };
  const connection: Watchable =
    options.sharedAs === undefined ? new Connection(settings) : sharedConnection(options.sharedAs, settings);
  wakeWithPage(connection);
  const context: WatchContext = {
    calls,
    connection,
    random,
    storage: options.storage,
    owner: async () => userIdIn(await tokenOf(options.token, false)),
  };
  return {
    ...calls,
    follow: (topic, given) => follow(connection, topic, given),
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
export type { OrdersView, OrderView, SnapshotStorage, Watched, WatchOptions } from './live/watch.ts';
