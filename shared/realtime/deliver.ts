import type { Backoff } from '../clock/backoff.ts';
import type { OrderEvent } from '../contract/events.ts';
import type { ConnectionStore } from './connection-store.ts';
import { type Delivery, type DeliveryDependencies, deliveryOf, type Following } from './deliveries.ts';
import type { Outbox } from './outbox.ts';
import { isFeed } from './place.ts';
import { endTurns, isLost, type TurnDependencies, takeTurns } from './turns.ts';
import { updatesOf } from './updates.ts';

export interface DeliverDependencies extends DeliveryDependencies, TurnDependencies {
  readonly connections: DeliveryDependencies['connections'] &
    TurnDependencies['connections'] &
    Pick<ConnectionStore, 'current'>;
  readonly outbox: Outbox;
  /** Between two looks whether it is another sender's turn still. */
  readonly backoff: Backoff;
}

/** What those who have not had the event are to be sent. */
const deliveriesOf = async (
  followings: readonly Following[],
  event: OrderEvent,
  dependencies: DeliverDependencies,
): Promise<readonly Delivery[]> => {
  const found = await Promise.all(followings.map((following) => deliveryOf(following, event, dependencies)));
  return found.flatMap((one) => one ?? []);
};

/** Returns whether anything was sent. */
const send = async (
  deliveries: readonly Delivery[],
  event: OrderEvent,
  { outbox }: Pick<DeliverDependencies, 'outbox'>,
): Promise<boolean> => {
  const [first] = deliveries;
  if (first === undefined) return false;
  const listeners = deliveries.map(({ listener }) => listener);
  const missed = deliveries.flatMap((delivery) => delivery.missed);
  const updates = updatesOf(event, listeners);
  const messages = missed.length === 0 ? updates : [...missed, ...updates];
  await outbox.send(first.listener.connectionId, messages);
  return messages.length > 0;
};

const tails = new WeakMap<Outbox, Map<string, Promise<unknown>>>();

/** One after the other for each connection, so that those of one function do not wait for turns. */
const inTurn = async <T>(outbox: Outbox, connectionId: string, act: () => Promise<T>): Promise<T> => {
  const known = tails.get(outbox) ?? new Map<string, Promise<unknown>>();
  tails.set(outbox, known);
  const before = known.get(connectionId) ?? Promise.resolve();
  const run = before.then(act, act);
  known.set(connectionId, run);
  try {
    return await run;
  } finally {
    if (known.get(connectionId) === run) known.delete(connectionId);
  }
};

/** As they are at this moment; those that are gone are left out. */
const currentOf = async (
  followings: readonly Following[],
  { connections }: Pick<DeliverDependencies, 'connections'>,
): Promise<readonly Following[]> => {
  const found = await Promise.all(
    followings.map(async ({ listening, audience }) => {
      const now = isFeed(audience) ? await connections.current(listening) : listening;
      return now && { listening: now, audience };
    }),
  );
  return found.flatMap((one) => one ?? []);
};

/**
 * A sender that died in its turn may have sent or not: its client is disconnected, and comes back with the cursor of what
 * it has had.
 */
const deliverInTurn = async (
  followings: readonly Following[],
  event: OrderEvent,
  dependencies: DeliverDependencies,
): Promise<boolean> => {
  const { outbox, backoff, clock } = dependencies;
  let waiting = followings;
  let seen: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const current = await currentOf(waiting, dependencies);
    const taken = current.find(({ listening }) => listening.turn !== undefined)?.listening;
    if (taken?.turn?.id !== seen) attempt = 1;
    seen = taken?.turn?.id;
    if (taken?.turn && isLost(taken.turn, attempt, clock.now())) {
      await outbox.drop(taken.connectionId);
      return false;
    }
    if (taken === undefined) {
      const deliveries = await deliveriesOf(current, event, dependencies);
      if (deliveries.length === 0) return false;
      const turn = await takeTurns(deliveries, dependencies);
      if (turn) {
        const wasSent = await send(deliveries, event, dependencies);
        await endTurns(deliveries, turn, dependencies);
        return wasSent;
      }
      waiting = deliveries;
    }
    await backoff.pause(attempt);
  }
};

/**
 * Sends an event to one connection, once for all of its topics. Places are moved after the sending: what a place says was
 * sent, was sent.
 */
export const deliver = async (
  followings: readonly Following[],
  event: OrderEvent,
  dependencies: DeliverDependencies,
): Promise<boolean> => {
  const [first] = followings;
  if (first === undefined) return false;
  if (!followings.some(({ audience }) => isFeed(audience)))
    return send(await deliveriesOf(followings, event, dependencies), event, dependencies);
  return inTurn(dependencies.outbox, first.listening.connectionId, () =>
    deliverInTurn(followings, event, dependencies),
  );
};
