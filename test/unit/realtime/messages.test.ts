import { describe, expect, it } from 'vitest';
import type { EventMessage } from '../../../shared/contract/socket.ts';
import { MAX_FRAME_BYTES } from '../../../shared/contract/socket-limits.ts';
import { endingMessage, isEnding } from '../../../shared/realtime/endings.ts';
import {
  alertOf,
  driverLocationOf,
  framesOf,
  inFrames,
  newOrderOf,
  orderUpdateOf,
  publicOrderUpdateOf,
} from '../../../shared/realtime/messages.ts';
import { updatesFor, updatesOf } from '../../../shared/realtime/updates.ts';
import { anEvent } from '../support/an-event.ts';

const AT = '2026-03-01T10:00:00.000Z';
const place = { city: 'Toledo', country: 'ES' };

/** What the message says of the order. */
const updateIn = (message: EventMessage) => ('update' in message ? message.update : undefined);

describe('an update', () => {
  const full = anEvent({
    location: place,
    trackingNumber: 'T1',
    estimatedDelivery: '2026-03-05T17:00:00.000Z',
    reason: 'weather',
  });
  const { previousStatus: _previousStatus, ...first } = anEvent();

  it('says to the parties what the event says', () => {
    expect(updateIn(orderUpdateOf(full))).toEqual({
      status: 'processing',
      previousStatus: 'confirmed',
      phase: 'preparing',
      estimatedDelivery: '2026-03-05T17:00:00.000Z',
      location: place,
      at: AT,
      event: 'status_changed',
      trackingNumber: 'T1',
    });
    expect(updateIn(newOrderOf(full))).toEqual(updateIn(orderUpdateOf(full)));
  });

  it('says that nothing is known where nothing is', () => {
    const update = updateIn(orderUpdateOf(first));
    expect(update).toMatchObject({ previousStatus: null, estimatedDelivery: null, location: null });
    expect(update).not.toHaveProperty('trackingNumber');
  });

  it('says to everybody neither where the parcel is, nor its number, nor whose order it is', () => {
    const message = publicOrderUpdateOf(full, 'track:1');
    expect(message).not.toHaveProperty('orderId');
    expect(updateIn(message)).toEqual({
      status: 'processing',
      previousStatus: 'confirmed',
      phase: 'preparing',
      estimatedDelivery: '2026-03-05T17:00:00.000Z',
      location: null,
      at: AT,
    });
  });

  it('of an alert names the alerts, and is none where there are none', () => {
    const notice = { kind: 'notify', type: 'shipped', channels: [], priority: 'normal', audience: 'customer' } as const;
    expect(alertOf(anEvent({ effects: [notice] }))).toBeUndefined();
    expect(alertOf(anEvent({ effects: [{ kind: 'alert', alert: 'stuck' }, notice] }))).toMatchObject({
      type: 'alert',
      orderId: 'ord_1',
      seq: 2,
      alerts: ['stuck'],
    });
  });

  it('of a driver’s place says as much as is known, and not who drives', () => {
    const location = { orderId: 'ord_1', driverId: 'd', lat: 1, lng: 2, at: AT };
    expect(driverLocationOf(location)).toEqual({
      type: 'driver_location',
      orderId: 'ord_1',
      location: { lat: 1, lng: 2, at: AT },
    });
    expect(driverLocationOf({ ...location, heading: 0, speed: 0 })).toMatchObject({
      location: { heading: 0, speed: 0 },
    });
  });
});

describe('what an audience receives', () => {
  const alerting = anEvent({ effects: [{ kind: 'alert', alert: 'stuck' }] });
  const again = {
    kind: 'notify',
    type: 'store_new_order',
    channels: [],
    priority: 'urgent',
    audience: 'seller',
  } as const;
  const typesFor = (audience: Parameters<typeof updatesFor>[0], event = alerting) =>
    updatesFor(audience, event, 'topic').map(({ type }) => type);

  it('of an alert is for operations only', () => {
    expect(typesFor('ops')).toEqual(['order_update', 'alert']);
    expect(typesFor('seller')).toEqual(['order_update']);
    expect(typesFor('customer')).toEqual(['order_update']);
    expect(typesFor('order')).toEqual(['order_update']);
  });

  it('of a new order is new for the shop and for operations', () => {
    const created = anEvent({ type: 'order_created' });
    expect(typesFor('seller', created)).toEqual(['new_order']);
    expect(typesFor('ops', created)).toEqual(['new_order']);
    expect(typesFor('customer', created)).toEqual(['order_update']);
    expect(typesFor('seller', anEvent({ type: 'deadline_passed', effects: [again] }))).toEqual(['new_order']);
  });

  it('rings once more at a shop for its reminder only', () => {
    const reminder = { ...again, type: 'order_reminder' } as const;
    expect(typesFor('seller', anEvent({ type: 'deadline_passed', effects: [reminder] }))).toEqual(['order_update']);
    expect(typesFor('seller', anEvent({ type: 'status_changed', effects: [again] }))).toEqual(['order_update']);
    const alert = { kind: 'alert', alert: 'stuck' } as const;
    expect(typesFor('seller', anEvent({ type: 'deadline_passed', effects: [alert] }))).toEqual(['order_update']);
  });

  it('on one connection is the parties’ update, in whatever order the topics were asked for', () => {
    const listener = (kind: 'public' | 'order', topic: string) => ({
      audience: { kind, id: 'ord_1' } as const,
      connectionId: 'c1',
      topic,
    });
    const topics = [listener('public', 'track:1'), listener('order', 'order:ord_1')];
    for (const listeners of [topics, topics.toReversed()]) {
      const messages = updatesOf(anEvent(), listeners);
      expect(messages).toEqual([{ ...orderUpdateOf(anEvent()), topics: ['order:ord_1', 'track:1'] }]);
    }
  });

  it('is nothing, and no empty message, where an event is not for the public', () => {
    const listeners = [{ audience: { kind: 'public', id: 'ord_1' } as const, connectionId: 'c1', topic: 'track:1' }];
    expect(updatesOf(anEvent({ type: 'support_requested' }), listeners)).toHaveLength(0);
    expect(updatesOf(anEvent(), listeners)).toHaveLength(1);
  });
});

describe('frames', () => {
  const long = (bytes: number): EventMessage =>
    ({
      type: 'alert',
      cursor: '',
      orderId: 'o',
      seq: 1,
      alerts: ['x'.repeat(bytes)],
    }) as unknown as EventMessage;

  it('are one message alone, or several as a batch', () => {
    const [first, second] = [orderUpdateOf(anEvent()), orderUpdateOf(anEvent({ seq: 3 }))];
    expect(framesOf([])).toEqual([]);
    expect(framesOf([first])).toEqual([first]);
    expect(framesOf([first, second])).toEqual([{ type: 'batch', events: [first, second] }]);
  });

  it('hold as many as fit, in their order, and none is left out', () => {
    const updates = Array.from({ length: 40 }, (_, i) => ({ ...long(3_000), seq: i }) as EventMessage);
    const frames = framesOf(updates);
    expect(frames.length).toBeGreaterThan(1);
    expect(frames.length).toBeLessThan(10);
    for (const frame of frames) expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(MAX_FRAME_BYTES);
    expect(inFrames(updates).flat()).toEqual(updates);
  });

  it('are measured in bytes, not in characters', () => {
    const update = { ...long(0), alerts: ['я'.repeat(MAX_FRAME_BYTES / 5)] } as unknown as EventMessage;
    for (const frame of framesOf([update, update, update])) {
      expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(MAX_FRAME_BYTES);
    }
  });
});

describe('the last message of a connection', () => {
  it('is known by its close code', () => {
    expect(isEnding(endingMessage('TOKEN_EXPIRED'))).toBe(true);
    expect(isEnding({ type: 'error' })).toBe(false);
    expect(isEnding({ type: 'ping', closeCode: 4401 })).toBe(false);
  });

  it.each([
    ['UNAUTHENTICATED', 4401],
    ['TOKEN_EXPIRED', 4401],
    ['ACCESS_WITHDRAWN', 4403],
    ['TOO_MANY_MESSAGES', 4429],
    ['TOO_MANY_SUBSCRIPTIONS', 4429],
  ] as const)('%s closes with %i, and says more where there is more to say', (code, closeCode) => {
    const message = endingMessage(code);
    expect(message).toMatchObject({ type: 'error', code, closeCode });
    expect(message.detail).not.toBe('');
    expect(message).not.toHaveProperty('topic');
    expect(message).not.toHaveProperty('retryAfterSeconds');
    expect(endingMessage(code, { topic: 'me', retryAfterSeconds: 3 })).toMatchObject({
      topic: 'me',
      retryAfterSeconds: 3,
    });
  });
});
