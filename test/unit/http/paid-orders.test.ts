/** Orders that were paid, written as shops write them: what is a trifle is read, what changes money or destination is refused. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { renderEmail } from '../../../shared/notifications/channels/email/render.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { admin, buyer, seller, system, type World, world } from './support/world.ts';

type Fields = Readonly<Record<string, unknown>>;

let api: World;
beforeEach(() => {
  api = world();
});

const bodyOf = (checkout: Fields = {}, payment: Fields = {}) => ({
  paymentResult: { ...CHECKOUT_EXAMPLE.paymentResult, ...payment },
  checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, ...checkout },
});
const post = (checkout: Fields = {}, payment: Fields = {}) =>
  api.call('POST', '/api/orders', { as: system, body: bodyOf(checkout, payment) });

/** The order as its shop sees it. */
const made = async (checkout: Fields = {}, payment: Fields = {}) => {
  const response = await post(checkout, payment);
  expect(response.status, response.text).toBe(201);
  return (await api.call('GET', `/api/orders/${response.body.order.id}`, { as: seller })).body;
};
const stored = () => [...api.state.orders.values()];
const [ITEM] = CHECKOUT_EXAMPLE.checkoutData.items;
const ADDRESS = CHECKOUT_EXAMPLE.checkoutData.shippingAddress;
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

  it('a weight is a quantity', async () => {
    const items = [{ name: 'Tomatoes', quantity: 1.5, unit: 'kg', unitPrice: '2.40' }];
    const { items: lines } = await made({ orderType: 'grocery', items, totalAmount: '3.60' });
    expect(lines).toEqual([
      {
        id: 'item-1',
        itemId: 'item-1',
        name: 'Tomatoes',
        productName: 'Tomatoes',
        quantity: 1.5,
        unit: 'kg',
        unitPrice: '2.40',
        totalPrice: '3.60',
        shippedQuantity: 0,
      },
    ]);
  });

  it.each<[string, Fields, Fields]>([
    ['text', { quantity: '2' }, { quantity: 2, unit: 'pc', totalPrice: '25.00' }],
    ['half a piece', { quantity: 0.5 }, { quantity: 0.5, unit: 'pc', totalPrice: '6.25' }],
    ['a unit nobody knows', { quantity: '0.250', unit: 'Bunch' }, { quantity: 0.25, unit: 'Bunch' }],
    ['noise', { quantity: 0.30000000000000004, unit: 'KG' }, { quantity: 0.3, unit: 'kg', totalPrice: '3.75' }],
    ['a line that is no whole cent', { quantity: 0.333, unit: 'kg', unitPrice: '2.99' }, { totalPrice: '1.00' }],
  ])('a quantity as %s is read', async (_what, change, line) => {
    expect((await made({ items: [{ ...ITEM, ...change }] })).items[0]).toMatchObject(line);
  });

  it.each<[string, Fields, Fields]>([
    ['sku', { sku: 'OIL-1L' }, { name: 'OIL-1L' }],
    ['listing', { listingId: 'lst-9' }, { name: 'lst-9' }],
    ['productName', { productName: 'Olive oil' }, { name: 'Olive oil' }],
    ['nothing', {}, { name: 'Item 1' }],
    ['a number', { name: 1984 }, { name: '1984' }],
    ['emoji and RTL', { name: '🫒 زيت زيتون' }, { name: '🫒 زيت زيتون' }],
    ['very much', { name: 'x'.repeat(5_000) }, { name: `${'x'.repeat(299)}…` }],
    ['//cdn.example/a.png', { name: 'x', image: '//cdn.example/a.png' }, { image: 'https://cdn.example/a.png' }],
    ['cdn.example/a.png', { name: 'x', image: 'cdn.example/a.png' }, { image: 'https://cdn.example/a.png' }],
  ])('an item named by %s is taken', async (_what, names, item) => {
    expect((await made({ items: [{ ...names, quantity: 1, unitPrice: '1' }] })).items[0]).toMatchObject(item);
  });

  it('lines of the same product are lines of their own', async () => {
    const line = { name: 'Apples', quantity: 1, unitPrice: '1.00' };
    const items = [
      { ...line, itemId: 'apples' },
      { ...line, itemId: 'apples' },
      { ...line, itemId: 'item-4' },
      line,
      { ...line, itemId: 'apples-2' },
    ];
    const ids = (await made({ items })).items.map(({ itemId }: { itemId: string }) => itemId);
    expect(ids).toEqual(['apples', 'apples-3', 'item-4', 'item-4-2', 'apples-2']);
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

  it.each([0, '0', '0.00', ' 0.000 ', null])('a line of nothing (%j) beside others is left out', async (quantity) => {
    const gone = quantity === null ? null : { ...ITEM, name: 'Gone', quantity };
    const { items } = await made({ items: [gone, ITEM] });
    expect(items).toMatchObject([{ name: 'Olive oil, 1 l', quantity: 2 }]);
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

  it('has weights in its mails and its timeline', async () => {
    const items = [
      { name: 'Tomatoes', quantity: 1.5, unit: 'kg', unitPrice: '2.40' },
      { name: 'Oat milk', quantity: 2, unitPrice: '1.90' },
    ];
    const { order } = await made({ orderType: 'grocery', items, totalAmount: '7.40', locale: 'en' });
    const act = (method: string, what: string, body: object) =>
      api.call(method, `/orders/tracking/${order.id}/${what}`, { as: seller, body });
    await act('POST', 'acknowledge', {});
    await act('PUT', 'status', { status: 'picking_in_progress' });
    const substitute = { name: 'Peppers', quantity: '1.25', unit: 'KG', unit_price: '2.99' };
    const proposed = await act('PUT', 'substitutions', { substitutions: [{ item_id: 'item-1', substitute }] });
    // 1.25 kg for 2.99 are 3.7375.
    expect(proposed.body.substitutions[0]).toMatchObject({
      price_difference: '0.14',
      substitute: { quantity: 1.25, unit: 'kg', unit_price: '2.99' },
    });
    const timeline = async (locale: string) =>
      (await api.call('GET', `/api/orders/${order.id}/timeline?locale=${locale}`, { as: buyer })).text;
    expect(await timeline('en_GB')).toContain('Replacement suggested: 1.25 kg Peppers');
    expect(await timeline('es-ES')).toContain('1,25 kg Peppers');
    expect(await timeline('RU')).toContain('1,25 кг Peppers');
    const now = api.state.orders.get(order.id);
    const [asked] = (api.state.events.get(order.id) ?? []).filter(({ status }) => status === 'substitutions_needed');
    if (!now || !asked) throw new Error('nobody was asked');
    const [planned] = planNotifications({ event: asked, order: now, link: 'https://e.example', now: asked.recordedAt });
    if (!planned) throw new Error('no mail was planned');
    expect(renderEmail({ notification: planned.notification, order: now, link: planned.link }).text).toContain(
      'Suggested instead: 1.5 kg Tomatoes → 1.25 kg Peppers',
    );
  });

  it('takes weights from stock, and gives back what it took', async () => {
    const listing = (body?: object) =>
      body
        ? api.call('PUT', '/api/admin/listings/lst-tom', { as: admin, body: { sellerId: 'shop-7', ...body } })
        : api.call('GET', '/api/admin/listings/lst-tom', { as: seller });
    expect((await listing({ stock: '1.200' })).body.stock).toBe(1.2);
    const items = (...quantities: readonly number[]) =>
      quantities.map((quantity) => ({ listingId: 'lst-tom', quantity, unit: 'kg', unitPrice: '2.40' }));
    const first = await made({ items: items(0.1, 0.2) });
    expect((await listing()).body.stock).toBe(0.9);
    expect((await post({ items: items(0.9, 0.001) })).body.code).toBe('INSUFFICIENT_INVENTORY');
    await made({ items: items(0.9) });
    expect((await listing()).body.stock).toBe(0);
    const cancel = { as: buyer, body: { status: 'cancelled' } };
    expect((await api.call('PUT', `/api/orders/${first.order.id}/status`, cancel)).status).toBe(200);
    expect((await listing()).body.stock).toBe(0.3);
    expect((await listing({ stock: null })).body.stock).toBeNull();
    expect((await listing({ stock: 0.0001 })).body.errors[0].path).toBe('stock');
  });
});

describe('the store’s own names', () => {
  const init = (body: Fields) =>
    api.call('POST', '/orders/tracking/init', {
      as: system,
      body: { order_id: 'groc-1', store_id: 'shop-7', customer_id: 'user-2041', ...body },
    });

  it('are read as kindly', async () => {
    const response = await init({
      order_id: 1001,
      order_type: 'GROCERY',
      items: [
        { name: 'Tomatoes', quantity: '1.5', unit: 'Kilos', unit_price: 2.4000000000000004, image: 'tomato.png' },
        { sku: 'MILK', quantity: 2, unit_price: '1.90', image: null },
      ],
      delivery_provider: '',
      fulfillment_type: 'DELIVERY',
      total_amount: null,
      currency: 'eur',
      locale: 'en-GB',
      customer: { name: ' Ana ', email: '', phone: '+34 600 111 222 ext. 3' },
      substitution_preference: 'Accept',
      metadata: '',
    });
    expect(response.status, response.text).toBe(201);
    expect(response.body).toMatchObject({
      order_id: '1001',
      metadata: null,
      items: [
        { name: 'Tomatoes', quantity: 1.5, unit: 'kg', unit_price: '2.40', total_price: '3.60' },
        { name: 'MILK', quantity: 2, unit: 'pc', total_price: '3.80' },
      ],
    });
    expect(stored()[0]).toMatchObject({
      totalAmount: '7.40',
      locale: 'en',
      fulfilmentType: 'delivery',
      substitutionPreference: 'accept',
      customer: { name: 'Ana', phone: '+34 600 111 222 ext. 3', phoneE164: '+34600111222' },
    });
  });

  it('speak Spanish unless asked, and refuse what they do not know', async () => {
    expect((await init({})).status).toBe(201);
    expect(stored()[0]?.locale).toBe('es');
    const refused = await init({ order_id: 'groc-2', items: [{ name: 'x', quantity: 1, surprise: 1 }] });
    expect(refused.body.errors).toEqual([{ path: 'items.0.surprise', message: 'Unknown field' }]);
  });

  it('carry a driver’s number as it was written', async () => {
    await init({});
    await api.call('POST', '/orders/tracking/groc-1/acknowledge', { as: seller, body: { estimated_ready_at: '' } });
    const to = (status: string) =>
      api.call('PUT', '/orders/tracking/groc-1/status', { as: seller, body: { status, notes: '', reason: null } });
    await to('picking_in_progress');
    await to('ready_for_pickup');
    const body = { driver_id: 9, name: 'Marta', phone: '(0034) 600 111 222', vehicle: '', provider: ' own ' };
    const { driver_details } = (await api.call('PUT', '/orders/tracking/groc-1/driver', { as: seller, body })).body;
    expect(driver_details).toMatchObject({
      driver_id: '9',
      phone: '(0034) 600 111 222',
      phone_e164: '+34600111222',
      provider: 'own',
    });
    expect(driver_details).not.toHaveProperty('vehicle');
  });
});

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
