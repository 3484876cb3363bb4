import { describe, expect, it } from 'vitest';
import type { EventMessage } from '../../../shared/contract/socket.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { broadcastEvent, broadcastLocation } from '../../../shared/realtime/broadcast.ts';
import type { Outbox } from '../../../shared/realtime/outbox.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { anOrder, manualClock } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

const LOCATION = { orderId: 'ord_1', driverId: 'd', lat: 40.4, lng: -3.7, at: '2026-03-01T10:00:00.000Z' };

const SUPPORT = user('u', { roles: ['csr'] });
const DRIVER = user('d', { roles: ['driver'] });

/** Somebody follows the order on one connection, in so many topics. */
const stage = async (order: Order | undefined, caller = DRIVER, topics: readonly string[] = ['order:ord_1']) => {
  const sent: (readonly EventMessage[])[] = [];
  const ended: string[] = [];
  const reads: string[] = [];
  const outbox: Outbox = {
    send: async (_connectionId, messages) => void sent.push(messages),
    end: async (_connectionId, { code }) => void ended.push(code),
    drop: async () => void ended.push('dropped'),
  };
  const connections = memoryConnections();
  const connection = connectionOf(caller);
  await connections.open(connection);
  for (const topic of topics) await connections.subscribe(connection, { audience: 'order:ord_1', topic }, 50);
  const orders = {
    ...memoryOrderStore(),
    get: async (orderId: string) => {
      reads.push(orderId);
      return order;
    },
  };
  const dependencies = {
    connections,
    orders,
    outbox,
    clock: manualClock(),
    backoff: { pause: async () => {} },
    newId: () => 'turn',
  };
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
    const { sent, ended, dependencies } = await stage(anOrder({ orderId: 'ord_1' }), SUPPORT);
    expect(await broadcastLocation(LOCATION, dependencies)).toBe(0);
    expect([sent, ended]).toEqual([[], []]);
  });

  const driven = anOrder({
    orderId: 'ord_1',
    driver: { driverId: 'd', name: 'Marta', provider: 'own', assignedAt: LOCATION.at },
  });
  const topics = ['order:ord_1', 'order:a', 'order:b'];

  it('is read once for an event, however many follow it; and not for a place that nobody follows', async () => {
    const many = await stage(driven, DRIVER, topics);
    expect(await broadcastEvent(anEvent(), many.dependencies)).toBe(1);
    expect(many.reads).toEqual(['ord_1']);
    const nobody = await stage(driven, DRIVER, []);
    expect(await broadcastLocation(LOCATION, nobody.dependencies)).toBe(0);
    expect(nobody.reads).toEqual([]);
  });

  it('is not read for those whom the event shows to be its parties', async () => {
    const { buyerId = '', sellerId } = anEvent();
    for (const caller of [SUPPORT, user(buyerId), user('keeper', { roles: ['seller'], sellerIds: [sellerId] })]) {
      const { dependencies, reads } = await stage(undefined, caller, topics);
      expect(await broadcastEvent(anEvent(), dependencies)).toBe(1);
      expect(reads).toEqual([]);
    }
  });

  it('is read for a guest, whose link may be revoked', async () => {
    const guest = { kind: 'guest', orderId: 'ord_1' } as const;
    const revoked = await stage({ ...driven, linkGeneration: 1 }, guest);
    expect(await broadcastEvent(anEvent(), revoked.dependencies)).toBe(0);
    expect([revoked.reads, revoked.ended]).toEqual([['ord_1'], ['ACCESS_WITHDRAWN']]);
  });
});
