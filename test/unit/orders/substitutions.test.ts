import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { sumOfQuantities } from '../../../shared/orders/model/quantity.ts';
import { stockReturned } from '../../../shared/orders/use-cases/change.ts';
import { hours, orderIn } from '../workflows/support/orders.ts';
import { accept, ask, noticesIn, recorded } from './support/decisions.ts';

const picking = orderIn('grocery', 'picking_in_progress');
const PEARS = { name: 'Pears', quantity: 2, unitPrice: '3.45' };

type Pair = readonly [string, typeof PEARS | undefined];
const propose = (...pairs: Pair[]): OrderCommand => ({
  type: 'propose_substitutions',
  substitutions: pairs.map(([itemId, substitute]) => ({
    substitutionId: `sub_${itemId}`,
    itemId,
    ...(substitute ? { substitute } : {}),
  })),
});
const reply = (...pairs: readonly (readonly [string, 'approve' | 'reject'])[]): OrderCommand => ({
  type: 'answer_substitutions',
  answers: pairs.map(([itemId, decision]) => ({ substitutionId: `sub_${itemId}`, decision })),
});
const waitingFor = (...pairs: Pair[]) => accept(picking, propose(...pairs), 'seller').order;

describe('a proposal', () => {
  test('makes the order wait, and asks the customer once', () => {
    const { order, events } = accept(picking, propose(['item_1', PEARS]), 'seller');
    expect(recorded(events)).toEqual([
      'substitutions_proposed:picking_in_progress',
      'status_changed:substitutions_needed',
    ]);
    expect(noticesIn(events)).toEqual(['customer:substitutions_needed']);
    expect(order.substitutions).toMatchObject([{ status: 'proposed', priceDifference: '0.70' }]);
  });

  test('proposed again is nothing; another one asks again', () => {
    const order = waitingFor(['item_1', PEARS]);
    expect(accept(order, propose(['item_1', PEARS]), 'seller').events).toEqual([]);
    const { events } = accept(order, propose(['item_2', undefined]), 'seller');
    expect([recorded(events), noticesIn(events)]).toEqual([
      ['substitutions_proposed:substitutions_needed'],
      ['customer:substitutions_needed'],
    ]);
  });

  test.each([
    ['of an item that is not there', picking, propose(['item_9', PEARS]), 'seller', 'NOT_APPLICABLE'],
    ['before picking', orderIn('grocery', 'store_notified'), propose(['item_1', PEARS]), 'seller', 'NOT_APPLICABLE'],
    ['in a workflow without any', orderIn('farm', 'preparing'), propose(['item_1', PEARS]), 'seller', 'NOT_APPLICABLE'],
    ['by the customer', picking, propose(['item_1', PEARS]), 'customer', 'ROLE_NOT_ALLOWED'],
  ] as const)('%s is refused', (_what, order, command, role, code) => {
    expect(ask(order, command, role)).toMatchObject({ ok: false, code });
  });

  test('is refused whole where one of its parts is', () => {
    const command = propose(['item_1', PEARS], ['item_9', PEARS]);
    expect(ask(picking, command, 'seller')).toMatchObject({
      code: 'NOT_APPLICABLE',
      reason: 'item_9 is no item of this order.',
    });
  });

  test('for an item that waits already is refused', () => {
    const other = {
      type: 'propose_substitutions',
      substitutions: [{ substitutionId: 'sub_x', itemId: 'item_1' }],
    } as const;
    expect(ask(waitingFor(['item_1', PEARS]), other, 'seller')).toMatchObject({ code: 'NOT_APPLICABLE' });
  });
});

describe('a decision', () => {
  test('yes: the substitute takes the place of the item, and picking goes on', () => {
    const { order, events } = accept(waitingFor(['item_1', PEARS]), reply(['item_1', 'approve']), 'customer');
    expect(recorded(events)).toEqual([
      'substitutions_answered:substitutions_needed',
      'status_changed:picking_in_progress',
    ]);
    expect(events.map(({ actor }) => actor.role)).toEqual(['customer', 'customer']);
    expect(order.items.map(({ itemId, removed = false }) => [itemId, removed])).toEqual([
      ['item_1', true],
      ['sub_item_1', false],
      ['item_2', false],
    ]);
    expect(order.totalAmount).toBe('9.25');
    expect(events[0]?.metadata).toMatchObject({ previousTotalAmount: '8.55', totalAmount: '9.25' });
  });

  test('no: the item leaves the order with its price', () => {
    const { order } = accept(waitingFor(['item_1', PEARS]), reply(['item_1', 'reject']), 'customer');
    expect(order.totalAmount).toBe('2.35');
    expect(order.substitutions).toMatchObject([
      { status: 'rejected', priceDifference: '-6.20', answeredBy: 'customer' },
    ]);
  });

  test('yes to nothing in its place is the money back', () => {
    const { order } = accept(waitingFor(['item_2', undefined]), reply(['item_2', 'approve']), 'customer');
    expect([order.totalAmount, order.substitutions[0]?.status]).toEqual(['6.20', 'refunded']);
  });

  test('to one of two keeps the order waiting', () => {
    const order = waitingFor(['item_1', PEARS], ['item_2', undefined]);
    const first = accept(order, reply(['item_1', 'approve']), 'customer');
    expect(recorded(first.events)).toEqual(['substitutions_answered:substitutions_needed']);
    expect(accept(first.order, reply(['item_2', 'reject']), 'customer').order.status).toBe('picking_in_progress');
  });

  test('of a guest lets the system go on', () => {
    const { events } = accept(waitingFor(['item_1', PEARS]), reply(['item_1', 'approve']), 'guest');
    expect(events.map(({ actor, status }) => [actor.role, status])).toEqual([
      ['guest', 'substitutions_needed'],
      ['system', 'picking_in_progress'],
    ]);
  });

  test('given twice the same way changes nothing; the other way it is refused', () => {
    const { order } = accept(waitingFor(['item_1', PEARS]), reply(['item_1', 'approve']), 'customer');
    expect(accept(order, reply(['item_1', 'approve']), 'customer').events).toEqual([]);
    expect(ask(order, reply(['item_1', 'reject']), 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
    expect(ask(order, reply(['item_7', 'reject']), 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
    const refunded = accept(waitingFor(['item_1', undefined]), reply(['item_1', 'approve']), 'customer').order;
    expect(accept(refunded, reply(['item_1', 'approve']), 'customer').events).toEqual([]);
    expect(ask(refunded, reply(['item_1', 'reject']), 'customer')).toMatchObject({ code: 'NOT_APPLICABLE' });
  });
});

describe('stock that was reserved for the item', () => {
  const held = [
    { listingId: 'lst_apples', quantity: 5 },
    { listingId: 'lst_bread', quantity: 1 },
  ];
  const withStock: Order = {
    ...picking,
    items: picking.items.map((item) =>
      item.itemId === 'item_1'
        ? { ...item, listingId: 'lst_apples', quantity: 2 }
        : { ...item, listingId: 'lst_bread' },
    ),
    reservedStock: held,
  };
  const settle = (itemId: string, decision: 'approve' | 'reject', order = withStock) =>
    accept(accept(order, propose([itemId, PEARS]), 'seller').order, reply([itemId, decision]), 'customer').order;

  test.each(['approve', 'reject'] as const)(
    'is given back when the customer decides %s, and no more than that',
    (decision) => {
      const order = settle('item_1', decision);
      expect(order.reservedStock).toEqual([{ listingId: 'lst_apples', quantity: 3 }, held[1]]);
      expect(stockReturned(withStock, order)).toEqual([{ listingId: 'lst_apples', quantity: 2 }]);
      expect(stockReturned(order, settle('item_2', decision, order))).toEqual([
        { listingId: 'lst_bread', quantity: 1 },
      ]);
    },
  );

  test('is not invented where none was taken', () => {
    const { reservedStock: _held, ...rest } = withStock;
    expect(settle('item_1', 'approve', { ...rest, reservedStock: [] }).reservedStock).toEqual([]);
    expect(settle('item_1', 'approve', { ...picking, reservedStock: held }).reservedStock).toEqual(held);
  });
});

describe('when nobody decides in time', () => {
  const fire = (preference: Order['substitutionPreference']) => {
    const order = {
      ...waitingFor(['item_1', PEARS], ['item_2', undefined]),
      ...(preference ? { substitutionPreference: preference } : {}),
    };
    const command = { type: 'fire_deadline', rule: 'substitutions-unanswered', dueAt: hours(2).toISOString() } as const;
    return accept(order, command, 'system', hours(2));
  };

  test.each([
    ['accept', ['approved', 'refunded'], '6.90'],
    ['refund', ['refunded', 'refunded'], '0.00'],
  ] as const)('the preference %s decides', (preference, outcomes, total) => {
    const { order, events } = fire(preference);
    expect(recorded(events)).toEqual([
      'deadline_passed:substitutions_needed',
      'substitutions_answered:substitutions_needed',
      'status_changed:picking_in_progress',
    ]);
    expect(order.substitutions.map(({ status }) => status)).toEqual(outcomes);
    expect([order.totalAmount, order.substitutions[0]?.answeredBy]).toEqual([total, 'preference']);
  });

  test.each(['ask', undefined] as const)('the preference %s reminds and leaves the question', (preference) => {
    const { order, events } = fire(preference);
    expect([recorded(events), noticesIn(events)]).toEqual([
      ['deadline_passed:substitutions_needed'],
      ['customer:substitutions_needed'],
    ]);
    expect(order.substitutions.map(({ status }) => status)).toEqual(['proposed', 'proposed']);
  });
});

test('the total is always the exact sum of the lines that are left', () => {
  const cents = fc.integer({ min: 0, max: 999_999_999 }).map((units) =>
    new Big(units)
      .div(10 ** 8)
      .plus(1)
      .toFixed(8),
  );
  const line = fc.record({ unitPrice: cents, quantity: fc.integer({ min: 1, max: 9 }) });
  const entry = fc.record({ item: line, offer: fc.option(line), isApproved: fc.boolean() });
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), (entries) => {
      const items = entries.map(({ item }, index) => ({ itemId: `i${index}`, name: 'x', ...item }));
      const sum = (lines: readonly { quantity: number; unitPrice: string }[]) =>
        lines.reduce((total, { quantity, unitPrice }) => total.plus(new Big(unitPrice).times(quantity)), new Big(0));
      const order: Order = { ...picking, items, totalAmount: sum(items).toFixed(8) };
      const pairs = entries.map(
        ({ offer }, index) => [`i${index}`, offer ? { name: 'y', ...offer } : undefined] as const,
      );
      const asked = accept(order, propose(...pairs), 'seller').order;
      const answers = entries.map(({ isApproved }, index) => [`i${index}`, isApproved ? 'approve' : 'reject'] as const);
      const { order: after } = accept(asked, reply(...answers), 'customer');
      expect(after.totalAmount).toBe(sum(after.items.filter(({ removed }) => !removed)).toFixed(8));
      expect(after.status).toBe('picking_in_progress');
    }),
  );
});

describe('weights', () => {
  const item = (quantity: number, unitPrice: string) => ({
    itemId: 'item_1',
    name: 'Tomatoes',
    quantity,
    unit: 'kg',
    unitPrice,
  });
  const offer = (quantity: number, unitPrice: string) => ({ name: 'Peppers', quantity, unit: 'kg', unitPrice });

  test.each([
    ['EUR', item(1.5, '2.40'), offer(1.25, '2.99'), '0.14', '3.74'],
    ['EUR', item(0.333, '2.99'), undefined, '-1.00', '2.60'],
    ['JPY', item(0.5, '301'), offer(0.333, '301'), '-51', '0.00'],
    ['KWD', item(0.125, '1.5'), offer(0.125, '1.7'), '0.025', '3.625'],
    ['USDC', item(1.5, '0.12345678'), offer(0.5, '0.12345678'), '-0.12345678', '3.47654322'],
  ] as const)('in %s the line is what can be paid: %j for %j is %s', (currency, from, to, difference, total) => {
    const order: Order = { ...picking, currency, items: [from], totalAmount: '3.60' };
    const asked = accept(order, propose(['item_1', to]), 'seller').order;
    expect(asked.substitutions[0]?.priceDifference).toBe(difference);
    const settled = accept(asked, reply(['item_1', 'approve']), 'customer').order;
    expect(settled.totalAmount).toBe(total);
    expect(settled.items.at(-1)).toMatchObject(to ? { quantity: to.quantity, unit: 'kg' } : { removed: true });
  });

  test('give their stock back to the gram', () => {
    const held = {
      ...picking,
      items: [{ ...item(0.2, '2.40'), listingId: 'lst' }],
      reservedStock: [{ listingId: 'lst', quantity: 0.3 }],
    };
    const asked = accept(held, propose(['item_1', undefined]), 'seller').order;
    const settled = accept(asked, reply(['item_1', 'approve']), 'customer').order;
    expect(settled.reservedStock).toEqual([{ listingId: 'lst', quantity: 0.1 }]);
    expect(stockReturned(held, settled)).toEqual([{ listingId: 'lst', quantity: 0.2 }]);
  });

  test('add up exactly, however many', () => {
    const grams = fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(grams, (parts) => {
        const exact = parts.reduce((sum, part) => sum.plus(new Big(part).div(1000)), new Big(0));
        expect(sumOfQuantities(...parts.map((part) => part / 1000))).toBe(Number(exact.toFixed(3)));
      }),
    );
  });
});
