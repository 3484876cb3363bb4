import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/model/order.ts';
import {
  assertGapless,
  linksRevokedWithCustomer,
  parcelsClaimed,
  stockReturned,
} from '../../../shared/orders/use-cases/change.ts';
import { anOrder, changed, created, seededIds } from '../../support/order-fixtures.ts';

const NOW = '2026-03-02T10:00:00.000Z';
const order = (given: Partial<Order> = {}): Order => anOrder({ orderId: 'o1', ...given });

describe('events of a change', () => {
  const ids = seededIds();
  const first = created(order(), ids);
  const next = changed(first.order, {}, ids, { events: 3 });

  it('follow the version that was read without a gap', () => {
    expect(() => assertGapless(0, first.order, first.events)).not.toThrow();
    expect(() => assertGapless(1, next.order, next.events)).not.toThrow();
  });

  it.each<[string, number, Order, typeof next.events]>([
    ['there are none', 1, next.order, []],
    ['they follow another version', 2, next.order, next.events],
    ['one is missing at the end', 1, next.order, next.events.slice(0, 2)],
    ['one is missing in the middle', 1, { ...next.order, version: 3 }, next.events.toSpliced(1, 1)],
    ['they are in another order', 1, next.order, next.events.toReversed()],
    ['the order is at another version', 1, { ...next.order, version: 5 }, next.events],
    ['they are of another order', 1, { ...next.order, orderId: 'o2' }, next.events],
    [
      'one is of another order',
      1,
      next.order,
      next.events.with(1, { ...next.order, ...next.events[0], orderId: 'o2', seq: 3 } as (typeof next.events)[number]),
    ],
  ])('are not written where %s', (_why, before, after, events) => {
    expect(() => assertGapless(before, after, events)).toThrow(RangeError);
  });
});

describe('links of an order', () => {
  const before = order({ linkGeneration: 2 });

  it.each<[string, Partial<Order>]>([
    ['the buyer', { buyerId: 'buyer-2' }],
    ['the guest’s address', { guestEmail: 'guest@example.org' }],
    ['the customer’s address', { customer: { ...before.customer, email: 'ana@example.org' } }],
  ])('open nothing any more once %s is another', (_what, change) => {
    expect(linksRevokedWithCustomer(before, { ...before, ...change }).linkGeneration).toBe(3);
  });

  it('stay good where the same customer writes another name or number', () => {
    const after = { ...before, customer: { ...before.customer, name: 'A. Ruiz', phone: '600000001' } };
    expect(linksRevokedWithCustomer(before, after)).toEqual(after);
  });

  it('are of the first generation until then', () => {
    expect(linksRevokedWithCustomer(order(), order({ buyerId: 'buyer-2' })).linkGeneration).toBe(1);
  });
});

describe('stock that is given back', () => {
  const eggs = (quantity: number) => ({ listingId: 'eggs', quantity });
  const milk = (quantity: number) => ({ listingId: 'milk', quantity });
  const returned = (before: Order['reservedStock'], after: Order['reservedStock']) =>
    stockReturned(order({ reservedStock: before }), order({ reservedStock: after }));

  it('is what the order held and holds no longer, by listing', () => {
    expect(returned([eggs(3), milk(1)], [])).toEqual([eggs(3), milk(1)]);
    expect(returned([eggs(3), milk(1)], [eggs(1), milk(1)])).toEqual([eggs(2)]);
    expect(returned([eggs(3)], [eggs(3)])).toEqual([]);
  });

  it('counts all lines of a listing together, weights without noise', () => {
    expect(returned([eggs(3), eggs(2)], [eggs(1)])).toEqual([eggs(4)]);
    expect(returned([milk(0.3)], [milk(0.1)])).toEqual([milk(0.2)]);
  });

  it('is never less than nothing', () => {
    expect(returned([eggs(1)], [eggs(3), milk(1)])).toEqual([]);
  });
});

describe('parcels that an order claims', () => {
  const parcel = (trackingNumber: string) => ({
    shipmentId: trackingNumber,
    trackingNumber,
    carrier: 'fedex',
    registeredAt: NOW,
  });

  it('are those that it did not have before', () => {
    const before = order({ shipments: [parcel('T1')] });
    const after = order({ shipments: [parcel('T1'), parcel('T2')] });
    expect(parcelsClaimed(before, after, NOW, NOW)).toMatchObject([
      { trackingNumber: 'T2', carrier: 'fedex', claimedAt: NOW },
    ]);
    expect(parcelsClaimed(after, after, NOW, NOW)).toEqual([]);
  });
});
