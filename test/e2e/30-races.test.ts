import { describe, expect, it } from 'vitest';
import { type ApiResponse, call, drain } from './support/api.ts';
import { createOrder, newParties, orderRequest, putStatus, statusOf, unique } from './support/orders.ts';

describe('races', () => {
  it('50 clients with one version: one wins, 49 learn it, the history has no gap', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    for (const status of ['confirmed', 'processing']) {
      const { version } = await statusOf(order.id, parties.buyer);
      const responses = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          putStatus(order.id, parties.seller, status, { notes: `client ${n}` }, { 'if-match': `"${version}"` }),
        ),
      );
      expect(responses.filter((response) => response.status === 200)).toHaveLength(1);
      expect(responses.filter((response) => response.status === 412)).toHaveLength(49);
    }
    const { history, version } = await statusOf(order.id, parties.buyer);
    expect(history.map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect(version).toBe(3);
  });

  it('50 clients with different wishes and no version: every accepted one is in the history, none is lost', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    const wishes = ['processing', 'delayed', 'cancelled', 'shipped', 'confirmed'];
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        putStatus(order.id, parties.admin, wishes[n % wishes.length] ?? 'processing', { notes: `wish ${n}` }),
      ),
    );
    for (const response of responses) expect([200, 409], response.text).toContain(response.status);
    const { history, version, status } = await statusOf(order.id, parties.buyer);
    const accepted = responses.filter((response) => response.status === 200).length;
    expect(history).toHaveLength(2 + accepted);
    expect(history.map((entry) => entry.seq)).toEqual(history.map((_, index) => index + 1));
    expect(version).toBe(history.length);
    for (let index = 1; index < history.length; index += 1) {
      expect(history[index]?.previousStatus).toBe(history[index - 1]?.status);
    }
    expect(history.at(-1)?.status).toBe(status);
  });

  it('a cancellation against a shipment: one wins, never both', async () => {
    const parties = await newParties();
    for (let round = 0; round < 10; round += 1) {
      const order = await createOrder(parties);
      await putStatus(order.id, parties.seller, 'confirmed');
      await putStatus(order.id, parties.seller, 'processing');
      const [cancelled, shipped] = await Promise.all([
        putStatus(order.id, parties.seller, 'cancelled'),
        putStatus(order.id, parties.seller, 'shipped'),
      ]);
      expect([cancelled.status, shipped.status].toSorted()).toEqual([200, 409]);
    }
  });

  it('the same key twenty times at once makes one order', async () => {
    const parties = await newParties();
    const key = unique('same');
    const responses = await Promise.all(
      Array.from({ length: 20 }, () =>
        call<{ order?: { id: string } }>('POST', '/api/orders', {
          token: parties.system,
          headers: { 'idempotency-key': key },
          body: orderRequest(parties),
        }),
      ),
    );
    for (const response of responses) expect([201, 409], response.text).toContain(response.status);
    const ids = new Set(responses.flatMap((response) => (response.status === 201 ? [response.body.order?.id] : [])));
    expect(ids.size).toBe(1);
    const again = await call<{ order: { id: string } }>('POST', '/api/orders', {
      token: parties.system,
      headers: { 'idempotency-key': key },
      body: orderRequest(parties),
    });
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(ids).toContain(again.body.order.id);
    const other = await call('POST', '/api/orders', {
      token: parties.system,
      headers: { 'idempotency-key': key },
      body: orderRequest(parties, { totalAmount: '26.00' }),
    });
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('200 orders at once on a stock of 100: 100 made, 100 refused, none left', async () => {
    const parties = await newParties();
    const listingId = unique('listing');
    const put = await call('PUT', `/api/admin/listings/${listingId}`, {
      token: parties.admin,
      body: { sellerId: parties.sellerId, stock: 100, available: true },
    });
    expect(put.status, put.text).toBeLessThan(300);
    // As a client does: what the machine was too busy for is asked again, with the same key.
    const buy = async (key: string): Promise<ApiResponse> => {
      const response = await call('POST', '/api/orders', {
        token: parties.system,
        headers: { 'idempotency-key': key },
        body: orderRequest(parties, { listingId, items: undefined, quantity: 1, totalAmount: '10.00' }),
      });
      const isBusy = response.status === 503 || response.body.code === 'DUPLICATE_REQUEST_IN_PROGRESS';
      return isBusy ? buy(key) : response;
    };
    const responses = await Promise.all(Array.from({ length: 200 }, () => buy(unique('stock'))));
    const codes = responses.map((response) => (response.status === 201 ? 'created' : String(response.body.code)));
    expect(codes.filter((code) => code === 'created')).toHaveLength(100);
    expect(codes.filter((code) => code === 'INSUFFICIENT_INVENTORY')).toHaveLength(100);
    await drain();
  });

  it('a listing off sale is refused, one that nobody counts is sold without end', async () => {
    const parties = await newParties();
    const listingId = unique('listing');
    const put = (body: object) =>
      call('PUT', `/api/admin/listings/${listingId}`, {
        token: parties.seller,
        body: { sellerId: parties.sellerId, ...body },
      });
    const buy = () =>
      call('POST', '/api/orders', {
        token: parties.system,
        headers: { 'idempotency-key': unique('sale') },
        body: orderRequest(parties, { listingId, items: undefined, quantity: 7, totalAmount: '70.00' }),
      });
    expect((await put({ available: true })).status).toBeLessThan(300);
    expect((await buy()).status).toBe(201);
    expect((await put({ available: false })).status).toBeLessThan(300);
    const refused = await buy();
    expect(refused.body.code).toBe('LISTING_UNAVAILABLE');
    expect(refused.body.canRetry).toBe(false);
  });
});
