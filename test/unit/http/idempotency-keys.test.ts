import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { checkout, orderCalls } from './support/orders.ts';
import { admin, buyer, seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { create } = orderCalls(() => api);

describe('idempotency keys', () => {
  const headers = { 'idempotency-key': 'key-1' };

  it('repeat the first response, refuse another body, and belong to their caller', async () => {
    const first = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
    const again = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
    expect(again.body).toEqual(first.body);
    expect(again.status).toBe(201);
    expect(again.headers['Idempotency-Replayed']).toBe('true');
    const other = await api.call('POST', '/api/orders', { as: system, body: checkout({ notes: 'other' }), headers });
    expect(other.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    const mine = await api.call('POST', '/api/orders', { as: seller, body: CHECKOUT_EXAMPLE, headers });
    expect(mine.body.order.id).not.toBe(first.body.order.id);
    api.advance(25 * 3600_000);
    const later = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
    expect(later.body.order.id).not.toBe(first.body.order.id);
  });

  it('let a request that was refused be sent again', async () => {
    const listing = (stock: number) =>
      api.call('PUT', '/api/admin/listings/lst-1', { as: admin, body: { sellerId: 'shop-7', stock } });
    const body = checkout({ items: undefined, listingId: 'lst-1', quantity: 1 });
    await listing(0);
    expect((await api.call('POST', '/api/orders', { as: system, body, headers })).status).toBe(409);
    await listing(1);
    expect((await api.call('POST', '/api/orders', { as: system, body, headers })).status).toBe(201);
  });

  it('say when the first one is still running', async () => {
    const create = api.parts.store.create;
    let second: Promise<unknown> | undefined;
    api.parts.store.create = async (...args) => {
      second ??= api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
      await second;
      return create(...args);
    };
    const first = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE, headers });
    expect(first.status).toBe(201);
    expect(await second).toMatchObject({
      status: 409,
      body: { code: 'DUPLICATE_REQUEST_IN_PROGRESS' },
      headers: { 'Retry-After': '30' },
    });
  });

  it('belong to one order where the action is on an order', async () => {
    const [one, two] = [await create(), await create()];
    const ask = (orderId: string) =>
      api.call('POST', `/api/orders/${orderId}/support`, {
        as: buyer,
        body: { subject: 'Where?', message: 'It is late' },
        headers,
      });
    expect((await ask(one)).body.order.id).toBe(one);
    expect((await ask(two)).body.order.id).toBe(two);
    expect((await ask(one)).headers['Idempotency-Replayed']).toBe('true');
    const { body } = await api.call('GET', `/api/orders/${one}/status`, { as: buyer });
    expect(body.version).toBe(2);
  });
});
