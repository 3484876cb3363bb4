import type { ConnectionGateway } from '../../../shared/realtime/connection-gateway.ts';
import { createOutbox } from '../../../shared/realtime/outbox.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, manualClock } from '../../support/order-fixtures.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

export type Frame = Readonly<Record<string, unknown>> & { readonly type: string };

export const support = user('u', { roles: ['csr'] });

export const driverOf = (driverId: string) => ({
  driverId,
  name: 'Marta',
  provider: 'own',
  assignedAt: '2026-03-01T10:00:00.000Z',
});

export const stage = (given: Partial<ConnectionGateway> = {}) => {
  const frames: { readonly to: string; readonly frame: Frame }[] = [];
  const gone: string[] = [];
  const disconnected: string[] = [];
  const revocations = memoryRevocations();
  const connections = memoryConnections(revocations);
  const outbox = createOutbox({
    gateway: {
      post: async (to, frame) => {
        frames.push({ to, frame: JSON.parse(frame) as Frame });
        return 'delivered';
      },
      disconnect: async (connectionId) => void disconnected.push(connectionId),
      ...given,
    },
    onGone: async (connectionId) => {
      gone.push(connectionId);
      await connections.close(connectionId);
    },
    concurrency: 2,
  });
  /** Support may follow every order; who else may is what a test is about. */
  const listen = async (connectionId: string, audience: string, topic = audience, caller: Caller = support) => {
    const connection = connectionOf(caller, connectionId);
    await connections.open(connection);
    await connections.subscribe(connection, { audience, topic }, 50);
  };
  const order = { current: anOrder({ orderId: 'ord_1', driver: driverOf('d') }) };
  const orders = {
    ...memoryOrderStore(),
    get: async (orderId: string) => (orderId === 'ord_1' ? order.current : undefined),
  };
  const clock = manualClock();
  let turns = 0;
  const dependencies = {
    connections,
    orders,
    outbox,
    clock,
    backoff: { pause: async () => {} },
    newId: () => `turn-${++turns}`,
  };
  return { frames, gone, disconnected, outbox, revocations, listen, order, clock, connections, dependencies };
};
