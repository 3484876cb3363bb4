/** Shops: their record, what orders take over of it, mails to and from them, and what anybody sees. */
import { beforeAll, describe, expect, it } from 'vitest';
import { call, drain, outbox, tokenFor } from './support/api.ts';
import { createOrder, fedexNumber, newParties, type Parties, putStatus } from './support/orders.ts';

let parties: Parties;
let path: string;
const record = () => ({
  name: 'Green Farm',
  storeName: 'The Green Barn',
  email: `${parties.sellerId}@farm.example`,
  locale: 'en',
  timezone: 'Atlantic/Canary',
  supportContact: 'help@green-farm.example',
  logoUrl: 'https://green-farm.example/logo.png',
  accentColor: '#1c5f2e',
  accountUrl: 'https://green-farm.example/orders',
  pickup: { place: 'Green Farm, Camino Viejo 4', instructions: 'Ring at the green gate', hours: 'Mon–Sat 9–14' },
});
const PUBLIC = ['shopId', 'version', 'name', 'storeName', 'logoUrl', 'accentColor', 'supportContact'].toSorted();

beforeAll(async () => {
  parties = await newParties();
  path = `/api/shops/${parties.sellerId}`;
});

describe('a shop', () => {
  it('is made by a service, changed by its seller, and seen by all as far as it concerns them', async () => {
    expect((await call('GET', path)).status).toBe(404);
    const made = await call('PUT', path, { token: parties.system, body: { name: 'Farm' } });
    expect([made.status, made.headers.get('etag')], made.text).toEqual([201, '"1"']);
    const again = await call('PUT', path, { token: parties.system, body: { name: 'Taken over' } });
    expect(again.body).toMatchObject({ status: 403, allowedRoles: ['seller', 'admin'] });
    const stranger = await newParties();
    expect((await call('PUT', path, { token: stranger.seller, body: record() })).status).toBe(404);
    const put = { token: parties.seller, body: record() };
    expect((await call('PUT', path, { ...put, headers: { 'if-match': '"7"' } })).status).toBe(412);
    expect((await call('PUT', path, { ...put, headers: { 'if-match': '"1"' } })).body).toMatchObject({ version: 2 });

    const csr = await tokenFor({ sub: 'csr-1', roles: ['csr'] });
    for (const token of [undefined, parties.buyer, stranger.seller, 'no.token.at-all']) {
      const { body, status } = await call('GET', path, token === undefined ? {} : { token });
      expect([status, Object.keys(body).toSorted()]).toEqual([200, PUBLIC]);
    }
    for (const token of [parties.seller, parties.admin, csr]) {
      expect((await call('GET', path, { token })).body).toMatchObject({ email: record().email, pickup: {} });
    }
    const head = await call('HEAD', path);
    expect([head.status, head.text, head.headers.get('vary')]).toEqual([
      200,
      '',
      expect.stringMatching(/Authorization/),
    ]);
  });
});

describe('an order of the shop', () => {
  const collected = { orderType: 'farm', fulfilmentType: 'pickup', shippingAddress: undefined };

  it('is announced to the shop, and collected where, when and how the shop says', async () => {
    const order = await createOrder(parties, { ...collected, estimatedPickupAt: '2026-12-05T10:30:00Z' });
    await drain();
    const sent = await outbox(order.id);
    const [announced, ...others] = sent.filter(({ to }) => to === record().email);
    expect([others, sent.length]).toEqual([[], 2]);
    expect(announced).toMatchObject({ to: record().email, subject: `New order ${order.orderNumber}` });
    expect(announced?.text).toContain(record().accountUrl);
    expect(announced?.text).not.toContain('token=');

    for (const status of ['confirmed', 'preparing']) await putStatus(order.id, parties.seller, status);
    const detail = await call<{ items: { itemId: string }[]; seller: object }>('GET', `/api/orders/${order.id}`, {
      token: parties.buyer,
    });
    expect(detail.body.seller).toEqual({ id: parties.sellerId, name: 'Green Farm', storeName: 'The Green Barn' });
    const [item] = detail.body.items;
    await call('PUT', `/api/orders/${order.id}/items/${item?.itemId}`, {
      token: parties.seller,
      body: { prepared: true },
    });
    expect((await putStatus(order.id, parties.seller, 'ready_for_pickup')).status).toBe(200);
    await drain();
    const ready = (await outbox(order.id)).find(({ subject }) => subject?.includes('ready to collect'));
    expect(ready?.text).toContain('Where to collect: Green Farm, Camino Viejo 4');
    expect(ready?.text).toMatch(/When to collect: Saturday.*5 December.*10:30 (?:WET|GMT)\n/);
    expect(ready?.text).toContain('Opening hours: Mon–Sat 9–14');
    expect(ready?.text).toContain('Instructions: Ring at the green gate');
    expect(ready?.text).toContain('Questions?: help@green-farm.example');
    expect(ready?.html).toContain('The Green Barn');
    expect(ready?.html).toContain('https://green-farm.example/logo.png');
    expect(ready?.html).toContain('#1c5f2e');
  });

  it('shows the face of the shop where it is tracked, and of no shop where none is known', async () => {
    const face = {
      name: 'Green Farm',
      storeName: 'The Green Barn',
      logoUrl: record().logoUrl,
      accentColor: '#1c5f2e',
      supportContact: 'help@green-farm.example',
    };
    const unknown = await newParties();
    for (const [of, shop] of [
      [parties, face],
      [unknown, null],
    ] as const) {
      const order = await createOrder(of);
      const trackingNumber = fedexNumber();
      await call('POST', `/api/orders/${order.id}/shipments`, { token: of.seller, body: { trackingNumber } });
      expect((await call('GET', `/api/orders/track/${trackingNumber}`)).body.shop).toEqual(shop);
      expect((await call('GET', `/api/orders/${order.id}/status`, { token: of.buyer })).body.shop).toEqual(shop);
    }
  });

  it('notifies the shop of what its customer does', async () => {
    const order = await createOrder(parties, collected);
    expect((await putStatus(order.id, parties.buyer, 'cancelled')).status).toBe(200);
    await drain();
    const toShop = (await outbox(order.id)).filter(({ to }) => to === record().email);
    expect(toShop.map(({ subject }) => subject)).toEqual([
      `New order ${order.orderNumber}`,
      `Order ${order.orderNumber} was cancelled`,
    ]);
    expect(toShop[1]?.text).toContain('Please do not send it.');
  });
});
