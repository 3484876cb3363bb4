/** What the contract lets support and operations do. */
import { beforeAll, describe, expect, it } from 'vitest';
import { eventItem } from '../../shared/store/event-item.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { eventually } from '../support/eventually.ts';
import { type ApiResponse, call, drain, tokenFor } from './support/api.ts';
import { createOrder, newParties, type Parties, putStatus, statusOf, unique } from './support/orders.ts';
import { createdEvent, putItems, seededOrder } from './support/seed.ts';
import { allItems } from './support/table.ts';

type Record_ = Readonly<Record<string, unknown>>;

const is = <T = Record_>(response: ApiResponse<T>, status: number): T => {
  expect(response.status, response.text).toBe(status);
  return response.body;
};

let parties: Parties;
let csr: string;
beforeAll(async () => {
  parties = await newParties();
  csr = await tokenFor({ sub: 'csr-1', roles: ['csr'] });
});

describe('moving one order', () => {
  const move = (orderId: string, body: object, token = parties.admin) =>
    call('POST', `/api/admin/orders/${orderId}/status`, { token, body });

  it('by force is for administrators, needs a reason, and is audited with the move', async () => {
    const { id } = await createOrder(parties);
    is(await move(id, { status: 'CONFIRMED' }, csr), 200);
    expect(is(await move(id, { status: 'delivered' }, csr), 409).code).toBe('INVALID_TRANSITION');
    expect(is(await move(id, { status: 'delivered', force: true, reason: 'x' }, csr), 403)).toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
      allowedRoles: ['admin'],
    });
    is(await move(id, { status: 'delivered', force: true }), 422);
    is(await move(id, { status: 'no_such', force: true, reason: 'x' }), 422);
    for (const token of [parties.seller, parties.buyer]) {
      is(await move(id, { status: 'delivered', force: true, reason: 'x' }, token), 403);
    }
    const forced = is(await move(id, { status: 'delivered', force: true, reason: 'Handed over in person' }), 200);
    expect(forced).toMatchObject({ forced: true, order: { status: 'delivered' } });
    const audit = (await allItems()).filter(({ entity, subject }) => entity === 'audit' && subject === id);
    expect(audit).toMatchObject([
      {
        action: 'order.status_forced',
        actor: { role: 'admin', id: 'admin-1' },
        reason: 'Handed over in person',
        details: { from: 'confirmed', to: 'delivered' },
      },
    ]);
    expect((await statusOf(id, parties.buyer)).version).toBe(3);
  });
});

interface Job {
  readonly jobId: string;
  readonly state: string;
  readonly processed: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly results: readonly { readonly orderId: string; readonly success: boolean; readonly code?: string }[];
}

describe('moving a thousand orders', () => {
  it('responds at once, continues after the response, and reports each order', async () => {
    const orders = Array.from({ length: 999 }, (_, n) => seededOrder(parties, n));
    await putItems(orders.flatMap((order) => [orderItem(order), eventItem(createdEvent(order))]));
    const body = { orderIds: [...orders.map(({ orderId }) => orderId), 'ord_nowhere'], status: 'CANCELLED' };
    const headers = { 'idempotency-key': unique('bulk') };
    const start = () => call<Job>('POST', '/api/admin/orders/bulk-status', { token: parties.admin, body, headers });
    const began = performance.now();
    const started = await start();
    expect(performance.now() - began).toBeLessThan(5_000);
    const { jobId } = is(started, 202);
    const again = await start();
    expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([202, started.text, 'true']);
    const progress = async () =>
      is(await call<Job>('GET', `/api/admin/orders/bulk-status/${jobId}`, { token: parties.admin }), 200);
    const done = await eventually(
      async () => {
        const job = await progress();
        expect(job.state, `${job.processed} of 1,000`).toBe('done');
        return job;
      },
      { timeoutMs: 120_000, intervalMs: 200 },
    );
    expect(done).toMatchObject({ processed: 1_000, succeeded: 999, failed: 1 });
    expect(done.results.map(({ orderId }) => orderId)).toEqual(body.orderIds);
    expect(done.results.at(-1)).toMatchObject({ success: false, code: 'NOT_FOUND' });
    for (const { orderId } of orders.filter((_, n) => n % 333 === 0)) {
      expect(await statusOf(orderId, parties.seller)).toMatchObject({ status: 'cancelled', version: 2 });
    }
    is(await call('GET', `/api/admin/orders/bulk-status/${jobId}`, { token: csr }), 403);
  });
});

interface Workflow {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly statuses: Readonly<Record<string, Record_>>;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly roles: readonly string[] }[];
}

describe('workflows of one’s own', () => {
  const PATH = '/api/admin/workflows';
  const admin = <T = Record_>(method: string, path: string, body?: unknown, headers = {}) =>
    call<T>(method, path, { token: parties.admin, headers, ...(body === undefined ? {} : { body }) });

  const giftWorkflow = async (id: string): Promise<Omit<Workflow, 'version'>> => {
    const { body } = await admin<Workflow>('GET', `${PATH}/digital`);
    const { version: _version, ...rest } = body;
    const roles = ['seller', 'admin'];
    return {
      ...rest,
      id,
      title: 'Gifts',
      statuses: { ...rest.statuses, wrapping: { phase: 'preparing' } },
      transitions: [
        ...rest.transitions,
        { from: 'confirmed', to: 'wrapping', roles },
        { from: 'wrapping', to: 'delivered', roles },
      ],
    };
  };

  it('become an order type; a status that a running order is in stays with it', async () => {
    const id = unique('gift-box').toLowerCase();
    const gift = await giftWorkflow(id);
    const headers = { 'idempotency-key': unique('workflow') };
    const made = await admin<Workflow>('POST', PATH, gift, headers);
    expect(is(made, 201).version).toBe(1);
    const replayed = await admin<Workflow>('POST', PATH, gift, headers);
    expect([replayed.status, replayed.text]).toEqual([201, made.text]);
    const other = { 'idempotency-key': unique('workflow') };
    expect(is(await admin('POST', PATH, gift, other), 409).code).toBe('ALREADY_EXISTS');

    const running = await createOrder(parties, { orderType: id.toUpperCase() });
    for (const status of ['confirmed', 'WRAPPING']) is(await putStatus(running.id, parties.seller, status), 200);
    const { wrapping: _wrapping, ...statuses } = gift.statuses;
    const plain = {
      ...gift,
      statuses,
      transitions: gift.transitions.filter(({ from, to }) => from !== 'wrapping' && to !== 'wrapping'),
    };
    expect(is(await admin<Workflow>('PUT', `${PATH}/${id}`, plain), 200).version).toBe(2);

    const stored = is(await call<Record_>('GET', `/api/orders/${running.id}/status`, { token: parties.seller }), 200);
    expect(stored).toMatchObject({ status: 'wrapping', workflow: { id, version: 1 }, allowedNext: ['delivered'] });
    const fresh = await createOrder(parties, { orderType: id });
    is(await putStatus(fresh.id, parties.seller, 'confirmed'), 200);
    expect(is(await putStatus(fresh.id, parties.seller, 'wrapping'), 422).code).toBe('UNKNOWN_STATUS');
    is(await putStatus(running.id, parties.seller, 'delivered'), 200);
    await drain();
    expect((await statusOf(running.id, parties.buyer)).history.map(({ status }) => status)).toEqual([
      'pending',
      'confirmed',
      'wrapping',
      'delivered',
    ]);
    expect(is(await admin<Workflow>('GET', `${PATH}/${id}?version=1`), 200).statuses).toHaveProperty('wrapping');
    is(await admin('GET', `${PATH}/${id}?version=3`), 404);
    const { workflows } = is(await admin<{ workflows: Record_[] }>('GET', PATH), 200);
    expect(workflows).toContainEqual(expect.objectContaining({ id, activeVersion: 2, builtIn: false }));
  });

  it('are refused with all that is wrong with them at once', async () => {
    const gift = await giftWorkflow(unique('gift').toLowerCase());
    const broken = {
      ...gift,
      statuses: { ...gift.statuses, island: { phase: 'placed' } },
      transitions: [
        ...gift.transitions,
        { from: 'pending', to: 'nowhere', roles: ['admin'] },
        { from: 'confirmed', to: 'wrapping', roles: ['admin'] },
      ],
    };
    const { errors, code } = is(await admin<Record_>('POST', PATH, broken), 422);
    expect(code).toBe('INVALID_WORKFLOW');
    const recorded = (errors as readonly { message: string }[]).map(({ message }) => message).join('\n');
    for (const finding of ['nowhere', 'No order can reach the status island', 'Nothing leaves island', 'there twice']) {
      expect(recorded).toContain(finding);
    }
    is(await admin('GET', `${PATH}/${gift.id}`), 404);
    is(await call('POST', PATH, { token: csr, body: gift }), 403);
  });
});

describe('the overview', () => {
  it('counts what is open by phase, the longest waiting first, for support and administrators', async () => {
    await createOrder(parties);
    await drain();
    const read = async (token: string) =>
      is(
        await call<{
          phases: readonly { phase: string; count: number | null; oldest: readonly { statusSince: string }[] }[];
        }>('GET', '/api/admin/orders/status-overview', { token }),
        200,
      );
    const { phases } = await read(csr);
    expect(await read(parties.admin)).toHaveProperty('phases');
    const placed = phases.find(({ phase }) => phase === 'placed');
    expect(placed?.count === null || (placed?.count ?? 0) > 0).toBe(true);
    const waiting = placed?.oldest.map(({ statusSince }) => statusSince) ?? [];
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting).toEqual(waiting.toSorted());
    expect(phases.map(({ phase }) => phase)).not.toContain('cancelled');
    is(await call('GET', '/api/admin/orders/status-overview', { token: parties.seller }), 403);
  });
});

describe('the list of a phase', () => {
  const list = (query: string, token = csr) =>
    call<{ orders: readonly { id: string; phase: string }[]; pagination: { nextCursor: string | null } }>(
      'GET',
      `/api/admin/orders?${query}`,
      { token },
    );

  it('has every order in it once, page by page, over all shops, for support', async () => {
    const made = [await createOrder(parties), await createOrder(await newParties())].map(({ id }) => id);
    const found: string[] = [];
    let cursor = '';
    for (let page = 0; page < 200; page += 1) {
      const { orders, pagination } = is(await list(`phase=placed&limit=100${cursor}`), 200);
      expect(orders.filter(({ phase }) => phase !== 'placed')).toEqual([]);
      found.push(...orders.map(({ id }) => id));
      if (pagination.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(pagination.nextCursor)}`;
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(made));
    const first = is(await list('phase=placed&limit=1'), 200);
    expect(first.orders).toHaveLength(1);
    const next = encodeURIComponent(first.pagination.nextCursor ?? '');
    expect(is(await list(`phase=placed&limit=1&cursor=${next}`), 200).orders[0]?.id).not.toBe(first.orders[0]?.id);
    // A cursor is of its list.
    is(await list(`phase=confirmed&cursor=${next}`), 400);
    is(await list('phase=nowhere'), 422);
    is(await list('phase=placed', parties.seller), 403);
  });
});
