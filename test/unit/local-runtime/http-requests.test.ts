import { describe, expect, it } from 'vitest';
import { findLocalRoute } from '../../../local/gateway/http-server.ts';
import { createRouteTable } from '../../../local/gateway/route-table.ts';
import { echo, eventOf, route, serve } from './support/http-gateway.ts';

describe('route matching', () => {
  const keys = ['GET /a/{id}', 'GET /a/b', 'ANY /a/{proxy+}', 'POST /a/{id}', 'GET /', '$default', 'ANY /a/b'];
  const find = createRouteTable(keys.map((routeKey) => ({ routeKey })));
  it.each([
    ['GET', '/a/b', 'GET /a/b', {}],
    ['PUT', '/a/b', 'ANY /a/b', {}],
    ['GET', '/a/1', 'GET /a/{id}', { id: '1' }],
    ['GET', '/a/1/', 'GET /a/{id}', { id: '1' }],
    ['PUT', '/a/1', 'ANY /a/{proxy+}', { proxy: '1' }],
    ['GET', '/a/1/2', 'ANY /a/{proxy+}', { proxy: '1/2' }],
    ['GET', '/a/x%20y', 'GET /a/{id}', { id: 'x y' }],
    ['GET', '/', 'GET /', {}],
    ['POST', '/', '$default', {}],
    ['GET', '/elsewhere', '$default', {}],
  ])('%s %s', (method, path, routeKey, pathParameters) => {
    expect(find(method, path)).toEqual({ route: { routeKey }, pathParameters });
  });

  it('finds nothing where only another method has the path', () => {
    expect(createRouteTable([{ routeKey: 'GET /a' }])('POST', '/a')).toBeUndefined();
  });
});

describe('local routes', () => {
  it('are found by whole segments, the longest first', () => {
    const routes = ['/_local', '/_local/oidc'].map((prefix) => ({ prefix, handle: () => Promise.resolve() }));
    expect(findLocalRoute(routes, '/_local/oidc/x')?.prefix).toBe('/_local/oidc');
    expect(findLocalRoute(routes, '/_local?x=1')?.prefix).toBe('/_local');
    expect(findLocalRoute(routes, '/_localhost')).toBeUndefined();
  });
});

describe('the event, payload 2.0', () => {
  it('carries path, query, cookies, joined headers and text as it is', async () => {
    const address = await serve([route('POST /a/{id}')], echo);
    const response = await fetch(`${address}/a/x%2Fy%20z?p=1&p=2&q=%C3%A4`, {
      method: 'POST',
      headers: [
        ['content-type', 'application/json; charset=utf-8'],
        ['x-many', 'one'],
        ['x-many', 'two'],
        ['cookie', 'a=1; b=2'],
        ['X-Upper', 'Yes'],
      ],
      body: '{"a":"ä"}',
    });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('apigw-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    const event = await eventOf(response);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /a/{id}',
      rawPath: '/a/x/y z',
      rawQueryString: 'p=1&p=2&q=%C3%A4',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { p: '1,2', q: 'ä' },
      pathParameters: { id: 'x/y z' },
      body: '{"a":"ä"}',
      isBase64Encoded: false,
      requestContext: {
        apiId: 'api0000001',
        stage: '$default',
        http: { method: 'POST', path: '/a/x/y z', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'node' },
        time: '01/Jan/1970:00:00:00 +0000',
        timeEpoch: 0,
      },
    });
    expect(event.headers['x-upper']).toBe('Yes');
    expect(event.headers['x-many']?.replaceAll(' ', '')).toBe('one,two');
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it.each([
    ['application/x-www-form-urlencoded', 'a=1'],
    ['application/octet-stream', 'bytes'],
    ['image/png', 'bytes'],
  ])('carries a body of type %s in base64', async (type, body) => {
    const address = await serve([route('$default')], echo);
    const event = await eventOf(await fetch(address, { method: 'POST', headers: { 'content-type': type }, body }));
    expect(event).toMatchObject({ isBase64Encoded: true, body: Buffer.from(body).toString('base64') });
  });

  it('joins parameters of one name, whatever the name is', async () => {
    const address = await serve([route('GET /a')], echo);
    const event = await eventOf(await fetch(`${address}/a?b=1&toString=2&b=3&__proto__=4`));
    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
      ['b', '1,3'],
      ['toString', '2'],
      ['__proto__', '4'],
    ]);
  });

  it('leaves out what is not there', async () => {
    const address = await serve([route('$default')], echo);
    const event = await eventOf(await fetch(`${address}/x`));
    for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body']) {
      expect(event).not.toHaveProperty(name);
    }
  });
});
