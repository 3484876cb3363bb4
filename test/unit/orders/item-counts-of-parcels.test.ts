import { describe, expect, it } from 'vitest';
import { itemCountsOf, partOfItems } from '../../../shared/orders/engine/item-counts.ts';
import type { Order, Shipment } from '../../../shared/orders/model/order.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { orderIn, parcelOf } from '../workflows/support/orders.ts';

const items: Order['items'] = [
  { itemId: 'a', name: 'Apples', quantity: 3, unitPrice: '1' },
  { itemId: 'b', name: 'Bread', quantity: 2, unitPrice: '1' },
];
const parcel = (number: string, given: Partial<Shipment> = {}): Shipment => ({ ...parcelOf(number), ...given });
const apples: Partial<Shipment> = { items: [{ itemId: 'a', quantity: 3 }] };
const counts = (shipments: readonly Shipment[], given: Partial<Order> = {}) =>
  partOfItems(orderIn('parcel', 'shipped', { items, shipments, ...given }));

describe('a parcel whose contents nobody said', () => {
  const moving = parcel('T1', { ...apples, milestone: 'in_transit' });

  it.each<Milestone>(['cancelled', 'returned'])('is no matter once it is %s', (milestone) => {
    expect(counts([moving, parcel('T2', { milestone })])?.onTheWay).toBe('3');
  });

  it.each<Milestone>(['in_transit', 'delivered', 'returning', 'exception'])(
    'may hold anything while it is %s: nothing is counted',
    (milestone) => {
      expect(counts([moving, parcel('T2', { milestone })])).toBeUndefined();
    },
  );

  it('is no matter where it was of an earlier cycle', () => {
    const now = { ...moving, cycle: 2 };
    expect(counts([parcel('T2', { cycle: 1, milestone: 'delivered' }), now], { cycle: 2 })?.onTheWay).toBe('3');
  });
});

describe('a parcel', () => {
  it.each<[Milestone, string | undefined]>([
    ['picked_up', '3'],
    ['in_transit', '3'],
    ['arrived_at_facility', '3'],
    ['customs', '3'],
    ['out_for_delivery', '3'],
    ['available_for_pickup', '3'],
    ['delivery_attempted', '3'],
    ['exception', '3'],
    ['returning', undefined],
    ['returned', undefined],
    ['cancelled', undefined],
  ])('that is %s has %s of 5 items on their way', (milestone, onTheWay) => {
    expect(counts([parcel('T1', { ...apples, milestone })])?.onTheWay).toBe(onTheWay);
  });

  it.each(['placed', 'confirmed', 'preparing', 'ready'] as const)(
    'that no carrier has seen has not left while the order is %s, though its label is made',
    (phase) => {
      expect(counts([parcel('T1', apples)], { phase })).toBeUndefined();
      expect(counts([parcel('T1', { ...apples, milestone: 'label_created' })], { phase })).toBeUndefined();
    },
  );

  it('that no carrier has seen has left with the order, label or not', () => {
    expect(counts([parcel('T1', apples)])?.onTheWay).toBe('3');
    expect(counts([parcel('T1', { ...apples, milestone: 'label_created' })])?.onTheWay).toBe('3');
  });
});

describe('the counts in an event', () => {
  it.each([
    { total: '5', onTheWay: '3' },
    { total: '5', delivered: '0' },
    { onTheWay: '3', delivered: '0' },
    { total: 5, onTheWay: '3', delivered: '0' },
    { total: '5', onTheWay: 3, delivered: '0' },
    { total: '5', onTheWay: '3', delivered: null },
    {},
  ])('%o are a caller’s own, and none of ours', (itemCounts) => {
    expect(itemCountsOf({ metadata: { itemCounts } })).toBeUndefined();
  });

  it('are read without what stands beside them', () => {
    const itemCounts = { total: '5', onTheWay: '3', delivered: '0' };
    expect(itemCountsOf({ metadata: { itemCounts: { ...itemCounts, colour: 'red' } } })).toEqual(itemCounts);
    expect(itemCountsOf({ metadata: {} })).toBeUndefined();
    expect(itemCountsOf({})).toBeUndefined();
  });
});
