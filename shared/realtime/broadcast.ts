import type { OrderEvent } from '../contract/events.ts';
import type { EventMessage } from '../contract/socket.ts';
import { eachOf } from '../each-of.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import type { Order } from '../orders/model/order.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { revokedBy } from '../security/access-revocations.ts';
import type { Caller } from '../security/caller.ts';
import type { ConnectionStore, Listening } from './connection-store.ts';
import { type DeliverDependencies, deliver } from './deliver.ts';
import type { Following } from './deliveries.ts';
import { type EndingCode, endingMessage, endingOfCaller } from './endings.ts';
import { driverLocationOf } from './messages.ts';
import type { EventSource } from './received-events.ts';
import {
  type Audience,
  audienceName,
  audiencesOfLocation,
  audiencesToNotify,
  isPartyByEvent,
  isPartyOf,
  type PartiesOfEvent,
} from './topics.ts';
import { addressed } from './updates.ts';

export interface BroadcastDependencies extends DeliverDependencies {
  readonly connections: Pick<ConnectionStore, 'subscribers'> & DeliverDependencies['connections'];
  readonly orders: Pick<OrderStore, 'get'> & EventSource;
  /** Called with how many subscriptions of another version were left alone. */
  readonly onUnreadable?: (count: number) => void;
}

/** Twice as many as are posted at one time: what is under way of thousands is what takes memory. */
const DELIVERIES_AT_ONCE = 256;

interface Checked {
  readonly listeners: readonly Following[];
  readonly endings: ReadonlyMap<string, EndingCode>;
}

/** The order is read once, and only where somebody follows it by a part that they may have lost. */
const orderReader = (orderId: string, orders: Pick<OrderStore, 'get'>): (() => Promise<Order | undefined>) => {
  let order: Promise<Order | undefined> | undefined;
  return () => {
    order ??= orders.get(orderId);
    return order;
  };
};

/** After these an order may no longer be what its former parcel's number leads to. */
const RENUMBERING: readonly string[] = ['shipment_detached', 'shipment_corrected'];

/** A number that is written in a way of its own is taken for another: whoever asks for it again gets it. */
const hasParcel = (order: Order | undefined, topic: string): boolean => {
  const number = topic
    .slice(topic.indexOf(':') + 1)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
  return order?.shipments.some(({ trackingNumber }) => trackingNumber === number) === true;
};

interface Check {
  readonly now: Date;
  readonly revoked: ReadonlySet<Caller>;
  readonly isKnownParty: (caller: Caller) => boolean;
  readonly readOrder: () => Promise<Order | undefined>;
  readonly isRenumbered: boolean;
}

/** Why the subscription holds no longer; nothing where it does. */
const endingOfSubscription = async (
  { caller, topic }: Listening,
  kind: Audience['kind'],
  { now, revoked, isKnownParty, readOrder, isRenumbered }: Check,
): Promise<EndingCode | undefined> => {
  // Of an earlier version: with a new connection it says who it is.
  if (caller === undefined) return 'TOKEN_EXPIRED';
  const ending = endingOfCaller(caller, now) ?? (revoked.has(caller) ? 'ACCESS_WITHDRAWN' : undefined);
  if (ending === undefined && kind === 'public' && isRenumbered) {
    return hasParcel(await readOrder(), topic) ? undefined : 'ACCESS_WITHDRAWN';
  }
  if (ending !== undefined || kind !== 'order' || isKnownParty(caller)) return ending;
  const order = await readOrder();
  return order !== undefined && isPartyOf(caller, order) ? undefined : 'ACCESS_WITHDRAWN';
};

/**
 * Who listens to the audiences and still may: a subscription was checked when it was made, and since then a token may
 * have expired, a driver been replaced, a link been revoked. One that another version has stored in a form of its own is
 * left alone: its place stays, and its client finds the gap when the next event comes.
 */
export const checkedListeners = async (
  parties: PartiesOfEvent & { readonly type?: string },
  audiences: readonly Audience[],
  { connections, orders, clock, onUnreadable }: BroadcastDependencies,
): Promise<Checked> => {
  const byName = new Map(audiences.map((audience) => [audienceName(audience), audience]));
  const now = clock.now();
  const { listening, revokedUntil } = await connections.subscribers([...byName.keys()], now);
  const found = listening.filter(({ isUnreadable }) => isUnreadable !== true);
  if (found.length < listening.length) onUnreadable?.(listening.length - found.length);
  const callers = found.flatMap(({ caller }) => caller ?? []);
  const check: Check = {
    now,
    revoked: revokedBy(callers, revokedUntil),
    isKnownParty: (caller) => isPartyByEvent(caller, parties),
    readOrder: orderReader(parties.orderId, orders),
    isRenumbered: RENUMBERING.includes(parties.type ?? ''),
  };
  const listeners: Following[] = [];
  const endings = new Map<string, EndingCode>();
  for (const one of found) {
    const audience = byName.get(one.audience);
    if (audience === undefined) continue;
    const ending = await endingOfSubscription(one, audience.kind, check);
    if (ending === undefined) listeners.push({ listening: one, audience });
    else endings.set(one.connectionId, ending);
  }
  return { listeners: listeners.filter(({ listening }) => !endings.has(listening.connectionId)), endings };
};

export const endAll = async (
  endings: Checked['endings'],
  { outbox }: Pick<BroadcastDependencies, 'outbox'>,
): Promise<void> => {
  await Promise.all([...endings].map(([connectionId, code]) => outbox.end(connectionId, endingMessage(code))));
};

/** Sends each connection these messages, with the names of its topics. Returns to how many. */
export const sendToEach = async (
  listeners: readonly Following[],
  messages: readonly EventMessage[],
  { outbox }: Pick<BroadcastDependencies, 'outbox'>,
): Promise<number> => {
  const byConnection = Map.groupBy(listeners, ({ listening }) => listening.connectionId);
  await Promise.all(
    [...byConnection].map(([connectionId, those]) => {
      const topics = those.map(({ listening, audience }) => ({ ...listening, audience, cursor: undefined }));
      return outbox.send(
        connectionId,
        messages.map((message) => addressed(message, topics)),
      );
    }),
  );
  return byConnection.size;
};

/** Sends the event to everybody who listens, may, and has not had it. Returns to how many connections. */
export const broadcastEvent = async (event: OrderEvent, dependencies: BroadcastDependencies): Promise<number> => {
  const { listeners, endings } = await checkedListeners(event, audiencesToNotify(event), dependencies);
  await endAll(endings, dependencies);
  const byConnection = Map.groupBy(listeners, ({ listening }) => listening.connectionId);
  const sent = await eachOf(byConnection.values(), DELIVERIES_AT_ONCE, (those) => deliver(those, event, dependencies));
  return sent.filter((wasSent) => wasSent).length;
};

/** Sends the place of the order's driver; one that comes from a driver who was replaced meanwhile is nobody's. */
export const broadcastLocation = async (
  location: DriverLocation,
  dependencies: BroadcastDependencies,
): Promise<number> => {
  const { orderId } = location;
  const { listeners, endings } = await checkedListeners({ orderId }, audiencesOfLocation(orderId), dependencies);
  await endAll(endings, dependencies);
  if (listeners.length === 0) return 0;
  const order = await dependencies.orders.get(orderId);
  if (order?.driver?.driverId !== location.driverId) return 0;
  return sendToEach(listeners, [driverLocationOf(location)], dependencies);
};
