import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ConnectionFacts } from './websocket-event.ts';

/** One open socket. */
export interface Connection {
  readonly facts: ConnectionFacts;
  readonly socket: WebSocket;
  /** What the socket writes to. */
  readonly stream: Duplex;
  /** By the machine's own time: idle sockets do not age when the local clock moves. */
  readonly openedAt: number;
  lastActiveAt: number;
  /** The code that the last message to the client announced, if it was one that ends the connection. */
  announcedCloseCode?: number | undefined;
}

/** API Gateway's limits. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const MESSAGE_BYTES = 128 * 1024;
export const FRAME_BYTES = 32 * 1024;
const IDLE_MILLISECONDS = 10 * 60_000;
const LIFETIME_MILLISECONDS = 2 * 60 * 60_000;
const LOOK_EVERY_MILLISECONDS = 5_000;

const GOING_AWAY = 1001;

/** `L0SM9cOFvHcCIhw=` */
export const newConnectionId = (): string => randomBytes(11).toString('base64url').replaceAll('_', 'w').concat('=');

/** The open sockets, closed when they are idle for ten minutes or two hours old. */
export interface Connections {
  add(connection: Connection): void;
  get(connectionId: string): Connection | undefined;
  remove(connectionId: string): void;
  all(): readonly Connection[];
  /** Asked every few seconds. */
  closeExpired(): void;
  stop(): void;
}

export function createConnections(now: () => number = Date.now): Connections {
  const open = new Map<string, Connection>();
  const closeExpired = (): void => {
    for (const { socket, lastActiveAt, openedAt } of open.values()) {
      if (now() - lastActiveAt > IDLE_MILLISECONDS) socket.close(GOING_AWAY, 'Going away');
      else if (now() - openedAt > LIFETIME_MILLISECONDS) socket.close(GOING_AWAY, 'Going away');
    }
  };
  const looking = setInterval(closeExpired, LOOK_EVERY_MILLISECONDS).unref();
  return {
    closeExpired,
    add: (connection) => open.set(connection.facts.connectionId, connection),
    get: (connectionId) => open.get(connectionId),
    remove: (connectionId) => open.delete(connectionId),
    all: () => [...open.values()],
    stop: () => clearInterval(looking),
  };
}
