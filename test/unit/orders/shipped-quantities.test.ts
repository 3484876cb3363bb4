import { describe, expect, it } from 'vitest';
import { shippedQuantities } from '../../../shared/orders/engine/shipped-quantities.ts';
import type { Order, ShippedItem } from '../../../shared/orders/model/order.ts';
import { orderIn, parcelOf } from '../workflows/support/orders.ts';
import { accept, ask } from './support/decisions.ts';

const ITEMS = [
  { itemId: 'item_1', name: 'Apples', quantity: 5, unitPrice: '1.00' },
  { itemId: 'item_2', name: 'Cheese', quantity: 1.5, unitPrice: '9.00' },
];
const order = (fields: Partial<Order> = {}): Order => orderIn('parcel', 'processing', { items: ITEMS, ...fields });
const shipping = (...items: readonly ShippedItem[]) => ({
  type: 'register_shipment' as const,
  shipmentId: 'shp_1',
  trackingNumber: 'T1',
  carrier: 'fedex',
  items,
});
const shipped = (given: Order) => Object.fromEntries(shippedQuantities(given));

describe('how much of an order is in parcels', () => {
  it('is nothing without one, and all of it in one that says nothing of its items', () => {
    expect(shipped(order())).toEqual({ item_1: 0, item_2: 0 });
    expect(shipped(order({ shipments: [parcelOf('T1')] }))).toEqual({ item_1: 5, item_2: 1.5 });
  });

  it('is all of the items that a parcel names', () => {
    expect(shipped(order({ shipments: [{ ...parcelOf('T1'), itemIds: ['item_2'] }] }))).toEqual({
      item_1: 0,
      item_2: 1.5,
    });
  });

  it('is the sum of the quantities, to the gram', () => {
    const shipments = [
      {
        ...parcelOf('T1'),
        items: [
          { itemId: 'item_1', quantity: 2 },
          { itemId: 'item_2', quantity: 0.1 },
        ],
      },
      {
        ...parcelOf('T2'),
        items: [
          { itemId: 'item_1', quantity: 1 },
          { itemId: 'item_2', quantity: 0.2 },
        ],
      },
    ];
    expect(shipped(order({ shipments }))).toEqual({ item_1: 3, item_2: 0.3 });
  });

  it('does not count a cancelled parcel, one in doubt, or one of another cycle', () => {
    const items = [{ itemId: 'item_1', quantity: 2 }];
    const shipments = [
      { ...parcelOf('T1'), items, milestone: 'cancelled' as const },
      { ...parcelOf('T2'), items, needsConfirmation: true },
      { ...parcelOf('T3'), items, cycle: 1 },
    ];
    expect(shipped(order({ shipments }))).toEqual({ item_1: 0, item_2: 0 });
  });
});

describe('quantities of a new parcel', () => {
  it('are kept with it', () => {
    const { order: after, events } = accept(order(), shipping({ itemId: 'item_1', quantity: 3 }), 'seller');
    expect(after.shipments[0]?.items).toEqual([{ itemId: 'item_1', quantity: 3 }]);
    expect(events[0]?.metadata).toMatchObject({ items: [{ itemId: 'item_1', quantity: 3 }] });
  });

  it.each([
    ['more than was ordered', [{ itemId: 'item_1', quantity: 6 }], 'no more than 5'],
    ['more than is left', [{ itemId: 'item_2', quantity: 1.001 }], 'no more than 1 '],
    [
      'more, in two lines',
      [
        { itemId: 'item_1', quantity: 3 },
        { itemId: 'item_1', quantity: 3 },
      ],
      'no more than 5',
    ],
    ['of no item of the order', [{ itemId: 'item_9', quantity: 1 }], 'item_9'],
  ])('are refused where they are %s', (_, items, reason) => {
    const before = order({ shipments: [{ ...parcelOf('T0'), items: [{ itemId: 'item_2', quantity: 0.5 }] }] });
    const decision = ask(before, shipping(...items), 'seller');
    expect(decision).toMatchObject({ ok: false, code: 'ITEMS_NOT_SHIPPABLE', reason: expect.stringContaining(reason) });
  });

  it('take the last of it', () => {
    const before = order({ shipments: [{ ...parcelOf('T0'), items: [{ itemId: 'item_2', quantity: 0.5 }] }] });
    expect(ask(before, shipping({ itemId: 'item_2', quantity: 1 }), 'seller')).toMatchObject({ ok: true });
  });

  it('are refused of an item that left the order', () => {
    const before = order({
      items: [{ ...ITEMS[0], itemId: 'item_1', name: 'Apples', quantity: 5, unitPrice: '1', removed: true }],
    });
    expect(ask(before, shipping({ itemId: 'item_1', quantity: 1 }), 'seller')).toMatchObject({ ok: false });
  });
});
