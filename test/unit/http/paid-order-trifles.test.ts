/** What is a trifle in an order that was paid: it is read. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { ADDRESS, type Fields, ITEM, paidOrders } from './support/paid-orders.ts';
import { system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { post, made, stored } = paidOrders(() => api);
const WITHOUT_COUNTRY = { line1: 'Street 1', city: 'Somewhere', postalCode: '12345' };

describe('a trifle', () => {
  it.each([
    ['es-ES', 'es', undefined],
    ['en_US', 'en', undefined],
    ['RO-md', 'ro', undefined],
    ['', 'es', undefined],
    [null, 'es', undefined],
    ['fr-FR', 'es', { locale: 'fr-FR' }],
  ])('the locale %j is read as %s', async (locale, language, asWritten) => {
    const { order } = await made({ locale });
    expect(stored()[0]?.locale).toBe(language);
    expect(order.metadata).toEqual(asWritten === undefined ? null : { asWritten });
  });

  it.each<[string, Fields]>([
    ['notes', { notes: '' }],
    ['a line of the address', { shippingAddress: { ...ADDRESS, line2: null, company: ' ', state: '' } }],
    ['a telephone number', { customer: { ...CHECKOUT_EXAMPLE.checkoutData.customer, phone: '' } }],
    ['a picture', { items: [{ ...ITEM, image: '' }] }],
    ['the buyer’s other half', { guestEmail: null }],
    ['the customer', { customer: [] }],
    ['metadata', { metadata: null }],
    ['dates', { estimatedDelivery: '', estimatedReadyAt: null, estimatedPickupAt: ' ' }],
    ['types', { orderType: '', fulfilmentType: null, fulfillmentType: '', shippingMethod: '  ' }],
    ['an item’s ids', { items: [{ ...ITEM, itemId: '', sku: null, listingId: ' ', unit: '', preparedAt: null }] }],
  ])('%s that is blank is absent', async (_what, checkout) => {
    const { order, items, buyer: customer, shipping } = await made(checkout);
    expect(order).toMatchObject({ notes: null, metadata: null, estimatedDelivery: null, totalAmount: '25.00' });
    expect(items).toMatchObject([{ itemId: 'item-1', name: 'Olive oil, 1 l', quantity: 2 }]);
    expect(items[0]).not.toHaveProperty('image');
    expect(shipping.address).toEqual({ ...ADDRESS, street: ADDRESS.line1, zipCode: ADDRESS.postalCode });
    expect(JSON.stringify(customer)).not.toContain('""');
  });

  it('in the payment is absent too', async () => {
    const { payment } = await made(
      {},
      { transactionHash: '', escrowId: null, processingFee: '', gasUsed: ' ', status: '' },
    );
    expect(payment).toEqual({ method: 'card', status: 'confirmed', paymentIntentId: 'pi_3PqLr2' });
  });

  it.each([
    ['+1 555 010 0199 ext. 4021', '+15550100199'],
    ['600 11 12 22', '+34600111222'],
    [34_600_111_222, null],
    ['ask at the gate', null],
  ])('the telephone number %j is kept as written, with %s beside it', async (phone, e164) => {
    const { buyer: customer } = await made({ customer: { phone } });
    expect(customer).toMatchObject({ phone: String(phone), phoneE164: e164 });
  });

  it.each([
    [3.3000000000000003, 'EUR', '3.30'],
    ['49.900000000000000000', 'eur', '49.90'],
    ['49.900000000000000000', 'usdc', '49.90'],
    [3300.0000000000005, ' jpy ', '3300'],
    [' 1 249.90 ', 'EUR', '1249.90'],
    [0, 'EUR', '0'],
  ])('the amount %j %s is %s', async (totalAmount, currency, amount) => {
    expect((await made({ totalAmount, currency })).order.totalAmount).toBe(amount);
  });

  it.each([
    ['USA', 'US'],
    ['Czech Republic', 'CZ'],
    ['Moldova', 'MD'],
    ['NLD', 'NL'],
    ['Россия', 'RU'],
    ['Alemania', 'DE'],
    ['es', 'ES'],
  ])('the country %s is %s', async (country, code) => {
    const { shipping } = await made({ shippingAddress: { ...WITHOUT_COUNTRY, country } });
    expect(shipping.address.country).toBe(code);
  });

  it.each<[Fields, Fields]>([
    [
      { line1: '1 Raffles Place', country: 'Singapore' },
      { city: 'Singapore', country: 'SG' },
    ],
    [
      { line1: '8 Finance Street', region: 'Central and Western', country: 'Hong Kong' },
      { city: 'Hong Kong', region: 'Central and Western', country: 'HK' },
    ],
  ])('the city of %j is %j', async (shippingAddress, address) => {
    expect((await made({ shippingAddress })).shipping.address).toMatchObject(address);
  });

  it.each(['ana@сайт.рф', 'ana@münchen.example'])('the address %s is taken wherever there is one', async (email) => {
    expect((await made({ customer: { email } })).buyer.email).toBe(email);
    expect((await made({ buyerId: undefined, guestEmail: email, customer: {} })).buyer.email).toBe(email);
    const link = `/api/orders/track?number=ORD-2026-000001&email=${encodeURIComponent(email)}&postcode=`;
    expect((await api.call('GET', link)).status).toBe(202);
    const init = { order_id: 'groc-9', store_id: 'shop-7', customer_id: 'user-2041', customer: { email } };
    expect((await api.call('POST', '/orders/tracking/init', { as: system, body: init })).status).toBe(201);
  });

  it.each<[Fields, Fields, Fields]>([
    [{ items: [], listingId: 'lst-1' }, {}, { items: [{ listingId: 'lst-1' }] }],
    [{ orderType: ' STANDARD ' }, {}, { order: { orderType: 'standard' } }],
    [{ fulfillmentType: 'PICK_UP' }, {}, { order: { fulfilmentType: 'pickup' } }],
    [{ fulfilmentType: 'Delivery', fulfillmentType: 'DELIVERY' }, {}, { order: { fulfilmentType: 'delivery' } }],
    [{}, { paymentMethod: ' Buy Now, Pay Later ' }, { payment: { method: 'buy now, pay later' } }],
    [{}, { status: 'SUCCEEDED' }, { payment: { status: 'confirmed' } }],
    [{}, { processingFee: 0.30000000000000004 }, { payment: { processingFee: '0.3' } }],
    [{}, { processingFee: 10 / 3 }, { payment: { processingFee: '3.33333333' } }],
    [{}, { gasUsed: 21_000 }, { payment: { gasUsed: '21000' } }],
    [{ items: [{ ...ITEM, unitPrice: 10 / 3 }] }, {}, { items: [{ unitPrice: '3.33333333' }] }],
    [{ totalAmount: '31.95' }, {}, { order: { totalAmount: '31.95' } }],
    [{ totalAmount: '0.00' }, {}, { order: { totalAmount: '0.00' } }],
    [{ sellerId: ' shop-7 ' }, {}, { order: { sellerId: 'shop-7' } }],
    [{ sellerId: '', farmId: 'shop-7' }, {}, { order: { sellerId: 'shop-7' } }],
    [{ buyerId: 2041 }, {}, { order: { buyerId: '2041' } }],
    [{ estimatedDelivery: '2024-02-15T10:15Z' }, {}, { order: { estimatedDelivery: '2024-02-15T10:15:00.000Z' } }],
    [{ notes: 'n'.repeat(3_000) }, {}, { order: { notes: `${'n'.repeat(1_999)}…` } }],
    [
      { customer: { name: '  Ana Ruiz ', email: 'Ana Ruiz <ana@EXAMPLE.com>' } },
      {},
      { buyer: { email: 'ana@example.com' } },
    ],
    [{ metadata: ['a', 1] }, {}, { order: { metadata: { value: ['a', 1] } } }],
    [
      { metadata: { '': null, nested: { empty: '' } } },
      {},
      { order: { metadata: { '': null, nested: { empty: '' } } } },
    ],
    [{ shippingAddress: { ...ADDRESS, postalCode: 28_001 } }, {}, { shipping: { address: { postalCode: '28001' } } }],
    [{ shippingAddress: { line1: '', city: null } }, {}, { shipping: { address: null } }],
  ])('%j with %j is read', async (checkout, payment, seen) => {
    expect(await made(checkout, payment)).toMatchObject(seen);
  });

  it.each(['', null, ' ', undefined])(
    'the method (%j) of an order that costs nothing is none',
    async (paymentMethod) => {
      const { payment, order } = await made({ totalAmount: '0.00', orderType: undefined }, { paymentMethod });
      expect(payment.method).toBe('free');
      expect(order.orderType).toBe('standard');
      expect((await post({}, { paymentMethod })).status).toBe(422);
    },
  );

  it('an address that nobody delivers to is set aside, not refused', async () => {
    const shippingAddress = { country: 'ES', firstName: 'Ana' };
    for (const checkout of [{ orderType: 'digital' }, { orderType: 'farm', fulfilmentType: 'pickup' }]) {
      const { order, shipping } = await made({ ...checkout, shippingAddress });
      expect(shipping.address).toBeNull();
      expect(order.metadata).toEqual({ asWritten: { shippingAddress } });
    }
    expect((await post({ shippingAddress })).body.code).toBe('INVALID_SHIPPING_ADDRESS');
  });

  it('a member that nobody knows is left aside, at any depth', async () => {
    const { checkoutData, paymentResult } = CHECKOUT_EXAMPLE;
    const surprise = { surprise: { deep: [null] } };
    const body = {
      ...surprise,
      paymentResult: { ...paymentResult, ...surprise },
      checkoutData: {
        ...checkoutData,
        ...surprise,
        createdAt: '2020-01-01T00:00:00Z',
        customer: { ...checkoutData.customer, ...surprise },
        shippingAddress: { ...ADDRESS, ...surprise, planet: 'Mars' },
        items: [{ ...ITEM, ...surprise, weight: 1 }],
      },
    };
    const response = await api.call('POST', '/api/orders', { as: system, body });
    expect(response.status, response.text).toBe(201);
    expect(JSON.stringify(stored())).not.toMatch(/surprise|planet|weight|2020/);
  });
});
