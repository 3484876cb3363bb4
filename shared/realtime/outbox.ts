import type { EventMessage } from '../contract/socket.ts';
import { turnstile } from '../turnstile.ts';
import type { ConnectionGateway } from './connection-gateway.ts';
import type { EndingMessage } from './endings.ts';
import { framesOf } from './messages.ts';

export interface OutboxOptions {
  readonly gateway: ConnectionGateway;
  /** Called for every client that has left, or was disconnected with the error that kept it from being reached. */
  readonly onGone: (connectionId: string, error?: unknown) => Promise<void>;
  /** Posts under way at one time. */
  readonly concurrency: number;
}

export interface Outbox {
  /** Resolves when the connection has been notified, or is gone. */
  send(connectionId: string, updates: readonly EventMessage[]): Promise<void>;
  /**
   * Ends the connection, with the reason as its last message; what waits for it is not sent any more. Resolves when the
   * connection is closed.
   */
  end(connectionId: string, reason: EndingMessage): Promise<void>;
  /** Ends a connection whose client is to come back with its cursor. */
  drop(connectionId: string): Promise<void>;
}

const texts = new WeakMap<readonly EventMessage[], readonly string[]>();

/** Written once for all connections that are sent the same updates. */
const textsOf = (updates: readonly EventMessage[]): readonly string[] => {
  const known = texts.get(updates) ?? framesOf(updates).map((frame) => JSON.stringify(frame));
  texts.set(updates, known);
  return known;
};

/**
 * Keeps each connection's messages in order, one post at a time. What arrives while a post is under way goes together
 * in the next one. A client that cannot be written to, although it is there, is disconnected: it comes back with its
 * cursor and gets what it missed, where a skipped message would leave it behind without knowing.
 */
export const createOutbox = ({ gateway, onGone, concurrency }: OutboxOptions): Outbox => {
  const inTurn = turnstile(concurrency);
  const waiting = new Map<string, readonly EventMessage[]>();
  const running = new Map<string, Promise<void>>();

  /** False when the client is gone, whether it left or could not be reached. */
  const post = async (connectionId: string, frame: string): Promise<boolean> => {
    try {
      if ((await inTurn(() => gateway.post(connectionId, frame))) === 'delivered') return true;
      await onGone(connectionId);
    } catch (error) {
      await gateway.disconnect(connectionId);
      await onGone(connectionId, error);
    }
    return false;
  };

  const drain = async (connectionId: string): Promise<void> => {
    try {
      for (let updates = waiting.get(connectionId); updates; updates = waiting.get(connectionId)) {
        waiting.delete(connectionId);
        for (const text of textsOf(updates)) {
          if (!(await post(connectionId, text))) return;
        }
      }
    } finally {
      // In the same breath as the loop's end: what arrives from now on begins a drain of its own.
      waiting.delete(connectionId);
      running.delete(connectionId);
    }
  };

  const end = async (connectionId: string, reason: EndingMessage): Promise<void> => {
    waiting.delete(connectionId);
    await running.get(connectionId);
    if (!(await post(connectionId, JSON.stringify(reason)))) return;
    await gateway.disconnect(connectionId);
    await onGone(connectionId);
  };

  return {
    end,
    drop: async (connectionId) => {
      waiting.delete(connectionId);
      await gateway.disconnect(connectionId);
      await onGone(connectionId);
    },
    send: (connectionId, updates) => {
      if (updates.length === 0) return Promise.resolve();
      const before = waiting.get(connectionId);
      waiting.set(connectionId, before ? [...before, ...updates] : updates);
      const inProgress = running.get(connectionId);
      if (inProgress) return inProgress;
      const run = drain(connectionId);
      running.set(connectionId, run);
      return run;
    },
  };
};
