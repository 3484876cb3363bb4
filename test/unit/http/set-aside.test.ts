/** What a paid order says and nobody can read: it is accepted without it, and stored as it was written. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { admin, buyer, driver, seller, system, type World, world } from './support/world.ts';

type Fields = Readonly<Record<string, unknown>>;

let api: World;
beforeEach(() => {
  api = world();
});

const BASE = {
  paymentResult: { ...CHECKOUT_EXAMPLE.paymentResult, transactionHash: '0xab', escrowId: 'esc-1', gasUsed: '21000' },
  checkoutData: {
    ...CHECKOUT_EXAMPLE.checkoutData,
    items: [
      { itemId: 'oil', sku: 'OIL-1L', name: 'Olive oil, 1 l', quantity: 2, unit: 'pc', unitPrice: '10.00' },
      { itemId: 'tom', name: 'Tomatoes', quantity: 1.5, unit: 'kg', unitPrice: '3.33' },
    ],
    notes: 'Ring twice',
  },
};

/** A copy with another value at a path such as `checkoutData.items.0.image`. */
const withValue = (body: object, path: string, value: unknown): object => {
  const copy = structuredClone(body) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<Record<string, unknown>>((inner, step) => inner[step] as Record<string, unknown>, copy);
  Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
};

const post = (body: object) => api.call('POST', '/api/orders', { as: system, body });
const detail = async (id: string, as = seller) => (await api.call('GET', `/api/orders/${id}`, { as })).body;
const made = async (body: object) => {
  const response = await post(body);
  expect(response.status, `${response.text} ${JSON.stringify(body)}`).toBe(201);
  return detail(response.body.order.id);
};

const IN_CHECKOUT = [
  'listingId quantity unit shippingMethod locale customer customer.name customer.phone estimatedDelivery',
  'estimatedReadyAt estimatedPickupAt pickupLocation pickupInstructions notes metadata tags discount_codes',
  'items.0.itemId items.0.sku items.0.name items.0.productName items.0.unit items.0.image items.0.preparedAt',
  'items.1.listingId items.1.meta_data shippingAddress.name shippingAddress.fullName shippingAddress.firstName',
  'shippingAddress.company shippingAddress.phone shippingAddress.email shippingAddress.latitude',
].flatMap((names) => names.split(' '));
const IN_PAYMENT = 'transactionHash escrowId paymentIntentId processingFee gasUsed raw'.split(' ');
const HARMLESS = [
  ...IN_CHECKOUT.map((name) => `checkoutData.${name}`),
  ...IN_PAYMENT.map((name) => `paymentResult.${name}`),
];

/** What is about money and destination, without what the order is called by. */
const essence = ({ order, buyer: by, seller: of, items, shipping }: Awaited<ReturnType<typeof made>>) => ({
  total: [order.totalAmount, order.currency],
  parties: [by.id, of.id],
  lines: items.map((item: Fields) => [item.quantity, item.unitPrice, item.totalPrice]),
  fulfilment: shipping.fulfilmentType,
  destination: { ...shipping.address, name: undefined },
});

describe('any optional harmless field', () => {
  it('of any JSON value leaves a paid order what it is', async () => {
    const expected = essence(await made(BASE));
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.double(),
      fc.constantFrom('9999-12-31', '0', '-1', '1,234', 'x'.repeat(100_000), [[]], { url: {} }, { __proto__: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...HARMLESS), anything, async (path, value) => {
        expect(essence(await made(withValue(BASE, path, value)))).toEqual(expected);
      }),
      { numRuns: 600 },
    );
  });
});

describe('the same member under two names', () => {
  it.each<[string, unknown]>([
    ['customerId', 'cus_Qw3'],
    ['farmId', 'farm-3'],
    ['deliveryAddress', { street: 'Another 1', city: 'Murcia', country: 'ES' }],
  ])('%s is set aside where ours says something else', async (name, value) => {
    const { order, ...rest } = await made(withValue(BASE, `checkoutData.${name}`, value));
    const plain = await made(BASE);
    expect(order.metadata).toEqual({ asWritten: { [name]: value } });
    expect([rest.buyer.id, rest.seller.id, rest.shipping.address]).toEqual([
      plain.buyer.id,
      plain.seller.id,
      plain.shipping.address,
    ]);
  });

  it('says nothing twice', async () => {
    const { buyerId, sellerId } = (BASE as unknown as { checkoutData: Record<string, string> }).checkoutData;
    const body = withValue(withValue(BASE, 'checkoutData.customerId', buyerId), 'checkoutData.farmId', sellerId);
    expect((await made(body)).order.metadata ?? {}).not.toHaveProperty('asWritten');
  });
});

describe('what cannot be read', () => {
  it.each<[string, unknown]>([
    ['estimatedDelivery', '27/11/2026'],
    ['estimatedDelivery', 'next Tuesday'],
    ['estimatedDelivery', 1_795_000_000],
    ['estimatedDelivery', { min: 2, max: 4 }],
    ['locale', 'fr-FR'],
    ['locale', { code: 'es' }],
    ['notes', ['leave it', 'at the door']],
    ['shippingMethod', [{ title: 'Express' }]],
    ['listingId', 'gid://shopify/Product/1'],
    ['customer', 'Ana Ruiz'],
    ['customer.phone', { number: '600111222' }],
    ['customer.name', { first: 'Ana' }],
    ['customer.email', 'ana at example'],
    ['items.0.itemId', 'gid://shopify/LineItem/1'],
    ['items.0.image', '/img/oil.jpg'],
    ['items.0.image', { id: 5 }],
    ['items.0.image', 'data:image/png;base64,AAAA'],
    ['items.0.unit', { name: 'kg' }],
    ['items.0.preparedAt', 'yesterday'],
    ['shippingAddress.phone', [600]],
    ['pickupLocation', { id: 7 }],
    ['quantity', 'all of it'],
  ])('%s as %j is stored as it was written', async (path, value) => {
    const { order } = await made(withValue(BASE, `checkoutData.${path}`, value));
    expect(order.metadata).toEqual({ asWritten: { [path]: value } });
  });

  it('in the payment is stored by its path, beside the caller’s own data', async () => {
    const body = withValue(withValue(BASE, 'paymentResult.processingFee', '0,85 €'), 'checkoutData.metadata', {
      cart: 7,
      asWritten: 'mine',
    });
    const { order, payment } = await made(body);
    expect(payment).not.toHaveProperty('processingFee');
    expect(order.metadata).toEqual({
      cart: 7,
      asWritten: { 'paymentResult.processingFee': '0,85 €', 'metadata.asWritten': 'mine' },
    });
  });

  it('is bounded: a long value is cut, and of very many some are counted only', async () => {
    const long = await made(withValue(BASE, 'checkoutData.metadata', { big: '€'.repeat(17_000) }));
    expect(long.order.metadata.asWritten.metadata).toMatch(/^\{"big":"€+…$/);
    const items = Array.from({ length: 200 }, () => ({
      quantity: 1,
      unitPrice: '1',
      image: { broken: '\u0001'.repeat(160) },
      unit: [7],
    }));
    const { asWritten } = (await made(withValue(BASE, 'checkoutData.items', items))).order.metadata;
    expect(Buffer.byteLength(JSON.stringify(asWritten))).toBeLessThan(9_000);
    const { omitted, ...stored } = asWritten;
    expect(Object.keys(stored).length + omitted).toBe(400);
  });

  it('is for the seller, the buyer and the office, not for a driver or strangers', async () => {
    const body = withValue(BASE, 'checkoutData.customer.phone', { secret: 'call 600111222' });
    const { body: created } = await post({
      ...body,
      checkoutData: { ...(body as typeof BASE).checkoutData, orderType: 'grocery', metadata: { cart: 7 } },
    });
    const { id } = created.order;
    const put = (path: string, what: object) =>
      api.call('PUT', `/orders/tracking/${id}/${path}`, { as: seller, body: what });
    await api.call('POST', `/orders/tracking/${id}/acknowledge`, { as: seller, body: {} });
    await put('status', { status: 'picking_in_progress' });
    await put('status', { status: 'ready_for_pickup' });
    const assigned = await put('driver', { driver_id: 'driver-9', name: 'Marta', provider: 'own' });
    expect(assigned.status, assigned.text).toBe(200);
    for (const as of [seller, buyer, admin]) {
      expect((await detail(id, as)).order.metadata).toHaveProperty(['asWritten', 'customer.phone']);
    }
    expect((await detail(id, driver)).order.metadata).toEqual({ cart: 7 });
    const ofStore = await api.call('GET', `/orders/tracking/${id}`, { as: driver });
    expect([ofStore.status, ofStore.body.metadata]).toEqual([200, { cart: 7 }]);
    for (const path of ['status', 'timeline']) {
      expect((await api.call('GET', `/api/orders/${id}/${path}`, { as: driver })).text).not.toContain('secret');
    }
  });
});

describe('what says where to, and cannot be read', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['shippingAddress', 'Calle Mayor 1, Madrid', ['line1', 'city', 'country']],
    ['shippingAddress', [CHECKOUT_EXAMPLE.checkoutData.shippingAddress], ['line1', 'city', 'country']],
    ['shippingAddress.line1', { street: 1 }, ['line1']],
    ['shippingAddress.line2', [['3', 'B']], ['line2']],
    ['shippingAddress.city', true, ['city']],
    ['shippingAddress.country', 'Atlantis', ['country']],
  ])('%s as %j is refused where the order is delivered, and else set aside', async (path, value, missing) => {
    const body = withValue(BASE, `checkoutData.${path}`, value);
    const refused = await post(body);
    expect([refused.status, refused.body.code], refused.text).toEqual([422, 'INVALID_SHIPPING_ADDRESS']);
    const paths = refused.body.errors.map((error: { path: string }) => error.path);
    expect(paths).toEqual(missing.map((name) => `checkoutData.shippingAddress.${name}`));
    const { order, shipping } = await made(withValue(body, 'checkoutData.fulfilmentType', 'pickup'));
    expect(shipping.address).toBeNull();
    expect(JSON.stringify(order.metadata.asWritten)).toContain(JSON.stringify(value));
  });

  it('or how many of a listing, is refused', async () => {
    const body = withValue(withValue(BASE, 'checkoutData.items', []), 'checkoutData.listingId', 'lst-1');
    const refused = await post(withValue(body, 'checkoutData.quantity', 'two'));
    expect(refused.body.errors).toEqual([
      { path: 'checkoutData.quantity', message: 'Must be the number of pieces of the listing that were paid for' },
    ]);
    expect((await made(withValue(body, 'checkoutData.quantity', '2'))).items[0].quantity).toBe(2);
  });
});
