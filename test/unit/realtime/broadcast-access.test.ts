import { describe, expect, it } from 'vitest';
import { broadcastEvent, broadcastLocation } from '../../../shared/realtime/broadcast.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { anEvent } from '../support/an-event.ts';
import { driverOf, stage, support } from './broadcast-stage.ts';
import { user } from './support.ts';

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
    const { frames, listen, revocations, dependencies } = stage();
    const issuedAt = '2026-03-01T09:00:00.000Z';
    await listen('revoked', audience, topic, { ...support, issuedAt } as Caller);
    await listen('fresh', audience, topic, { ...support, issuedAt: '2026-03-01T10:00:00.000Z' } as Caller);
    await revocations.revoke('u', '2026-03-01T09:59:59.999Z');
    await broadcastEvent(anEvent({ seq: 2 }), dependencies);
    expect(frames.filter(({ to }) => to === 'revoked').map(({ frame }) => frame)).toEqual([
      ended(4403, 'ACCESS_WITHDRAWN'),
    ]);
    expect(frames.filter(({ to }) => to === 'fresh').map(({ frame }) => frame.seq)).toEqual([2]);
  });

  it('a subscription of an earlier version, which does not say whose it is, ends and comes back', async () => {
    const { frames, dependencies } = stage();
    const listening = [{ connectionId: 'c', topic: 'order:ord_1', audience: 'order:ord_1' }];
    const subscribers = async () => ({ listening, revokedUntil: new Map() });
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
