/** Shops: who may write and read what, and what orders take over. */
import { beforeEach, describe, expect, it } from 'vitest';
import { shopWherePossible } from '../../../functions/composition/shops.ts';
import { CHECKOUT_EXAMPLE, SHOP_EXAMPLE } from '../../../shared/contract/examples.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { admin, buyer, csr, otherSeller, seller, system, type World, world } from './support/world.ts';

const PATH = '/api/shops/shop-7';
let api: World;
beforeEach(() => {
  api = world();
});

const put = (as: Caller, body: object = SHOP_EXAMPLE, headers: Readonly<Record<string, string>> = {}) =>
  api.call('PUT', PATH, { as, body, headers });

describe('a shop', () => {
  it('is written by its seller and administrators; a service may make it, and not change it', async () => {
    const made = await put(system);
    expect(made).toMatchObject({ status: 201, headers: { ETag: '"1"', Location: PATH } });
    expect((await put(system, { name: 'Mine now' })).body).toMatchObject({
      status: 403,
      code: 'ROLE_NOT_ALLOWED',
      allowedRoles: ['seller', 'admin'],
    });
    expect((await put(otherSeller)).status).toBe(404);
    expect((await put(buyer)).body.code).toBe('ROLE_NOT_ALLOWED');
    expect((await put(csr)).body.code).toBe('ROLE_NOT_ALLOWED');
    expect((await put({ kind: 'anonymous' })).status).toBe(401);
    expect((await put(seller, { name: 'Green Farm' })).body).toMatchObject({ version: 2, email: null, pickup: null });
    expect((await put(admin, SHOP_EXAMPLE)).body).toMatchObject({ version: 3, email: SHOP_EXAMPLE.email });
  });

  it('shows its face to anybody, and everything to itself and to staff', async () => {
    expect((await api.call('GET', PATH)).status).toBe(404);
    await put(seller, { ...SHOP_EXAMPLE, storeName: 'The Green Barn' });
    const face = {
      shopId: 'shop-7',
      version: 1,
      name: 'Green Farm',
      storeName: 'The Green Barn',
      logoUrl: SHOP_EXAMPLE.logoUrl,
      accentColor: SHOP_EXAMPLE.accentColor,
      supportContact: SHOP_EXAMPLE.supportContact,
    };
    for (const as of [{ kind: 'anonymous' }, buyer, otherSeller] as const) {
      expect((await api.call('GET', PATH, { as })).body).toEqual(face);
    }
    for (const as of [seller, csr, admin, system]) {
      expect((await api.call('GET', PATH, { as })).body).toMatchObject({
        ...face,
        email: SHOP_EXAMPLE.email,
        timezone: 'Europe/Madrid',
        pickup: { place: { name: SHOP_EXAMPLE.pickup.place }, hours: SHOP_EXAMPLE.pickup.hours },
      });
    }
  });

  it('names the two views to caches, and is unchanged while it is', async () => {
    await put(seller);
    const open = await api.call('GET', PATH);
    expect(open.headers).toMatchObject({ 'Cache-Control': 'public, max-age=60', Vary: 'Authorization' });
    const etag = open.headers.ETag ?? '';
    expect((await api.call('GET', PATH, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const own = await api.call('GET', PATH, { as: seller, headers: { 'if-none-match': etag } });
    expect(own).toMatchObject({ status: 200, headers: { 'Cache-Control': 'private, no-cache' } });
    expect((await api.call('HEAD', PATH)).status).toBe(200);
  });

  it('is changed only as it was read, where the writer says so', async () => {
    expect((await put(seller, SHOP_EXAMPLE, { 'if-match': '"1"' })).status).toBe(412);
    expect((await put(seller, SHOP_EXAMPLE, { 'if-none-match': '*' })).status).toBe(201);
    expect((await put(seller, SHOP_EXAMPLE, { 'if-none-match': '*' })).status).toBe(412);
    expect((await put(seller, SHOP_EXAMPLE, { 'if-match': '"7", "1"' })).status).toBe(200);
    expect((await put(seller, SHOP_EXAMPLE, { 'if-match': '"1"' })).status).toBe(412);
  });

  it.each([
    ['a script for a logo', { logoUrl: 'javascript:alert(1)' }, 'logoUrl'],
    ['a logo without encryption', { logoUrl: 'http://shop.example/logo.png' }, 'logoUrl'],
    ['data for a logo', { logoUrl: 'data:image/png;base64,AAAA' }, 'logoUrl'],
    ['a relative logo', { logoUrl: '/logo.png' }, 'logoUrl'],
    ['a password in a URL', { accountUrl: 'https://user:secret@shop.example/' }, 'accountUrl'],
    ['yellow', { accentColor: '#ffee00' }, 'accentColor'],
    ['white', { accentColor: '#fff' }, 'accentColor'],
    ['a colour by name', { accentColor: 'green' }, 'accentColor'],
    ['markup for a colour', { accentColor: '#000;background:url(x)' }, 'accentColor'],
    ['no address', { email: 'orders at shop' }, 'email'],
    ['a city for a zone', { timezone: 'Madrid' }, 'timezone'],
    ['an offset for a zone', { timezone: '+02:00' }, 'timezone'],
    ['another language', { locale: 'fr' }, 'locale'],
    ['two lines of a name', { name: 'Green\r\nBcc: x@example.com' }, 'name'],
    ['no name', { name: undefined }, 'name'],
    ['words for a contact', { supportContact: 'ask us' }, 'supportContact'],
    ['a script for a contact', { supportContact: 'javascript:alert(1)' }, 'supportContact'],
    ['an address without a city', { address: { line1: 'Camino Viejo 4', country: 'ES' } }, 'address.city'],
    ['an unknown field', { colour: '#000' }, 'colour'],
    ['an unknown field of the pickup', { pickup: { where: 'barn' } }, 'pickup.where'],
  ])('refuses %s', async (_name, wrong, path) => {
    const { body } = await put(seller, { ...SHOP_EXAMPLE, ...wrong });
    expect(body).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', errors: [{ path }] });
  });

  it.each([
    ['a short colour', { accentColor: '#060' }, { accentColor: '#006600' }],
    ['a grey that is just dark enough', { accentColor: '#767676' }, { accentColor: '#767676' }],
    ['a telephone number', { supportContact: '+34 600 111 222' }, { supportContact: '+34 600 111 222' }],
    ['a page', { supportContact: 'https://shop.example/help' }, { supportContact: 'https://shop.example/help' }],
    ['a language as a tag', { locale: 'en-GB' }, { locale: 'en' }],
    [
      'an address under other names',
      { address: { street: 'Camino Viejo 4', city: 'Toledo', state: 'TO', zipCode: 45001, country: 'Spain' } },
      { address: { line1: 'Camino Viejo 4', city: 'Toledo', region: 'TO', postalCode: '45001', country: 'ES' } },
    ],
  ])('takes %s', async (_name, written, stored) => {
    expect((await put(seller, { ...SHOP_EXAMPLE, ...written })).body).toMatchObject(stored);
  });

  it('refuses the grey beside it', async () => {
    expect((await put(seller, { ...SHOP_EXAMPLE, accentColor: '#777777' })).status).toBe(422);
  });
});

describe('an order of the shop', () => {
  const create = async (checkout: object = {}) => {
    const { paymentResult, checkoutData } = CHECKOUT_EXAMPLE;
    const body = { paymentResult, checkoutData: { ...checkoutData, sellerId: 'shop-7', ...checkout } };
    const made = await api.call('POST', '/api/orders', { as: system, body });
    expect(made.status, made.text).toBe(201);
    const { id } = made.body.order;
    return { id, detail: (await api.call('GET', `/api/orders/${id}`, { as: seller })).body };
  };
  const collected = { orderType: 'farm', fulfilmentType: 'pickup', shippingAddress: undefined };

  it('has the names that the shop had when it was made', async () => {
    await put(seller, { ...SHOP_EXAMPLE, storeName: 'The Green Barn' });
    const { id, detail } = await create();
    await put(seller, { ...SHOP_EXAMPLE, name: 'Renamed' });
    const named = { id: 'shop-7', name: 'Green Farm', storeName: 'The Green Barn' };
    expect(detail.seller).toEqual(named);
    const list = await api.call('GET', '/api/orders/seller/shop-7', { as: seller });
    expect(list.body.orders[0]).toMatchObject({ id, seller: named });
  });

  it('goes by its id where the shop has said nothing, and shows no place', async () => {
    const { detail } = await create(collected);
    expect(detail.seller).toEqual({ id: 'shop-7', name: 'shop-7', storeName: 'shop-7' });
    expect(detail.shipping.pickup).toBeNull();
  });

  it('is collected where, when and how the shop says, in its time zone', async () => {
    await put(seller);
    const { detail } = await create({ ...collected, estimatedPickupAt: '2026-11-27' });
    expect(detail.shipping.pickup).toEqual({
      place: { name: SHOP_EXAMPLE.pickup.place },
      instructions: SHOP_EXAMPLE.pickup.instructions,
      hours: SHOP_EXAMPLE.pickup.hours,
    });
    expect(detail.order.pickupWindow).toMatchObject({ timezone: 'Europe/Madrid', from: '2026-11-26T23:00:00.000Z' });
  });

  it('says itself what the shop does not decide', async () => {
    await put(seller);
    const { detail } = await create({ ...collected, pickupLocation: 'Market stall 12' });
    expect(detail.shipping.pickup).toMatchObject({
      place: { name: 'Market stall 12' },
      hours: SHOP_EXAMPLE.pickup.hours,
    });
    expect(
      (
        await create({
          ...collected,
          orderType: 'standard',
          fulfilmentType: 'shipping',
          shippingAddress: CHECKOUT_EXAMPLE.checkoutData.shippingAddress,
        })
      ).detail.shipping.pickup,
    ).toBeNull();
  });

  it('is made although the shop cannot be read', async () => {
    const logged: unknown[] = [];
    const error = new Error('no table');
    api.parts.findShop = shopWherePossible({ get: () => Promise.reject(error) }, () => ({
      error: (...entry: unknown[]) => void logged.push(entry),
    }));
    const { detail } = await create();
    expect(detail.seller.name).toBe('shop-7');
    expect(logged).toEqual([[expect.any(String), { shopId: 'shop-7', error }]]);
  });
});
