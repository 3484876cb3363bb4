import { describe, expect, it } from 'vitest';
import { type OrderRow, type Phase, WismoProblem } from '../../../client/src/index.ts';
import { arranged, countsOf, heldArrangement } from '../../../web/app/areas/shop/arrange.ts';
import { byNumber, matching, onlyOne } from '../../../web/app/areas/shop/columns.ts';
import { figuresOf } from '../../../web/app/areas/shop/figures.ts';
import { isOfNumber } from '../../../web/app/areas/shop/keys.ts';
import { moveOrder } from '../../../web/app/areas/shop/move-order.ts';
import { pickLines } from '../../../web/app/areas/shop/pick-lines.ts';

const row = (orderId: string, phase: Phase, fields: Partial<OrderRow> = {}): OrderRow =>
  ({
    orderId,
    phase,
    sellerId: 'shop',
    orderNumber: `ORD-2026-${orderId}`,
    statusSince: `2026-11-27T0${orderId}:00:00Z`,
    createdAt: '2026-11-27T12:00:00.000Z',
    totalAmount: '10.10',
    currency: 'EUR',
    buyer: { id: null, name: 'José Núñez', email: 'jose@example.com' },
    items: [{ name: 'Brânză', quantity: 1, unit: 'pc', price: '10.10' }],
    ...fields,
  }) as OrderRow;

const drawn = (columns: ReturnType<typeof arranged>): readonly string[] =>
  columns
    .filter(({ orders }) => orders.length > 0)
    .map(({ column, orders }) => `${column}: ${orders.map(({ orderId }) => orderId).join()}`);

describe('a board that somebody works on', () => {
  it('keeps every card where it was, as it is now, with new ones at the end', () => {
    const before = arranged([row('1', 'placed'), row('2', 'placed'), row('3', 'preparing')]);
    const now = [row('1', 'confirmed'), row('2', 'placed'), row('3', 'preparing'), row('0', 'placed')];
    const held = heldArrangement(before, now);
    expect(drawn(held)).toEqual(['new: 1,2,0', 'preparing: 3']);
    expect(held[0]?.orders[0]?.phase).toBe('confirmed');
    expect(drawn(arranged(now))).toEqual(['new: 0,2', 'confirmed: 1', 'preparing: 3']);
  });

  it('counts each order where it belongs meanwhile, and drops what the search no longer finds', () => {
    const before = arranged([row('1', 'placed'), row('2', 'placed')]);
    const now = [row('1', 'confirmed')];
    expect(drawn(heldArrangement(before, now))).toEqual(['new: 1']);
    expect(countsOf(now)).toMatchObject({ new: 0, confirmed: 1, done: 0 });
  });
});

describe('the search of a board', () => {
  const rows = [
    row('1', 'placed'),
    row('2', 'placed', { trackingNumber: 'JD014600003828', buyer: { id: null, name: 'Ana', email: null } }),
  ];
  it.each([
    ['jose nunez', '1'],
    ['  NÚÑEZ ', '1'],
    ['jose@example', '1'],
    ['jd01 4600 0038 28', '2'],
    ['ord2026 2', '2'],
  ])('finds by %j', (text, orderId) => {
    expect(matching(rows, text).map((each) => each.orderId)).toEqual([orderId]);
  });

  it('takes what a scanner says before the number', () => {
    expect(byNumber(rows, ']C1JD014600003828')?.orderId).toBe('2');
    expect(byNumber(rows, ' jd01-4600-0038-28 ')?.orderId).toBe('2');
    expect(byNumber(rows, '')).toBeUndefined();
  });

  it('opens what all orders have by a whole number, and nothing that is not sure', () => {
    const other = row('3', 'placed', { sellerId: 'another' });
    expect(onlyOne([row('1', 'delivered'), other], '1Z999AA10123456784', 'shop')?.orderId).toBe('1');
    expect(onlyOne([other], '1Z999AA10123456784', 'shop')).toBeUndefined();
    expect(onlyOne(rows, '1Z999AA10123456784', 'shop')).toBeUndefined();
    expect(onlyOne([row('1', 'delivered')], 'Ana', 'shop')).toBeUndefined();
  });

  it('begins with whatever a scanner types, and leaves the keys of the board alone', () => {
    expect(['J', '1', 'a', ']'].every(isOfNumber)).toBe(true);
    expect(['j', 'k', '/', '?', 'Enter', ' ', 'Tab'].some(isOfNumber)).toBe(false);
  });
});

describe("today's figures", () => {
  it('are of the day and of what stands, each currency by itself', () => {
    const now = new Date('2026-11-27T13:00:00.000Z');
    const rows = [
      row('1', 'placed'),
      row('2', 'delivered', { totalAmount: '0.20' }),
      row('3', 'placed', { currency: 'RON', totalAmount: '50' }),
      row('4', 'cancelled'),
      row('5', 'placed', { createdAt: '2026-11-24T12:00:00.000Z' }),
    ];
    const { count, amounts } = figuresOf(rows, now);
    expect([count, amounts.map(({ currency, amount }) => `${amount.toFixed(2)} ${currency}`)]).toEqual([
      3,
      ['10.30 EUR', '50.00 RON'],
    ]);
  });
});

describe('a pick list', () => {
  it('adds up each item by its unit, and says who wants how much', () => {
    const item = (name: string, quantity: number, unit: string) => ({ name, quantity, unit, price: '1.00' });
    const orders = [
      row('1', 'confirmed', { items: [item('Tomatoes', 0.1, 'kg'), item('Eggs', 6, 'pc'), item('Jar 10', 1, 'pc')] }),
      row('2', 'preparing', {
        items: [item('Tomatoes', 0.2, 'kg'), item('Tomatoes', 3, 'pc'), item('Jar 9', 1, 'pc')],
      }),
    ];
    expect(pickLines(orders, 'en').map(({ name, total, unit, parts }) => [name, total, unit, parts.length])).toEqual([
      ['Eggs', 6, 'pc', 1],
      ['Jar 9', 1, 'pc', 1],
      ['Jar 10', 1, 'pc', 1],
      ['Tomatoes', 0.3, 'kg', 2],
      ['Tomatoes', 3, 'pc', 1],
    ]);
  });
});

describe('a step that two take at once', () => {
  const problem = (code: string, status: number) =>
    new WismoProblem({ code, status, title: code } as ConstructorParameters<typeof WismoProblem>[0]);
  const apiWhere = (status: string, error: Error) =>
    ({
      changeOrderStatus: () => Promise.reject(error),
      getOrder: async () => ({ order: { orderId: 'o', status, version: 4 } }),
    }) as unknown as Parameters<typeof moveOrder>[0];

  it('is done for both where both wanted the same', async () => {
    const moved = await moveOrder(apiWhere('confirmed', problem('INVALID_TRANSITION', 409)), 'o', {
      status: 'confirmed',
    });
    expect(moved).toMatchObject({ status: 'confirmed', version: 4 });
  });

  it('is refused where the order went elsewhere, or for another reason', async () => {
    const elsewhere = apiWhere('cancelled', problem('INVALID_TRANSITION', 409));
    await expect(moveOrder(elsewhere, 'o', { status: 'confirmed' })).rejects.toMatchObject({
      code: 'INVALID_TRANSITION',
    });
    const guarded = apiWhere('confirmed', problem('GUARD_REFUSED', 422));
    await expect(moveOrder(guarded, 'o', { status: 'confirmed' })).rejects.toMatchObject({ code: 'GUARD_REFUSED' });
  });
});
