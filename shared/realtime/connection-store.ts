import type { Instant } from '../orders/model/order.ts';
import type { Caller } from '../security/caller.ts';

export interface Connection {
  readonly connectionId: string;
  readonly caller: Caller;
  readonly connectedAt: Instant;
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
}

/** `gone`: the connection was closed meanwhile. */
export type SubscribeResult = 'subscribed' | 'too_many' | 'gone';

export type FrameResult =
  | { readonly outcome: 'accepted'; readonly connection: Connection }
  | { readonly outcome: 'too_fast' }
  | { readonly outcome: 'gone' };

/** Who is connected, and who listens to what. */
export interface ConnectionStore {
  open(connection: Connection): Promise<void>;
  /** Counts a frame of the connection in the given window (a minute, say) and answers whose it is. */
  countFrame(connectionId: string, window: string, max: number): Promise<FrameResult>;
  /** Subscribing twice is subscribing once. */
  subscribe(
    connection: Connection,
    subscription: { readonly audience: string; readonly topic: string },
    max: number,
  ): Promise<SubscribeResult>;
  unsubscribe(connectionId: string, topic: string): Promise<void>;
  /** Connections that listen to any of the audiences, expired ones left out. Cheap where nobody does. */
  subscribers(audiences: readonly string[], now: Date): Promise<readonly Listening[]>;
  /** Removes the connection and all its subscriptions; closing twice does nothing twice. */
  close(connectionId: string): Promise<void>;
}
