import { describe, expect, test } from 'vitest';
import { itemCountsOf, partOfItems } from '../../../shared/orders/engine/item-counts.ts';
import type { Order, Shipment } from '../../../shared/orders/model/order.ts';
import { hours, orderIn, parcelOf, scanOf } from '../workflows/support/orders.ts';
import { accept } from './support/decisions.ts';

const items = [
  { itemId: 'a', name: 'Apples', quantity: 3, unitPrice: '1' },
  { itemId: 'b', name: 'Bread', quantity: 2, unitPrice: '1' },
];
const parcel = (number: string, given: Partial<Shipment>): Shipment => ({ ...parcelOf(number), ...given });
const order = (shipments: readonly Shipment[], given: Partial<Order> = {}): Order =>
  orderIn('parcel', 'shipped', { items, shipments, ...given });
const all = { items: [{ itemId: 'a', quantity: 3 }] };
const rest = { items: [{ itemId: 'b', quantity: 2 }] };

describe('how much of an order is on its way', () => {
  test('is what its parcels say that they hold', () => {
    expect(partOfItems(order([parcel('T1', { ...all, milestone: 'in_transit' })]))).toEqual({
      total: '5',
      onTheWay: '3',
      delivered: '0',
    });
    const itemIds = ['a'];
    expect(partOfItems(order([parcel('T1', { itemIds, milestone: 'in_transit' })]))?.onTheWay).toBe('3');
  });

  test('is not said where it is none, or all, or a parcel may hold anything', () => {
    const moving = { milestone: 'in_transit' } as const;
    expect(partOfItems(order([]))).toBeUndefined();
    expect(partOfItems(order([parcel('T1', moving)]))).toBeUndefined();
    expect(partOfItems(order([parcel('T1', { ...all, ...moving }), parcel('T2', moving)]))).toBeUndefined();
    expect(partOfItems(order([parcel('T1', { ...all, ...moving }), parcel('T2', { ...rest, ...moving })]))).toBe(
      undefined,
    );
    expect(partOfItems(order([parcel('T1', { ...all, milestone: 'cancelled' })]))).toBeUndefined();
  });

  test('counts what has come apart, and what goes back not at all', () => {
    const counts = partOfItems(
      order([parcel('T1', { ...all, milestone: 'delivered' }), parcel('T2', { ...rest, milestone: 'in_transit' })]),
    );
    expect(counts).toEqual({ total: '5', onTheWay: '2', delivered: '3' });
    const back = partOfItems(
      order([parcel('T1', { ...all, milestone: 'in_transit' }), parcel('T2', { ...rest, milestone: 'returning' })]),
    );
    expect(back?.onTheWay).toBe('3');
  });

  test('counts a parcel that nobody has scanned once the order has left with it', () => {
    const unseen = parcel('T1', all);
    expect(partOfItems(order([unseen]))?.onTheWay).toBe('3');
    expect(partOfItems(order([unseen], { phase: 'preparing' }))).toBeUndefined();
    const later = parcel('T2', { ...rest, registeredAt: hours(9).toISOString() });
    expect(partOfItems(order([unseen, later]))?.onTheWay).toBe('3');
  });

  test('never counts more than was ordered, nor what was taken off', () => {
    const twice = order([
      parcel('T1', { ...all, milestone: 'in_transit' }),
      parcel('T2', { items: [{ itemId: 'a', quantity: 2 }], milestone: 'in_transit' }),
    ]);
    expect(partOfItems(twice)?.onTheWay).toBe('3');
    const [apples, bread] = items;
    const removed = { items: [{ ...apples, removed: true }, bread] as Order['items'] };
    expect(partOfItems(order([parcel('T1', { ...all, milestone: 'in_transit' })], removed))).toBeUndefined();
  });

  test('counts lines where items are weighed', () => {
    const weighed = [
      { ...items[0], quantity: 1.5, unit: 'kg' },
      { ...items[1], quantity: 2 },
    ] as unknown as Order['items'];
    const shipments = [
      parcel('T1', { items: [{ itemId: 'a', quantity: 1.5 }], milestone: 'in_transit' }),
      parcel('T2', { items: [{ itemId: 'b', quantity: 1 }], milestone: 'in_transit' }),
    ];
    expect(partOfItems(order(shipments, { items: weighed }))).toEqual({ total: '2', onTheWay: '1', delivered: '0' });
  });

  test('counts pieces where all are pieces, whether or not that is written', () => {
    const pieces = [{ ...items[0], unit: 'pc' }, items[1]] as unknown as Order['items'];
    const shipments = [parcel('T1', { items: [{ itemId: 'a', quantity: 2 }], milestone: 'in_transit' })];
    expect(partOfItems(order(shipments, { items: pieces }))).toEqual({ total: '5', onTheWay: '2', delivered: '0' });
  });

  test('stands in the event that the parcel left with', () => {
    const processing = order([parcel('T1', all)], { status: 'processing', phase: 'preparing' });
    const moved = accept(processing, { type: 'change_status', status: 'shipped' }, 'seller', hours(2));
    expect(moved.events[0] && itemCountsOf(moved.events[0])).toEqual({ total: '5', onTheWay: '3', delivered: '0' });
    const command = { type: 'apply_scans', trackingNumber: 'T1', scans: [scanOf('picked_up', 1)] } as const;
    const scanned = accept(processing, command, 'carrier', hours(2)).events;
    expect(scanned.map((event) => itemCountsOf(event)?.onTheWay)).toEqual(['3']);
  });

  test.each([[undefined], [{}], [{ itemCounts: 'three' }], [{ itemCounts: { total: 5 } }], [{ itemCounts: null }]])(
    'is not read from metadata of another form: %j',
    (metadata) => {
      expect(itemCountsOf(metadata === undefined ? {} : { metadata })).toBeUndefined();
    },
  );
});
