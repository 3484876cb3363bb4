import { beforeEach, describe, expect, it } from 'vitest';
import { applyTrackingUpdate } from '../../../shared/carriers/apply-tracking-update.ts';
import { applyUpdate } from '../../../shared/carriers/receive-webhook.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { read } from './support/read.ts';

const NOW = '2026-03-06T10:00:00.000Z';
const minute = (n: number): string => new Date(Date.parse('2026-03-06T09:00:00Z') + n * 60_000).toISOString();

let world: WebhookWorld;
beforeEach(() => {
  world = webhookWorld();
  world.clock.set(NOW);
});

const grocery = (given: Partial<Order> = {}) =>
  world.addOrder({
    orderId: 'ord_1',
    orderType: 'grocery',
    workflow: { id: 'grocery', version: 1 },
    status: 'ready_for_pickup',
    phase: 'ready',
    fulfilmentType: 'delivery',
    createdAt: minute(-60),
    ...given,
  });

interface Event {
  readonly kind?: string;
  readonly courier?: string;
  readonly location?: object;
  readonly id?: string;
  readonly externalId?: string;
}

const uber = (status: string, at: number, { kind, courier = 'Cori R.', location, id, externalId }: Event = {}) =>
  applyUpdate(
    world,
    'uber',
    read(
      'uber',
      {
        id: `evt_${status}_${at}`,
        kind: `event.${kind ?? 'delivery_status'}`,
        created: minute(at),
        status,
        ...(location && { location }),
        data: {
          id: id ?? 'del_1',
          status,
          courier: { name: courier, phone_number: '+14155550100', vehicle_type: 'bicycle' },
          tracking_url: 'https://www.ubereats.com/orders/1',
          external_id: externalId ?? 'ord_1',
        },
      },
      NOW,
    ),
  );

const orderNow = async () => {
  const order = await world.store.get('ord_1');
  if (order === undefined) throw new Error('no order');
  return order;
};

describe('a delivery of a provider', () => {
  it('belongs to the order that it was made for, and moves it with its driver', async () => {
    await grocery();
    expect(await uber('pickup', 1)).toBe('applied');
    expect(await orderNow()).toMatchObject({
      status: 'driver_assigned',
      driver: { name: 'Cori R.', provider: 'uber', vehicle: 'bicycle', phoneE164: '+14155550100' },
      shipments: [
        {
          trackingNumber: 'DEL1',
          carrier: 'uber',
          facts: { trackingUrl: { value: 'https://www.ubereats.com/orders/1' } },
        },
      ],
    });
    await uber('pickup_complete', 5);
    expect((await orderNow()).status).toBe('driver_pickup_complete');
    await uber('dropoff', 6);
    expect((await orderNow()).status).toBe('in_transit');
    await uber('delivered', 20);
    expect((await orderNow()).status).toBe('delivered');
    expect(await uber('delivered', 20)).toBe('duplicate');
  });

  it('ends in the same place whatever order its events come in', async () => {
    const steps = [
      () => uber('pickup', 1),
      () => uber('pickup_complete', 5),
      () => uber('dropoff', 6),
      () => uber('delivered', 20),
    ];
    for (const order of [
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 0, 2, 3],
    ]) {
      world = webhookWorld();
      world.clock.set(NOW);
      await grocery();
      for (const step of order) await steps[step]?.();
      expect(await orderNow()).toMatchObject({ status: 'delivered', driver: { name: 'Cori R.' } });
      expect((await world.store.scans('ord_1', { limit: 100 })).scans).toHaveLength(4);
    }
  });

  it('has the newest courier: what an older event says replaces nobody', async () => {
    await grocery();
    await uber('pickup', 1);
    await uber('pickup', 3, { courier: 'Dan S.' });
    await uber('pending', 2, { courier: 'Eve T.' });
    expect((await orderNow()).driver?.name).toBe('Dan S.');
    await uber('dropoff', 6, { courier: 'Fay U.' });
    expect((await orderNow()).driver?.name).toBe('Fay U.');
  });

  it('that is cancelled takes its driver away; another one brings the order', async () => {
    await grocery();
    await uber('pickup', 1);
    await uber('canceled', 4);
    expect(await orderNow()).toMatchObject({ status: 'ready_for_pickup' });
    expect((await orderNow()).driver).toBeUndefined();
    await uber('pickup', 1, { courier: 'Late L.' });
    expect((await orderNow()).driver).toBeUndefined();
    await uber('pickup', 8, { id: 'del_2', courier: 'Dan S.' });
    expect(await orderNow()).toMatchObject({ status: 'driver_assigned', driver: { name: 'Dan S.' } });
    await uber('delivered', 30, { id: 'del_2', courier: 'Dan S.' });
    expect((await orderNow()).status).toBe('delivered');
  });

  it('that is returned fails the groceries', async () => {
    await grocery();
    await uber('dropoff', 6);
    await uber('returned', 20);
    expect((await orderNow()).status).toBe('failed');
  });

  it('shows where its courier is, of the one who has the order only, once a second', async () => {
    await grocery();
    await uber('pickup', 1);
    const ping = (at: number, lat: number, courier?: string) =>
      uber('pickup', at, { kind: 'courier_update', location: { lat, lng: 2 }, ...(courier && { courier }) });
    const { version } = await orderNow();
    expect(await ping(2, 41.1)).toBe('recorded');
    expect(await ping(2, 41.2)).toBe('duplicate');
    expect(await ping(3, 41.3)).toBe('recorded');
    expect((await orderNow()).version).toBe(version);
    expect(world.locations.stored.map(({ lat }) => lat)).toEqual([41.1, 41.3]);
    await uber('dropoff', 6, { courier: 'Dan S.' });
    expect(await ping(5, 41.4)).toBe('ignored');
    await uber('delivered', 20, { courier: 'Dan S.' });
    expect(await ping(21, 41.5, 'Dan S.')).toBe('ignored');
  });

  it('is found where the delivery was made once more under the order’s id and a number', async () => {
    await grocery();
    expect(await uber('pickup', 1, { externalId: 'ord_1-2' })).toBe('applied');
    expect((await orderNow()).driver?.name).toBe('Cori R.');
  });

  it('of an order that nobody knows waits for it', async () => {
    expect(await uber('pickup', 1)).toBe('parked');
    expect(world.parked.waiting()).toHaveLength(1);
  });

  it('is not registered on an order that is over', async () => {
    await grocery({ status: 'cancelled', phase: 'cancelled' });
    expect(await uber('pickup', 1)).toBe('parked');
    expect((await orderNow()).shipments).toEqual([]);
    expect(world.telemetry.lines.map(({ message }) => message)).toContain('A delivery was not registered');
  });

  it('is a parcel like others where no driver brings orders of the kind', async () => {
    await world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', createdAt: minute(-60) });
    await uber('pickup_complete', 5);
    expect(await orderNow()).toMatchObject({ status: 'shipped' });
    expect((await orderNow()).driver).toBeUndefined();
  });

  it('is the order’s also by DoorDash', async () => {
    await grocery();
    const event = (event_name: string, at: number) => ({
      event_name,
      created_at: minute(at),
      external_delivery_id: 'ord_1',
      dasher_id: 7,
      dasher_name: 'John D.',
    });
    for (const [name, at] of [
      ['DASHER_CONFIRMED', 1],
      ['DASHER_PICKED_UP', 5],
      ['DASHER_DROPPED_OFF', 20],
    ] as const)
      await applyUpdate(world, 'doordash', read('doordash', event(name, at), NOW));
    expect(await orderNow()).toMatchObject({ status: 'delivered', driver: { driverId: 'doordash:7' } });
  });
});

describe('a piece that no order has', () => {
  it('is not parked', async () => {
    const scan = read('ups', {
      trackingNumber: '1Z204W4R0308071865',
      gmtActivityDate: '20260303',
      gmtActivityTime: '145004',
      activityStatus: { descriptionCode: '005' },
    }).parcels[0];
    if (scan === undefined) throw new Error('no parcel');
    expect(await applyTrackingUpdate(world, 'ups', { ...scan, isPiece: true })).toBe('ignored');
    expect(world.parked.waiting()).toEqual([]);
    expect(await applyTrackingUpdate(world, 'ups', scan)).toBe('parked');
  });
});
