import type { Instant } from '../calendar/instant.ts';
import type { FeedEntry } from '../orders/use-cases/order-store.ts';
import type { Caller } from '../security/caller.ts';
import type { Followers } from './follower-list.ts';

export interface Connection {
  readonly connectionId: string;
  /** Until when they are this caller is theirs to say: `validUntil`. */
  readonly caller: Caller;
  readonly connectedAt: Instant;
  /** The client's address, by which strangers are counted. */
  readonly address: string;
  /** Opened with a token that is not valid: it gets a message that says so, and ends. */
  readonly isRefused?: boolean;
  /** Opened beyond what its caller may have open: it gets a message that says so, and ends. */
  readonly isTooMany?: boolean;
  /** Another version has stored what it follows, where this one does not look: it ends, and its client comes back. */
  readonly isOutdated?: boolean;
  /** Names under which it is counted while it is open. */
  readonly countedAs?: readonly string[];
  /** Number of the next heartbeat; absent, 0. */
  readonly nextHeartbeat?: number;
  /** Seconds since the epoch: a little beyond the two hours that a connection can last. */
  readonly expiresAt: number;
}

export interface Subscription {
  readonly connectionId: string;
  /** The topic by the name that the client used. */
  readonly topic: string;
}

/** A subscription as it is found by its audience. */
export interface Listening extends Subscription {
  readonly audience: string;
  /** Who subscribed, for the check at each delivery; absent on subscriptions of an earlier version. */
  readonly caller?: Caller;
  /** Another version has stored who subscribed, in a form that this one does not know: not to be served, nor ended, here. */
  readonly isUnreadable?: true;
  /** While it is sent what was missed: that attempt. Live events are held for it until then. */
  readonly joining?: string;
  /** Text of the cursor that says what it has been sent; absent on operations, and on subscriptions of an earlier version. */
  readonly place?: string;
  /** Whose turn it is to send to it; absent, nobody's. Known only where it was read by `current`. */
  readonly turn?: Turn;
}

/** One sender's turn: no other sends to the subscription meanwhile. */
export interface Turn {
  readonly since: Instant;
  /** The sender's own. */
  readonly id: string;
}

/** Who listens, and whose tokens are revoked up to when among them. */
export interface Listeners {
  readonly listening: readonly Listening[];
  /** By user; nothing for users whose tokens are good. Read after it was known who listens. */
  readonly revokedUntil: ReadonlyMap<string, Instant>;
  /** More than were asked for: whose tokens are revoked among them was not read. */
  readonly isCrowd?: true;
}

/** `full`: it has waited for too long, and is not to be waited for. `live`: it is not waiting, and stands so. */
export type HoldResult =
  | { readonly outcome: 'held' | 'full' | 'gone' }
  | { readonly outcome: 'live'; readonly listening: Listening };

/** `held`: more has come meanwhile, oldest first. `over`: another attempt has begun, or nobody is there any more. */
export type LiveResult =
  | { readonly outcome: 'live' | 'over' }
  | { readonly outcome: 'held'; readonly entries: readonly FeedEntry[] };

/** Connections of one caller or address at one time. */
export interface OpenLimit {
  readonly scope: string;
  readonly max: number;
}

/** The limit that the connection would exceed: it was not opened. */
export type OpenResult = { readonly outcome: 'opened' } | { readonly outcome: 'too_many'; readonly scope: string };

/** `gone`: the connection was closed meanwhile. */
export type SubscribeResult = 'subscribed' | 'too_many' | 'gone';

export type FrameResult =
  | { readonly outcome: 'accepted'; readonly connection: Connection }
  | { readonly outcome: 'too_fast' }
  | { readonly outcome: 'gone' };

/** Who is connected, and who listens to what. */
export interface ConnectionStore {
  /** Opens the connection if none of the limits is reached, and counts it under each until it is closed. */
  open(connection: Connection, limits?: readonly OpenLimit[]): Promise<OpenResult>;
  /** As it is at this moment. */
  get(connectionId: string): Promise<Connection | undefined>;
  /**
   * Counts a frame of the connection, as many as its weight, in the given window (a minute, say), and returns whose it
   * is.
   */
  countFrame(
    connectionId: string,
    frame: { readonly window: string; readonly weight: number; readonly limit: number },
  ): Promise<FrameResult>;
  /** Notes that the heartbeat of this number is done. Does nothing where a later one is, or the connection is gone. */
  completeHeartbeat(connectionId: string, beat: number): Promise<void>;
  /**
   * Subscribing twice is subscribing once; a topic that leads to another audience by now is moved there. With `joining`,
   * live events are held from now on until `goLive`.
   */
  subscribe(
    connection: Connection,
    subscription: { readonly audience: string; readonly topic: string; readonly joining?: string },
    max: number,
  ): Promise<SubscribeResult>;
  /** The subscription as it is at this moment; `undefined` where it is gone. */
  current(listening: Listening): Promise<Listening | undefined>;
  /** Holds an event for a subscription that is still sent what it missed. */
  hold(listening: Listening, entry: FeedEntry): Promise<HoldResult>;
  /** Ends the holding, if no more than so many events were held: the subscription has been sent them, up to its place. */
  goLive(
    subscription: { readonly connectionId: string; readonly audience: string; readonly topic?: string },
    state: { readonly joining: string; readonly heldCount: number; readonly place: string },
  ): Promise<LiveResult>;
  /** Takes the turn; false where the subscription is not live, not at its place any more, or it is somebody's turn. */
  takeTurn(listening: Listening, turn: Turn): Promise<boolean>;
  /** Ends the turn, and moves the place to where the reader is now. Nothing where the turn was taken away. */
  endTurn(listening: Listening, turn: Turn, place?: string): Promise<void>;
  /** Somebody looks at the connection's client until then; `undefined`, nobody does. Nothing where it does not follow. */
  setFocus(
    subscription: { readonly connectionId: string; readonly audience: string },
    until: Date | undefined,
  ): Promise<void>;
  unsubscribe(connectionId: string, topic: string): Promise<void>;
  /** Connections that listen to any of the audiences at this moment, expired ones left out. Cheap where nobody does. */
  subscribers(audiences: readonly string[], now: Date, max?: number): Promise<Listeners>;
  /** Those of the connections that listen to the audiences at this moment, and the known ones: these are not read. */
  those(followers: Followers, known: readonly Listening[], now: Date): Promise<Listeners>;
  /** Removes the connection and all its subscriptions; closing twice does nothing twice. */
  close(connectionId: string): Promise<void>;
}
