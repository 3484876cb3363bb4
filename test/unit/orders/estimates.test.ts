import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { deadlinesOf } from '../../../shared/orders/engine/deadlines.ts';
import { orderTimeZone } from '../../../shared/orders/model/delivery-place.ts';
import { endsOf, estimateBetween, latestOf, overAt, windowOf } from '../../../shared/orders/model/estimate.ts';
import type { Address, Order } from '../../../shared/orders/model/order.ts';
import { hours, orderIn, parcelOf, workflowOf } from '../workflows/support/orders.ts';
import { accept, ask, noticesIn, recorded } from './support/decisions.ts';

const to = (given: Partial<Address>): Address => ({ line1: '1 Main St', city: 'Town', country: 'US', ...given });
const CHICAGO = to({ region: 'IL', postalCode: '60601' });
const dueOf = (order: Order, rule: string): string | undefined =>
  deadlinesOf(workflowOf(order.workflow.id), order).find((deadline) => deadline.rule === rule)?.dueAt;
const fireAt = (order: Order, rule: string, now: string) =>
  accept(order, { type: 'fire_deadline', rule, dueAt: now }, 'system', new Date(now));

describe('an order that is expected on a day', () => {
  const order = orderIn('marketplace', 'shipped', { estimatedDelivery: '2026-11-27', shippingAddress: CHICAGO });

  test('is late only after that day has ended at its address', () => {
    for (const early of ['2026-11-27T04:05:00.000Z', '2026-11-28T04:05:00.000Z', '2026-11-28T05:59:59.999Z']) {
      expect(fireAt(order, 'estimate-passed', early).events).toEqual([]);
    }
    const late = fireAt(order, 'estimate-passed', '2026-11-28T06:00:00.000Z');
    expect([late.order.isLate, noticesIn(late.events)]).toEqual([true, ['customer:delayed']]);
  });

  test.each([
    ['Honolulu', to({ region: 'HI' }), '2026-11-28T10:00:00.000Z'],
    ['Madrid', to({ country: 'ES', postalCode: '28013' }), '2026-11-27T23:00:00.000Z'],
    ['the Canaries', to({ country: 'ES', postalCode: '35001' }), '2026-11-28T00:00:00.000Z'],
    ['Kamchatka', to({ country: 'RU', postalCode: '683000' }), '2026-11-27T12:00:00.000Z'],
    ['Kiritimati', to({ country: 'KI', region: 'Line Islands' }), '2026-11-27T10:00:00.000Z'],
    ['nobody knows where', undefined, '2026-11-28T00:00:00.000Z'],
  ])('in %s, as long as the day lasts there', (_where, shippingAddress, due) => {
    const { shippingAddress: _here, ...rest } = order;
    expect(dueOf({ ...rest, ...(shippingAddress && { shippingAddress }) }, 'estimate-passed')).toBe(due);
  });

  test('has the workflow’s grace after the end of the day', () => {
    const parcel = orderIn('parcel', 'shipped', { estimatedDelivery: '2026-11-27', shippingAddress: CHICAGO });
    expect(dueOf(parcel, 'estimate-passed')).toBe('2026-11-28T10:00:00.000Z');
  });

  test('is not late twice because the day ends at another hour of another address', () => {
    const { order: late } = fireAt(order, 'estimate-passed', '2026-11-28T06:00:00.000Z');
    const moved = { ...late, shippingAddress: to({ region: 'HI' }) };
    expect(dueOf(moved, 'estimate-passed')).toBeUndefined();
    expect(fireAt(moved, 'estimate-passed', '2026-11-28T11:00:00.000Z').events).toEqual([]);
  });

  test('moves its deadline with its address', () => {
    const processing = orderIn('marketplace', 'processing', {
      estimatedDelivery: '2026-11-27',
      shippingAddress: CHICAGO,
    });
    const address = to({ region: 'HI' });
    const { events } = accept(processing, { type: 'change_address', address }, 'customer');
    expect(events[0]?.effects).toContainEqual(
      expect.objectContaining({
        kind: 'reconcile_deadlines',
        rules: ['estimate-passed'],
        armed: [{ rule: 'estimate-passed', dueAt: expect.any(String), isMoved: true }],
      }),
    );
  });
});

test('any day, anywhere: late from the first moment after it, by another calendar', () => {
  const places: readonly Partial<Address>[] = [
    { country: 'US', region: 'IL' },
    { country: 'CL' },
    { country: 'AU', postalCode: '2898' },
    { country: 'NZ', postalCode: '8942' },
    { country: 'WS' },
    { country: 'KI', region: 'Line Islands' },
    { country: 'AS' },
    { country: 'PT', postalCode: '9500' },
    { country: 'EG' },
    { country: 'IR' },
  ];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(...places), (days, place) => {
      const day = Temporal.PlainDate.from('2024-01-01').add({ days });
      const order = orderIn('marketplace', 'shipped', {
        estimatedDelivery: day.toString(),
        shippingAddress: to(place),
      });
      const timeZone = orderTimeZone(order);
      const after = day.add({ days: 1 }).toZonedDateTime({ timeZone });
      const due = dueOf(order, 'estimate-passed') ?? '';
      expect(Date.parse(due)).toBe(after.epochMilliseconds);
      const lastMoment = Temporal.Instant.fromEpochMilliseconds(Date.parse(due) - 1).toZonedDateTimeISO(timeZone);
      expect(lastMoment.toPlainDate().equals(day)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('a window', () => {
  const window = '2026-11-27T16:00:00.000Z/2026-11-27T18:00:00.000Z';

  test('is over at its end', () => {
    const order = orderIn('parcel', 'shipped', { estimatedDelivery: window });
    expect(dueOf(order, 'estimate-passed')).toBe('2026-11-27T22:00:00.000Z');
    const days = { ...order, estimatedDelivery: '2026-11-27/2026-11-29', shippingAddress: CHICAGO };
    expect(dueOf(days, 'estimate-passed')).toBe('2026-11-30T10:00:00.000Z');
  });

  test('has its own moments, its end for whoever shows one date, and says whether only days are known', () => {
    expect(windowOf(window, 'Europe/Madrid')).toEqual({
      from: '2026-11-27T16:00:00.000Z',
      to: '2026-11-27T18:00:00.000Z',
      timezone: 'Europe/Madrid',
      isDay: false,
    });
    expect(windowOf('2026-11-27/2026-11-29', 'America/Chicago')).toEqual({
      from: '2026-11-27T06:00:00.000Z',
      to: '2026-11-30T05:59:59.999Z',
      timezone: 'America/Chicago',
      isDay: true,
    });
    expect([latestOf(window), latestOf('2026-11-27'), latestOf('2026-11-27/2026-11-29')]).toEqual([
      '2026-11-27T18:00:00.000Z',
      '2026-11-27',
      '2026-11-29',
    ]);
    expect(estimateBetween('2026-11-27', '2026-11-27')).toBe('2026-11-27');
    expect(endsOf('2026-11-27')).toEqual({ from: '2026-11-27', to: '2026-11-27' });
  });
});

describe('a pickup', () => {
  const pickup = { place: { name: 'Barn', country: 'Spain', postalCode: '45001' } };
  const farm = orderIn('farm', 'ready_for_pickup', { fulfilmentType: 'pickup', pickup });

  test('on a day is reminded of in the morning of that day, at the place', () => {
    expect(dueOf({ ...farm, estimatedPickupAt: '2026-11-27' }, 'pickup-soon')).toBe('2026-11-27T06:00:00.000Z');
  });

  test('in a window is reminded of before the window begins, and missed after it has ended', () => {
    const order = { ...farm, estimatedPickupAt: '2026-11-27T09:00:00.000Z/2026-11-27T11:00:00.000Z' };
    expect(dueOf(order, 'pickup-soon')).toBe('2026-11-27T07:00:00.000Z');
    expect(dueOf(order, 'not-picked-up')).toBe('2026-11-28T11:00:00.000Z');
  });

  test('remembers what was said when it was ready', () => {
    const preparing = {
      ...farm,
      status: 'preparing',
      items: farm.items.map((item) => ({ ...item, preparedAt: hours(0).toISOString() })),
    };
    const ready = {
      type: 'change_status',
      status: 'READY_FOR_PICKUP',
      location: { city: 'Toledo', country: 'ES' },
      notes: 'Ring twice.',
    } as const;
    expect(accept(preparing, ready, 'seller').order.pickup).toEqual({
      place: { city: 'Toledo', country: 'ES' },
      instructions: 'Ring twice.',
    });
    const silent = { type: 'change_status', status: 'ready_for_pickup' } as const;
    expect(accept(preparing, silent, 'seller').order.pickup).toEqual(pickup);
  });
});

describe('another day', () => {
  const order = orderIn('parcel', 'shipped', { shippingAddress: CHICAGO });
  const wish = (estimatedDelivery: string, now: string) =>
    ask(order, { type: 'reschedule', estimatedDelivery }, 'customer', new Date(now));

  test('can be today, as long as it is today at the address', () => {
    expect(wish('2026-11-27', '2026-11-28T05:00:00.000Z').ok).toBe(true);
    expect(wish('2026-11-27', '2026-11-28T06:00:00.000Z')).toMatchObject({ code: 'NOT_APPLICABLE' });
    expect(wish('2026-11-26/2026-11-27', '2026-11-28T05:00:00.000Z').ok).toBe(true);
  });
});

describe('the estimate of several parcels', () => {
  const shipping = orderIn('parcel', 'processing', { shippingAddress: CHICAGO });
  const register = (order: Order, trackingNumber: string, estimatedDelivery?: string) =>
    accept(
      order,
      {
        type: 'register_shipment',
        shipmentId: `shp_${trackingNumber}`,
        trackingNumber,
        carrier: 'fedex',
        ...(estimatedDelivery !== undefined && { estimatedDelivery }),
      },
      'seller',
    );

  test('comes with their registration, and is the one that is over last: a day ends after its hours', () => {
    const first = register(shipping, 'T1', '2026-11-27T18:00:00.000Z');
    expect([first.order.estimatedDelivery, first.events[0]?.estimatedDelivery]).toEqual([
      '2026-11-27T18:00:00.000Z',
      '2026-11-27T18:00:00.000Z',
    ]);
    const second = register(first.order, 'T2', '2026-11-27').order;
    expect(second.estimatedDelivery).toBe('2026-11-27');
    const third = register(second, 'T3', '2026-11-26/2026-11-27').order;
    expect([third.estimatedDelivery, third.shipments.length]).toEqual(['2026-11-27', 3]);
    expect(register(third, 'T4').order.estimatedDelivery).toBe('2026-11-27');
  });

  test('of a carrier that knows the day replaces an hour, and the same again changes nothing', () => {
    const order = { ...shipping, estimatedDelivery: '2026-11-27T18:00:00.000Z', shipments: [parcelOf('T1')] };
    const command = { type: 'apply_scans', trackingNumber: 'T1', scans: [], estimatedDelivery: '2026-11-27' } as const;
    const { order: dated, events } = accept(order, command, 'carrier');
    expect([dated.estimatedDelivery, recorded(events)]).toEqual([
      '2026-11-27',
      ['estimated_delivery_changed:processing'],
    ]);
    expect(accept(dated, command, 'carrier').events).toEqual([]);
  });
});

describe('dates that were stored before dates had bounds', () => {
  test.each([
    '9999-12-31T23:59:59.999Z',
    '+010000-01-01T00:00:00.000Z',
    '+275760-09-13T00:00:00.000Z',
    'soon',
    '2026-13-01',
    '',
  ])('%j: nothing is waited for, and nothing is late', (estimatedDelivery) => {
    const order = orderIn('parcel', 'shipped', { estimatedDelivery, shippingAddress: CHICAGO });
    const rules = deadlinesOf(workflowOf('parcel'), order).map(({ rule }) => rule);
    expect(rules).toEqual(['no-scan-shipped']);
    expect(fireAt(order, 'estimate-passed', '2026-11-28T06:00:00.000Z').events).toEqual([]);
    expect(typeof overAt(estimatedDelivery, 'America/Chicago')).toBe('string');
  });
});
