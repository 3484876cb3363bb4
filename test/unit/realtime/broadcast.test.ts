import { describe, expect, it } from 'vitest';
import { broadcastEvent, broadcastLocation } from '../../../shared/realtime/broadcast.ts';
import type { ConnectionGateway } from '../../../shared/realtime/connection-gateway.ts';
import { readHandshake } from '../../../shared/realtime/handshake.ts';
import { createOutbox } from '../../../shared/realtime/outbox.ts';
import { parseTopic } from '../../../shared/realtime/topics.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { credentialsOf } from '../../../shared/security/identify.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, manualClock } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

type Frame = Readonly<Record<string, unknown>> & { readonly type: string };

const support = user('u', { roles: ['csr'] });
const driverOf = (driverId: string) => ({
  driverId,
  name: 'Marta',
  provider: 'own',
  assignedAt: '2026-03-01T10:00:00.000Z',
});

const stage = (given: Partial<ConnectionGateway> = {}) => {
  const frames: { readonly to: string; readonly frame: Frame }[] = [];
  const gone: string[] = [];
  const disconnected: string[] = [];
  const connections = memoryConnections();
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
  const revocations = memoryRevocations();
  const dependencies = { connections, orders, revocations, outbox, clock };
  return { frames, gone, disconnected, outbox, listen, order, clock, connections, dependencies };
};

describe('who hears of an event', () => {
  it('everybody concerned, each once, the public without the order', async () => {
    const { frames, listen, dependencies } = stage();
    await listen('buyer', 'customer:buyer-1', 'me');
    await listen('buyer', 'order:ord_1');
    await listen('buyer', 'public:ord_1', 'track:1');
    await listen('shop', 'seller:seller-1');
    await listen('page', 'public:ord_1', 'track:1');
    await listen('other', 'customer:buyer-2', 'me');
    expect(await broadcastEvent(anEvent(), dependencies)).toBe(3);
    expect(frames.map(({ to, frame }) => [to, frame.type]).toSorted()).toEqual([
      ['buyer', 'order_update'],
      ['page', 'order_update'],
      ['shop', 'order_update'],
    ]);
    const page = frames.find(({ to }) => to === 'page');
    expect(page?.frame).toMatchObject({ topic: 'track:1' });
    expect(page?.frame).not.toHaveProperty('orderId');
  });

  it('its shop and its buyer of a new order, which nobody can follow yet', async () => {
    const { frames, listen, dependencies } = stage();
    await listen('buyer', 'customer:buyer-1', 'me');
    await listen('shop', 'seller:seller-1');
    const asked: string[] = [];
    const subscribers: typeof dependencies.connections.subscribers = (audiences, now) => {
      asked.push(...audiences);
      return dependencies.connections.subscribers(audiences, now);
    };
    const event = anEvent({ type: 'order_created', seq: 1 });
    expect(
      await broadcastEvent(event, { ...dependencies, connections: { ...dependencies.connections, subscribers } }),
    ).toBe(2);
    expect(asked.toSorted()).toEqual(['customer:buyer-1', 'ops', 'seller:seller-1']);
    expect(frames.map(({ to, frame }) => [to, frame.type]).toSorted()).toEqual([
      ['buyer', 'order_update'],
      ['shop', 'new_order'],
    ]);
  });

  it('what is nobody’s business is not sent to the public', async () => {
    const { frames, listen, dependencies } = stage();
    await listen('page', 'public:ord_1', 'track:1');
    await broadcastEvent(anEvent({ type: 'support_requested' }), dependencies);
    expect(frames).toEqual([]);
  });

  it('a shop that did not look at its new order is notified of it again as of a new one', async () => {
    const { frames, listen, dependencies } = stage();
    await listen('shop', 'seller:seller-1');
    await listen('buyer', 'order:ord_1');
    const again = {
      kind: 'notify',
      audience: 'seller',
      type: 'store_new_order',
      channels: ['sms'],
      priority: 'urgent',
    } as const;
    await broadcastEvent(anEvent({ type: 'deadline_passed', seq: 3, effects: [again] }), dependencies);
    await broadcastEvent(anEvent({ type: 'deadline_passed', seq: 4, effects: [] }), dependencies);
    expect(frames.map(({ to, frame }) => [frame.seq, to, frame.type]).toSorted()).toEqual([
      [3, 'buyer', 'order_update'],
      [3, 'shop', 'new_order'],
      [4, 'buyer', 'order_update'],
      [4, 'shop', 'order_update'],
    ]);
  });

  it('operations receive alerts beside the change', async () => {
    const { frames, listen, dependencies } = stage();
    await listen('desk', 'ops');
    await broadcastEvent(anEvent({ effects: [{ kind: 'alert', alert: 'stuck' }] }), dependencies);
    expect(frames[0]?.frame).toMatchObject({
      type: 'batch',
      events: [{ type: 'order_update' }, { alerts: ['stuck'] }],
    });
  });

  it('a driver’s place goes to those who follow the order, and to nobody else', async () => {
    const { frames, listen, dependencies } = stage();
    await listen('buyer', 'order:ord_1');
    await listen('page', 'public:ord_1', 'track:1');
    await listen('shop', 'seller:seller-1');
    const location = { orderId: 'ord_1', driverId: 'd', lat: 40.4, lng: -3.7, at: '2026-03-01T10:00:00.000Z' };
    expect(await broadcastLocation(location, dependencies)).toBe(1);
    expect(frames.map(({ to }) => to)).toEqual(['buyer']);
    expect(JSON.stringify(frames)).not.toContain('driverId');
  });
});

describe('who may hear no longer', () => {
  const place = (driverId: string) => ({
    orderId: 'ord_1',
    driverId,
    lat: 40.4,
    lng: -3.7,
    at: '2026-03-01T10:00:00Z',
  });
  const driver = (sub: string) => user(sub, { roles: ['driver'] });
  const ended = (closeCode: number, code: string) => expect.objectContaining({ type: 'error', code, closeCode });

  it('a driver who was replaced gets neither the event nor the new one’s place, and ends with 4403', async () => {
    const { frames, gone, disconnected, listen, order, dependencies } = stage();
    await listen('former', 'order:ord_1', 'order:ord_1', driver('d'));
    await listen('buyer', 'order:ord_1', 'order:ord_1', user('buyer-1'));
    await broadcastEvent(anEvent({ seq: 2 }), dependencies);
    order.current = { ...order.current, driver: driverOf('new') };
    await listen('new', 'order:ord_1', 'order:ord_1', driver('new'));
    await broadcastEvent(anEvent({ type: 'driver_assigned', seq: 3 }), dependencies);
    await broadcastLocation(place('new'), dependencies);
    const seen = (to: string) => frames.filter((one) => one.to === to).map(({ frame }) => frame.seq ?? frame);
    expect(seen('former')).toEqual([2, ended(4403, 'ACCESS_WITHDRAWN')]);
    expect([gone, disconnected]).toEqual([['former'], ['former']]);
    for (const to of ['buyer', 'new'])
      expect(seen(to)).toContainEqual(expect.objectContaining({ type: 'driver_location' }));
  });

  it('the late place of a driver who was replaced is nobody’s', async () => {
    const { frames, listen, order, dependencies } = stage();
    await listen('buyer', 'order:ord_1', 'order:ord_1', user('buyer-1'));
    order.current = { ...order.current, driver: driverOf('new') };
    expect(await broadcastLocation(place('d'), dependencies)).toBe(0);
    expect(frames).toEqual([]);
  });

  it('a guest whose link was revoked gets nothing more; who holds a link made since does', async () => {
    const { frames, listen, order, dependencies } = stage();
    await listen('old', 'order:ord_1', 'order:ord_1', { kind: 'guest', orderId: 'ord_1' });
    order.current = { ...order.current, linkGeneration: 1 };
    await listen('fresh', 'order:ord_1', 'order:ord_1', { kind: 'guest', orderId: 'ord_1', linkGeneration: 1 });
    await broadcastEvent(anEvent({ seq: 2 }), dependencies);
    expect(frames.map(({ to, frame }) => [to, frame.code ?? frame.seq]).toSorted()).toEqual([
      ['fresh', 2],
      ['old', 'ACCESS_WITHDRAWN'],
    ]);
  });

  it.each([
    ['order:ord_1', 'order:ord_1'],
    ['customer:buyer-1', 'me'],
    ['seller:seller-1', 'seller:seller-1'],
    ['ops', 'ops'],
    ['public:ord_1', 'track:1'],
  ])('whose token has expired gets nothing of %s, and 4401', async (audience, topic) => {
    const { frames, listen, clock, dependencies } = stage();
    await listen('c', audience, topic, { ...support, validUntil: '2026-03-01T10:00:03.000Z' } as Caller);
    await broadcastEvent(anEvent({ seq: 2 }), dependencies);
    clock.advance(3_000);
    await broadcastEvent(anEvent({ seq: 3 }), dependencies);
    await broadcastEvent(anEvent({ seq: 4 }), dependencies);
    expect(frames.map(({ frame }) => frame.seq ?? frame.closeCode)).toContain(2);
    expect(frames.map(({ frame }) => frame.seq)).not.toContain(3);
    expect(frames.at(-1)?.frame).toEqual(ended(4401, 'TOKEN_EXPIRED'));
  });

  it.each([
    ['seller:seller-1', 'seller:seller-1'],
    ['ops', 'ops'],
    ['order:ord_1', 'order:ord_1'],
  ])('a user whose access was revoked gets nothing more of %s, and 4403', async (audience, topic) => {
    const { frames, listen, dependencies } = stage();
    const issuedAt = '2026-03-01T09:00:00.000Z';
    await listen('revoked', audience, topic, { ...support, issuedAt } as Caller);
    await listen('fresh', audience, topic, { ...support, issuedAt: '2026-03-01T10:00:00.000Z' } as Caller);
    await dependencies.revocations.revoke('u', '2026-03-01T09:59:59.999Z');
    await broadcastEvent(anEvent({ seq: 2 }), dependencies);
    expect(frames.filter(({ to }) => to === 'revoked').map(({ frame }) => frame)).toEqual([
      ended(4403, 'ACCESS_WITHDRAWN'),
    ]);
    expect(frames.filter(({ to }) => to === 'fresh').map(({ frame }) => frame.seq)).toEqual([2]);
  });

  it('a subscription of an earlier version, which does not say whose it is, ends and comes back', async () => {
    const { frames, dependencies } = stage();
    const subscribers = async () => [{ connectionId: 'c', topic: 'order:ord_1', audience: 'order:ord_1' }];
    await broadcastEvent(anEvent(), { ...dependencies, connections: { ...dependencies.connections, subscribers } });
    expect(frames.map(({ frame }) => frame)).toEqual([ended(4401, 'TOKEN_EXPIRED')]);
  });

  it('the order is read only where somebody follows it', async () => {
    const { listen, dependencies } = stage();
    await listen('page', 'public:ord_1', 'track:1');
    await listen('shop', 'seller:seller-1');
    const orders = { ...dependencies.orders, get: () => Promise.reject(new Error('nobody asked')) };
    expect(await broadcastEvent(anEvent({ type: 'status_changed' }), { ...dependencies, orders })).toBe(2);
  });
});

describe('the outbox', () => {
  it('keeps the order of a connection and puts together what had to wait', async () => {
    const posted: Frame[] = [];
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { listen, dependencies } = stage({
      post: async (_to, frame) => {
        posted.push(JSON.parse(frame) as Frame);
        if (posted.length === 1) await held;
        return 'delivered';
      },
    });
    await listen('buyer', 'order:ord_1');
    const recorded = [2, 3, 4].map((seq) => broadcastEvent(anEvent({ seq }), dependencies));
    await Promise.resolve();
    letGo();
    await Promise.all(recorded);
    const seqs = posted
      .flatMap((frame) => (frame.type === 'batch' ? (frame.events as Frame[]) : [frame]))
      .map((f) => f.seq);
    expect(seqs).toEqual([2, 3, 4]);
    expect(posted.length).toBeLessThan(3);
  });

  it('a client that left is forgotten', async () => {
    const { gone, disconnected, listen, dependencies } = stage({ post: async () => 'gone' });
    await listen('buyer', 'order:ord_1');
    await broadcastEvent(anEvent(), dependencies);
    expect([gone, disconnected]).toEqual([['buyer'], []]);
  });

  it('a client that cannot be reached is disconnected, to come back with its cursor', async () => {
    const { gone, disconnected, listen, dependencies } = stage({
      post: () => Promise.reject(new Error('throttled')),
    });
    await listen('buyer', 'order:ord_1');
    await broadcastEvent(anEvent(), dependencies);
    expect([gone, disconnected]).toEqual([['buyer'], ['buyer']]);
  });

  it('fails, so that the queue tries again, when a client can be neither reached nor disconnected', async () => {
    const fail = () => Promise.reject(new Error('down'));
    const { listen, dependencies } = stage({ post: fail, disconnect: fail });
    await listen('buyer', 'order:ord_1');
    await expect(broadcastEvent(anEvent(), dependencies)).rejects.toThrow('down');
    await expect(broadcastEvent(anEvent({ seq: 3 }), dependencies)).rejects.toThrow('down');
  });

  it('posts to so many at a time and no more', async () => {
    let inProgress = 0;
    let max = 0;
    const { listen, dependencies } = stage({
      post: async () => {
        inProgress += 1;
        max = Math.max(max, inProgress);
        await Promise.resolve();
        inProgress -= 1;
        return 'delivered';
      },
    });
    for (let i = 0; i < 20; i += 1) await listen(`c${i}`, 'order:ord_1');
    expect(await broadcastEvent(anEvent(), dependencies)).toBe(20);
    expect(max).toBe(2);
  });
});

describe('the handshake', () => {
  it.each([
    [{ 'Sec-WebSocket-Protocol': 'wismo.v1, a.b.c' }, {}, { token: 'a.b.c', asksForSubprotocol: true }],
    [{ 'sec-websocket-protocol': 'wismo.v1' }, {}, { asksForSubprotocol: true }],
    [{}, { token: 'a.b' }, { token: 'a.b', asksForSubprotocol: false }],
    [{}, {}, { asksForSubprotocol: false }],
    [{ Authorization: 'Bearer a.b.c' }, {}, { token: 'a.b.c', asksForSubprotocol: false }],
    [{ authorization: 'bearer  a.b.c' }, { token: 'x.y' }, { token: 'a.b.c', asksForSubprotocol: false }],
    [
      { authorization: 'Bearer a.b.c', 'sec-websocket-protocol': 'wismo.v1, d.e.f' },
      {},
      { token: 'a.b.c', asksForSubprotocol: true },
    ],
    [{ authorization: 'Basic YTpi' }, {}, { token: 'Basic YTpi', asksForSubprotocol: false }],
  ])('%o %o', (headers, query, expected) => {
    expect(readHandshake(headers, query)).toEqual(expected);
  });

  it('a JWT is never tried as a link, nor a link as a JWT', () => {
    expect(credentialsOf('a.b.c')).toEqual({ authorization: 'Bearer a.b.c' });
    expect(credentialsOf('a.b')).toEqual({ linkToken: 'a.b' });
  });

  it.each(['', 'order:', 'orders', 'x:1', ':1', `order:${'x'.repeat(300)}`])('"%s" is no topic', (text) => {
    expect(parseTopic(text)).toBeUndefined();
  });
});
