import type { FeedEntry } from '../../../shared/orders/use-cases/order-store.ts';
import type { Connection, ConnectionStore, Listening } from '../../../shared/realtime/connection-store.ts';
import type { FocusReader } from '../../../shared/realtime/focus.ts';
import type { Outbox } from '../../../shared/realtime/outbox.ts';
import type { ReadEntryDependencies } from '../../../shared/realtime/read-entry.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';

/** Keeps connections in memory, as the table does. */
export const memoryConnections = (
  revocations: RevocationReader = memoryRevocations(),
): ConnectionStore & FocusReader & { readonly audiences: () => readonly string[] } => {
  const open = new Map<string, Connection>();
  const subscriptions = new Map<string, Listening>();
  const held = new Map<string, FeedEntry[]>();
  const frames = new Map<string, number>();
  const focused = new Map<string, Date>();
  const keyOf = (one: Omit<Listening, 'topic'> & { readonly topic?: string }): string | undefined =>
    [...subscriptions].find(
      ([, { connectionId, audience, topic }]) =>
        connectionId === one.connectionId && audience === one.audience && topic === (one.topic ?? topic),
    )?.[0];
  return {
    audiences: () => [...subscriptions.values()].map(({ audience }) => audience),
    open: async (connection) => {
      open.set(connection.connectionId, connection);
      return { outcome: 'opened' };
    },
    get: async (connectionId) => open.get(connectionId),
    countFrame: async (connectionId, { window, weight, limit }) => {
      const connection = open.get(connectionId);
      if (!connection) return { outcome: 'gone' };
      const counted = (frames.get(`${connectionId} ${window}`) ?? 0) + weight;
      if (counted > limit) return { outcome: 'too_fast' };
      frames.set(`${connectionId} ${window}`, counted);
      return { outcome: 'accepted', connection };
    },
    completeHeartbeat: async (connectionId, beat) => {
      const connection = open.get(connectionId);
      if (!connection || (connection.nextHeartbeat ?? 0) > beat) return;
      open.set(connectionId, { ...connection, nextHeartbeat: beat + 1 });
    },
    current: async (listening) => {
      const key = keyOf(listening);
      return key === undefined ? undefined : subscriptions.get(key);
    },
    hold: async (listening, entry) => {
      const key = keyOf(listening);
      const current = key === undefined ? undefined : subscriptions.get(key);
      if (key === undefined || current === undefined) return { outcome: 'gone' };
      if (current.joining === undefined) return { outcome: 'live', listening: current };
      held.set(key, [...(held.get(key) ?? []), entry]);
      return { outcome: 'held' };
    },
    goLive: async (subscription, { joining, heldCount, place }) => {
      const key = keyOf(subscription);
      const current = key === undefined ? undefined : subscriptions.get(key);
      if (key === undefined || current?.joining !== joining) return { outcome: 'over' };
      const entries = held.get(key) ?? [];
      if (entries.length !== heldCount) return { outcome: 'held', entries };
      const { joining: _joining, ...live } = current;
      held.delete(key);
      subscriptions.set(key, { ...live, place });
      return { outcome: 'live' };
    },
    takeTurn: async (listening, turn) => {
      const key = keyOf(listening);
      const current = key === undefined ? undefined : subscriptions.get(key);
      if (key === undefined || current === undefined) return false;
      const isFree = current.joining === undefined && current.turn === undefined;
      if (!isFree || current.place !== listening.place) return false;
      subscriptions.set(key, { ...current, turn });
      return true;
    },
    endTurn: async (listening, { id }, place) => {
      const key = keyOf(listening);
      const current = key === undefined ? undefined : subscriptions.get(key);
      if (key === undefined || current?.turn?.id !== id) return;
      const { turn: _turn, ...free } = current;
      subscriptions.set(key, { ...free, ...(place !== undefined && { place }) });
    },
    subscribe: async ({ connectionId, caller }, { audience, topic, joining }, max) => {
      if (!open.has(connectionId)) return 'gone';
      const key = `${connectionId} ${topic}`;
      if (!subscriptions.has(key) && subscriptions.size >= max) return 'too_many';
      held.delete(key);
      subscriptions.set(key, { connectionId, audience, topic, caller, ...(joining !== undefined && { joining }) });
      return 'subscribed';
    },
    setFocus: async (subscription, until) => {
      const key = keyOf(subscription);
      if (key === undefined || until === undefined) focused.delete(key ?? '');
      else focused.set(key, until);
    },
    isInFocus: async (audience, now) =>
      [...subscriptions].some(([key, one]) => one.audience === audience && (focused.get(key) ?? now) > now),
    unsubscribe: async (connectionId, topic) => void subscriptions.delete(`${connectionId} ${topic}`),
    subscribers: async (wanted, _now, max = Number.POSITIVE_INFINITY) => {
      const listening = [...subscriptions.values()].filter(({ audience }) => wanted.includes(audience));
      const userIds = listening.flatMap(({ caller }) => (caller?.kind === 'user' ? [caller.sub] : []));
      const isCrowd = listening.length > max && ({ isCrowd: true } as const);
      return { listening, revokedUntil: await revocations.revokedUntil(userIds), ...isCrowd };
    },
    those: async (followers, known) => {
      const read = [...subscriptions.values()].filter((one) =>
        followers.some(
          ({ audience, connectionIds }) => one.audience === audience && connectionIds.includes(one.connectionId),
        ),
      );
      const listening = [...known, ...read];
      const userIds = listening.flatMap(({ caller }) => (caller?.kind === 'user' ? [caller.sub] : []));
      return { listening, revokedUntil: await revocations.revokedUntil(userIds) };
    },
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
  address: '203.0.113.9',
  expiresAt: 2_000_000_000,
});

/** Of frames whose way back to the client does not fail. */
export const neverDropped: Pick<Outbox, 'drop'> = {
  drop: async (connectionId) => {
    throw new Error(`${connectionId} was dropped`);
  },
};

/** Nobody has an entry in an inbox. */
export const withoutInbox: Pick<ReadEntryDependencies, 'inbox' | 'publishInboxChange'> = {
  inbox: { markRead: async () => 'absent', countUnread: async () => 0 },
  publishInboxChange: async () => {},
};
