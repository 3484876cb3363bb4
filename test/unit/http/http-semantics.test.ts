/** HTTP as its users expect it, whatever the route is about. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { acceptedWeight, prefers } from '../../../functions/http/accept.ts';
import { expectedVersions, isUnchanged, mustBeNew } from '../../../functions/http/conditional.ts';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { gatewayRoutes } from '../../../shared/contract/routes.ts';
import { HOME_TEXTS } from '../../../web/home/texts.ts';
import { admin, seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (headers: Readonly<Record<string, string>> = {}, body: unknown = CHECKOUT_EXAMPLE) =>
  api.call('POST', '/api/orders', { as: system, body, headers });

describe('entity tags', () => {
  it.each<[string | undefined, readonly number[] | undefined]>([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"3"', [3]],
    ['3', [3]],
    ['"3", "4"', [3, 4]],
    ['"a,b" , "4"', [4]],
    ['W/"3", "4"', [4]],
  ])('If-Match: %s insists on %j', (header, versions) => {
    expect(expectedVersions(header === undefined ? {} : { 'if-match': header })).toEqual(versions);
  });

  it.each(['', 'W/"3"', '"abc"', '"3a"', '"*"', '"99999999999"'])('If-Match: %s matches nothing', (header) => {
    expect(() => expectedVersions({ 'if-match': header })).toThrow(
      expect.objectContaining({ code: 'PRECONDITION_FAILED' }),
    );
  });

  it.each<[string | undefined, boolean]>([
    [undefined, false],
    ['*', true],
    ['"3"', true],
    ['W/"3"', true],
    ['"1", W/"3"', true],
    ['"1","2" ,"3"', true],
    ['"1, 3"', false],
    ['"4"', false],
    ['', false],
  ])('If-None-Match: %s holds a copy: %s', (header, holds) => {
    expect(isUnchanged(header === undefined ? {} : { 'if-none-match': header }, '"3"')).toBe(holds);
  });

  it('a write takes a list of versions', async () => {
    const { order } = (await create()).body;
    const put = (header: string, status = 'confirmed') =>
      api.call('PUT', `/api/orders/${order.id}/status`, {
        as: seller,
        body: { status },
        headers: { 'if-match': header },
      });
    for (const header of ['"7"', '"7", "8"', 'W/"1"']) expect((await put(header)).status).toBe(412);
    expect((await put('"7", "1"')).status).toBe(200);
    expect((await put('"1"', 'processing')).status).toBe(412);
  });

  it('a listing is made once under If-None-Match, and changed from one of several versions', async () => {
    const put = (headers: Readonly<Record<string, string>>, stock: number) =>
      api.call('PUT', '/api/admin/listings/lst-1', {
        as: admin,
        body: { sellerId: 'shop-7', stock, available: true },
        headers,
      });
    expect(mustBeNew({ 'if-none-match': '"1"' })).toBe(false);
    const first = await put({ 'if-none-match': '*' }, 1);
    expect([first.status, (await put({ 'if-none-match': '*' }, 2)).status]).toEqual([200, 412]);
    const version = first.body.version;
    expect((await put({ 'if-match': `"${version + 5}", "${version + 6}"` }, 3)).status).toBe(412);
    const changed = await put({ 'if-match': `"${version + 5}", "${version}"` }, 4);
    expect([changed.status, changed.body.stock]).toEqual([200, 4]);
  });
});

describe('an idempotency key', () => {
  const headers = { 'idempotency-key': 'key-1' };
  const text = JSON.stringify({
    paymentResult: CHECKOUT_EXAMPLE.paymentResult,
    checkoutData: CHECKOUT_EXAMPLE.checkoutData,
  });
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, one]) => [name, reversed(one)]),
    );
  };

  it('compares the value: members in another sequence, spaces, a BOM, 1.0 for 1', async () => {
    const first = await create(headers, text);
    expect(first.status, first.text).toBe(201);
    const others = [
      JSON.stringify(reversed(JSON.parse(text)), null, 2),
      `\ufeff${text}`,
      text.replace(/"quantity":(\d+)/g, '"quantity":$1.0'),
      text.replace(/"quantity":(\d+)/g, '"quantity":$1e0'),
    ];
    for (const body of others) {
      const again = await create(headers, body);
      expect([again.status, again.text]).toEqual([201, first.text]);
      expect(again.headers).toMatchObject({
        'Idempotency-Replayed': 'true',
        ETag: first.headers.ETag,
        Location: first.headers.Location,
      });
    }
    expect(first.headers['Idempotency-Replayed']).toBeUndefined();
  });

  it('is for one value: another one, or lists in another sequence, is refused', async () => {
    const item = (name: string) => ({ name, quantity: 1, unitPrice: '12.50' });
    const of = (...names: readonly string[]) => ({
      ...CHECKOUT_EXAMPLE,
      checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, items: names.map(item) },
    });
    expect((await create(headers, of('a', 'b'))).status).toBe(201);
    expect((await create(headers, of('b', 'a'))).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await create(headers, of('a', 'c'))).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('replays the version of an action on an order', async () => {
    const { order } = (await create()).body;
    const register = () =>
      api.call('POST', `/api/orders/${order.id}/shipments`, {
        as: seller,
        body: { trackingNumber: '122816215025810' },
        headers,
      });
    const first = await register();
    expect([first.status, (await register()).headers.ETag]).toEqual([201, first.headers.ETag]);
  });
});

describe('a body', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=UTF-8',
    'application/json ; Charset="utf-8"',
    'application/json, application/json',
    'application/vnd.shop+json',
    '',
  ])('of type %s is read', async (type) => {
    expect((await create({ 'content-type': type })).status).toBe(201);
  });

  it.each([
    ['text/plain', {}],
    ['application/jsonp', {}],
    ['application/json; charset=utf-16', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('of type %s %o is not', async (type, more) => {
    expect((await create({ 'content-type': type, ...more })).body.code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('with a mark at its beginning is read; a mark or spaces alone are no body', async () => {
    expect((await create({}, `\ufeff${JSON.stringify(CHECKOUT_EXAMPLE)}`)).status).toBe(201);
    for (const body of ['\ufeff', ' \n ', '']) expect((await create({}, body)).body.code).toBe('MALFORMED_JSON');
    expect((await create({}, '\ufeff\ufeff{}')).body.code).toBe('MALFORMED_JSON');
  });

  it('that is nested without end is refused', async () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const withMetadata = (metadata: string) =>
      JSON.stringify({
        ...CHECKOUT_EXAMPLE,
        checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, metadata: '@' },
      }).replace('"@"', metadata);
    expect((await create({}, withMetadata(nested(20)))).status).toBe(201);
    expect((await create({}, withMetadata(nested(40)))).body.code).toBe('VALIDATION_FAILED');
    expect((await create({}, withMetadata(nested(20_000)))).body.code).toBe('VALIDATION_FAILED');
  });
});

describe('methods', () => {
  const READABLE: readonly string[] = ['/health', '/', '/docs', '/openapi.json', '/track/122816215025810'];

  it.each(READABLE)('HEAD %s has the headers of the GET', async (path) => {
    const [get, head] = [await api.call('GET', path), await api.call('HEAD', path)];
    expect([head.status, head.headers]).toEqual([get.status, get.headers]);
    expect(get.status).toBe(200);
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

describe('Accept', () => {
  it.each<[string | undefined, string, number]>([
    [undefined, 'text/html', 1],
    ['', 'text/html', 1],
    ['*/*', 'text/html', 1],
    ['text/*;q=0.3, */*;q=0.1', 'text/html', 0.3],
    ['TEXT/HTML;Q=0.5', 'text/html', 0.5],
    ['text/html;level=1;q=0.4', 'text/html', 0.4],
    ['application/json', 'text/html', 0],
    ['text/html;q=2', 'text/html', 0],
    ['text/html;q=x', 'text/html', 0],
  ])('%s weighs %s %d', (header, type, weight) => {
    expect(acceptedWeight(header, type)).toBe(weight);
  });

  it('a wish for both alike is none', () => {
    expect(prefers('*/*', 'text/html', 'application/json')).toBe(false);
    expect(prefers('text/html,application/xhtml+xml,*/*;q=0.8', 'text/html', 'application/json')).toBe(true);
  });
});

describe('the first page', () => {
  it.each([
    [undefined, 'en'],
    ['es-MX, en;q=0.5', 'es'],
    ['ro', 'ro'],
    ['de, ru;q=0.7', 'ru'],
  ] as const)('for %s speaks %s', async (language, locale) => {
    const headers = language === undefined ? {} : { 'accept-language': language };
    const { status, text, headers: sent } = await api.call('GET', '/', { headers });
    expect([status, sent['Content-Language'], sent['Content-Type']]).toEqual([200, locale, 'text/html; charset=utf-8']);
    expect(text).toContain(`<html lang="${locale}">`);
    for (const word of [HOME_TEXTS[locale].title, HOME_TEXTS[locale].send]) expect(text).toContain(word);
  });

  it('asks nobody else for anything, and runs only its own script', async () => {
    const { text, headers } = await api.call('GET', '/');
    expect(text.match(/(?:src|href|action)="[^"]*"/g)?.filter((one) => !/="(?:\/[a-z_/]*|data:,)"/.test(one))).toEqual(
      [],
    );
    const script = /<script>(.*)<\/script>/s.exec(text)?.[1] ?? '';
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? '';
    for (const part of [script, style]) {
      expect(headers['Content-Security-Policy']).toContain(createHash('sha256').update(part).digest('base64'));
    }
    expect(headers['Content-Security-Policy']).toMatch(/default-src 'none'.*form-action 'self'/);
    expect(text).toContain('href="/docs"');
  });

  it('every field has a label and a hint, and every language every word', async () => {
    const { text } = await api.call('GET', '/');
    const ids = [...text.matchAll(/<input id="(\w+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['parcel', 'order', 'email']);
    for (const id of ids) expect(text).toMatch(new RegExp(`<label for="${id}">[^<]+</label>.*id="${id}-hint">[^<]+<`));
    for (const texts of Object.values(HOME_TEXTS))
      expect(Object.values(texts).filter((word) => word === '')).toEqual([]);
  });

  it('puts an order number into its form as text', async () => {
    const { text } = await api.call('GET', `/?order=${encodeURIComponent('"><script>x</script>')}`);
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"');
  });

  it.each([
    ['1228 1621 5025 810', '/track/122816215025810'],
    ['#1z999aa10123456784', '/track/1Z999AA10123456784'],
    ['2026 1234 5678', '/track/202612345678'],
    ['ord 2026 000173', '/?order=ORD-2026-000173'],
    ['2026-000173', '/?order=ORD-2026-000173'],
    ['//evil.example/x', '/'],
    ['', '/'],
    ['?', '/'],
  ])('leads from %j to %s', async (number, location) => {
    const { status, headers } = await api.call('GET', `/track?${new URLSearchParams({ number })}`);
    expect([status, headers.Location]).toEqual([303, location]);
  });

  it('sends a page to a browser’s form, the same for every number, and JSON to a program', async () => {
    const ask = (number: string, accept: string) =>
      api.call('GET', `/api/orders/track?${new URLSearchParams({ number, email: 'ana@example.com' })}`, {
        headers: { accept, 'accept-language': 'es' },
      });
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const page = await ask('ord 2026 000001', browser);
    expect([page.status, page.headers['Content-Language']]).toEqual([202, 'es']);
    expect(page.text).toContain(HOME_TEXTS.es.requestedHint);
    expect((await ask('ORD-1999-000009', browser)).text).toBe(page.text);
    expect((await ask('ORD-2026-000002', '*/*')).body).toEqual({ accepted: true });
  });
});
