import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { ADDRESS, paidOrders } from './support/paid-orders.ts';
import { system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { post } = paidOrders(() => api);

describe('any optional member', () => {
  const BLANKS = ['', ' ', null, '\u00a0', '\u200b', '\t\n'] as const;
  const blank = fc.constantFrom(...BLANKS);
  const spaces = fc.constantFrom('', ' ', '\u00a0', '\n', '\u200b');
  const padded = (text: string) => fc.tuple(spaces, spaces).map(([before, after]) => `${before}${text}${after}`);
  const oneOf = (...texts: readonly string[]) => fc.oneof(blank, ...texts.map(padded));
  const maybe = <T>(fields: Record<string, fc.Arbitrary<T>>) => fc.record(fields, { requiredKeys: [] });
  const lists = fc.constantFrom([], '', null);

  const anyItem = fc
    .tuple(
      fc.record({ quantity: fc.constantFrom<string | number>(1, '2', 0.5, ' 1.250 '), unitPrice: padded('1.00') }),
      maybe<unknown>({
        itemId: oneOf('a', 'b', 'item-1', 'item-2'),
        sku: oneOf('S-1'),
        listingId: oneOf('lst-1'),
        name: fc.oneof(
          blank,
          fc.string({ unit: 'grapheme', maxLength: 400 }).filter((text) => text.isWellFormed()),
        ),
        unit: oneOf('kg', 'KG', 'pcs', 'furlong'),
        image: fc.oneof(blank, fc.webUrl(), fc.string({ maxLength: 20 })),
        preparedAt: oneOf('2026-11-20T10:00Z'),
      }),
    )
    .map(([needed, optional]) => ({ ...optional, ...needed }));

  const anyCheckout = fc
    .tuple(
      fc.record({
        sellerId: padded('shop-7'),
        totalAmount: padded('25.00'),
        currency: padded('eur'),
        buyerId: padded('user-2041'),
      }),
      fc.record({ items: fc.array(anyItem, { minLength: 1, maxLength: 5 }) }),
      maybe<unknown>({
        guestEmail: blank,
        listingId: oneOf('lst-9'),
        quantity: oneOf('3'),
        shippingAddress: fc.oneof(
          lists,
          maybe<unknown>({ line2: blank, state: blank, phone: blank }).map((extra) => ({ ...ADDRESS, ...extra })),
        ),
        shippingMethod: oneOf('express'),
        fulfilmentType: oneOf('SHIPPING', 'shipping'),
        fulfillmentType: oneOf('Shipping'),
        orderType: oneOf('standard', 'STANDARD'),
        locale: fc.oneof(blank, fc.string({ maxLength: 40 })),
        customer: fc.oneof(
          lists,
          maybe<unknown>({
            name: oneOf('Ana'),
            email: oneOf('ana@example.com', 'a@сайт.рф'),
            phone: fc.oneof(blank, fc.string()),
          }),
        ),
        estimatedDelivery: oneOf('2026-11-27T10:15Z', '2026-11-27T10:15:00Z'),
        notes: fc.oneof(blank, fc.string({ maxLength: 3_000 })),
        metadata: fc.oneof(blank, fc.jsonValue({ maxDepth: 4 })),
        surprise: fc.jsonValue(),
      }),
    )
    .map(([needed, basket, optional]) => ({ ...optional, ...basket, ...needed }));

  /** The same members in another sequence. */
  const reordered = (value: object, seed: number): object =>
    Object.fromEntries(
      Object.entries(value)
        .map((entry, i) => ({ entry, at: (i * 7_919 + seed) % 104_729 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ entry }) => entry),
    );

  it('blank, padded or in any sequence leaves 201 a 201', async () => {
    await fc.assert(
      fc.asyncProperty(anyCheckout, fc.nat(104_728), async (checkout, seed) => {
        const body = { paymentResult: CHECKOUT_EXAMPLE.paymentResult, checkoutData: reordered(checkout, seed) };
        const response = await api.call('POST', '/api/orders', { as: system, body });
        expect(response.status, `${response.text} ${JSON.stringify(body)}`).toBe(201);
      }),
      { numRuns: 150 },
    );
  });

  it('of any type whatever never breaks anything', async () => {
    const names = Object.keys({ ...CHECKOUT_EXAMPLE.checkoutData, metadata: 1, notes: 1, guestEmail: 1, quantity: 1 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 }), async (name, value) => {
        const response = await post({ [name]: value });
        expect([201, 422], response.text).toContain(response.status);
      }),
      { numRuns: 150 },
    );
  });
});
