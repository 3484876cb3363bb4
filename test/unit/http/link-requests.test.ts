import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (): Promise<string> => {
  const response = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE });
  expect(response.status, response.text).toBe(201);
  return response.body.order.id;
};

describe("asking for an order's link", () => {
  const ask = (query: string) => api.call('GET', `/api/orders/track?${query}`);

  it('returns the same for every number, by the same calls', async () => {
    const orderId = await create();
    const { orderNumber } = (await api.parts.store.get(orderId)) ?? {};
    const get = vi.spyOn(api.parts.store, 'get');
    const findIdByNumber = vi.spyOn(api.parts.store, 'findIdByNumber');
    const responses = [
      await ask(`number=${orderNumber}&email=ana@example.com`),
      await ask(`number=${orderNumber?.toLowerCase()}&email=somebody@example.com`),
      await ask('number=ORD-1999-000001&postcode=28001'),
    ];
    const [first] = responses;
    expect(first?.status).toBe(202);
    for (const { status, text, headers } of responses)
      expect({ status, text, headers }).toEqual({ ...first, body: undefined });
    expect([get.mock.calls, findIdByNumber.mock.calls]).toEqual([[], []]);
    expect(api.parts.linkRequests.requests.map(({ orderNumber: number }) => number)).toEqual([
      orderNumber,
      orderNumber,
      'ORD-1999-000001',
    ]);
    expect(JSON.stringify(api.parts.linkRequests.requests)).not.toMatch(/@|28001/);
  });

  it('is limited per number, whether or not there is one, and per address', async () => {
    const statuses = async (number: string, times: number) => {
      const found: number[] = [];
      for (let i = 0; i < times; i += 1) found.push((await ask(`number=${number}&postcode=28001`)).status);
      return found;
    };
    const { orderNumber } = (await api.parts.store.get(await create())) ?? {};
    expect(await statuses(orderNumber ?? '', 4)).toEqual([202, 202, 202, 429]);
    expect(await statuses('ORD-1999-000001', 4)).toEqual([202, 202, 202, 429]);
    const others = Array.from({ length: 12 }, (_, i) => `ORD-1999-1${i}`);
    for (const number of others) expect(await statuses(number, 1)).toEqual([202]);
    expect(await statuses('ORD-1999-200', 1)).toEqual([429]);
    expect(api.parts.linkRequests.requests).toHaveLength(18);
  });

  it('by a stranger who does not know what the customer knows uses up nothing of the customer’s own', async () => {
    const asStranger = (n: number) => ask(`number=ORD-1999-000002&email=guess-${n % 2}@example.com`);
    for (let n = 0; n < 8; n += 1) expect((await asStranger(n)).status).toBe(n < 6 ? 202 : 429);
    const own = [
      'email=ana@example.com',
      'email=Ana%40EXAMPLE.com',
      'email=%20ana@example.com',
      'email=ana@example.com',
    ];
    const statuses: number[] = [];
    for (const said of own) statuses.push((await ask(`number=ord-1999-000002&${said}`)).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
  });

  it('needs a number and something that only the customer knows', async () => {
    for (const query of ['', 'number=ORD-2026-000001', 'email=ana@example.com', 'number=a%23b&postcode=28001']) {
      expect((await ask(query)).body).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
    }
    expect((await ask('number=ORD-2026-000001&email=ana')).status).toBe(422);
    expect(api.parts.linkRequests.requests).toEqual([]);
  });
});
