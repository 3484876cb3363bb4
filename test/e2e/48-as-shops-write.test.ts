/** A paid order as a shop's program writes it, from the request to the mail. */
import { beforeAll, describe, expect, it } from 'vitest';
import { SHOP_ORDERS } from '../support/shop-orders.ts';
import { call, drain, outbox } from './support/api.ts';
import { newParties, orderRequest, type Parties, unique } from './support/orders.ts';

type Json = Readonly<Record<string, unknown>>;

describe('a paid order with every trifle at once', () => {
  it('is made, takes its weight from stock, and mails the buyer at a domain in Cyrillic', async () => {
    const parties = await newParties();
    const name = unique('ana');
    const stock = (body?: Json) =>
      call<{ stock: number }>(body ? 'PUT' : 'GET', `/api/admin/listings/tomatoes?sellerId=${parties.sellerId}`, {
        token: parties.admin,
        ...(body && { body: { sellerId: parties.sellerId, ...body } }),
      });
    expect((await stock({ stock: '1.800' })).body.stock).toBe(1.8);
    const checkout = {
      buyerId: null,
      guestEmail: ` Ana <${name}@сайт.рф> `,
      orderType: 'GROCERY',
      locale: 'en_US',
      items: [
        {
          listingId: 'tomatoes',
          name: 'Tomatoes ',
          quantity: '1.5',
          unit: 'KG',
          unitPrice: 2.4000000000000004,
          image: '',
        },
        { sku: 4711, quantity: 2, unitPrice: '1.900000000000000000', image: '//cdn.example/4711.png', weight: null },
      ],
      totalAmount: 7.3999999999999995,
      currency: 'eur ',
      shippingAddress: {
        address_1: '8 Finance Street',
        address_2: '',
        region: 'Central',
        country: 'Hong Kong',
        lat: 22.28,
      },
      fulfillmentType: 'Delivery',
      customer: { name: '', email: '', phone: '+1 555 010 0199 ext. 4021' },
      notes: ' ',
      metadata: { cart: '' },
      createdAt: '2026-01-01',
    };
    const created = await call<{ order: { id: string; orderNumber: string } & Json }>('POST', '/api/orders', {
      token: parties.system,
      headers: { 'idempotency-key': unique('trifles') },
      body: orderRequest(parties, checkout, { transactionHash: '', processingFee: null, status: 'SUCCEEDED' }),
    });
    expect(created.status, created.text).toBe(201);
    const { order } = created.body;
    expect(order).toMatchObject({ totalAmount: '7.40', currency: 'EUR' });
    const detail = await call<Json>('GET', `/api/orders/${order.id}`, { token: parties.seller });
    expect(detail.body).toMatchObject({
      items: [
        { name: 'Tomatoes', quantity: 1.5, unit: 'kg', unitPrice: '2.40', totalPrice: '3.60' },
        { name: '4711', quantity: 2, unitPrice: '1.90', image: 'https://cdn.example/4711.png' },
      ],
      shipping: { fulfilmentType: 'delivery', address: { city: 'Hong Kong', region: 'Central', country: 'HK' } },
      buyer: { isGuest: true, email: `${name}@сайт.рф`, phone: '+1 555 010 0199 ext. 4021', phoneE164: '+15550100199' },
    });
    expect((await stock()).body.stock).toBe(0.3);

    await call('POST', `/orders/tracking/${order.id}/acknowledge`, {
      token: parties.seller,
      body: { estimated_ready_at: '' },
    });
    await drain();
    const link = new URLSearchParams({ number: order.orderNumber, email: `${name}@xn--80aswg.xn--p1ai`, postcode: '' });
    expect((await call('GET', `/api/orders/track?${link}`)).status).toBe(202);
    await drain();
    const mails = await outbox(order.id);
    // Its receipt, that the store has taken it, and the link.
    expect(mails.map(({ to }) => to)).toEqual(Array(3).fill(`${name}@xn--80aswg.xn--p1ai`));
    expect(mails.some(({ text }) => text?.includes('Items: 1.5 kg Tomatoes; 2 × 4711'))).toBe(true);
    expect(mails.some(({ subject }) => subject === `Your link to order ${order.orderNumber}`)).toBe(true);
  });
});

describe('a paid order as shops have it', () => {
  let parties: Parties;
  beforeAll(async () => {
    parties = await newParties();
  });

  it.each(SHOP_ORDERS)('$from', async ({ checkout, payment, address, total, buyer, items }) => {
    const created = await call<{ order: { id: string; totalAmount: string } }>('POST', '/api/orders', {
      token: parties.system,
      headers: { 'idempotency-key': unique('shop') },
      body: orderRequest(parties, checkout, payment),
    });
    expect(created.status, created.text).toBe(201);
    const { body } = await call<Json>('GET', `/api/orders/${created.body.order.id}`, { token: parties.seller });
    expect(created.body.order.totalAmount).toBe(total ?? '25.00');
    if (address) expect(body).toMatchObject({ shipping: { address } });
    if (buyer) expect(body).toMatchObject({ buyer });
    if (items) expect(body).toMatchObject({ items });
    await drain();
    const mails = await outbox(created.body.order.id);
    // A link carries a signed token, in which any letters may stand together.
    for (const { text } of mails) {
      expect(text.replace(/https?:\S+/g, '')).not.toMatch(/\b(?:undefined|null|NaN)\b|\[object/);
    }
  });
});
