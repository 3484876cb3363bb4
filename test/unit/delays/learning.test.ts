import { describe, expect, it } from 'vitest';
import { sketchOf } from '../../../shared/delays/duration-sketch.ts';
import { fireWithHistory } from '../../../shared/delays/fire-with-history.ts';
import { learnFromDelivery } from '../../../shared/delays/learn-from-delivery.ts';
import { ownEstimate } from '../../../shared/delays/own-estimate.ts';
import { usualSilence } from '../../../shared/delays/transit-history.ts';
import type { Stage } from '../../../shared/delays/transit-times.ts';
import type { Order, Scan } from '../../../shared/orders/model/order.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { memoryTransitHistory } from '../../support/memory/memory-transit-history.ts';
import { aScan } from '../../support/order-fixtures.ts';
import { webhookWorld } from '../../support/webhook-fixtures.ts';

const HOUR = 3_600_000;
/** A Monday. */
const START = Date.parse('2026-03-02T08:00:00.000Z');
const at = (hour: number): string => new Date(START + hour * HOUR).toISOString();
const scan = (milestone: Milestone, hour: number, more: Partial<Scan> = {}): Scan =>
  aScan({
    scanId: `T1 ${milestone} ${hour}`,
    trackingNumber: 'T1',
    milestone,
    occurredAt: at(hour),
    location: { country: 'ES' },
    ...more,
  });
const GROUP = { scope: 'carrier', carrier: 'fedex' } as const;
const JOURNEY = [scan('picked_up', 6), scan('in_transit', 10), scan('out_for_delivery', 30), scan('delivered', 34)];

const worldOf = async (given: Partial<Order> = {}) => {
  const world = webhookWorld();
  const history = memoryTransitHistory();
  world.clock.set(at(0));
  await world.addOrder({
    orderId: 'ord_1',
    status: 'processing',
    phase: 'preparing',
    createdAt: at(0),
    statusSince: at(0),
    shippingAddress: { line1: '1 Rue', city: 'Lyon', country: 'FR' },
    shipments: [{ shipmentId: 'shp_T1', trackingNumber: 'T1', carrier: 'fedex', registeredAt: at(0) }],
    ...given,
  });
  const dependencies = { ...world, orders: world.store, store: history, history };
  const apply = async (scans: readonly Scan[], more: object = {}) => {
    world.clock.set(new Date(Math.max(...scans.map((one) => Date.parse(one.occurredAt)))).toISOString());
    return executeCommand(world, {
      orderId: 'ord_1',
      command: { type: 'apply_scans', trackingNumber: 'T1', scans, ...more },
      actor: { role: 'carrier', id: 'fedex' },
    });
  };
  const knows = (stage: Stage, hours: readonly number[]) => {
    const sketch = sketchOf(hours.map((hour) => hour * HOUR));
    return history.add([GROUP], { silence: { [stage]: sketch }, remaining: { [stage]: sketch } }, new Date(START));
  };
  const learn = () => learnFromDelivery(dependencies, { orderId: 'ord_1', trackingNumber: 'T1' });
  const fire = (hour: number, rule = 'no-scan-shipped') => {
    world.clock.set(at(hour));
    return fireWithHistory({ ...world, history }, { orderId: 'ord_1', rule, dueAt: at(hour) });
  };
  const order = async () => (await world.store.get('ord_1')) as Order;
  return { world, history, apply, knows, learn, fire, order };
};

const times = (count: number, hour: number) => Array.from({ length: count }, () => hour);

describe('a parcel that was delivered', () => {
  it('is learnt from once, by its countries and its carrier', async () => {
    const { apply, learn, history } = await worldOf();
    await apply(JOURNEY);
    expect(await learn()).toMatchObject({ carrier: 'fedex', delaysRaised: 0 });
    expect(await learn()).toBeUndefined();
    for (const group of [GROUP, { scope: 'route', carrier: 'fedex', countries: 'ES>FR' } as const]) {
      const { silence, remaining } = await history.find(group);
      expect([...(silence.in_transit ?? [])]).toEqual([...sketchOf([20 * HOUR])]);
      expect([...(remaining.in_transit ?? [])]).toEqual([...sketchOf([24 * HOUR])]);
    }
  });

  it.each([
    ['is on its way', JOURNEY.slice(0, 3), {}],
    ['went back', [...JOURNEY.slice(0, 3), scan('returning', 40), scan('returned', 50)], {}],
    ['may be another shop’s', JOURNEY, { needsConfirmation: true }],
    ['has no known carrier', JOURNEY, { carrier: 'unknown' }],
  ])('is not one that %s', async (_why, scans, parcel) => {
    const shipments = [{ shipmentId: 's', trackingNumber: 'T1', carrier: 'fedex', registeredAt: at(0), ...parcel }];
    const { apply, learn, history } = await worldOf({ shipments });
    await apply(scans.map((one) => ('carrier' in parcel ? { ...one, carrier: parcel.carrier } : one)));
    expect(await learn()).toBeUndefined();
    expect((await history.find(GROUP)).silence).toEqual({});
  });

  it('shows how right the promise and the carrier’s estimate were', async () => {
    const promised = await worldOf({ estimatedDelivery: '2026-03-03', firstPromise: '2026-03-03' });
    await promised.apply(JOURNEY.slice(0, 2), { estimatedDelivery: '2026-03-05', estimateAsOf: at(10) });
    await promised.apply(JOURNEY.slice(2));
    // Delivered on Tuesday at 18:00 in Lyon.
    expect(await promised.learn()).toMatchObject({
      isPromiseBroken: false,
      promiseErrorDays: 0,
      carrierErrorDays: 29 / 24,
    });
    const broken = await worldOf({ estimatedDelivery: '2026-03-02', firstPromise: '2026-03-02' });
    await broken.apply(JOURNEY);
    expect(await broken.learn()).toMatchObject({ isPromiseBroken: true, promiseErrorDays: 19 / 24 });
    const silent = await worldOf();
    await silent.apply(JOURNEY);
    const accuracy = await silent.learn();
    expect([accuracy?.isPromiseBroken, accuracy?.carrierErrorDays, accuracy?.ownErrorDays]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('shows how right our own estimate would have been', async () => {
    const { apply, knows, learn } = await worldOf();
    await knows('picked_up', times(40, 76));
    await apply(JOURNEY);
    // It took 28 hours from the pickup, and 76 were usual.
    expect((await learn())?.ownErrorDays).toBeCloseTo((76 - 28) / 24, 0);
  });

  it.each([
    ['came in time after all', '2026-03-20', 1, 1],
    ['was late indeed', '2026-03-04', 1, 0],
  ])('that was held for late and %s', async (_what, firstPromise, delaysRaised, delaysRefuted) => {
    const { apply, fire, learn, order } = await worldOf({ estimatedDelivery: '2026-03-20', firstPromise });
    await apply(JOURNEY.slice(0, 2));
    await fire(10 + 72);
    expect((await order()).status).toBe('delayed');
    await apply([scan('out_for_delivery', 96), scan('delivered', 100)]);
    expect(await learn()).toMatchObject({ delaysRaised, delaysRefuted });
  });
});

describe('a silent parcel', () => {
  const moving = async () => {
    const world = await worldOf();
    await world.apply(JOURNEY.slice(0, 2));
    return world;
  };

  it('is looked at again when the table says, while nothing is known', async () => {
    const { fire, order } = await moving();
    const early = await fire(10 + 24);
    expect(early.postponement).toEqual({
      orderId: 'ord_1',
      rule: 'no-scan-shipped',
      dueAt: at(10 + 72),
      at: at(10 + 72),
    });
    expect((await order()).status).toBe('shipped');
    expect((await fire(10 + 72)).postponement).toBeUndefined();
    expect((await order()).status).toBe('delayed');
  });

  it('is delayed sooner where its carrier is quick, and later where it is slow', async () => {
    const quick = await moving();
    await quick.knows('in_transit', times(60, 30));
    const usual = (await usualSilence(quick.history, [GROUP], 'in_transit'))?.milliseconds ?? 0;
    expect((await quick.fire(10 + 24)).postponement?.at).toBe(new Date(Date.parse(at(10)) + usual).toISOString());
    await quick.fire(10 + 34);
    expect((await quick.order()).status).toBe('delayed');

    const slow = await moving();
    await slow.knows('in_transit', times(60, 120));
    expect((await slow.fire(10 + 72)).postponement).toBeDefined();
    expect((await slow.order()).status).toBe('shipped');
    await slow.fire(10 + 140);
    expect((await slow.order()).status).toBe('delayed');
  });

  it('goes by the stage that it is in', async () => {
    const { apply, knows, fire, order } = await moving();
    await knows('in_transit', times(60, 30));
    await apply([scan('customs', 12)]);
    expect((await fire(12 + 40)).postponement?.at).toBe(at(12 + 72));
    expect((await order()).status).toBe('shipped');
  });

  it('that is late has a new date in its message, where history knows one', async () => {
    const { knows, fire } = await moving();
    await knows('in_transit', [...times(60, 30), ...times(20, 120)]);
    const { result } = await fire(10 + 168);
    expect(result.ok && result.events[0]).toMatchObject({ status: 'delayed', reason: 'no_scan' });
    expect(result.ok && result.events[0]?.estimatedDelivery).toBeUndefined();
    const other = await moving();
    await other.knows('in_transit', [...times(300, 30), ...times(12, 120)]);
    const early = await other.fire(10 + 60);
    expect(early.result.ok && early.result.events[0]).toMatchObject({
      status: 'delayed',
      estimatedDelivery: '2026-03-07',
    });
  });

  it('is nothing to a rule that does not ask for history, and to an order that is not there', async () => {
    const { fire, world } = await worldOf();
    expect((await fire(49, 'stuck-before-shipping')).result).toMatchObject({ ok: true, changed: true });
    world.clock.set(at(60));
    const gone = await fireWithHistory(
      { ...world, history: memoryTransitHistory() },
      { orderId: 'no', rule: 'x', dueAt: at(1) },
    );
    expect(gone).toEqual({ result: { ok: false, code: 'NOT_FOUND' } });
  });
});

describe('our own estimate', () => {
  it('is the days on which such parcels come, at the place that the order goes to', async () => {
    const { apply, knows, order, history } = await worldOf();
    await apply(JOURNEY.slice(0, 2));
    await knows('in_transit', [...times(50, 24), ...times(50, 60)]);
    const estimate = await ownEstimate({ order: await order(), scans: [], history, now: new Date(at(11)) });
    expect(estimate).toEqual({ estimate: '2026-03-03/2026-03-05', parcels: 100, scope: 'carrier' });
  });

  it('is that of the parcel which comes last, and none where one of them is anybody’s guess', async () => {
    const parcelOf = (trackingNumber: string, carrier: string) => ({
      shipmentId: trackingNumber,
      trackingNumber,
      carrier,
      registeredAt: at(0),
    });
    const ask = async (carriers: readonly [string, string]) => {
      const shipments = [parcelOf('T1', carriers[0]), parcelOf('T2', carriers[1])];
      const { knows, order, history } = await worldOf({ shipments });
      await knows('label_created', times(40, 48));
      return ownEstimate({ order: await order(), scans: [], history, now: new Date(at(1)) });
    };
    expect((await ask(['fedex', 'fedex']))?.estimate).toBe('2026-03-04');
    expect(await ask(['fedex', 'ups'])).toBeUndefined();
  });
});
