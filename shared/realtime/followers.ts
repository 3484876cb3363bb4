/**
 * A topic that thousands follow is too much for one function: its followers are divided, and each portion is a message of
 * its own, to the same queue.
 */
import { sha256 } from '../security/digest.ts';
import type { ConnectionStore, Listening } from './connection-store.ts';
import type { Followers } from './follower-list.ts';

/** Some of the followers. Each is in the slot of its number as long as there are as many slots. */
export interface Portion {
  readonly slot: number;
  readonly slots: number;
  readonly followers: Followers;
}

/**
 * So many connections are sent an event by one message; with more, it is divided. With fewer, the way to the queue and
 * back takes longer than the posts that it spares.
 */
export const MAX_FOLLOWERS_AT_ONCE = 1_024;

const SLOT_DIGITS = 8;

const slotOf = (connectionId: string, slots: number): number =>
  Number.parseInt(sha256(connectionId, 'hex').slice(0, SLOT_DIGITS), 16) % slots;

/**
 * A connection is in one portion with all that it follows. The number of slots is a power of two, so that it seldom
 * changes while followers come and go: events of a slot are sent in their order.
 */
export const portionsOf = (listening: readonly Listening[], max: number): readonly Portion[] => {
  const connectionCount = new Set(listening.map(({ connectionId }) => connectionId)).size;
  const slots = 2 ** Math.ceil(Math.log2(connectionCount / max));
  const bySlot = Map.groupBy(listening, ({ connectionId }) => slotOf(connectionId, slots));
  return [...bySlot].map(([slot, those]) => ({
    slot,
    slots,
    followers: [...Map.groupBy(those, ({ audience }) => audience)].map(([audience, group]) => ({
      audience,
      connectionIds: group.map(({ connectionId }) => connectionId),
    })),
  }));
};

export interface Dividing {
  readonly max: number;
  readonly send: (portions: readonly Portion[]) => Promise<void>;
}

/** The store as a broadcast reads it: where there are too many followers they are handed on, and none is found. */
export const dividingFollowers = <Store extends Pick<ConnectionStore, 'subscribers'>>(
  connections: Store,
  { max, send }: Dividing,
): Store => ({
  ...connections,
  subscribers: async (audiences, now) => {
    const found = await connections.subscribers(audiences, now, max);
    if (found.isCrowd !== true) return found;
    await send(portionsOf(found.listening, max));
    return { listening: [], revokedUntil: new Map() };
  },
});

/** The store as a broadcast to one portion reads it. */
export const onlyFollowers = <Store extends Pick<ConnectionStore, 'subscribers' | 'those'>>(
  connections: Store,
  portion: Followers,
): Store => ({ ...connections, subscribers: (_audiences, now) => connections.those(portion, now) });
