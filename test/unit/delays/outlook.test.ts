import { describe, expect, it, test } from 'vitest';
import { sketchOf } from '../../../shared/delays/duration-sketch.ts';
import { expectationOf } from '../../../shared/delays/expectation.ts';
import { outlookOf } from '../../../shared/delays/outlook.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { memoryTransitHistory } from '../../support/memory/memory-transit-history.ts';
import { accept } from '../orders/support/decisions.ts';
import { hours, orderIn, parcelOf, scanOf, workflowOf } from '../workflows/support/orders.ts';

const HOUR = 3_600_000;
const at = (hour: number): string => hours(hour).toISOString();
const GROUP = { scope: 'carrier', carrier: 'fedex' } as const;
const MADRID = { line1: 'Calle Mayor 1', city: 'Madrid', country: 'ES', postalCode: '28013' };

const known = async (stage: string, hour: number) => {
  const history = memoryTransitHistory();
  const sketch = sketchOf(Array.from({ length: 50 }, () => hour * HOUR));
  await history.add([GROUP], { silence: { [stage]: sketch }, remaining: { [stage]: sketch } }, hours(0));
  return history;
};

const registered = (status: string, fields: Partial<Order> = {}): Order =>
  orderIn('parcel', status, { shipments: [parcelOf('T1')], shippingAddress: MADRID, ...fields });

const scanned = (order: Order, hour: number, more: object = {}): Order =>
  accept(
    order,
    { type: 'apply_scans', trackingNumber: 'T1', scans: [scanOf('in_transit', hour)], ...more },
    'carrier',
    hours(hour),
  ).order;

const outlook = async (order: Order, hour: number, history = memoryTransitHistory()) =>
  outlookOf({ workflow: workflowOf('parcel'), order, scans: [], history, now: hours(hour) });

describe('an order is expected', () => {
  const estimate = { estimatedDelivery: '2026-03-06', estimateAsOf: at(2) };

  it('when its carrier says, before anything that was promised', async () => {
    const order = scanned(registered('processing', { estimatedDelivery: '2026-03-05' }), 2, estimate);
    expect((await outlook(order, 3, await known('in_transit', 10))).expectation).toEqual({
      estimate: '2026-03-06',
      source: 'carrier',
    });
  });

  it('when it was promised, where the carrier says nothing', async () => {
    const order = scanned(registered('processing', { estimatedDelivery: '2026-03-05' }), 2);
    expect((await outlook(order, 3, await known('in_transit', 10))).expectation).toEqual({
      estimate: '2026-03-05',
      source: 'promise',
    });
  });

  it('when such parcels come, where nobody says anything; and nobody knows where too few are known', async () => {
    const order = scanned(registered('processing'), 2);
    const { expectation } = await outlook(order, 3, await known('in_transit', 48));
    expect(expectation).toEqual({ estimate: '2026-03-04', source: 'history', parcels: 50 });
    expect((await outlook(order, 3)).expectation).toEqual({});
  });

  it.each([
    ['promise', {}],
    ['carrier', estimate],
  ] as const)('anew when the date of its %s has passed', async (passed, more) => {
    const order = scanned(registered('processing', { estimatedDelivery: '2026-03-06' }), 2, more);
    const late = scanned(order, 4 * 24);
    const { expectation } = await outlook(late, 5 * 24, await known('in_transit', 48));
    expect(expectation).toEqual({ estimate: '2026-03-08', source: 'history', parcels: 50, passed });
    expect((await outlook(late, 5 * 24)).expectation).toEqual({ estimate: '2026-03-06', source: passed, passed });
  });

  it('no more once it has come', () => {
    const order = registered('delivered', { estimatedDelivery: '2026-03-05' });
    const own = { estimate: '2026-03-20', parcels: 99, scope: 'carrier' } as const;
    expect(expectationOf(order, own, hours(500))).toEqual({ estimate: '2026-03-05', source: 'promise' });
  });
});

describe('a silence', () => {
  it('is unusual from when the table says, or from what is usual', async () => {
    const order = scanned(registered('processing'), 2);
    expect((await outlook(order, 3)).silence).toEqual({
      since: at(2),
      unusualFrom: at(74),
      learntFrom: null,
      scope: null,
    });
    const { silence } = await outlook(order, 3, await known('in_transit', 40));
    expect(silence).toMatchObject({ since: at(2), learntFrom: 50, scope: 'carrier' });
    expect(Math.abs(Date.parse(silence?.unusualFrom ?? '') - Date.parse(at(42))) / HOUR).toBeLessThan(5);
  });

  it('before the first scan counts from the registration', async () => {
    expect((await outlook(registered('processing'), 3)).silence).toMatchObject({ since: at(0), unusualFrom: at(72) });
  });

  it('is none of an order that has come', async () => {
    expect((await outlook(registered('delivered'), 3)).silence).toBeUndefined();
  });
});

test('an order is quiet from a day without a first scan, and while a silence delays it', async () => {
  const fire = (order: Order, rule: string, hour: number) =>
    accept(order, { type: 'fire_deadline', rule, dueAt: at(0) }, 'system', hours(hour)).order;
  const order = registered('processing');
  expect((await outlook(order, 24)).isQuiet).toBe(false);
  const quiet = fire(order, 'label-quiet', 24);
  expect((await outlook(quiet, 25)).isQuiet).toBe(true);
  expect((await outlook(fire(quiet, 'label-late', 72), 73)).isQuiet).toBe(true);
  const moving = scanned(quiet, 30);
  expect((await outlook(moving, 31)).isQuiet).toBe(false);
  const silent = fire(moving, 'no-scan-shipped', 30 + 72);
  expect((await outlook(silent, 103)).isQuiet).toBe(true);
  expect((await outlook(scanned(silent, 110), 111)).isQuiet).toBe(false);
});
