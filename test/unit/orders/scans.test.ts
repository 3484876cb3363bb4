import { describe, expect, test } from 'vitest';
import type { Order } from '../../../shared/orders/model/order.ts';
import { hours, orderIn, parcelOf, scanOf } from '../workflows/support/orders.ts';
import { accept, ask, effectsOf, noticesIn, recorded, scanned, timesOf } from './support/decisions.ts';

const at = (hour: number): string => hours(hour).toISOString();

const shipping = (workflowId: string, status: string, fields: Partial<Order> = {}): Order =>
  orderIn(workflowId, status, { shipments: [parcelOf('T1')], ...fields });

describe('one parcel', () => {
  test('of a carrier that nobody knew is of the one that reports it', () => {
    const carrierAfter = (carrier: string) => {
      const order = shipping('parcel', 'processing', { shipments: [{ ...parcelOf('T1'), carrier }] });
      return scanned(order, [scanOf('picked_up', 10)]).order.shipments[0]?.carrier;
    };
    expect(carrierAfter('unknown')).toBe('fedex');
    expect(carrierAfter('local-van')).toBe('local-van');
  });

  test('a milestone that skips statuses follows the allowed edges, each step at the time of the scan', () => {
    const { events, order } = scanned(shipping('marketplace', 'ready_to_ship'), [scanOf('delivered', 30)]);
    expect(recorded(events)).toEqual(['status_changed:shipped', 'status_changed:delivered']);
    expect(timesOf(events)).toEqual([at(30), at(30)]);
    expect(order.stamps).toMatchObject({ shippedAt: at(30), deliveredAt: at(30) });
  });

  test('scans of one update are applied in the order of their own time, and only the last notifies', () => {
    const scans = [scanOf('out_for_delivery', 40), scanOf('picked_up', 10), scanOf('in_transit', 20)];
    const { events } = scanned(shipping('marketplace', 'ready_to_ship'), scans);
    expect(recorded(events)).toEqual([
      'status_changed:shipped',
      'status_changed:in_transit',
      'status_changed:out_for_delivery',
    ]);
    expect(timesOf(events)).toEqual([at(10), at(20), at(40)]);
    expect(noticesIn(events)).toEqual(['customer:out_for_delivery']);
  });

  test('a late scan moves nothing and is no event', () => {
    const { order } = scanned(shipping('parcel', 'processing'), [scanOf('out_for_delivery', 20)]);
    const late = scanned(order, [scanOf('in_transit', 10), scanOf('exception', 15)]);
    expect(late).toEqual({ ok: true, order, events: [] });
  });

  test('a late scan leads where the newer ones have no status', () => {
    const { order } = scanned(shipping('parcel', 'processing'), [scanOf('available_for_pickup', 20)]);
    expect(order.status).toBe('processing');
    const late = scanned(order, [scanOf('in_transit', 10)]);
    expect(recorded(late.events)).toEqual(['status_changed:shipped']);
    expect(late.order.shipments[0]).toMatchObject({ milestone: 'available_for_pickup', lastScanAt: at(20) });
  });

  test('the same scan again, and unknown ones, move nothing', () => {
    const { order } = scanned(shipping('parcel', 'processing'), [scanOf('delivered', 20)]);
    expect(scanned(order, [scanOf('delivered', 20), scanOf('unknown', 30)])).toEqual({ ok: true, order, events: [] });
  });

  test('a newer scan of a place that the order has passed is kept, quietly', () => {
    const { order } = scanned(shipping('parcel', 'processing'), [scanOf('out_for_delivery', 20)]);
    const { events, order: after } = scanned(order, [scanOf('arrived_at_facility', 30)]);
    expect(recorded(events)).toEqual(['parcel_scanned:out_for_delivery']);
    expect(noticesIn(events)).toEqual([]);
    expect(after.shipments[0]).toMatchObject({ milestone: 'arrived_at_facility', lastScanAt: at(30) });
  });

  test('many scans that move nothing are one event', () => {
    const scans = Array.from({ length: 30 }, (_, index) => scanOf('arrived_at_facility', 10 + index));
    const { events } = scanned(shipping('parcel', 'shipped'), scans);
    expect(recorded(events)).toEqual(['parcel_scanned:shipped']);
    expect(timesOf(events)).toEqual([at(39)]);
    expect(effectsOf(events)).toEqual(['deadlines:no-scan-shipped|label-quiet|label-unscanned']);
  });

  test('what finds no path is stored, and operations are alerted once of each milestone', () => {
    const first = scanned(shipping('parcel', 'pending'), [scanOf('in_transit', 10)]);
    expect(recorded(first.events)).toEqual(['scan_unplaceable:pending']);
    expect(noticesIn(first.events)).toEqual(['alert:scan_unplaceable']);
    const again = scanned(first.order, [scanOf('in_transit', 11)]);
    expect(noticesIn(again.events)).toEqual([]);
    expect(noticesIn(scanned(again.order, [scanOf('delivered', 12)]).events)).toEqual(['alert:scan_unplaceable']);
  });

  test('after the order has moved, the next scan catches up', () => {
    const { order } = scanned(shipping('parcel', 'confirmed'), [scanOf('picked_up', 10)]);
    const { order: processing } = accept(order, { type: 'change_status', status: 'processing' }, 'seller');
    expect(recorded(scanned(processing, [scanOf('in_transit', 20)]).events)).toEqual(['status_changed:shipped']);
  });

  test('a parcel that moves though its order is cancelled alerts operations', () => {
    expect(noticesIn(scanned(shipping('parcel', 'cancelled'), [scanOf('in_transit', 9)]).events)).toEqual([
      'alert:scan_unplaceable',
    ]);
  });

  test('a delivered parcel may still come back', () => {
    const { order } = scanned(shipping('parcel', 'processing'), [scanOf('delivered', 10)]);
    expect(recorded(scanned(order, [scanOf('returned', 50)]).events)).toEqual(['status_changed:returned']);
  });

  test('of two scans of one minute the later milestone counts, whichever comes first', () => {
    const scans = [scanOf('delivered', 10), scanOf('out_for_delivery', 10)];
    const paths = [scans, scans.toReversed()].map((path) =>
      path.reduce((order, scan) => scanned(order, [scan]).order, shipping('parcel', 'processing')),
    );
    expect(paths.map(({ status, shipments }) => [status, shipments[0]?.milestone])).toEqual([
      ['delivered', 'delivered'],
      ['delivered', 'delivered'],
    ]);
  });

  test('guards bind carriers too: items that are not prepared keep a farm order where it is', () => {
    const { events } = scanned(shipping('farm', 'preparing'), [scanOf('picked_up', 5)]);
    expect(recorded(events)).toEqual(['scan_unplaceable:preparing']);
  });

  test('a milestone that the workflow has no status for notifies by itself', () => {
    const order = shipping('marketplace', 'in_transit');
    const { events } = scanned(order, [scanOf('returned', 5)]);
    expect(recorded(events)).toEqual(['parcel_scanned:in_transit']);
    expect(noticesIn(events)).toEqual(['customer:returned', 'seller:returned', 'alert:parcel_returned']);
    expect(noticesIn(scanned(order, [scanOf('available_for_pickup', 5)]).events)).toEqual([
      'customer:ready_for_pickup',
    ]);
  });

  test('only a carrier reports scans, and only of parcels that the order has', () => {
    const order = shipping('parcel', 'shipped');
    const command = { type: 'apply_scans', trackingNumber: 'T1', scans: [scanOf('delivered', 5)] } as const;
    expect(ask(order, command, 'seller')).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
    expect(ask(order, { ...command, trackingNumber: 'T9' }, 'carrier')).toMatchObject({
      ok: false,
      code: 'NOT_APPLICABLE',
    });
  });
});

describe('failed attempts', () => {
  test('are counted and notified, and leave a parcel out for delivery', () => {
    const { order } = scanned(shipping('parcel', 'processing'), [scanOf('out_for_delivery', 10)]);
    const first = scanned(order, [scanOf('delivery_attempted', 12)]);
    expect(recorded(first.events)).toEqual(['delivery_attempted:out_for_delivery']);
    expect(noticesIn(first.events)).toEqual(['customer:exception']);
    expect(first.events[0]?.metadata).toMatchObject({ attempt: 1 });
    const second = scanned(first.order, [scanOf('delivery_attempted', 36)]);
    expect([second.order.deliveryAttempts, second.order.status]).toEqual([2, 'out_for_delivery']);
  });

  test('one that is reported late counts without notifying; reported twice it counts once', () => {
    const { order } = scanned(shipping('parcel', 'processing'), [scanOf('delivered', 20)]);
    const late = scanned(order, [scanOf('delivery_attempted', 12)]);
    expect([late.order.deliveryAttempts, late.order.status, noticesIn(late.events)]).toEqual([1, 'delivered', []]);
    expect(scanned(late.order, [scanOf('delivery_attempted', 12)]).events).toEqual([]);
  });
});

describe('several parcels', () => {
  const two = shipping('parcel', 'processing', { shipments: [parcelOf('T1'), parcelOf('T2')] });
  const of = (trackingNumber: string) => ({ trackingNumber, scanId: `${trackingNumber}-scan` });
  const second = (order: Order, milestone: Parameters<typeof scanOf>[0], hour: number) =>
    accept(
      order,
      { type: 'apply_scans', trackingNumber: 'T2', scans: [scanOf(milestone, hour, of('T2'))] },
      'carrier',
      hours(1000),
    );

  test('the least advanced one leads; partly delivered is shown as such', () => {
    const first = scanned(two, [scanOf('delivered', 10)]);
    expect([first.order.status, first.events[0]?.metadata]).toMatchObject([
      'processing',
      { milestone: 'delivered', parcels: 2, parcelsDelivered: 1, partlyDelivered: true },
    ]);
    const other = second(first.order, 'in_transit', 11);
    expect([other.order.status, other.events[0]?.metadata]).toMatchObject(['shipped', { partlyDelivered: true }]);
    const last = second(other.order, 'delivered', 12);
    expect([last.order.status, last.events[0]?.metadata]).toMatchObject(['delivered', { parcelsDelivered: 2 }]);
    expect(last.events[0]?.metadata).not.toHaveProperty('partlyDelivered');
  });

  test('one in trouble leads', () => {
    const moving = second(scanned(two, [scanOf('in_transit', 10)]).order, 'in_transit', 11);
    const { order } = second(moving.order, 'exception', 12);
    expect(order.status).toBe('exception');
  });
});

describe('the estimate', () => {
  const order = shipping('parcel', 'shipped', { estimatedDelivery: at(48), isLate: true });

  test('that moves with the delivery of one of two parcels still records the parcels', () => {
    const two = shipping('parcel', 'shipped', { shipments: [parcelOf('T1'), parcelOf('T2')] });
    const { events } = scanned(two, [scanOf('delivered', 30)], { estimatedDelivery: at(99) });
    expect(events[0]).toMatchObject({
      type: 'parcel_scanned',
      metadata: { milestone: 'delivered', parcels: 2, parcelsDelivered: 1, partlyDelivered: true },
    });
  });

  test('of a carrier becomes the order’s, and re-arms what hangs on it', () => {
    const { events, order: after } = scanned(order, [], { estimatedDelivery: at(72) });
    expect(recorded(events)).toEqual(['estimated_delivery_changed:shipped']);
    expect(effectsOf(events)).toEqual(['deadlines:estimate-passed']);
    expect([after.estimatedDelivery, after.isLate]).toEqual([at(72), false]);
    expect(scanned(after, [], { estimatedDelivery: at(72) }).events).toEqual([]);
  });

  test('that comes with old scans is old itself', () => {
    const { order: moved } = scanned(order, [scanOf('out_for_delivery', 40)]);
    expect(scanned(moved, [scanOf('in_transit', 20)], { estimatedDelivery: at(99) }).events).toEqual([]);
  });

  test.each(['9999-12-31T23:59:59.000Z', '2024-01-01T00:00:00.000Z'])('of %s is none', (estimatedDelivery) => {
    expect(scanned(order, [], { estimatedDelivery }).events).toEqual([]);
  });

  test('of several parcels is the latest', () => {
    const two = { ...order, shipments: [parcelOf('T1'), parcelOf('T2')] };
    const first = scanned(two, [], { estimatedDelivery: at(90) }).order;
    const command = { type: 'apply_scans', trackingNumber: 'T2', scans: [], estimatedDelivery: at(60) } as const;
    const { order: after, events } = accept(first, command, 'carrier');
    expect([after.estimatedDelivery, after.shipments[1]?.estimatedDelivery]).toEqual([at(90), at(60)]);
    expect(recorded(events)).toEqual(['parcel_scanned:shipped']);
  });
});
