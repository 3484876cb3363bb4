/** Orders that were paid, written as shops write them: what changes money or destination is refused, the rest is read. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Fields, ITEM, paidOrders } from './support/paid-orders.ts';
import { type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { post, made, stored } = paidOrders(() => api);

describe('what changes money or destination', () => {
  it.each<[string, Fields, Fields, string]>([
    ['a negative total', { totalAmount: -0.01 }, {}, 'checkoutData.totalAmount'],
    ['a total with another ninth digit', { totalAmount: '1.000000001' }, {}, 'checkoutData.totalAmount'],
    ['a comma', { totalAmount: '1,50' }, {}, 'checkoutData.totalAmount'],
    ['a total too large', { totalAmount: 1e11 }, {}, 'checkoutData.totalAmount'],
    ['no total', { totalAmount: '' }, {}, 'checkoutData.totalAmount'],
    ['a currency by its sign', { currency: '€' }, {}, 'checkoutData.currency'],
    ['a quantity of nothing', { items: [{ ...ITEM, quantity: 0 }] }, {}, 'checkoutData.items.0.quantity'],
    ['a quantity too fine', { items: [{ ...ITEM, quantity: '1.0001' }] }, {}, 'checkoutData.items.0.quantity'],
    ['a negative price', { items: [{ ...ITEM, unitPrice: '-1' }] }, {}, 'checkoutData.items.0.unitPrice'],
    ['another way to the customer', { fulfilmentType: 'teleport' }, {}, 'checkoutData.fulfilmentType'],
    ['two ways', { fulfilmentType: 'pickup', fulfillmentType: 'shipping' }, {}, 'checkoutData.fulfillmentType'],
    ['no mailbox of a guest', { buyerId: null, guestEmail: 'ana at example' }, {}, 'checkoutData.guestEmail'],
    ['a success that is none', {}, { success: 'perhaps' }, 'paymentResult.success'],
    ['a state nobody knows', {}, { status: 'partially_refunded' }, 'paymentResult.status'],
  ])('%s is refused by its name', async (_what, checkout, payment, path) => {
    const response = await post(checkout, payment);
    expect(response.status, response.text).toBe(422);
    expect(response.body.errors.map((error: { path: string }) => error.path)).toEqual([path]);
    expect(stored()).toEqual([]);
  });

  it('is not a payment that failed, whatever it says of success', async () => {
    for (const payment of [{ status: 'DECLINED' }, { success: false, status: 'failed' }, { success: false }]) {
      expect((await post({}, payment)).body).toMatchObject({ code: 'PAYMENT_NOT_CONFIRMED', canRetry: true });
    }
    expect(stored()).toEqual([]);
  });
});

describe('a real order', () => {
  const CHECKOUT = {
    buyerId: '',
    guestEmail: ' Łucja Müller <lucja@münchen.example>. ',
    sellerId: ' shop-7',
    listingId: null,
    items: [
      {
        sku: 81_234,
        name: null,
        title: 'x',
        quantity: '2',
        unitPrice: 1.1500000000000001,
        image: '//cdn.example/81234.png',
      },
      { itemId: 'tom', name: ' Tomaten  ', quantity: 1.5, unit: 'KG', unitPrice: '2.400000000000000000', image: '' },
      { itemId: 'tom', name: 'Tomaten 🍅', quantity: 0.1 + 0.2, unit: 'kilos', unitPrice: 2.4, image: '/t.png' },
    ],
    quantity: null,
    totalAmount: 6.6199999999999992,
    currency: ' eur',
    shippingAddress: {
      first_name: 'Łucja',
      last_name: 'Müller',
      address_1: 'Hauptstraße',
      houseNumber: 5,
      address_2: '',
      city: 'Berlin ',
      postcode: 10_115,
      country: 'Germany',
      countryCode: null,
      geo: { lat: 1 },
    },
    shippingMethod: '',
    fulfillmentType: 'SHIPPING',
    orderType: 'Standard',
    locale: 'de_DE',
    customer: { name: 'Łucja Müller', email: '', phone: '(030) 123456-78' },
    estimatedDelivery: '2026-11-27T10:15Z',
    notes: '\u200b ',
    metadata: { cart: '', tags: [] },
    createdAt: 'yesterday',
    lineItems: [{}],
  };

  it('with every trifle at once is an order like any other', async () => {
    const payment = {
      status: 'succeeded',
      paymentMethod: 'Klarna',
      escrowId: '',
      processingFee: 0.30000000000000004,
      raw: [],
    };
    const { order, items, shipping, buyer: customer, payment: paid } = await made(CHECKOUT, payment);
    expect(order).toMatchObject({
      orderType: 'standard',
      status: 'pending',
      totalAmount: '6.62',
      currency: 'EUR',
      estimatedDelivery: '2026-11-27T10:15:00.000Z',
      notes: null,
      metadata: { cart: '', tags: [], asWritten: { 'items.2.image': '/t.png', locale: 'de_DE' } },
    });
    expect(items).toEqual([
      {
        id: 'item-1',
        itemId: 'item-1',
        sku: '81234',
        name: '81234',
        productName: '81234',
        quantity: 2,
        unit: 'pc',
        unitPrice: '1.15',
        totalPrice: '2.30',
        shippedQuantity: 0,
        image: 'https://cdn.example/81234.png',
      },
      {
        id: 'tom',
        itemId: 'tom',
        name: 'Tomaten',
        productName: 'Tomaten',
        quantity: 1.5,
        unit: 'kg',
        unitPrice: '2.40',
        totalPrice: '3.60',
        shippedQuantity: 0,
      },
      {
        id: 'tom-2',
        itemId: 'tom-2',
        name: 'Tomaten 🍅',
        productName: 'Tomaten 🍅',
        quantity: 0.3,
        unit: 'kg',
        unitPrice: '2.4',
        totalPrice: '0.72',
        shippedQuantity: 0,
      },
    ]);
    expect(shipping.address).toEqual({
      name: 'Łucja Müller',
      line1: 'Hauptstraße 5',
      street: 'Hauptstraße 5',
      city: 'Berlin',
      postalCode: '10115',
      zipCode: '10115',
      country: 'DE',
    });
    expect(customer).toMatchObject({ isGuest: true, email: 'lucja@münchen.example', phone: '(030) 123456-78' });
    expect(paid).toMatchObject({ method: 'klarna', status: 'confirmed', processingFee: '0.3' });
  });
});
