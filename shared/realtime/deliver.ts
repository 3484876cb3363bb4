import type { OrderEvent } from '../contract/events.ts';
import { type DeliveryDependencies, deliveryOf, type Following, moveOn } from './deliveries.ts';
import type { Outbox } from './outbox.ts';
import { isFeed } from './place.ts';
import { updatesOf } from './updates.ts';

export interface DeliverDependencies extends DeliveryDependencies {
  readonly outbox: Outbox;
}

const deliverNow = async (
  followings: readonly Following[],
  event: OrderEvent,
  dependencies: DeliverDependencies,
): Promise<boolean> => {
  const found = await Promise.all(followings.map((following) => deliveryOf(following, event, dependencies)));
  const deliveries = found.flatMap((one) => one ?? []);
  const [first] = deliveries;
  if (first === undefined) return false;
  const listeners = deliveries.map(({ listener }) => listener);
  const missed = deliveries.flatMap((delivery) => delivery.missed);
  const updates = updatesOf(event, listeners);
  const messages = missed.length === 0 ? updates : [...missed, ...updates];
  await dependencies.outbox.send(first.listener.connectionId, messages);
  await Promise.all(deliveries.map((delivery) => moveOn(delivery, dependencies)));
  return messages.length > 0;
};

const tails = new WeakMap<Outbox, Map<string, Promise<unknown>>>();

/** One after the other for each connection, so that each begins where the one before has moved the place to. */
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

/**
 * Sends an event to one connection, once for all of its topics. Places are moved after the sending: a function that dies
 * between the two sends the event once more, and never claims what was not sent. Returns whether anything was sent.
 */
export const deliver = (
  followings: readonly Following[],
  event: OrderEvent,
  dependencies: DeliverDependencies,
): Promise<boolean> => {
  const [first] = followings;
  const hasPlaces = followings.some(({ audience }) => isFeed(audience));
  if (first === undefined || !hasPlaces) return deliverNow(followings, event, dependencies);
  const { outbox, connections } = dependencies;
  return inTurn(outbox, first.listening.connectionId, async () => {
    const current = await Promise.all(
      followings.map(async ({ listening, audience }) => {
        const now = isFeed(audience) ? await connections.current(listening) : listening;
        return now && { listening: now, audience };
      }),
    );
    return deliverNow(
      current.flatMap((one) => one ?? []),
      event,
      dependencies,
    );
  });
};
