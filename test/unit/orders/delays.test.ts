import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlinesOf, dueBy, firstLookAt } from '../../../shared/orders/engine/deadlines.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { hours, orderIn, parcelOf, scanOf, workflowOf } from '../workflows/support/orders.ts';
import { accept, noticesIn, recorded } from './support/decisions.ts';

const HOUR = 3_600_000;
const at = (hour: number): string => hours(hour).toISOString();

const fire = (order: Order, rule: string, hour: number, more: object = {}) =>
  accept(order, { type: 'fire_deadline', rule, dueAt: at(0), ...more }, 'system', hours(hour));

const scan = (order: Order, milestone: Parameters<typeof scanOf>[0], hour: number, trackingNumber = 'T1') =>
  accept(
    order,
    { type: 'apply_scans', trackingNumber, scans: [scanOf(milestone, hour, { trackingNumber })] },
    'carrier',
    hours(hour),
  );

const armedIn = (order: Order) => deadlinesOf(workflowOf(order.workflow.id), order).map(({ rule }) => rule);

const withParcels = (status: string, ...numbers: readonly string[]): Order =>
  orderIn('parcel', status, { shipments: numbers.map(parcelOf) });

describe('a label without a parcel', () => {
  const order = withParcels('processing', 'T1');

  test.each([
    ['label-quiet', 24, 'deadline_passed:processing', []],
    ['label-unscanned', 48, 'deadline_passed:processing', ['seller:order_reminder']],
    ['label-late', 72, 'status_changed:delayed', ['customer:delayed']],
  ])('%s comes after %s hours, once', (rule, hour, event, notices) => {
    expect(fire(order, rule, hour - 0.01).events).toEqual([]);
    const fired = fire(order, rule, hour);
    expect([recorded(fired.events), noticesIn(fired.events)]).toEqual([[event], notices]);
    expect(fire(fired.order, rule, hour + 1).events).toEqual([]);
  });

  test('says so to the shop in words of its own, and why the order is late', () => {
    expect(fire(order, 'label-unscanned', 48).events[0]?.effects[0]).toMatchObject({ variant: 'shop_unscanned' });
    expect(fire(order, 'label-late', 72).events[0]?.reason).toBe('label_without_parcel');
  });

  test('is none without a parcel, and none once a carrier has seen it', () => {
    expect(armedIn(withParcels('processing'))).toEqual(['stuck-before-shipping']);
    expect(armedIn(order)).toEqual(['stuck-before-shipping', 'label-quiet', 'label-unscanned', 'label-late']);
    expect(armedIn(scan(order, 'label_created', 5).order)).toEqual(armedIn(order));
    expect(armedIn(scan(order, 'picked_up', 5).order)).toEqual(['no-scan-shipped']);
  });

  test('is the one that has waited longest, where another parcel has left', () => {
    const left = scan(withParcels('processing', 'T1', 'T2'), 'picked_up', 10).order;
    expect([left.status, recorded(fire(left, 'label-late', 72).events)]).toEqual([
      'processing',
      ['status_changed:delayed'],
    ]);
  });

  test('that is found after all brings the order back', () => {
    const late = fire(order, 'label-late', 72).order;
    expect(recorded(scan(late, 'picked_up', 80).events)).toEqual(['status_changed:shipped']);
  });
});

describe('a silence', () => {
  const moving = scan(withParcels('processing', 'T1'), 'in_transit', 1).order;
  const usual = (hour: number) => ({ usual: { milliseconds: hour * HOUR, silences: 120 } });

  test.each([
    ['nothing is known', {}, 72],
    ['thirty hours are usual', usual(30), 30],
    ['five hours are usual: never less than a day', usual(5), 24],
    ['five days are usual', usual(120), 120],
    ['forty days are usual: never more than ten', usual(960), 240],
  ])('where %j', (_what, known, patience) => {
    expect(fire(moving, 'no-scan-shipped', 1 + patience - 0.01, known).events).toEqual([]);
    const { events, order } = fire(moving, 'no-scan-shipped', 1 + patience, known);
    expect(recorded(events)).toEqual(['status_changed:delayed']);
    expect(fire(order, 'no-scan-shipped', 1 + patience, known).events).toEqual([]);
  });

  test('that was longer than usual says what is usual', () => {
    const { events } = fire(moving, 'no-scan-shipped', 31, usual(30));
    expect(events[0]).toMatchObject({ reason: 'no_scan', metadata: { usualSilenceHours: 30, learntFrom: 120 } });
  });

  test('is looked at first when it may begin to be unusual', () => {
    const [deadline] = deadlinesOf(workflowOf('parcel'), moving);
    expect([deadline?.dueAt, deadline && firstLookAt(deadline)]).toEqual([at(73), at(25)]);
  });

  test('of whatever is usual, is late within the rule’s bounds and never before it is looked at', () => {
    const [deadline] = deadlinesOf(workflowOf('parcel'), moving);
    if (deadline === undefined) throw new Error('Nothing is armed');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.nat(10_000), (hour, silences) => {
        const due = dueBy(workflowOf('parcel'), deadline, { milliseconds: hour * HOUR, silences });
        expect(due >= at(25) && due <= at(241)).toBe(true);
        expect(due >= firstLookAt(deadline)).toBe(true);
      }),
    );
  });

  test('at a carrier’s counter is none: the parcel waits for its recipient', () => {
    const held = scan({ ...moving, estimatedDelivery: at(30) }, 'available_for_pickup', 20).order;
    expect(armedIn(held)).toEqual([]);
    expect(fire(held, 'estimate-passed', 200).events).toEqual([]);
  });

  test('that goes on leads from delayed to exception, and the customer hears twice and no more of the delay', () => {
    const delayed = fire(moving, 'no-scan-shipped', 73).order;
    const again = fire(delayed, 'still-delayed', 73 + 48, { expected: '2026-03-09' });
    expect([recorded(again.events), noticesIn(again.events)]).toEqual([
      ['deadline_passed:delayed'],
      ['customer:delayed'],
    ]);
    expect(again.events[0]?.estimatedDelivery).toBe('2026-03-09');
    expect(again.events[0]?.effects[0]).toMatchObject({ variant: 'still_delayed' });
    expect(fire(again.order, 'still-delayed', 73 + 96).events).toEqual([]);
    expect(recorded(fire(again.order, 'no-scan-delayed', 73 + 72).events)).toEqual(['status_changed:exception']);
  });

  test('that ends brings the order back, and it is watched anew', () => {
    const delayed = fire(moving, 'no-scan-shipped', 73).order;
    const { order, events } = scan(delayed, 'arrived_at_facility', 90);
    expect(recorded(events)).toEqual(['status_changed:shipped']);
    expect(recorded(fire(order, 'no-scan-shipped', 90 + 72).events)).toEqual(['status_changed:delayed']);
  });
});

describe('of two parcels', () => {
  const both = ['T1', 'T2'].reduce(
    (order, number) => scan(order, 'in_transit', 1, number).order,
    withParcels('processing', 'T1', 'T2'),
  );
  const lively = scan(both, 'arrived_at_facility', 60, 'T2').order;

  test('one that moves does not speak for one that stands still', () => {
    expect(recorded(fire(lively, 'no-scan-shipped', 73).events)).toEqual(['status_changed:delayed']);
  });

  test('the silent one holds the order until something is heard of it', () => {
    const delayed = fire(lively, 'no-scan-shipped', 73).order;
    const other = scan(delayed, 'out_for_delivery', 75, 'T2');
    expect([recorded(other.events), noticesIn(other.events)]).toEqual([['parcel_scanned:delayed'], []]);
    const arrived = scan(other.order, 'delivered', 76, 'T2');
    expect(arrived.events[0]).toMatchObject({ metadata: { partlyDelivered: true, parcels: 2, parcelsDelivered: 1 } });
    expect(arrived.order.status).toBe('delayed');
    expect(scan(arrived.order, 'in_transit', 80, 'T1').order.status).toBe('shipped');
    expect(scan(arrived.order, 'delivered', 81, 'T1').order.status).toBe('delivered');
  });

  test('one that waits at a counter does not make the order late, and the other one does', () => {
    const held = scan(lively, 'available_for_pickup', 62, 'T1').order;
    expect(fire(held, 'no-scan-shipped', 100).events).toEqual([]);
    expect(recorded(fire(held, 'no-scan-shipped', 60 + 72).events)).toEqual(['status_changed:delayed']);
  });
});

describe('the first promise', () => {
  const promised = orderIn('parcel', 'processing', { estimatedDelivery: '2026-03-06', shipments: [parcelOf('T1')] });
  const { firstPromise: _none, ...unpromised } = promised;

  const carrierSays = (order: Order, estimatedDelivery: string, hour: number) =>
    accept(
      order,
      {
        type: 'apply_scans',
        trackingNumber: 'T1',
        scans: [scanOf('in_transit', hour)],
        estimatedDelivery,
        estimateAsOf: at(hour),
      },
      'carrier',
      hours(hour),
    ).order;

  test('stays, whatever the carrier says later', () => {
    const later = carrierSays(unpromised, '2026-03-09', 5);
    expect(later).toMatchObject({ estimatedDelivery: '2026-03-09', firstPromise: '2026-03-06' });
    expect(later.shipments[0]).toMatchObject({ isCarrierEstimate: true });
    expect(carrierSays(later, '2026-03-11', 9).firstPromise).toBe('2026-03-06');
  });

  test('is the carrier’s own where nobody had promised anything', () => {
    const { estimatedDelivery: _date, ...silent } = unpromised;
    const first = carrierSays(silent, '2026-03-09', 5);
    expect(carrierSays(first, '2026-03-11', 9).firstPromise).toBe('2026-03-09');
  });

  test('is the order’s from the beginning', () => {
    const { order } = accept(
      orderIn('parcel', 'pending', {}),
      { type: 'change_status', status: 'confirmed', estimatedDelivery: '2026-03-06' },
      'seller',
    );
    expect(order.firstPromise).toBe('2026-03-06');
  });

  test('of a subscription is that of the cycle', () => {
    const delivered = { ...orderIn('subscription', 'delivered', { firstPromise: '2026-03-06' }), cycle: 1 };
    const next = accept(delivered, { type: 'change_status', status: 'processing' }, 'system').order;
    expect(next).not.toHaveProperty('firstPromise');
  });
});
