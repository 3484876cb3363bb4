import { describe, expect, it } from 'vitest';
import type { EventMessage } from '../../../shared/contract/socket.ts';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import { sendMissed } from '../../../shared/realtime/catch-up.ts';
import type { CatchUp } from '../../../shared/realtime/catch-up-message.ts';
import type { ConnectionStore } from '../../../shared/realtime/connection-store.ts';
import { subscribe } from '../../../shared/realtime/subscribe.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, changed, created, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { memoryRateLimitStore } from '../http/support/memory.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

const buyer = user('u-1');
const ADMIN = user('a', { roles: ['admin'] });

/** Of an audience that is new, a broadcast finds nobody: so a copy of the table that lags behind would have it. */
const lagging = (): ConnectionStore & { catchUp(): void } => {
  const connections = memoryConnections();
  let isBehind = true;
  return {
    ...connections,
    subscribe: async (...given) => {
      const result = await connections.subscribe(...given);
      return result === 'subscribed' && isBehind ? 'newly_followed' : result;
    },
    subscribers: async (...given) => (isBehind ? [] : connections.subscribers(...given)),
    catchUp: () => {
      isBehind = false;
    },
  };
};

const stage = async () => {
  const ids = seededIds();
  const clock = manualClock('2026-03-01T10:00:10.000Z');
  const orders = memoryOrderStore();
  const first = created(anOrder({ orderId: 'ord_1', buyerId: 'u-1' }), ids, clock.now());
  await orders.create(first.order, first.events, { stockTaken: [] });
  const later: CatchUp[] = [];
  const pauses: number[] = [];
  const sent: EventMessage[] = [];
  const dependencies = {
    connections: lagging(),
    orders,
    rates: memoryRateLimitStore(),
    revocations: memoryRevocations(),
    clock,
    catchUpLater: async (message: CatchUp) => void later.push(message),
    pause: async (milliseconds: number) => void pauses.push(milliseconds),
    outbox: {
      send: async (_id: string, updates: readonly EventMessage[]) => void sent.push(...updates),
      end: async () => {},
    },
  };
  const follow = async (caller: Caller, topic: string) => {
    const connection = connectionOf(caller);
    await dependencies.connections.open(connection);
    return subscribe(connection, { topic }, dependencies);
  };
  let { order } = first;
  const move = async (status: string) => {
    clock.advance(100);
    const next = changed(order, { status }, ids, { now: clock.now() });
    await orders.commit(order.version, next.order, next.events, {});
    order = next.order;
    for (const event of next.events) await broadcastEvent(event, dependencies);
  };
  const catchUp = async () => {
    for (const message of later.splice(0)) await sendMissed(message, dependencies);
  };
  return { dependencies, follow, move, catchUp, sent, later, pauses };
};

describe('a subscription that broadcasts do not know of yet', () => {
  it('is sent a moment later what it missed, and from then on everything once', async () => {
    const { dependencies, follow, move, catchUp, sent } = await stage();
    expect(await follow(buyer, 'me')).toMatchObject([{ type: 'subscribed', events: [] }]);
    await move('processing');
    expect(sent).toEqual([]);
    dependencies.connections.catchUp();
    await catchUp();
    await move('shipped');
    expect(sent).toMatchObject([
      { type: 'order_update', seq: 2 },
      { type: 'order_update', seq: 3 },
    ]);
  });

  it('is sent nothing where nothing happened, or where nobody is there any more', async () => {
    const { dependencies, follow, move, catchUp, sent } = await stage();
    await follow(buyer, 'me');
    await catchUp();
    await follow(buyer, 'me');
    await move('processing');
    await dependencies.connections.close('c1');
    await catchUp();
    expect(sent).toEqual([]);
  });

  it('is sent nothing with a token that was revoked meanwhile', async () => {
    const { dependencies, follow, move, catchUp, sent } = await stage();
    await follow({ ...buyer, issuedAt: '2026-03-01T09:00:00.000Z' } as Caller, 'me');
    await move('processing');
    await dependencies.revocations.revoke('u-1', '2026-03-01T10:00:11.000Z');
    await catchUp();
    expect(sent).toEqual([]);
  });

  it('to operations begins when none of them is missed any more', async () => {
    const { follow, pauses, later } = await stage();
    expect(await follow(ADMIN, 'ops')).toMatchObject([{ type: 'subscribed', topic: 'ops' }]);
    expect(pauses).toEqual([2000]);
    expect(later).toEqual([]);
  });
});
