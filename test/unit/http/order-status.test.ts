import { beforeEach, describe, expect, it } from 'vitest';
import { openCursor } from '../../../shared/security/signed-cursor.ts';
import { orderCalls } from './support/orders.ts';
import { buyer, SECRET, seller, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { create, put } = orderCalls(() => api);

describe('status', () => {
  it('moves in any case, and returns what comes next', async () => {
    const orderId = await create();
    const response = await put(orderId, 'CONFIRMED', seller, { notes: 'ok', location: 'Madrid' });
    expect(response.body.order).toMatchObject({ status: 'confirmed', version: 2 });
    expect(response.body.order.allowedNext).toContain('processing');
    expect(response.headers.ETag).toBe('"2"');
    const { body } = await api.call('GET', `/api/orders/${orderId}/status`, { as: buyer });
    expect(body.history[1]).toMatchObject({
      seq: 2,
      status: 'confirmed',
      previousStatus: 'pending',
      actor: { role: 'seller', id: 'keeper-7' },
      notes: 'ok',
      location: 'Madrid',
      place: { city: 'Madrid' },
    });
    expect(body.workflow).toEqual({ id: 'parcel', version: 1 });
    expect(body.actions).toContain('support');
  });

  it('refuses what is not in the table and names what is', async () => {
    const orderId = await create();
    const response = await put(orderId, 'delivered');
    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({
      code: 'INVALID_TRANSITION',
      currentStatus: 'pending',
      allowedNext: ['confirmed', 'cancelled'],
    });
    expect((await put(orderId, 'confirmed', buyer)).body).toMatchObject({ status: 409, code: 'INVALID_TRANSITION' });
    expect((await put(orderId, 'no_such')).body).toMatchObject({
      status: 422,
      code: 'UNKNOWN_STATUS',
      statuses: expect.arrayContaining(['confirmed', 'delivered', 'cancelled']),
    });
    api.advance(25 * 3600_000);
    expect((await put(orderId, 'cancelled', buyer)).body).toMatchObject({ status: 422, code: 'GUARD_REFUSED' });
  });

  it('loses with 412 against a version that has passed', async () => {
    const orderId = await create();
    expect((await put(orderId, 'confirmed', seller, {}, { 'if-match': '"1"' })).status).toBe(200);
    const lost = await put(orderId, 'processing', seller, {}, { 'if-match': '"1"' });
    expect(lost.body).toMatchObject({ status: 412, code: 'PRECONDITION_FAILED' });
    expect((await put(orderId, 'processing', seller, {}, { 'if-match': 'nonsense' })).status).toBe(412);
    expect((await put(orderId, 'processing', seller, {}, { 'if-match': '*' })).status).toBe(200);
  });

  it('is 304 from one read when nothing changed', async () => {
    const orderId = await create();
    let reads = 0;
    const { get } = api.parts.store;
    api.parts.store.get = (id) => {
      reads += 1;
      return get(id);
    };
    api.parts.store.history = () => {
      throw new Error('The history must not be read');
    };
    const response = await api.call('GET', `/api/orders/${orderId}/status`, {
      as: buyer,
      headers: { 'if-none-match': 'W/"1", "9"' },
    });
    expect(response.status).toBe(304);
    // A browser that two people use must not show one what the other may do.
    expect(response.headers.Vary).toBe('Authorization, Accept-Language');
    expect(response.text).toBe('');
    expect(response.headers.ETag).toBe('"1"');
    expect(reads).toBe(1);
  });

  it('pages through the history with a cursor of our own', async () => {
    const orderId = await create();
    for (const status of ['confirmed', 'processing', 'delayed']) await put(orderId, status);
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await api.call('GET', `/api/orders/${orderId}/status?limit=3${more}`, { as: buyer });
      seen.push(...body.history.map(({ seq }: { seq: number }) => seq));
      expect(body.pagination).toMatchObject({ limit: 3, total: null });
      cursor = body.pagination.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([1, 2, 3, 4]);
    for (const bad of ['forged', 'a.b', 'x'.repeat(300)]) {
      const response = await api.call('GET', `/api/orders/${orderId}/status?cursor=${bad}`, { as: buyer });
      expect(response.body).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
    }
  });

  it('takes a cursor in its own list only', async () => {
    const [one, two] = [await create(), await create()];
    await put(one, 'confirmed');
    const { body } = await api.call('GET', `/api/orders/${one}/status?limit=1`, { as: buyer });
    const cursor = body.pagination.nextCursor;
    expect(openCursor(`history:${one}`, cursor, [SECRET])).toBe(1);
    const elsewhere = await api.call('GET', `/api/orders/${two}/status?cursor=${cursor}`, { as: buyer });
    expect(elsewhere.body.code).toBe('INVALID_CURSOR');
  });

  it('lets somebody who is buyer and seller act as either', async () => {
    const both = { ...seller, sub: 'user-2041' };
    const orderId = await create();
    expect((await put(orderId, 'confirmed', both)).status).toBe(200);
    const preferences = await api.call('POST', `/api/orders/${orderId}/delivery-preferences`, {
      as: both,
      body: { leaveWith: 'neighbour' },
    });
    expect(preferences.status, preferences.text).toBe(200);
    const { body } = await api.call('GET', `/api/orders/${orderId}/timeline`, { as: both });
    expect(body.timeline.map(({ source }: { source: string }) => source)).toEqual(['system', 'seller', 'customer']);
  });
});
