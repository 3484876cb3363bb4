import { afterEach, describe, expect, it } from 'vitest';
import type { PROBLEMS } from '../../shared/contract/problem.ts';
import { call, drain, outbox, tokenFor } from './support/api.ts';
import { ask, closeStreams, follow, move, namesOf, orderOf, page, type Query } from './support/order-events.ts';
import { createOrder, newParties, unique } from './support/orders.ts';
import { allItems } from './support/table.ts';
import { expectProblem, letMinutesPass, withoutTrace } from './support/without-trace.ts';

afterEach(closeStreams);

describe('who may listen', () => {
  it('a guest, by the link in their mail, to that order and to nothing else', async () => {
    const parties = await newParties();
    const guestEmail = `${unique('guest')}@example.com`;
    const order = await createOrder(parties, { buyerId: undefined, guestEmail, customer: { name: 'Ana' } });
    await call('GET', `/api/orders/track?${new URLSearchParams({ number: order.orderNumber, email: guestEmail })}`);
    await drain();
    const mails = await outbox(order.id);
    const link = mails.flatMap(({ text }) => /\?token=([\w.%-]+)/.exec(text)?.[1] ?? [])[0] ?? '';
    const token = decodeURIComponent(link);
    const stream = await follow({ order: order.id, token });
    await move(order.id, parties, 'confirmed');
    await stream.waitFor(({ data }) => data?.seq === 2);
    expect(namesOf(await page({ order: order.id, token }))).toContain(`${order.id} 2`);
    const other = await orderOf(parties);
    for (const query of [
      { order: other, token },
      { sellerId: parties.sellerId, token },
    ]) {
      expect((await ask(query)).status).toBe(404);
    }
  });

  it('a browser, whose EventSource can send no header, by the token in the address', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const stream = await follow({ order: id, token: parties.buyer });
    await move(id, parties, 'confirmed');
    await stream.waitFor(({ data }) => data?.seq === 2);
  });

  it('support and administrators to everything; a person, a shop and a service to their own', async () => {
    const [parties, strangers] = [await newParties(), await newParties()];
    const id = await orderOf(parties);
    const scopes = [{ order: id }, { customerId: parties.buyerId }, { sellerId: parties.sellerId }];
    const statuses = async (token: string) =>
      Promise.all(scopes.map(async (scope) => (await ask(scope, token)).status));
    const csr = await tokenFor({ sub: unique('csr'), roles: ['csr'] });
    expect(await statuses(csr)).toEqual([200, 200, 200]);
    expect(await statuses(parties.admin)).toEqual([200, 200, 200]);
    expect(await statuses(parties.buyer)).toEqual([200, 200, 404]);
    expect(await statuses(parties.seller)).toEqual([200, 404, 200]);
    expect(await statuses(parties.system)).toEqual([200, 404, 404]);
    expect(await statuses(strangers.buyer)).toEqual([404, 404, 404]);
    expect(await statuses(strangers.seller)).toEqual([404, 404, 404]);
  });
});

describe('what is refused', () => {
  it('is reported as a problem, streamed or not, and leaves no trace', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const { buyer, buyerId, sellerId } = parties;
    await letMinutesPass();
    const refused: readonly (readonly [Query, string | undefined, number, keyof typeof PROBLEMS])[] = [
      [{}, buyer, 422, 'VALIDATION_FAILED'],
      [{ order: id, customerId: buyerId }, buyer, 422, 'VALIDATION_FAILED'],
      [{ sellerId, farmId: sellerId }, parties.seller, 422, 'VALIDATION_FAILED'],
      [{ order: '' }, buyer, 422, 'VALIDATION_FAILED'],
      [{ order: id, limit: 'many' }, buyer, 422, 'VALIDATION_FAILED'],
      [{ order: id, after: 'nonsense' }, buyer, 400, 'INVALID_CURSOR'],
      [{ order: id }, undefined, 401, 'UNAUTHENTICATED'],
      [{ order: id }, `${buyer.slice(0, -3)}abc`, 401, 'UNAUTHENTICATED'],
      [{ order: id, token: 'a.b' }, undefined, 401, 'UNAUTHENTICATED'],
      [{ order: 'ord_00000000000000000000000000' }, buyer, 404, 'NOT_FOUND'],
      [{ order: '../x#y' }, buyer, 422, 'VALIDATION_FAILED'],
    ];
    const headers = { 'last-event-id': 'nonsense' };
    await withoutTrace(async () => {
      for (const [query, token, status, code] of refused) {
        expectProblem(await ask(query, token), status, code);
        const path = `/api/orders/events?${new URLSearchParams(query)}`;
        expectProblem(await call('GET', path, token === undefined ? {} : { token }), status, code);
      }
      const resumed = await call('GET', `/api/orders/events?order=${id}`, { token: buyer, headers });
      expectProblem(resumed, 400, 'INVALID_CURSOR');
      expectProblem(await call('POST', '/api/orders/events', { token: buyer }), 405, 'METHOD_NOT_ALLOWED');
    });
  });
});

describe('through the distribution', () => {
  it('who asks is counted by their own address, whatever way they make up', async () => {
    const number = unique('ord');
    const asked = await call('GET', `/api/orders/track?number=${number.slice(0, 40)}&email=a@example.com`, {
      headers: { 'x-forwarded-for': '198.51.100.77', 'x-wismo-origin-proof': 'made up' },
    });
    expect(asked.status, asked.text).toBe(202);
    const counters = (await allItems()).filter(({ entity }) => entity === 'rate_limit').map(({ pk }) => String(pk));
    const addresses = counters.filter((key) => key.startsWith('RATE#link:address:'));
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((key) => !key.startsWith('RATE#link:address:127.0.0.1#'))).toEqual([]);

    const parties = await newParties();
    const stream = await follow({ order: await orderOf(parties) }, { token: parties.buyer });
    expect(stream.response.status).toBe(200);
    const streams = (await allItems())
      .map(({ pk }) => String(pk))
      .filter((key) => key.startsWith('RATE#stream:address:'));
    expect(streams.length).toBeGreaterThan(0);
    expect(streams.filter((key) => !key.startsWith('RATE#stream:address:127.0.'))).toEqual([]);
  });
});
