import { describe, expect, it } from 'vitest';
import { broadcastEvent, broadcastLocation } from '../../../shared/realtime/broadcast.ts';
import { anEvent } from '../support/an-event.ts';
import { stage } from './broadcast-stage.ts';

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
