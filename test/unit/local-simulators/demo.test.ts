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

/** What each event makes of the parcel, as FedEx's codes are read. */
const MILESTONE: Readonly<Record<string, string>> = {
  OC: 'label_created',
  PU: 'picked_up',
  AR: 'arrived_at_facility',
  DY: 'delayed',
  DE: 'delivery_attempted',
  OD: 'out_for_delivery',
  DL: 'delivered',
};

const journey = (who: Customer): readonly string[] => {
  const recorded: string[] = [];
  let milestone: string | undefined;
  for (;;) {
    const step = nextStep(view({ deliveryAttempts: recorded.includes('DE') ? 1 : 0 }, milestone), who);
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

  it('comes to an end, with its trouble on the way', () => {
    expect(journey(customer())).toEqual(['OC', 'PU', 'AR', 'OD', 'DL']);
    expect(journey(customer('nobody_in'))).toEqual(['OC', 'PU', 'AR', 'OD', 'DE', 'OD', 'DL']);
    expect(journey(customer('weather'))).toEqual(['OC', 'PU', 'AR', 'DY', 'OD', 'DL']);
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
