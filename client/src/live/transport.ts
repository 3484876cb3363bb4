import type { CallOptions, RequestSettings } from '../http/request.ts';
import type { Feed } from './feed.ts';

/** How a transport has ended for a feed: to be taken up again, or for good. */
export type Ended =
  | { readonly kind: 'lost' /** Whether it worked before. */; readonly wasLive: boolean }
  /** Not to be had over this transport. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What ends sooner has not shown that it lasts: the next one has to wait. */
export const SHORT_MILLISECONDS = 5_000;

export interface Timing {
  /** Silence after which a socket is asked whether it is there still. */
  readonly pingMilliseconds: number;
  /** Until a reply, a first byte, or an opened connection has to be there. */
  readonly patienceMilliseconds: number;
  /** Between two looks where nothing better works; absent, as the server advises. */
  readonly pollMilliseconds?: number | undefined;
  /** Until a better transport is tried again; doubled each time, up to fifteen minutes. */
  readonly upgradeMilliseconds: number;
}

/** What is used of a `WebSocket`, a browser's or that of `ws`. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
}

export type SocketClass = new (url: string, protocols: string[]) => SocketLike;

export interface TransportSettings extends RequestSettings {
  readonly websocketUrl?: string | undefined;
  readonly WebSocket?: SocketClass | undefined;
  /** Where event streams are, if not under `baseUrl`. */
  readonly eventsUrl?: string | undefined;
  readonly timing: Timing;
  readonly isHidden: () => boolean;
  readonly isLookedAt: () => boolean;
}

/** Of transports that carry no words of a client. */
export interface RequestedSettings extends TransportSettings {
  /** What a request for the feed says of whether somebody looks at the client; `null`, nothing. */
  readonly focused: (feed: Feed) => boolean | null;
}

/** Follows the feed until the transport ends, or the signal does. Calls `onLive` once it works. */
export type Serve = (feed: Feed, context: ServeContext) => Promise<Ended>;

export interface ServeContext extends Pick<CallOptions, 'signal'> {
  readonly signal: AbortSignal;
  readonly onLive: () => void;
}

export const lost = (wasLive: boolean): Ended => ({ kind: 'lost', wasLive });
