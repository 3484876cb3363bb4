import { describe, expect, it } from 'vitest';
import type { EventMessage } from '../../../shared/contract/socket.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { broadcastEvent, broadcastLocation } from '../../../shared/realtime/broadcast.ts';
import type { Outbox } from '../../../shared/realtime/outbox.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, manualClock } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

const LOCATION = { orderId: 'ord_1', driverId: 'd', lat: 40.4, lng: -3.7, at: '2026-03-01T10:00:00.000Z' };

/** Support follows the order on one connection, in so many topics. */
const stage = async (order: Order | undefined, topics: readonly string[] = ['order:ord_1']) => {
  const sent: (readonly EventMessage[])[] = [];
  const ended: string[] = [];
  const reads: string[] = [];
  const outbox: Outbox = {
    send: async (_connectionId, messages) => void sent.push(messages),
    end: async (_connectionId, { code }) => void ended.push(code),
  };
  const connections = memoryConnections();
  const connection = connectionOf(user('u', { roles: ['csr'] }));
  await connections.open(connection);
  for (const topic of topics) await connections.subscribe(connection, { audience: 'order:ord_1', topic }, 50);
  const orders = {
    get: async (orderId: string) => {
      reads.push(orderId);
      return order;
    },
  };
  const dependencies = { connections, orders, revocations: memoryRevocations(), outbox, clock: manualClock() };
  return { sent, ended, reads, dependencies };
};

describe('an order that is followed', () => {
  it('and is not there any more ends the subscription, for whoever it is', async () => {
    const { sent, ended, dependencies } = await stage(undefined);
    expect(await broadcastEvent(anEvent(), dependencies)).toBe(0);
    expect(await broadcastLocation(LOCATION, dependencies)).toBe(0);
    expect([sent, ended]).toEqual([[], ['ACCESS_WITHDRAWN', 'ACCESS_WITHDRAWN']]);
  });

  it('and has no driver has no driver’s place', async () => {
    const { sent, ended, dependencies } = await stage(anOrder({ orderId: 'ord_1' }));
    expect(await broadcastLocation(LOCATION, dependencies)).toBe(0);
    expect([sent, ended]).toEqual([[], []]);
  });

  it('is read once for an event, however many follow it; and not for a place that nobody follows', async () => {
    const order = anOrder({ orderId: 'ord_1' });
    const many = await stage(order, ['order:ord_1', 'order:a', 'order:b']);
    expect(await broadcastEvent(anEvent(), many.dependencies)).toBe(1);
    expect(many.reads).toEqual(['ord_1']);
    const nobody = await stage(order, []);
    expect(await broadcastLocation(LOCATION, nobody.dependencies)).toBe(0);
    expect(nobody.reads).toEqual([]);
  });
});
