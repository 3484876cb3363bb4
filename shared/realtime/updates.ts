import { definitionOfEvent, type OrderEvent } from '../contract/events.ts';
import type { EventMessage } from '../contract/socket.ts';
import { alertOf, newOrderOf, orderUpdateOf, publicOrderUpdateOf } from './messages.ts';
import { type Audience, isPublic } from './topics.ts';

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

/** A subscription that an event is sent to. */
export interface Listener {
  readonly audience: Audience;
  readonly connectionId: string;
  /** The topic by the name that the client used. */
  readonly topic: string;
  /** Where its reader is after the event; absent, where the event itself is. */
  readonly cursor?: string | undefined;
}

interface Collected {
  readonly message: EventMessage;
  readonly listeners: Listener[];
}

/** Says whose the message is, and where each of its topics goes on. */
export const addressed = (message: EventMessage, listeners: readonly Listener[]): EventMessage => {
  const topics = listeners.map(({ topic }) => topic);
  const placed = listeners.flatMap(({ topic, cursor }) => (cursor === undefined ? [] : [{ topic, cursor }]));
  const [first, ...others] = placed;
  if (message.type === 'driver_location' || message.type === 'notification' || message.type === 'inbox_changed') {
    return { ...message, topics };
  }
  return {
    ...message,
    topics,
    ...(first && { cursor: first.cursor }),
    ...(others.length > 0 && { cursors: Object.fromEntries(placed.map(({ topic, cursor }) => [topic, cursor])) }),
  };
};

/**
 * What one connection is sent, once, however many of its topics the event belongs to. Who may know the order is not sent
 * the public update as well.
 */
const makeUpdates = (event: OrderEvent, listeners: readonly Listener[]): readonly EventMessage[] => {
  const collected = new Map<string, Collected>();
  const partiesFirst = [...listeners].sort((a, b) => Number(isPublic(a.audience)) - Number(isPublic(b.audience)));
  for (const listener of partiesFirst) {
    const { audience, topic } = listener;
    const isParty = isPublic(audience) && collected.size > 0;
    for (const message of updatesFor(audience.kind, event, topic)) {
      const known = isParty ? [...collected.values()][0] : collected.get(message.type);
      if (known) known.listeners.push(listener);
      else collected.set(message.type, { message, listeners: [listener] });
    }
  }
  return [...collected.values()].map(({ message, listeners: those }) => addressed(message, those));
};

const made = new WeakMap<OrderEvent, Map<string, readonly EventMessage[]>>();

/** Made once for all connections that follow the event by the same topics and have no place of their own. */
export const updatesOf = (event: OrderEvent, listeners: readonly Listener[]): readonly EventMessage[] => {
  if (listeners.some(({ cursor }) => cursor !== undefined)) return makeUpdates(event, listeners);
  const known = made.get(event) ?? new Map<string, readonly EventMessage[]>();
  made.set(event, known);
  const key = JSON.stringify(listeners.map(({ audience, topic }) => [audience.kind, topic]));
  const updates = known.get(key) ?? makeUpdates(event, listeners);
  known.set(key, updates);
  return updates;
};
