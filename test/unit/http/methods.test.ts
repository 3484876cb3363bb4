import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { gatewayRoutes } from '../../../shared/contract/routes.ts';
import { seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (headers: Readonly<Record<string, string>> = {}, body: unknown = CHECKOUT_EXAMPLE) =>
  api.call('POST', '/api/orders', { as: system, body, headers });

describe('methods', () => {
  const READABLE = [
    ['/health', 200],
    ['/', 200],
    ['/openapi.json', 200],
    ['/track/122816215025810', 404],
  ] as const;

  it.each(READABLE)('HEAD %s has the headers of the GET', async (path, status) => {
    const [get, head] = [await api.call('GET', path), await api.call('HEAD', path)];
    expect([head.status, head.headers]).toEqual([get.status, get.headers]);
    expect(get.status).toBe(status);
  });

  it('HEAD of an order has its version, and none of somebody else’s', async () => {
    const { order } = (await create()).body;
    const path = `/api/orders/${order.id}/status`;
    expect((await api.call('HEAD', path, { as: seller })).headers.ETag).toBe('"1"');
    expect((await api.call('HEAD', path, { as: seller, headers: { 'if-none-match': '"1"' } })).status).toBe(304);
    expect((await api.call('HEAD', path, { as: stranger })).status).toBe(404);
  });

  it('HEAD has no link mailed', async () => {
    const path = '/api/orders/track?number=ORD-2026-000001&email=ana@example.com';
    expect((await api.call('HEAD', path)).status).toBe(202);
    expect(api.parts.linkRequests.requests).toEqual([]);
    expect((await api.call('GET', path)).status).toBe(202);
    expect(api.parts.linkRequests.requests).toHaveLength(1);
  });

  it.each([
    ['/health', 'GET, HEAD, OPTIONS'],
    ['/api/orders', 'OPTIONS, POST'],
    ['/api/orders/', 'OPTIONS, POST'],
    ['/api/orders/ord_1/status', 'GET, HEAD, OPTIONS, PUT'],
    ['/orders/tracking/ord_1/driver', 'OPTIONS, PUT'],
    ['/', 'GET, HEAD, OPTIONS'],
  ])('%s has %s: in OPTIONS, and where another is refused', async (path, allow) => {
    const options = await api.call('OPTIONS', path);
    expect([options.status, options.headers.Allow, options.text]).toEqual([204, allow, '']);
    const refused = await api.call('PATCH', path);
    expect([refused.status, refused.headers.Allow, refused.body.code]).toEqual([405, allow, 'METHOD_NOT_ALLOWED']);
  });

  it('a slash too many leads to the path without it, where the gateway knows only that', async () => {
    const { status, headers } = await api.call('GET', '/api/orders/ord_1/status/?limit=5&token=a%20b');
    expect([status, headers.Location]).toEqual([308, '/api/orders/ord_1/status?limit=5&token=a%20b']);
    expect((await api.call('GET', '/evil.example/')).status).toBe(404);
  });

  it.each(['OPTIONS', 'GET', 'PATCH', 'HEAD'])('%s of a path that is not there is 404', async (method) => {
    for (const path of ['/nowhere', '/api/orders/a/b/c/d', '/api//orders', '/%2e%2e/x']) {
      expect((await api.call(method, path)).status).toBe(404);
    }
  });

  it('every path of the contract names its methods', async () => {
    for (const { path, method } of gatewayRoutes()) {
      const { headers } = await api.call('OPTIONS', path.replace(/\{\w+\}/g, 'x'));
      expect([path, headers.Allow?.split(', ')]).toEqual([path, expect.arrayContaining([method, 'OPTIONS'])]);
    }
  });
});
