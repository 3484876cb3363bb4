import type { EventMessage } from '../contract/socket.ts';
import type { OrderEvent, OrderEventType } from '../orders/model/order-event.ts';
import { alertOf, newOrderOf, orderUpdateOf, publicOrderUpdateOf } from './messages.ts';
import type { Audience } from './topics.ts';

/** What the public hears of. That somebody asked for help or moved is nobody else's business. */
const PUBLIC_EVENTS: ReadonlySet<OrderEventType> = new Set<OrderEventType>([
  'order_created',
  'status_changed',
  'shipment_registered',
  'shipment_detached',
  'shipment_corrected',
  'parcel_scanned',
  'delivery_attempted',
  'estimated_delivery_changed',
  'delivery_rescheduled',
]);

/** A shop's screen rings for an order that is new, and once more for one that the workflow tells the shop of again. */
const ringsAtShop = ({ type, effects }: OrderEvent): boolean =>
  type === 'order_created' ||
  (type === 'deadline_passed' &&
    effects.some((effect) => effect.kind === 'notify' && effect.type === 'store_new_order'));

/** What an audience is told of an event. `topic` is the name by which the client asked. */
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
      return PUBLIC_EVENTS.has(event.type) ? [publicOrderUpdateOf(event, topic)] : [];
  }
};

export interface Listener {
  readonly audience: Audience['kind'];
  readonly connectionId: string;
  readonly topic: string;
}

/**
 * What each connection is told, once, however many of its topics the event belongs to. Who may know the order is not
 * told again what the public knows.
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
