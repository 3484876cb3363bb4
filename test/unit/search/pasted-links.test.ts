import { describe, expect, it } from 'vitest';
import { orderIdIn, orderNumberOf, parcelNumberOf } from '../../../shared/contract/normalize.ts';
import { withoutLinks } from '../../../shared/contract/pasted-link.ts';
import { linkQuery } from '../../../shared/contract/schemas/lists.ts';
import { isProven, linkRequest } from '../../../shared/notifications/link-request.ts';
import { findNamedOrders } from '../../../shared/orders/use-cases/find-order.ts';
import { searchOrders } from '../../../shared/search/search-orders.ts';
import { memorySearchStore } from '../../support/memory-search-store.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const ORDER_ID = 'ord_01J9ZQ4R8T5V6W7X8Y9Z0A1B2C';
const TOKEN = `v1.${'a1B2c3'.repeat(60)}`;

describe('a pasted link', () => {
  it.each([
    ['https://wismo.example/track/1Z5R89390357567127', '1Z5R89390357567127'],
    ['http://127.0.0.1:4000/track/1Z5R89390357567127', '1Z5R89390357567127'],
    ['wismo.example/track/1Z5R89390357567127', '1Z5R89390357567127'],
    ['https://wismo.example/track/1Z5R89390357567127?utm_campaign=20261127000000000000', '1Z5R89390357567127'],
    ['https://wismo.example/track/1Z5R89390357567127#top', '1Z5R89390357567127'],
    ['https://shop.example/#/track/1Z5R89390357567127', '1Z5R89390357567127'],
    ['https://www.fedex.com/fedextrack/?trknbr=986578788855&trkqual=12029~986578788855~FDEG', '986578788855'],
    ['https://www.dhl.com/es-es/home/tracking/tracking-parcel.html?submit=1&tracking-id=3318810025', '3318810025'],
    [
      'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwismo.example%2Ftrack%2F986578788855&data=05%7C02',
      '986578788855',
    ],
    ['<https://wismo.example/track/986578788855>', '986578788855'],
    ['Track it: https://wismo.example/track/9865%2078788855.', '986578788855'],
  ])('has the number of its parcel: %s', (link, number) => {
    expect(parcelNumberOf(withoutLinks(link)).replace(/^TRACKIT/, '')).toContain(number);
  });

  it.each([
    'https://shop.example/orders/ORD-2026-000123',
    'https://wismo.example/?order=ORD-2026-000123',
    'shop.example/account/orders/ORD-2026-000123?tab=2',
    `https://shop.example/o/ORD-2026-000123?token=${TOKEN}`,
  ])('has the number of its order: %s', (link) => {
    expect(orderNumberOf(link)).toBe('ORD-2026-000123');
  });

  it.each([
    `https://wismo.example/track/${ORDER_ID}?token=${TOKEN}`,
    `https://wismo.example/api/orders/${ORDER_ID}/timeline`,
    ORDER_ID.toLowerCase(),
    `id: ${ORDER_ID}`,
  ])('has the id of its order: %s', (text) => {
    expect(orderIdIn(text)).toBe(ORDER_ID);
    expect(linkQuery.parse({ number: text, email: 'ana@example.com' }).number).toBe(ORDER_ID);
  });

  it.each([
    'https://shop.example/about',
    'https://%',
    'https://shop.example/%E0%A4%A',
    'ana@example.com/',
    'example.com',
    'https://shop.example/?token=1234567890',
  ])('without a number stays as it is: %s', (text) => {
    expect(withoutLinks(text).trim()).toBe(text);
  });

  it('is read in time that grows with its length, however it is made', () => {
    const inner = encodeURIComponent('https://a.example/?u=1&');
    for (const text of [
      'a.'.repeat(50_000),
      `https://a.example/?u=${inner.repeat(2_000)}`,
      'https://a/'.repeat(9_000),
    ]) {
      expect(withoutLinks(text).length).toBeGreaterThan(0);
    }
  }, 2_000);
});

describe('the order of a pasted link', () => {
  const order = anOrder({
    orderId: ORDER_ID,
    orderNumber: 'ORD-2026-000123',
    customer: { email: 'ana@example.com' },
    shipments: [{ shipmentId: 's', trackingNumber: '986578788855', carrier: 'fedex', registeredAt: '' }],
  });
  const orders = {
    getMany: async (ids: readonly string[]) => [order].filter(({ orderId }) => ids.includes(orderId)),
    findIdByNumber: async (number: string) => (number === order.orderNumber ? ORDER_ID : undefined),
    findIdsByTrackingNumber: async (number: string) => (number === '986578788855' ? [ORDER_ID] : []),
  };
  const page = `https://wismo.example/track/${ORDER_ID}?token=${TOKEN}`;
  const search = (query: string, scope: string, pageNumber = 1) =>
    searchOrders({ search: memorySearchStore(), orders }, { scopes: [scope], query }, { limit: 5, page: pageNumber });

  it('is found by search without its being indexed, by whoever may look for it', async () => {
    for (const scope of ['all', `seller:${order.sellerId}`]) {
      expect(await search(page, scope)).toEqual({ orders: [order], total: 1, isTruncated: false });
    }
    expect(await search(page, 'all', 2)).toEqual({ orders: [], total: 1, isTruncated: false });
    expect((await search(page, 'seller:another')).orders).toEqual([]);
  });

  it.each([page, 'https://wismo.example/track/986578788855', 'Pedido nº ORD-2026-000123'])(
    'is found by the form for a link, with proof: %s',
    async (typed) => {
      const { number } = linkQuery.parse({ number: typed, email: 'ana@example.com' });
      expect(await findNamedOrders(orders, number)).toEqual([order]);
      const ask = (email: string) =>
        isProven(linkRequest('lnk_1', number, { email }, '2026-03-01T10:00:00.000Z'), order);
      expect(ask('ana@example.com')).toBe(true);
      expect(ask('eve@example.com')).toBe(false);
    },
  );
});
