import { beforeEach, describe, expect, it } from 'vitest';
import { carryOutPortion } from '../../../functions/admin/bulk-move/process-portion.ts';
import { logger } from '../../../functions/composition/observability.ts';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { messagesOfBulkJob } from '../../../shared/events/routes.ts';
import { admin, buyer, csr, otherSeller, START, seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (data: object = {}): Promise<string> => {
  const body = { ...CHECKOUT_EXAMPLE, checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, ...data } };
  return (await api.call('POST', '/api/orders', { as: system, body })).body.order.id;
};

describe('moving an order', () => {
  const move = (orderId: string, body: object, as = admin) =>
    api.call('POST', `/api/admin/orders/${orderId}/status`, { as, body });

  it('follows the table, or leaves it by force, with a reason, audited', async () => {
    const orderId = await create();
    expect((await move(orderId, { status: 'confirmed' }, csr)).body).toMatchObject({ forced: false });
    expect((await move(orderId, { status: 'delivered' })).body.code).toBe('INVALID_TRANSITION');
    const noReason = await move(orderId, { status: 'delivered', force: true });
    expect(noReason.body.errors).toEqual([{ path: 'reason', message: 'A forced move needs a reason' }]);
    const byCsr = await move(orderId, { status: 'delivered', force: true, reason: 'x' }, csr);
    expect(byCsr.body).toMatchObject({ status: 403, code: 'ROLE_NOT_ALLOWED', allowedRoles: ['admin'] });
    const forced = await move(orderId, { status: 'DELIVERED', force: true, reason: 'Handed over' });
    expect(forced.body).toMatchObject({ forced: true, order: { status: 'delivered' } });
    expect([...api.state.audit.values()].at(-1)).toMatchObject({
      action: 'order.status_forced',
      subject: orderId,
      reason: 'Handed over',
      actor: { role: 'admin', id: 'admin-1' },
    });
    expect((await move('ord_none', { status: 'confirmed' })).status).toBe(404);
  });
});

describe('orders of a phase', () => {
  const list = (query: string, as = csr) => api.call('GET', `/api/admin/orders?${query}`, { as });

  it('are listed page by page, over all shops, to support only', async () => {
    const ids = [await create(), await create({ sellerId: 'shop-9' }), await create()];
    const first = await list('phase=placed&limit=2');
    const cursor: string = first.body.pagination.nextCursor;
    const second = await list(`phase=placed&limit=2&cursor=${encodeURIComponent(cursor)}`);
    const all = [...first.body.orders, ...second.body.orders].map(({ orderId }: { orderId: string }) => orderId);
    expect(all.toSorted()).toEqual(ids.toSorted());
    expect(second.body.pagination.nextCursor).toBe(null);
    expect((await list(`phase=confirmed&cursor=${encodeURIComponent(cursor)}`)).body.code).toBe('INVALID_CURSOR');
    expect((await list('phase=nowhere')).status).toBe(422);
    expect((await list('phase=placed', seller)).body.code).toBe('ROLE_NOT_ALLOWED');
  });
});

describe('moving many', () => {
  const bulk = (body: object, headers = {}) =>
    api.call('POST', '/api/admin/orders/bulk-status', { as: admin, body, headers });

  it('returns a result for each, stores the job, and does not do it twice', async () => {
    const [one, two, three] = [await create(), await create(), await create()];
    await api.call('PUT', `/api/orders/${three}/status`, { as: seller, body: { status: 'cancelled' } });
    const body = { orderIds: [one, two, two, three, 'ord_none'], status: 'CONFIRMED' };
    const response = await bulk(body, { 'idempotency-key': 'bulk-1' });
    expect(response.body).toMatchObject({ state: 'done', total: 4, processed: 4, succeeded: 2, failed: 2 });
    expect(response.body.results.map(({ code }: { code?: string }) => code ?? 'ok')).toEqual([
      'ok',
      'ok',
      'INVALID_TRANSITION',
      'NOT_FOUND',
    ]);
    const again = await bulk(body, { 'idempotency-key': 'bulk-1' });
    expect(again.body).toEqual(response.body);
    const stored = await api.call('GET', `/api/admin/orders/bulk-status/${response.body.jobId}`, { as: admin });
    expect(stored.body).toEqual(response.body);
    expect((await api.call('GET', '/api/admin/orders/bulk-status/bulk_none', { as: admin })).status).toBe(404);
  });

  it('counts an order that is there already as moved, so that a job may be sent again', async () => {
    const orderIds = [await create(), await create()];
    await bulk({ orderIds: orderIds.slice(0, 1), status: 'confirmed' });
    const again = await bulk({ orderIds, status: 'confirmed' });
    expect(again.body).toMatchObject({ state: 'done', succeeded: 2, failed: 0 });
    expect((await api.parts.store.get(orderIds[0] ?? ''))?.version).toBe(2);
  });

  it('is one job when it is sent again after it was cut short, and a new one when the key is free again', async () => {
    const orderIds = [await create()];
    const { record } = api.parts.bulkJobs;
    let cut = '';
    api.parts.bulkJobs.record = async (jobId) => {
      cut = jobId;
      api.parts.bulkJobs.record = record;
      throw new Error('killed');
    };
    const body = { orderIds, status: 'confirmed' };
    expect((await bulk(body, { 'idempotency-key': 'bulk-3' })).status).toBe(500);
    const again = await bulk(body, { 'idempotency-key': 'bulk-3' });
    expect(again.body.jobId).toBe(cut);
    expect(again.body).toMatchObject({ state: 'done', succeeded: 1 });
    api.advance(25 * 3600 * 1000);
    const later = await bulk(body, { 'idempotency-key': 'bulk-3' });
    expect(later.body.jobId).not.toBe(again.body.jobId);
  });

  it('leaves many to the queue, portion by portion, and each portion to one of them', async () => {
    const orderIds = await Promise.all(Array.from({ length: 120 }, () => create()));
    const started = await bulk({ orderIds, status: 'confirmed' }, { 'idempotency-key': 'bulk-2' });
    expect(started).toMatchObject({ status: 202, body: { state: 'running', total: 120, processed: 0, results: [] } });
    const { jobId } = started.body;
    expect(started.headers.Location).toBe(`/api/admin/orders/bulk-status/${jobId}`);
    const progress = async () => (await api.call('GET', `/api/admin/orders/bulk-status/${jobId}`, { as: admin })).body;
    const job = (await api.parts.bulkJobs.get(jobId, START))?.job;
    if (!job) throw new Error('the job is not there');
    const messages = messagesOfBulkJob(job).map(({ body }) => fromQueue('bulkMoves').message().parse(JSON.parse(body)));
    expect(messages.map(({ portion }) => portion)).toEqual([0, 1, 2]);
    const carryOut = (portion: number, receiveCount = 1) =>
      carryOutPortion(api.parts, { kind: 'portion', jobId, portion }, { receiveCount, logger: logger() });

    await carryOut(2);
    await carryOut(0);
    expect(await progress()).toMatchObject({ state: 'running', processed: 70, succeeded: 70, finishedAt: null });
    await carryOut(0);
    const { get } = api.parts.store;
    api.parts.store.get = async (orderId) => {
      if (orderId === orderIds[60]) throw new Error('lost');
      return get(orderId);
    };
    await expect(carryOut(1)).rejects.toThrow('1 orders were not reached');
    await carryOut(1, 3);
    await carryOut(1);
    expect(await progress()).toMatchObject({ state: 'done', processed: 120, succeeded: 119, failed: 1 });
    expect((await bulk({ orderIds, status: 'confirmed' }, { 'idempotency-key': 'bulk-2' })).status).toBe(202);
    expect((await get(orderIds[3] ?? ''))?.version).toBe(2);
  });

  it('is bounded, for administrators, and goes on past an order that cannot be reached', async () => {
    const tooMany = Array.from({ length: 1_001 }, (_, i) => `ord_${i}`);
    expect((await bulk({ orderIds: tooMany, status: 'confirmed' })).status).toBe(422);
    expect((await bulk({ orderIds: [], status: 'confirmed' })).status).toBe(422);
    const [one, two] = [await create(), await create()];
    const { get } = api.parts.store;
    api.parts.store.get = async (orderId) => {
      if (orderId === one) throw new Error('lost');
      return get(orderId);
    };
    const { body } = await bulk({ orderIds: [one, two], status: 'confirmed' });
    expect(body.results).toMatchObject([{ success: false, code: 'SERVICE_UNAVAILABLE' }, { success: true }]);
    expect((await api.call('POST', '/api/admin/orders/bulk-status', { as: csr, body: {} })).status).toBe(403);
  });
});

describe('the overview', () => {
  it('counts what is not over, and names who waits longest', async () => {
    const first = await create();
    api.advance(60_000);
    const second = await create();
    const third = await create();
    await api.call('PUT', `/api/orders/${third}/status`, { as: seller, body: { status: 'cancelled' } });
    const { body } = await api.call('GET', '/api/admin/orders/status-overview', { as: csr });
    const placed = body.phases.find(({ phase }: { phase: string }) => phase === 'placed');
    expect(placed).toMatchObject({ count: 2, statuses: { pending: 2 } });
    expect(placed.oldest.map(({ id }: { id: string }) => id)).toEqual([first, second]);
    expect(body.phases.map(({ phase }: { phase: string }) => phase)).not.toContain('cancelled');
  });
});

describe('workflows', () => {
  const definition = async () => {
    const { body } = await api.call('GET', '/api/admin/workflows/digital', { as: admin });
    const { version: _version, ...rest } = body;
    return { ...rest, id: 'gift', title: 'Gift cards' };
  };

  it('are added, become an order type, and are versioned while running orders keep theirs', async () => {
    const gift = await definition();
    const created = await api.call('POST', '/api/admin/workflows', { as: admin, body: gift });
    expect(created.body).toMatchObject({ id: 'gift', version: 1 });
    const orderId = await create({ orderType: 'gift' });
    const changed = await api.call('PUT', '/api/admin/workflows/gift', {
      as: admin,
      body: { ...gift, title: 'Cards' },
    });
    expect(changed.body.version).toBe(2);
    const repeated = await api.call('PUT', '/api/admin/workflows/gift', {
      as: admin,
      body: { ...gift, title: 'Cards' },
    });
    expect(repeated.body.version).toBe(2);
    const status = await api.call('GET', `/api/orders/${orderId}/status`, { as: buyer });
    expect(status.body.workflow).toEqual({ id: 'gift', version: 1 });
    const old = await api.call('GET', '/api/admin/workflows/gift?version=1', { as: admin });
    expect(old.body.title).toBe('Gift cards');
    const list = await api.call('GET', '/api/admin/workflows', { as: admin });
    expect(list.body.workflows).toHaveLength(7);
    expect(list.body.workflows.at(-1)).toMatchObject({ id: 'gift', activeVersion: 2, builtIn: false });
  });

  it('are refused under the name of an order type that runs on another', async () => {
    const body = { ...(await definition()), id: 'standard' };
    const response = await api.call('POST', '/api/admin/workflows', { as: admin, body });
    expect(response.body).toMatchObject({ status: 422, code: 'INVALID_WORKFLOW' });
    expect(response.text).toContain('run on parcel');
  });

  it('are refused with everything that is wrong with them', async () => {
    const gift = await definition();
    const broken = {
      ...gift,
      transitions: [...gift.transitions, { from: 'pending', to: 'nowhere', roles: ['admin'] }],
      statuses: { ...gift.statuses, island: { phase: 'placed' } },
    };
    const response = await api.call('POST', '/api/admin/workflows', { as: admin, body: broken });
    expect(response.body).toMatchObject({ status: 422, code: 'INVALID_WORKFLOW' });
    expect(response.body.errors.length).toBeGreaterThanOrEqual(2);
    expect(
      (await api.call('POST', '/api/admin/workflows', { as: admin, body: { ...gift, id: 'parcel' } })).body.code,
    ).toBe('ALREADY_EXISTS');
    const put = (id: string, body: object) => api.call('PUT', `/api/admin/workflows/${id}`, { as: admin, body });
    expect((await put('none', { ...gift, id: 'none' })).status).toBe(404);
    expect((await put('parcel', gift)).body.code).toBe('VALIDATION_FAILED');
    expect((await api.call('GET', '/api/admin/workflows/none', { as: admin })).status).toBe(404);
  });
});

describe('listings', () => {
  it('belong to a shop: its seller need not name it, another seller does not see it', async () => {
    const put = (body: object, as = seller, headers = {}) =>
      api.call('PUT', '/api/admin/listings/lst-1', { as, body, headers });
    const first = await put({ stock: 5 });
    expect(first.body).toMatchObject({ sellerId: 'shop-7', stock: 5, available: true, version: 1 });
    expect((await put({ available: false }, seller, { 'if-match': '"9"' })).body.code).toBe('PRECONDITION_FAILED');
    expect((await put({ available: false }, seller, { 'if-match': first.headers.ETag })).body.version).toBe(2);
    expect((await put({ sellerId: 'shop-7', stock: 1 }, otherSeller)).status).toBe(404);
    expect((await put({ stock: 1 }, admin)).body.code).toBe('VALIDATION_FAILED');
    const get = (query: string, as = seller) => api.call('GET', `/api/admin/listings/lst-1${query}`, { as });
    expect((await get('')).body.available).toBe(false);
    expect((await get('?sellerId=shop-7', admin)).body.available).toBe(false);
    expect((await get('', otherSeller)).status).toBe(404);
  });
});
