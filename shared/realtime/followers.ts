/**
 * A topic that thousands follow is too much for one function: its followers are divided, and each portion is a message of
 * its own, to the same queue.
 */
import type { Instant } from '../calendar/instant.ts';
import type { Caller } from '../security/caller.ts';
import { sha256 } from '../security/digest.ts';
import { callerReader, callerText } from './caller-text.ts';
import type { ConnectionStore, Listening } from './connection-store.ts';
import type { Followers } from './follower-list.ts';
import { isOfParcels } from './topics.ts';

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
 * So long a subscription is taken to be as it was read. For a message that waits longer they are read anew: meanwhile
 * somebody may have left, or begun once more.
 */
const MAX_AGE_MILLISECONDS = 5_000;

/** Of one portion: a message has 256 KB, and an event and a thousand connections take a fourth of that. */
const MAX_CALLERS_CHARACTERS = 64_000;

type Steady = Listening & { readonly caller: Caller };

/** How far it is and where its place is changes with each event: of others it is known for a moment. */
const isSteady = (one: Listening): one is Steady =>
  one.caller !== undefined && one.joining === undefined && one.place === undefined;

const idsOf = (listening: readonly Listening[]): readonly string[] => listening.map(({ connectionId }) => connectionId);

/** Those that are alike but for their connection, as far as there is room for who subscribed. */
const carriedGroups = (listening: readonly Listening[]): readonly (readonly Steady[])[] => {
  const nameOf = ({ audience, topic, caller }: Steady) => JSON.stringify([audience, topic, caller]);
  const groups = Map.groupBy(listening.filter(isSteady), nameOf);
  let room = MAX_CALLERS_CHARACTERS;
  return [...groups].flatMap(([name, group]) => {
    if (name.length > room) return [];
    room -= name.length;
    return [group];
  });
};

const followersAmong = (listening: readonly Listening[]): Followers => {
  const carried = carriedGroups(listening);
  const isCarried = new Set<Listening>(carried.flat());
  const others = Map.groupBy(
    listening.filter((one) => !isCarried.has(one)),
    ({ audience, topic }) => JSON.stringify(isOfParcels(audience) ? [audience, topic] : [audience]),
  );
  return [
    ...carried.flatMap((group) =>
      group.slice(0, 1).map(({ audience, topic, caller }) => ({
        audience,
        connectionIds: idsOf(group),
        subscribed: { topic, caller: callerText(caller) },
      })),
    ),
    ...[...others.values()].flatMap((group) =>
      group.slice(0, 1).map(({ audience, topic }) => ({
        audience,
        ...(isOfParcels(audience) && { topic }),
        connectionIds: idsOf(group),
      })),
    ),
  ];
};

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
    followers: followersAmong(those),
  }));
};

export interface Dividing {
  readonly max: number;
  readonly send: (portions: readonly Portion[], readAt: Instant) => Promise<void>;
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
    await send(portionsOf(found.listening, max), now.toISOString());
    return { listening: [], revokedUntil: new Map() };
  },
});

/** What the message says of the subscriptions, and those of which it says nothing that can be read. */
const divided = (followers: Followers): { readonly known: readonly Listening[]; readonly unknown: Followers } => {
  const callerOf = callerReader();
  const known: Listening[] = [];
  const unknown = followers.filter(({ audience, connectionIds, subscribed }) => {
    const caller = subscribed === undefined ? 'unreadable' : callerOf(subscribed.caller);
    if (subscribed === undefined || caller === 'unreadable') return true;
    for (const connectionId of connectionIds) known.push({ connectionId, audience, topic: subscribed.topic, caller });
    return false;
  });
  return { known, unknown };
};

/**
 * The store as a broadcast to one portion reads it.
 *
 * @param readAt When the subscriptions were read; absent in messages of an earlier version.
 */
export const onlyFollowers = <Store extends Pick<ConnectionStore, 'subscribers' | 'those'>>(
  connections: Store,
  { followers, readAt }: { readonly followers: Followers; readonly readAt?: Instant },
): Store => ({
  ...connections,
  subscribers: (_audiences, now) => {
    const isFresh = readAt !== undefined && now.getTime() - Date.parse(readAt) <= MAX_AGE_MILLISECONDS;
    if (!isFresh) return connections.those(followers, [], now);
    const { known, unknown } = divided(followers);
    return connections.those(unknown, known, now);
  },
});
