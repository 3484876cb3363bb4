import { beforeAll, describe, expect, it } from 'vitest';
import { type ApiResponse, type CallOptions, call, local, tokenFor } from './support/api.ts';
import {
  type CreatedOrder,
  createOrder,
  newParties,
  orderRequest,
  type Parties,
  statusOf,
  unique,
} from './support/orders.ts';

let parties: Parties;
let order: CreatedOrder;

beforeAll(async () => {
  parties = await newParties();
  order = await createOrder(parties);
});

const isProblem = (response: ApiResponse, status: number, code?: string): void => {
  expect(response.status, response.text).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  for (const field of ['type', 'title', 'status', 'code', 'timestamp', 'path', 'requestId']) {
    expect(response.body, response.text).toHaveProperty(field);
  }
  if (code !== undefined) expect(response.body.code).toBe(code);
};

describe('bad input gets a clear problem and changes nothing', () => {
  const put = (body: unknown, more: CallOptions = {}): Promise<ApiResponse> =>
    call('PUT', `/api/orders/${order.id}/status`, { token: parties.seller, body, ...more });

  it('malformed JSON', async () => {
    isProblem(await put('{"status":'), 400, 'MALFORMED_JSON');
    isProblem(await put(''), 400);
  });

  it('wrong types, unknown fields, missing fields, too long', async () => {
    for (const body of [
      {},
      { status: 7 },
      { status: 'confirmed', unknownField: 1 },
      { status: 'confirmed', notes: 'x'.repeat(100_000) },
      [],
      null,
    ]) {
      const response = await put(body);
      isProblem(response, 422);
      expect(Array.isArray(response.body.errors), response.text).toBe(true);
    }
  });

  it('a body over the limit', async () => {
    isProblem(await put({ status: 'confirmed', notes: 'x'.repeat(1024 * 1024) }), 413, 'PAYLOAD_TOO_LARGE');
  });

  it('another media type', async () => {
    isProblem(await put('status=confirmed', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 415);
  });

  it('no token, a broken token, a token of another issuer', async () => {
    const path = `/api/orders/${order.id}/status`;
    for (const headers of [{}, { authorization: 'Bearer x.y.z' }, { authorization: 'Basic YTpi' }]) {
      const response = await call('PUT', path, { body: { status: 'confirmed' }, headers });
      expect(response.status, response.text).toBe(401);
    }
  });

  it("somebody else's order does not exist for them", async () => {
    const stranger = await newParties();
    for (const token of [stranger.buyer, stranger.seller]) {
      isProblem(await call('GET', `/api/orders/${order.id}`, { token }), 404);
      isProblem(await call('GET', `/api/orders/${order.id}/status`, { token }), 404);
      isProblem(await call('GET', `/api/orders/${order.id}/timeline`, { token }), 404);
      isProblem(await call('PUT', `/api/orders/${order.id}/status`, { token, body: { status: 'confirmed' } }), 404);
    }
  });

  it('an unknown order, route and method', async () => {
    isProblem(await call('GET', '/api/orders/ord_00000000000000000000000000/status', { token: parties.admin }), 404);
    expect((await call('GET', '/api/nothing/here', { token: parties.admin })).status).toBe(404);
    expect([404, 405]).toContain(
      (await call('PATCH', `/api/orders/${order.id}/status`, { token: parties.admin, body: {} })).status,
    );
  });

  it('a move that is not in the table names what is', async () => {
    const response = await put({ status: 'delivered' });
    isProblem(response, 409, 'INVALID_TRANSITION');
    expect(response.body.currentStatus).toBe('pending');
    expect((response.body.allowedNext as string[]).toSorted()).toEqual(['cancelled', 'confirmed']);
  });

  it('creation keeps its own codes', async () => {
    const create = (body: unknown) =>
      call('POST', '/api/orders', { token: parties.system, body, headers: { 'idempotency-key': unique('bad') } });
    const unpaid = await create(orderRequest(parties, {}, { success: false }));
    expect(unpaid.body.code).toBe('PAYMENT_NOT_CONFIRMED');
    expect(unpaid.body.canRetry).toBe(true);
    expect(unpaid.body.suggestedAction).toEqual(expect.any(String));
    isProblem(await create(orderRequest(parties, { totalAmount: '-1' })), 422);
    isProblem(await create(orderRequest(parties, { totalAmount: '1.123456789' })), 422);
    isProblem(await create(orderRequest(parties, { currency: 'EURO' })), 422);
    isProblem(await create({}), 422);
    const notTheirs = await call('POST', '/api/orders', {
      token: (await newParties()).seller,
      body: orderRequest(parties),
      headers: { 'idempotency-key': unique('bad') },
    });
    expect(notTheirs.status).toBe(404);
  });

  it('and nothing was written by any of it', async () => {
    const status = await statusOf(
      order.id,
      await tokenFor({ sub: parties.buyerId, roles: ['customer'], email: `${parties.buyerId}@example.com` }),
    );
    expect(status.version).toBe(1);
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
