import { describe, expect, it } from 'vitest';
import { nextStep, type OrderView } from '../../../local/demo/next-step.ts';
import { CUSTOMERS, type Customer } from '../../../local/demo/people.ts';

const customer = (trouble?: Customer['trouble']): Customer => {
  const { trouble: _trouble, ...rest } = CUSTOMERS[0] as Customer;
  return trouble === undefined ? rest : { ...rest, trouble };
};

const view = (order: Partial<OrderView['order']>, milestone?: string, hasParcel = true): OrderView => ({
  order: {
    orderId: 'ord_1',
    orderNumber: 'ORD-2026-000001',
    status: 'processing',
    phase: 'preparing',
    deliveryAttempts: 0,
    ...order,
  },
  shipments: hasParcel ? [{ trackingNumber: '720260000011', ...(milestone !== undefined && { milestone }) }] : [],
});

/** What each event makes of the parcel. */
const MILESTONE: Readonly<Record<string, string>> = {
  label: 'label_created',
  picked_up: 'picked_up',
  arrived: 'arrived_at_facility',
  delayed: 'delayed',
  attempted: 'delivery_attempted',
  out_for_delivery: 'out_for_delivery',
  delivered: 'delivered',
};

const BEGINNING = ['label', 'picked_up', 'arrived'];

const journey = (who: Customer): readonly string[] => {
  const recorded: string[] = [];
  let milestone: string | undefined;
  for (;;) {
    const step = nextStep(view({ deliveryAttempts: recorded.includes('attempted') ? 1 : 0 }, milestone), who);
    if (step.kind !== 'carrier') return recorded;
    recorded.push(step.event.event);
    milestone = MILESTONE[step.event.event];
  }
};

describe('the demonstration', () => {
  it('is determined by the order alone, from the shop to the parcel', () => {
    expect(nextStep(view({ status: 'pending' }, undefined, false), customer())).toEqual({
      kind: 'status',
      status: 'confirmed',
    });
    expect(nextStep(view({ status: 'confirmed' }, undefined, false), customer())).toEqual({
      kind: 'status',
      status: 'processing',
    });
    expect(nextStep(view({}, undefined, false), customer())).toEqual({ kind: 'register' });
  });

  it('has a parcel that moves by polling alone, from its pick-up on', () => {
    const polled = CUSTOMERS.filter(({ isPolled }) => isPolled);
    expect(polled.map(({ carrier }) => carrier)).toEqual(['correos']);
    expect(journey(polled[0] as Customer)).toEqual(['picked_up', 'arrived', 'out_for_delivery', 'delivered']);
  });

  it('comes to an end, with its trouble on the way', () => {
    expect(journey(customer())).toEqual([...BEGINNING, 'out_for_delivery', 'delivered']);
    expect(journey(customer('nobody_in'))).toEqual([
      ...BEGINNING,
      'out_for_delivery',
      'attempted',
      'out_for_delivery',
      'delivered',
    ]);
    expect(journey(customer('weather'))).toEqual([...BEGINNING, 'delayed', 'out_for_delivery', 'delivered']);
  });

  it('has parcels of several carriers, something to fetch, and groceries with a driver', () => {
    const of = (orderType: string) => CUSTOMERS.filter((one) => one.orderType === orderType);
    expect(new Set(of('standard').map(({ carrier }) => carrier)).size).toBeGreaterThan(2);
    const steps = (who: Customer | undefined, statuses: readonly string[]) =>
      statuses.map((status) => who && nextStep(view({ status, phase: 'ready' }, undefined, false), who));
    expect(steps(of('farm')[0], ['confirmed', 'preparing', 'ready_for_pickup'])).toEqual([
      { kind: 'status', status: 'preparing' },
      { kind: 'prepare' },
      { kind: 'status', status: 'completed' },
    ]);
    expect(steps(of('grocery')[0], ['picking_in_progress', 'ready_for_pickup', 'in_transit'])).toMatchObject([
      { kind: 'status', status: 'ready_for_pickup' },
      { kind: 'delivery', event: { event: 'assigned' } },
      { kind: 'delivery', event: { event: 'delivered' } },
    ]);
    const own = of('grocery').find(({ carrier }) => carrier === undefined);
    expect(steps(own, ['ready_for_pickup', 'driver_assigned', 'driver_pickup_complete', 'in_transit'])).toEqual(
      ['driver_assigned', 'driver_pickup_complete', 'in_transit', 'delivered'].map((status) => ({
        kind: 'driver',
        status,
      })),
    );
  });

  it('leaves an order alone that is over, whoever ended it', () => {
    for (const phase of ['delivered', 'cancelled', 'returned']) {
      expect(nextStep(view({ phase, status: phase }, 'in_transit'), customer())).toEqual({ kind: 'done' });
    }
  });

  it('speaks to people in several languages', () => {
    expect(new Set(CUSTOMERS.map(({ locale }) => locale)).size).toBeGreaterThan(1);
    expect(new Set(CUSTOMERS.map(({ buyerId }) => buyerId)).size).toBe(CUSTOMERS.length);
  });
});
