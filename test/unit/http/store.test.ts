import { beforeEach, describe, expect, it } from 'vitest';
import { STORE_ORDER_EXAMPLE } from '../../../shared/contract/examples.ts';
import { buyer, driver, otherSeller, seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
const ID = STORE_ORDER_EXAMPLE.order_id;
const base = `/orders/tracking/${ID}`;

beforeEach(async () => {
  api = world();
  const created = await api.call('POST', '/orders/tracking/init', { as: system, body: STORE_ORDER_EXAMPLE });
  expect(created.status, created.text).toBe(201);
});

const put = (what: string, body: object, as = seller) => api.call('PUT', `${base}/${what}`, { as, body });
const to = (status: string, as = seller) => put('status', { status }, as);

/** Brings the order to `ready_for_pickup` with a driver. */
const toDriver = async () => {
  await api.call('POST', `${base}/acknowledge`, { as: seller, body: {} });
  await to('picking_in_progress');
  await to('ready_for_pickup');
  const reply = await put('driver', { driver_id: 'driver-9', name: 'Marta', provider: 'own' });
  expect(reply.status, reply.text).toBe(200);
  return reply;
};

describe('the store’s own names', () => {
  it('start the order, with the store notified at once', async () => {
    const { body } = await api.call('GET', base, { as: seller });
    expect(body).toMatchObject({
      order_id: ID,
      store_id: 'shop-7',
      customer_id: 'user-2041',
      current_status: 'store_notified',
      delivery_provider: 'own',
      driver_details: null,
      driver_location: null,
      substitutions: [],
    });
    expect(body.items).toEqual([
      { item_id: 'item-1', name: 'Oat milk', quantity: 2, unit: 'pc', unit_price: '1.90', total_price: '3.80' },
    ]);
    expect(body.status_history.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2]);
    const same = await api.call('GET', `/api/orders/${ID}`, { as: buyer });
    expect(same.body.order).toMatchObject({ totalAmount: '3.80', orderType: 'grocery' });
  });

  it('refuse the same id twice, and repeat the response to the same key', async () => {
    const again = await api.call('POST', '/orders/tracking/init', { as: seller, body: STORE_ORDER_EXAMPLE });
    expect(again.body).toMatchObject({ status: 409, code: 'ALREADY_EXISTS' });
    const request = {
      as: system,
      body: { ...STORE_ORDER_EXAMPLE, order_id: 'groc-2' },
      headers: { 'idempotency-key': 'init-2' },
    };
    const [first, second] = [
      await api.call('POST', '/orders/tracking/init', request),
      await api.call('POST', '/orders/tracking/init', request),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers['Idempotency-Replayed']).toBe('true');
  });

  it('are for the people of the order', async () => {
    for (const as of [buyer, seller, system]) expect((await api.call('GET', base, { as })).status).toBe(200);
    for (const as of [stranger, otherSeller, driver]) expect((await api.call('GET', base, { as })).status).toBe(404);
    const foreign = { as: otherSeller, body: { ...STORE_ORDER_EXAMPLE, order_id: 'groc-3' } };
    expect((await api.call('POST', '/orders/tracking/init', foreign)).status).toBe(404);
  });

  it('carry an acknowledgement with the time when it will be ready', async () => {
    const reply = await api.call('POST', `${base}/acknowledge`, {
      as: seller,
      body: { estimated_ready_at: '2026-11-20T11:00:00+01:00' },
    });
    expect(reply.body).toMatchObject({
      current_status: 'store_acknowledged',
      estimated_ready_at: '2026-11-20T10:00:00.000Z',
    });
    expect((await api.call('POST', `${base}/acknowledge`, { as: buyer, body: {} })).body).toMatchObject({
      status: 403,
      code: 'ROLE_NOT_ALLOWED',
      allowedRoles: ['seller', 'admin'],
    });
  });

  it('carry substitutions from the store to the customer and back', async () => {
    await api.call('POST', `${base}/acknowledge`, { as: seller });
    await to('PICKING_IN_PROGRESS');
    const image = 'https://cdn.example/almond.jpg';
    const substitute = { name: 'Almond milk', quantity: 2, unit_price: '2.40', image };
    const proposed = await put('substitutions', { substitutions: [{ item_id: 'item-1', substitute }] });
    expect(proposed.body).toMatchObject({
      current_status: 'substitutions_needed',
      substitutions_due_at: '2026-11-20T10:10:00.000Z',
    });
    expect(proposed.body.substitutions[0]).toMatchObject({ status: 'proposed', price_difference: '1.00', substitute });
    expect((await to('picking_in_progress')).body).toMatchObject({ status: 422, code: 'GUARD_REFUSED' });
    const { substitution_id } = proposed.body.substitutions[0];
    const answers = [{ substitution_id, decision: 'APPROVED' }];
    expect((await put('substitutions', { answers })).status).toBe(403);
    const approved = await put('substitutions', { answers }, buyer);
    expect(approved.body.current_status).toBe('picking_in_progress');
    expect(approved.body.substitutions[0].status).toBe('approved');
    const again = await put('substitutions', { answers }, buyer);
    expect(again.body.version).toBe(approved.body.version);
    const otherwise = await put('substitutions', { answers: [{ substitution_id, decision: 'reject' }] }, buyer);
    expect(otherwise.body).toMatchObject({ status: 409, code: 'NOT_APPLICABLE' });
    const both = { answers, substitutions: [{ item_id: 'item-1' }] };
    expect((await put('substitutions', both, buyer)).body.code).toBe('VALIDATION_FAILED');
  });
});

describe('the driver', () => {
  it('is shown on the order, moves it, and delivers', async () => {
    const assigned = await toDriver();
    expect(assigned.body.driver_details).toMatchObject({ driver_id: 'driver-9', provider: 'own' });
    expect((await to('driver_pickup_complete', driver)).status).toBe(200);
    expect((await to('in_transit', driver)).body.current_status).toBe('in_transit');
    const detail = await api.call('GET', `/api/orders/${ID}`, { as: driver });
    expect(detail.body).toMatchObject({ payment: null, buyer: { email: null } });
    const delivered = await put('delivered', { proof: { pin: '1234' } }, driver);
    expect(delivered.body.current_status).toBe('delivered');
  });

  it('reports a place: at most one a second, only of their own order, only while it lasts', async () => {
    await toDriver();
    const place = (at: string, as = driver) => put('location', { lat: 40.4, lng: -3.7, at }, as);
    expect((await place('2026-11-20T10:00:00.000Z')).body).toEqual({ order_id: ID, recorded: true });
    expect((await place('2026-11-20T10:00:00.900Z')).body.recorded).toBe(false);
    expect((await place('2026-11-20T10:00:01.100Z')).body.recorded).toBe(true);
    expect((await place('2026-11-20T11:00:00.000Z')).body.code).toBe('VALIDATION_FAILED');
    for (const as of [seller, buyer]) {
      expect((await place('2026-11-20T10:00:05.000Z', as)).body).toMatchObject({
        status: 403,
        allowedRoles: ['driver'],
      });
    }
    const another = { ...driver, sub: 'driver-10' } as typeof driver;
    expect((await place('2026-11-20T10:00:05.000Z', another)).status).toBe(404);
    const { body } = await api.call('GET', base, { as: buyer });
    expect(body.driver_location).toEqual({ lat: 40.4, lng: -3.7, at: '2026-11-20T10:00:01.100Z' });
    await to('driver_pickup_complete', driver);
    await to('in_transit', driver);
    await put('delivered', {}, driver);
    expect((await place('2026-11-20T10:00:30.000Z')).body.code).toBe('NOT_APPLICABLE');
  });
});

describe('a photo of the delivery', () => {
  const ask = (as = driver, body: object = { contentType: 'image/jpeg', bytes: 1000 }) =>
    api.call('POST', `${base}/photo-upload`, { as, body });
  const look = (as = buyer) => api.call('GET', `${base}/photo`, { as });

  it('is uploaded by the driver, given as proof, and seen by whoever takes part', async () => {
    await toDriver();
    const { status, body } = await ask();
    expect([status, body.method, body.headers]).toEqual([201, 'PUT', { 'content-type': 'image/jpeg' }]);
    expect(body.url).toContain(body.photoKey);
    expect((await look()).status).toBe(404);
    const done = await put('delivered', { proof: { photoKey: body.photoKey } }, driver);
    expect(done.status, done.text).toBe(200);
    for (const as of [buyer, seller, driver]) expect((await look(as)).body.photoKey).toBe(body.photoKey);
    expect((await look(stranger)).status).toBe(404);
    expect((await look(otherSeller)).status).toBe(404);
    expect((await ask()).body.code).toBe('NOT_APPLICABLE');
  });

  it('has a type and a length that are taken, and no key but its own', async () => {
    expect((await ask(seller)).body.code).toBe('ROLE_NOT_ALLOWED');
    await toDriver();
    expect((await ask(stranger)).status).toBe(404);
    expect((await ask(driver, { contentType: 'image/svg+xml', bytes: 10 })).status).toBe(422);
    expect((await ask(driver, { contentType: 'image/png', bytes: 9 * 1024 * 1024 })).status).toBe(422);
    const { body } = await ask();
    const foreign = body.photoKey.replace(/\/[^/]+\/([^/]+)\/([^/]+)$/, '/another-order/$1/$2');
    const refused = await put('delivered', { proof: { photoKey: foreign } }, driver);
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'proof.photoKey']);
    expect((await api.call('GET', base, { as: buyer })).body.current_status).toBe('driver_assigned');
  });
});
