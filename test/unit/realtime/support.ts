import type { Connection, ConnectionStore, Listening } from '../../../shared/realtime/connection-store.ts';
import type { Caller } from '../../../shared/security/caller.ts';

/** Keeps connections in memory, as the table does. */
export const memoryConnections = (): ConnectionStore & { readonly audiences: () => readonly string[] } => {
  const open = new Map<string, Connection>();
  const subscriptions = new Map<string, Listening>();
  return {
    audiences: () => [...subscriptions.values()].map(({ audience }) => audience),
    open: async (connection) => void open.set(connection.connectionId, connection),
    countFrame: async (connectionId) => {
      const connection = open.get(connectionId);
      return connection ? { outcome: 'accepted', connection } : { outcome: 'gone' };
    },
    subscribe: async ({ connectionId }, { audience, topic }, max) => {
      if (!open.has(connectionId)) return 'gone';
      const key = `${connectionId} ${topic}`;
      if (!subscriptions.has(key) && subscriptions.size >= max) return 'too_many';
      subscriptions.set(key, { connectionId, audience, topic });
      return 'subscribed';
    },
    unsubscribe: async (connectionId, topic) => void subscriptions.delete(`${connectionId} ${topic}`),
    subscribers: async (wanted) => [...subscriptions.values()].filter(({ audience }) => wanted.includes(audience)),
    close: async (connectionId) => {
      open.delete(connectionId);
      for (const [key, one] of subscriptions) if (one.connectionId === connectionId) subscriptions.delete(key);
    },
  };
};

export const user = (sub: string, given: Partial<Extract<Caller, { kind: 'user' }>> = {}): Caller => ({
  kind: 'user',
  sub,
  roles: ['customer'],
  sellerIds: [],
  ...given,
});

export const connectionOf = (caller: Caller, connectionId = 'c1'): Connection => ({
  connectionId,
  caller,
  connectedAt: '2026-03-01T10:00:00.000Z',
  expiresAt: 2_000_000_000,
});
