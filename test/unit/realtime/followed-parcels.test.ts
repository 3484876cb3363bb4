/** Parcels that are followed by their numbers, of which an order may have several, and lose some. */
import { describe, expect, it } from 'vitest';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import { portionsOf } from '../../../shared/realtime/followers.ts';
import { anEvent } from '../support/an-event.ts';
import { stage } from './broadcast-stage.ts';

const shipment = (trackingNumber: string) => ({
  shipmentId: trackingNumber,
  trackingNumber,
  carrier: 'ups',
  registeredAt: '2026-03-01T10:00:00.000Z',
});

describe('who follows a parcel by its number', () => {
  it('and another one of the same order, is sent an event once, for both', async () => {
    const { frames, listen, dependencies } = stage();
    for (const topic of ['track:A1', 'track:B2']) await listen('c1', 'public:ord_1', topic, { kind: 'anonymous' });
    await broadcastEvent(anEvent(), dependencies);
    expect(frames).toMatchObject([{ to: 'c1', frame: { type: 'order_update', topics: ['track:A1', 'track:B2'] } }]);
  });

  it.each(['shipment_detached', 'shipment_corrected'] as const)(
    'hears no more of an order that the number was taken from (%s)',
    async (type) => {
      const { frames, gone, listen, order, dependencies } = stage();
      await listen('left', 'public:ord_1', 'track:a 1', { kind: 'anonymous' });
      await listen('stays', 'public:ord_1', 'track:b 2', { kind: 'anonymous' });
      order.current = { ...order.current, shipments: [shipment('B2')] };
      await broadcastEvent(anEvent({ type }), dependencies);
      await broadcastEvent(anEvent({ seq: 3 }), dependencies);
      const seen = (name: string) => frames.filter(({ to }) => to === name).map(({ frame }) => frame.code ?? frame.seq);
      expect(seen('left')).toEqual(['ACCESS_WITHDRAWN']);
      expect(seen('stays')).toEqual([2, 3]);
      expect(gone).toEqual(['left']);
    },
  );

  it('is found by it in a portion of many', () => {
    const listening = ['track:A1', 'track:B2'].flatMap((topic) =>
      ['c1', 'c2'].map((connectionId) => ({ connectionId, topic, audience: 'public:ord_1', place: 'p' })),
    );
    expect(portionsOf(listening, 2)).toMatchObject([
      {
        followers: [
          { audience: 'public:ord_1', topic: 'track:A1', connectionIds: ['c1', 'c2'] },
          { audience: 'public:ord_1', topic: 'track:B2', connectionIds: ['c1', 'c2'] },
        ],
      },
    ]);
  });
});
