import { definitionOfEvent, type OrderEvent } from '../contract/events.ts';
import type { EventMessage } from '../contract/socket.ts';
import { alertOf, newOrderOf, orderUpdateOf, publicOrderUpdateOf } from './messages.ts';
import type { Audience } from './topics.ts';

/** A shop's screen rings for a new order, and once more for one that the workflow notifies the shop of again. */
const ringsAtShop = ({ type, effects }: OrderEvent): boolean =>
  type === 'order_created' ||
  (type === 'deadline_passed' &&
    effects.some((effect) => effect.kind === 'notify' && effect.type === 'store_new_order'));

/** The updates that an audience gets of an event. `topic` is the name by which the client asked. */
export const updatesFor = (audience: Audience['kind'], event: OrderEvent, topic: string): readonly EventMessage[] => {
  const update = ringsAtShop(event) ? newOrderOf(event) : orderUpdateOf(event);
  switch (audience) {
    case 'order':
    case 'customer':
      return [orderUpdateOf(event)];
    case 'seller':
      return [update];
    case 'ops':
      return [update, ...[alertOf(event)].flatMap((alert) => alert ?? [])];
    case 'public':
      return definitionOfEvent(event.type).isPublic ? [publicOrderUpdateOf(event, topic)] : [];
  }
};

export interface Listener {
  readonly audience: Audience['kind'];
  readonly connectionId: string;
  readonly topic: string;
}

/**
 * What each connection is sent, once, however many of its topics the event belongs to. Who may know the order is not
 * sent the public update as well.
 */
export const updatesByConnection = (
  event: OrderEvent,
  listeners: readonly Listener[],
): ReadonlyMap<string, readonly EventMessage[]> => {
  const byConnection = new Map<string, Map<string, EventMessage>>();
  const partiesFirst = [...listeners].sort((a, b) => Number(a.audience === 'public') - Number(b.audience === 'public'));
  for (const { audience, connectionId, topic } of partiesFirst) {
    const collected = byConnection.get(connectionId) ?? new Map<string, EventMessage>();
    byConnection.set(connectionId, collected);
    if (audience === 'public' && collected.size > 0) continue;
    for (const update of updatesFor(audience, event, topic)) {
      if (!collected.has(update.type)) collected.set(update.type, update);
    }
  }
  return new Map(
    [...byConnection]
      .filter(([, collected]) => collected.size > 0)
      .map(([connectionId, collected]) => [connectionId, [...collected.values()]]),
  );
};
