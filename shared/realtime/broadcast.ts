import type { Clock } from '../clock/clock.ts';
import type { OrderEvent } from '../contract/events.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import type { ConnectionStore } from './connection-store.ts';
import { driverLocationOf } from './messages.ts';
import type { Outbox } from './outbox.ts';
import { type Audience, audienceName, audiencesOf, audiencesOfLocation } from './topics.ts';
import { type Listener, updatesByConnection } from './updates.ts';

export interface BroadcastDependencies {
  readonly connections: Pick<ConnectionStore, 'subscribers'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

const listenersOf = async (
  audiences: readonly Audience[],
  { connections, clock }: BroadcastDependencies,
): Promise<readonly Listener[]> => {
  const kinds = new Map(audiences.map((audience) => [audienceName(audience), audience.kind]));
  const found = await connections.subscribers([...kinds.keys()], clock.now());
  return found.flatMap(({ audience, ...subscription }) => {
    const kind = kinds.get(audience);
    return kind === undefined ? [] : [{ ...subscription, audience: kind }];
  });
};

/** Tells everybody who listens. Answers how many connections were told. */
export const broadcastEvent = async (event: OrderEvent, dependencies: BroadcastDependencies): Promise<number> => {
  const updates = updatesByConnection(event, await listenersOf(audiencesOf(event), dependencies));
  await Promise.all([...updates].map(([connectionId, messages]) => dependencies.outbox.send(connectionId, messages)));
  return updates.size;
};

export const broadcastLocation = async (
  location: DriverLocation,
  dependencies: BroadcastDependencies,
): Promise<number> => {
  const listeners = await listenersOf(audiencesOfLocation(location.orderId), dependencies);
  const connectionIds = new Set(listeners.map(({ connectionId }) => connectionId));
  const message = driverLocationOf(location);
  await Promise.all([...connectionIds].map((connectionId) => dependencies.outbox.send(connectionId, [message])));
  return connectionIds.size;
};
