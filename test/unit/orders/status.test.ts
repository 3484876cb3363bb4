import { describe, expect, test } from 'vitest';
import { hours, newOrder, orderIn } from '../workflows/support/orders.ts';
import { accept, ask, noticesIn, recorded } from './support/decisions.ts';

const at = (hour: number): string => hours(hour).toISOString();

describe('a change of status', () => {
  test('takes a status in any case, and keeps what comes with it', () => {
    const { order, events } = accept(
      orderIn('parcel', 'processing'),
      {
        type: 'change_status',
        status: 'SHIPPED',
        trackingNumber: 'T1',
        carrier: 'ups',
        estimatedDelivery: at(50),
        location: { city: 'Vigo' },
        notes: 'fragile',
        metadata: { box: 7 },
      },
      'seller',
      hours(2),
    );
    expect(recorded(events)).toEqual(['shipment_registered:processing', 'status_changed:shipped']);
    expect(events[1]).toMatchObject({
      actor: { role: 'seller' },
      occurredAt: at(2),
      previousStatus: 'processing',
      trackingNumber: 'T1',
      carrier: 'ups',
      estimatedDelivery: at(50),
      location: { city: 'Vigo' },
      notes: 'fragile',
      metadata: { box: 7 },
    });
    expect(order).toMatchObject({
      estimatedDelivery: at(50),
      statusSince: at(2),
      stamps: { shippedAt: at(2) },
      shipments: [{ shipmentId: 'shp_T1', trackingNumber: 'T1', carrier: 'ups' }],
    });
  });

  test.each([
    ['seller', ['confirmed', 'cancelled']],
    ['system', ['confirmed']],
    ['payment', ['confirmed']],
  ] as const)('to the status that is there already is refused, with what is next for %s', (role, allowed) => {
    expect(ask(orderIn('parcel', 'pending'), { type: 'change_status', status: 'pending' }, role)).toMatchObject({
      ok: false,
      code: 'INVALID_TRANSITION',
      currentStatus: 'pending',
      allowed,
    });
  });

  test('stamps a status the first time only', () => {
    const steps = ['shipped', 'exception', 'shipped'].reduce(
      (order, status, index) => accept(order, { type: 'change_status', status }, 'csr', hours(index + 1)).order,
      orderIn('parcel', 'processing'),
    );
    expect([steps.stamps.shippedAt, steps.statusSince]).toEqual([at(1), at(3)]);
  });
});

describe('a forced status', () => {
  const order = orderIn('parcel', 'delivered');
  const command = { type: 'force_status', status: 'processing', reason: 'wrong parcel' } as const;

  test('leaves the table, says so and why', () => {
    const { events } = accept(order, command, 'admin');
    expect(events).toMatchObject([
      {
        type: 'status_changed',
        previousStatus: 'delivered',
        status: 'processing',
        forced: true,
        reason: 'wrong parcel',
      },
    ]);
    expect(noticesIn(events)).toEqual(['customer:processing']);
  });

  test('stays where it was put, though something would follow by itself', () => {
    const forced = accept(orderIn('grocery', 'failed'), { ...command, status: 'submitted' }, 'admin');
    expect(forced.order.status).toBe('submitted');
  });

  test.each([
    ['csr', command, 'ROLE_NOT_ALLOWED'],
    ['system', command, 'ROLE_NOT_ALLOWED'],
    ['admin', { ...command, reason: ' ' }, 'NOT_APPLICABLE'],
    ['admin', { ...command, status: 'delivered' }, 'INVALID_TRANSITION'],
    ['admin', { ...command, status: 'nowhere' }, 'UNKNOWN_STATUS'],
  ] as const)('is refused: %s, %j', (role, asked, code) => {
    expect(ask(order, asked, role)).toMatchObject({ ok: false, code });
  });
});

describe('stock', () => {
  const held = [{ listingId: 'lst_1', quantity: 2 }];
  const stockAfter = (id: string, from: string, status: string) =>
    accept(orderIn(id, from), { type: 'force_status', status, reason: 'test' }, 'admin').order.reservedStock;

  test.each([
    ['parcel', 'confirmed', 'cancelled'],
    ['parcel', 'exception', 'cancelled'],
    ['marketplace', 'payment_pending', 'failed'],
    ['marketplace', 'payment_confirmed', 'refunded'],
  ])('is given back: %s, %s → %s', (id, from, to) => {
    expect(stockAfter(id, from, to)).toEqual([]);
  });

  test.each([
    ['parcel', 'processing', 'shipped'],
    ['marketplace', 'disputed', 'refunded'],
    ['grocery', 'in_transit', 'failed'],
    ['parcel', 'delivered', 'returned'],
  ])('is kept: %s, %s → %s', (id, from, to) => {
    expect(stockAfter(id, from, to)).toEqual(held);
  });

  test('is given back once: a refund after cancelling has none to give', () => {
    const cancelled = accept(
      orderIn('farm', 'pending'),
      { type: 'change_status', status: 'cancelled' },
      'customer',
    ).order;
    const refunded = accept(cancelled, { type: 'change_status', status: 'refunded' }, 'payment').order;
    expect([cancelled.reservedStock, refunded.reservedStock]).toEqual([[], []]);
  });
});

describe('a parcel that is registered', () => {
  const command = { type: 'register_shipment', shipmentId: 'shp_1', trackingNumber: 'T1', carrier: 'ups' } as const;

  test('is one event; again it is none', () => {
    const { order, events } = accept(orderIn('parcel', 'processing'), { ...command, itemIds: ['item_1'] }, 'seller');
    expect(events).toMatchObject([{ type: 'shipment_registered', trackingNumber: 'T1', carrier: 'ups' }]);
    expect(accept(order, command, 'seller').events).toEqual([]);
  });

  test.each([
    ['digital', 'processing', {}],
    ['parcel', 'cancelled', {}],
    ['parcel', 'processing', { itemIds: ['item_9'] }],
  ])('is refused: %s, %s %j', (id, status, more) => {
    expect(ask(orderIn(id, status), { ...command, ...more }, 'seller')).toMatchObject({ code: 'NOT_APPLICABLE' });
  });
});

describe('a subscription', () => {
  test('begins its next cycle with nothing left of the last one but its parcels', () => {
    const first = orderIn('subscription', 'delivered', {
      estimatedDelivery: at(10),
      lastScanAt: at(9),
      deliveryAttempts: 2,
      isLate: true,
      items: [{ itemId: 'item_1', name: 'Tea', quantity: 1, unitPrice: '4.00', preparedAt: at(1) }],
      stamps: { deliveredAt: at(9) },
      shipments: [
        {
          shipmentId: 's',
          trackingNumber: 'T1',
          carrier: 'ups',
          registeredAt: at(1),
          milestone: 'delivered',
          cycle: 1,
        },
      ],
    });
    const { order, events } = accept(first, { type: 'change_status', status: 'processing' }, 'system', hours(700));
    expect(events[0]).toMatchObject({ status: 'processing', metadata: { cycle: 2 } });
    expect(order).toMatchObject({ cycle: 2, deliveryAttempts: 0, isLate: false, stamps: { processingAt: at(700) } });
    expect([order.estimatedDelivery, order.lastScanAt, order.items[0]?.preparedAt]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const parcel = { type: 'register_shipment', shipmentId: 's2', trackingNumber: 'T2', carrier: 'ups' } as const;
    expect(accept(order, parcel, 'seller').order.shipments.map(({ cycle }) => cycle)).toEqual([1, 2]);
  });

  test('goes on for the system only, and ends for the customer', () => {
    const order = { ...newOrder('subscription').order, status: 'delivered', phase: 'delivered' } as const;
    expect(ask(order, { type: 'change_status', status: 'processing' }, 'seller')).toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
    });
    expect(accept(order, { type: 'change_status', status: 'cancelled' }, 'customer', hours(900)).order.phase).toBe(
      'cancelled',
    );
  });
});
