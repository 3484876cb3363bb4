import { describe, expect, it, test } from 'vitest';
import { sketchOf } from '../../../shared/delays/duration-sketch.ts';
import { cachedTransitHistory, remainingTime, usualSilence } from '../../../shared/delays/transit-history.ts';
import { transitGroupsOf } from '../../../shared/delays/transit-route.ts';
import { NO_TIMES, timesOfParcel } from '../../../shared/delays/transit-times.ts';
import type { Scan, Shipment } from '../../../shared/orders/model/order.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { memoryTransitHistory } from '../../support/memory/memory-transit-history.ts';
import { anOrder, aScan, manualClock } from '../../support/order-fixtures.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-03-10T00:00:00.000Z');
const at = (hour: number): string => new Date(NOW.getTime() + hour * HOUR).toISOString();
const scan = (milestone: Milestone, hour: number, more: Partial<Scan> = {}): Scan =>
  aScan({ scanId: `${milestone} ${hour}`, milestone, occurredAt: at(hour), trackingNumber: 'T1', ...more });
const parcel = (more: Partial<Shipment> = {}): Shipment => ({
  shipmentId: 'shp_1',
  trackingNumber: 'T1',
  carrier: 'fedex',
  registeredAt: at(0),
  ...more,
});
const address = { line1: '1 Rue', city: 'Lyon', country: 'FR' };

describe('what a delivered parcel shows', () => {
  const scans = [
    scan('label_created', 1),
    scan('picked_up', 6),
    scan('in_transit', 10),
    scan('in_transit', 22),
    scan('delayed', 30),
    scan('out_for_delivery', 50),
    scan('delivered', 54),
  ];
  const hoursOf = (sketches: object) =>
    Object.fromEntries(
      Object.entries(sketches).map(([stage, sketch]) => [stage, [...(sketch as Map<number, number>)]]),
    );
  const of = (...hours: readonly number[]) => [...sketchOf(hours.map((each) => each * HOUR))];

  it('is how long it was silent after each stage, and how long it took from there', () => {
    const { silence, remaining } = timesOfParcel(parcel(), scans.toReversed());
    expect(hoursOf(silence)).toEqual({
      label_created: of(6),
      picked_up: of(4),
      in_transit: of(12, 8),
      out_for_delivery: of(4),
    });
    expect(hoursOf(remaining)).toEqual({
      label_created: of(54),
      picked_up: of(48),
      in_transit: of(44),
      out_for_delivery: of(4),
    });
  });

  it('is nothing of one that was not delivered, and ends with the first delivery', () => {
    expect(timesOfParcel(parcel(), scans.slice(0, -1))).toEqual(NO_TIMES);
    expect(timesOfParcel(parcel(), [...scans, scan('in_transit', 60), scan('delivered', 90)])).toEqual(
      timesOfParcel(parcel(), scans),
    );
  });

  it('leaves out what has no time between, and what says nothing', () => {
    const { silence } = timesOfParcel(parcel(), [scan('picked_up', 6), scan('unknown', 7), scan('delivered', 6)]);
    expect(hoursOf(silence)).toEqual({ label_created: of(6) });
  });
});

describe('the parcels that one is compared with', () => {
  const order = anOrder({ orderId: 'ord_1', shippingAddress: address });
  const from = (country: string, hour: number) => scan('in_transit', hour, { location: { country } });

  it('go the same way by the same service; else by the service; else with the carrier', () => {
    const facts = { service: { value: 'FedEx  Home-Delivery®', asOf: at(1) } };
    expect(transitGroupsOf(order, parcel({ facts }), [from('FR', 20), from('ESP', 5)])).toEqual([
      { scope: 'route', carrier: 'fedex', service: 'FEDEX HOME DELIVERY', countries: 'ES>FR' },
      { scope: 'service', carrier: 'fedex', service: 'FEDEX HOME DELIVERY' },
      { scope: 'carrier', carrier: 'fedex' },
    ]);
  });

  it('are those of the service that the shop named, whatever the carrier calls it', () => {
    const facts = { service: { value: 'UPS Standard', asOf: at(1) } };
    expect(transitGroupsOf(order, parcel({ service: 'Night', facts }), [])[0]).toMatchObject({ service: 'NIGHT' });
  });

  it('are fewer kinds where less is known', () => {
    expect(transitGroupsOf(order, parcel(), [from('ES', 5)])).toEqual([
      { scope: 'route', carrier: 'fedex', countries: 'ES>FR' },
      { scope: 'carrier', carrier: 'fedex' },
    ]);
    expect(transitGroupsOf(anOrder({ orderId: 'ord_2' }), parcel({ service: '®' }), [from('ES', 5)])).toEqual([
      { scope: 'carrier', carrier: 'fedex' },
    ]);
    expect(transitGroupsOf(order, parcel({ carrier: 'unknown' }), [from('ES', 5)])).toEqual([]);
  });

  it('do not come from where another parcel of the order does', () => {
    expect(transitGroupsOf(order, parcel(), [{ ...from('ES', 5), trackingNumber: 'T2' }])).toHaveLength(1);
  });
});

describe('what is usual', () => {
  const groups = [
    { scope: 'route', carrier: 'fedex', countries: 'ES>FR' },
    { scope: 'carrier', carrier: 'fedex' },
  ] as const;
  const knownOf = async (route: readonly number[], carrier: readonly number[]) => {
    const history = memoryTransitHistory();
    const add = (group: (typeof groups)[number], hours: readonly number[]) => {
      const sketch = sketchOf(hours.map((hour) => hour * HOUR));
      return history.add([group], { silence: { in_transit: sketch }, remaining: { in_transit: sketch } }, NOW);
    };
    await add(groups[0], route);
    await add(groups[1], carrier);
    return history;
  };
  const times = (count: number, hour: number) => Array.from({ length: count }, () => hour);

  it('is that of the nearest parcels, once there are thirty', async () => {
    const few = await knownOf(times(29, 10), times(40, 50));
    expect(await usualSilence(few, groups, 'in_transit')).toMatchObject({ scope: 'carrier', silences: 40 });
    const enough = await knownOf(times(30, 10), times(40, 50));
    expect(await usualSilence(enough, groups, 'in_transit')).toMatchObject({ scope: 'route', silences: 30 });
  });

  it('is nothing while too little is known, and of a stage that nobody has seen', async () => {
    const history = await knownOf(times(5, 10), times(29, 50));
    expect(await usualSilence(history, groups, 'in_transit')).toBeUndefined();
    const another = await knownOf(times(500, 10), []);
    expect(await usualSilence(another, groups, 'customs')).toBeUndefined();
  });

  it('is what nineteen of twenty did not exceed', async () => {
    const history = await knownOf([...times(95, 10), ...times(5, 90)], []);
    const usual = await usualSilence(history, groups, 'in_transit');
    expect((usual?.milliseconds ?? 0) / HOUR).toBeGreaterThan(8.8);
    expect((usual?.milliseconds ?? 0) / HOUR).toBeLessThan(11.2);
  });

  it('of the time that is left, is that of parcels which took longer than this one has taken', async () => {
    const history = await knownOf([...times(80, 20), ...times(20, 100)], []);
    const fresh = await remainingTime(history, groups, 'in_transit', 0);
    const late = await remainingTime(history, groups, 'in_transit', 30 * HOUR);
    expect((fresh?.from ?? 0) / HOUR).toBeLessThan(23);
    expect((late?.from ?? 0) / HOUR).toBeGreaterThan(88);
    expect(await remainingTime(history, groups, 'in_transit', 300 * HOUR)).toBeUndefined();
  });
});

test('each group is read once in a quarter of an hour, and again after a failure', async () => {
  const clock = manualClock();
  const group = { scope: 'carrier', carrier: 'fedex' } as const;
  let reads = 0;
  let fails = false;
  const history = cachedTransitHistory(
    {
      find: async () => {
        reads += 1;
        if (fails) throw new Error('The table is away');
        return NO_TIMES;
      },
    },
    clock,
  );
  await Promise.all([history.find(group), history.find({ ...group })]);
  clock.advance(15 * 60_000 - 1);
  await history.find(group);
  expect(reads).toBe(1);
  clock.advance(1);
  fails = true;
  await expect(history.find(group)).rejects.toThrow('away');
  fails = false;
  await history.find(group);
  expect(reads).toBe(3);
  await history.find({ scope: 'service', carrier: 'fedex', service: 'X' });
  expect(reads).toBe(4);
});
