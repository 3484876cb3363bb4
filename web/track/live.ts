/// <reference lib="dom" />
import type { DriverPlace } from './driver.ts';

export type ConnectionState = 'connecting' | 'live' | 'polling' | 'offline';

export interface LiveOptions {
  readonly websocketUrl: string;
  readonly topic: string;
  /** Absent for a public topic. */
  readonly token?: string;
  readonly onState: (state: ConnectionState) => void;
  /** Something happened, or may have: look. */
  readonly onUpdate: () => void;
  /** Where the driver is: to those alone who follow the order itself. */
  readonly onDriver: (place: DriverPlace) => void;
}

const FIRST_PAUSE = 500;
const MAX_PAUSE_MILLISECONDS = 30_000;
/** As many as lead to the longest pause. */
const FAILURES_AT_LIMIT = 6;
const POLL_EVERY = 10_000;
/** The gateway closes a connection that is silent for ten minutes. */
const PING_EVERY = 4 * 60_000;
/** Until a reply has to be there. */
const PATIENCE_MILLISECONDS = 10_000;

interface Message {
  readonly type?: string;
  readonly cursor?: string;
  readonly code?: string;
  readonly closeCode?: number;
  readonly location?: DriverPlace;
}

/** `undefined`: half a frame, or another program's. */
const messageIn = (text: string): Message | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Follows a topic over the socket. A lost connection comes back by itself, later each time, and asks for what it missed
 * by its cursor; until then the page looks by itself every few seconds. Returns how to end it for good.
 */
export const follow = ({ websocketUrl, topic, token, onState, onUpdate, onDriver }: LiveOptions): (() => void) => {
  const ended = new AbortController();
  let cursor: string | undefined;
  let failures = 0;
  let socket: WebSocket | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let hasHeard = true;

  const isLive = (): boolean => socket?.readyState === WebSocket.OPEN;

  const hear = (message: Message): void => {
    if (message.type === 'subscribed') {
      failures = 0;
      onState('live');
      onUpdate();
    }
    // It is there still, whatever the page has shown since.
    if (message.type === 'pong' && failures === 0) onState('live');
    if (message.type === 'driver_location' && message.location !== undefined) onDriver(message.location);
    if (message.type === 'order_update' || message.type === 'batch') onUpdate();
    if (message.cursor !== undefined) cursor = message.cursor;
    // The connection ends: with the token or the right, the page finds out what is left; with a limit, it waits.
    if (message.closeCode === 4401 || message.closeCode === 4403) onUpdate();
    if (message.closeCode === 4429) failures = FAILURES_AT_LIMIT;
    if (message.type !== 'error' || message.closeCode !== undefined) return;
    // Not subscribed: a number that nobody knows yet may be known later. The page goes on looking, and begins anew.
    cursor = undefined;
    lost();
  };

  const lost = (): void => {
    if (socket) {
      socket.onclose = socket.onmessage = socket.onopen = null;
      socket.close();
    }
    socket = undefined;
    if (ended.signal.aborted) return;
    onState(failures === 0 ? 'connecting' : 'polling');
    failures += 1;
    const pause = Math.min(MAX_PAUSE_MILLISECONDS, FIRST_PAUSE * 2 ** failures) * (0.5 + Math.random() / 2);
    clearTimeout(again);
    again = setTimeout(connect, pause);
  };

  const connect = (): void => {
    if (socket) return;
    socket = new WebSocket(websocketUrl, token === undefined ? ['wismo.v1'] : ['wismo.v1', token]);
    socket.onopen = () =>
      socket?.send(JSON.stringify({ action: 'subscribe', topic, ...(cursor !== undefined && { after: cursor }) }));
    socket.onmessage = ({ data }) => {
      hasHeard = true;
      const message = messageIn(String(data));
      if (message) hear(message);
      else lost();
    };
    socket.onclose = lost;
  };

  /** After a sleep, or in another network, a connection seems open long after it is gone: only a reply shows that it is not. */
  const ask = (): void => {
    const asked = socket;
    hasHeard = false;
    asked?.send(JSON.stringify({ action: 'ping' }));
    clearTimeout(patience);
    patience = setTimeout(() => {
      if (asked === socket && !hasHeard) lost();
    }, PATIENCE_MILLISECONDS);
  };

  connect();
  const poll = setInterval(() => {
    if (!isLive()) onUpdate();
  }, POLL_EVERY);
  const ping = setInterval(() => {
    if (isLive()) ask();
  }, PING_EVERY);
  const comeBack = (): void => {
    if (document.visibilityState !== 'visible') return;
    if (isLive()) ask();
    else {
      clearTimeout(again);
      connect();
      onUpdate();
    }
  };
  document.addEventListener('visibilitychange', comeBack, { signal: ended.signal });
  addEventListener('online', comeBack, { signal: ended.signal });

  return () => {
    ended.abort();
    for (const timer of [poll, ping, again, patience]) clearTimeout(timer);
    socket?.close();
  };
};
