import { afterEach, describe, expect, it } from 'vitest';
import type { ApiDefinition, ApiRoute } from '../../../local/gateway/api-definition.ts';
import { createHttpApi } from '../../../local/gateway/http-api.ts';
import type { HttpEvent } from '../../../local/gateway/http-event.ts';
import { httpResponse } from '../../../local/gateway/http-response.ts';
import { findLocalRoute, type HttpFront, openHttpFront } from '../../../local/gateway/http-server.ts';
import { claimsAsText } from '../../../local/gateway/jwt-authorizer.ts';
import { createRouteTable } from '../../../local/gateway/route-table.ts';
import { createThrottle } from '../../../local/gateway/throttle.ts';
import type { InvocationResult, Resource } from '../../../local/ports.ts';

const fronts: HttpFront[] = [];
afterEach(async () => {
  await Promise.all(fronts.splice(0).map((front) => front.close()));
});

const route = (routeKey: string, more: Partial<ApiRoute> = {}): ApiRoute => ({
  routeKey,
  functionArn: 'arn:fn',
  timeoutMilliseconds: 1000,
  authorizer: undefined,
  scopes: [],
  respondsToClient: false,
  constructPath: 'shop/Route',
  ...more,
});

const CORS = { AllowOrigins: ['https://shop.example'], AllowMethods: ['GET'], AllowHeaders: ['x-a'], MaxAge: 60 };

async function serve(
  routes: readonly ApiRoute[],
  invoke: (functionArn: string, event: HttpEvent) => Promise<InvocationResult>,
  more: Partial<ApiDefinition> = {},
): Promise<string> {
  const front = await openHttpFront(0, (error) => {
    throw error;
  });
  fronts.push(front);
  const api: ApiDefinition = {
    apiId: 'api0000001',
    stage: '$default',
    stageSettings: {},
    cors: {},
    routeSelection: '',
    stageArn: 'arn:aws:execute-api:eu-west-1:000000000000:api0000001/$default',
    routes,
    ...more,
  };
  const host = { invoke: (arn: string, event: unknown) => invoke(arn, event as HttpEvent) };
  front.serve([], createHttpApi({ api, accountId: '000000000000', host, now: () => new Date(0) }));
  return front.address;
}

const echo = async (_arn: string, event: HttpEvent): Promise<InvocationResult> => ({ ok: true, payload: { event } });
const eventOf = async (response: Response): Promise<HttpEvent> =>
  ((await response.json()) as { readonly event: HttpEvent }).event;

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

describe('the response', () => {
  it.each([
    ['an object without a status', { a: 1 }, 200, 'application/json', '{"a":1}'],
    ['a text', 'hello', 200, 'application/json', 'hello'],
    ['null', null, 200, 'application/json', 'null'],
    ['a status alone', { statusCode: 202 }, 202, 'text/plain;charset=UTF-8', ''],
    ['a body with its type', { statusCode: 201, headers: { 'Content-Type': 'a/b' }, body: 'x' }, 201, 'a/b', 'x'],
    ['base64', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, 200, 'text/plain;charset=UTF-8', 'hi'],
    ['a status that is none', { statusCode: 'yes' }, 500, 'application/json', '{"message":"Internal Server Error"}'],
    [
      'a body that is no text',
      { statusCode: 200, body: { a: 1 } },
      500,
      'application/json',
      '{"message":"Internal Server Error"}',
    ],
  ])('for %s', (_name, payload, status, type, body) => {
    const apiResponse = httpResponse({ ok: true, payload });
    expect([apiResponse.status, apiResponse.headers['content-type'], apiResponse.body.toString()]).toEqual([
      status,
      type,
      body,
    ]);
  });

  it.each([
    ['Unhandled', 500, 'Internal Server Error'],
    ['Timeout', 503, 'Service Unavailable'],
    ['Throttled', 503, 'Service Unavailable'],
  ] as const)('for a function that failed as %s', (kind, status, message) => {
    const apiResponse = httpResponse({ ok: false, kind, errorType: 'E', message: 'secret' });
    expect([apiResponse.status, apiResponse.body.toString()]).toEqual([status, JSON.stringify({ message })]);
  });

  it('sets each cookie', async () => {
    const address = await serve([route('$default')], async () => ({
      ok: true,
      payload: { statusCode: 200, cookies: ['a=1; Secure', 'b=2'], body: '' },
    }));
    expect((await fetch(address)).headers.getSetCookie()).toEqual(['a=1; Secure', 'b=2']);
  });

  it('has no body for HEAD', async () => {
    const address = await serve([route('$default')], async () => ({
      ok: true,
      payload: { statusCode: 200, body: 'x' },
    }));
    const response = await fetch(address, { method: 'HEAD' });
    expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([200, '', '1']);
  });
});

describe('limits', () => {
  it('returns 404 where no route matches', async () => {
    const address = await serve([route('GET /a')], echo);
    const response = await fetch(`${address}/b`);
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
  });

  it('returns 413 above 10 MB, without a call', async () => {
    const address = await serve([route('$default')], () => Promise.reject(new Error('called')));
    const response = await fetch(address, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
  });

  it('responds with 431 where the request line and the headers are too long together', async () => {
    const address = await serve([route('$default')], echo);
    const statusOf = async (url: string, headers: Record<string, string> = {}) =>
      (await fetch(`${address}/${url}`, { headers })).status;
    expect(await statusOf('x'.repeat(9_000))).toBe(200);
    expect(await statusOf('x'.repeat(10_240))).toBe(431);
    expect(await statusOf('x'.repeat(6_000), { 'x-a': 'y'.repeat(4_300) })).toBe(431);
  });

  it('returns 503 when the function takes longer than the gateway waits', async () => {
    const slow = (): Promise<InvocationResult> => new Promise(() => undefined);
    const address = await serve([route('$default', { timeoutMilliseconds: 30 })], slow);
    const response = await fetch(address);
    expect([response.status, await response.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it('throttles by bucket, a route of its own apart from the others', () => {
    let now = 0;
    const settings = {
      DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 2 },
      RouteSettings: { 'GET /own': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
    };
    const hasRoom = createThrottle(settings, () => now);
    expect([hasRoom('GET /a'), hasRoom('GET /b'), hasRoom('GET /a')]).toEqual([true, true, false]);
    expect([hasRoom('GET /own'), hasRoom('GET /own')]).toEqual([true, false]);
    now = 100;
    expect([hasRoom('GET /a'), hasRoom('GET /a'), hasRoom('GET /own')]).toEqual([true, false, false]);
  });
});

describe('requests from other origins', () => {
  it('are handled before the function is called', async () => {
    const address = await serve([route('GET /a')], () => Promise.reject(new Error('called')), { cors: CORS });
    const response = await fetch(`${address}/a`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'GET' },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '60',
    });
  });

  it('get the header on the response itself, and only for an allowed origin', async () => {
    const address = await serve([route('GET /a')], echo, { cors: CORS });
    const from = async (origin: string) =>
      (await fetch(`${address}/a`, { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await from('https://shop.example')).toBe('https://shop.example');
    expect(await from('https://elsewhere.example')).toBeNull();
  });

  it('of every origin without TLS are for pages of this machine', async () => {
    const address = await serve([route('GET /a')], echo, { cors: { ...CORS, AllowOrigins: ['http://*'] } });
    const from = async (origin: string) =>
      (await fetch(`${address}/a`, { headers: { origin } })).headers.get('access-control-allow-origin');
    for (const origin of [
      'http://localhost:5173',
      'http://localhost',
      'http://127.0.0.1:1',
      'http://shop.localhost:3',
    ]) {
      expect(await from(origin)).toBe(origin);
    }
    for (const origin of [
      'http://shop.example',
      'https://localhost:5173',
      'http://localhost.shop.example',
      'http://127.0.0.1.shop.example',
      'http://127.0.0.1@shop.example',
      'null',
    ]) {
      expect(await from(origin), origin).toBeNull();
    }
  });
});

describe('a Lambda authorizer', () => {
  const authorizer: Resource = {
    stackName: 'shop',
    logicalId: 'Auth',
    type: 'AWS::ApiGatewayV2::Authorizer',
    constructPath: 'shop/Auth',
    properties: {
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerUri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:x:auth/invocations',
      IdentitySource: ['$request.header.x-key'],
      AuthorizerResultTtlInSeconds: 0,
    },
  };
  const ask = async (apiResponse: InvocationResult, headers: Record<string, string> = { 'x-key': 'k' }) => {
    const asked: unknown[] = [];
    const address = await serve([route('GET /a/{id}', { authorizer })], async (arn, event) => {
      if (arn !== 'arn:aws:lambda:x:auth') return { ok: true, payload: { event } };
      asked.push(event);
      return apiResponse;
    });
    const response = await fetch(`${address}/a/1?token=t`, { headers });
    return { status: response.status, body: await response.json(), asked };
  };

  it('lets a request in with its context', async () => {
    const { status, body, asked } = await ask({ ok: true, payload: { isAuthorized: true, context: { caller: 'x' } } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ event: { requestContext: { authorizer: { lambda: { caller: 'x' } } } } });
    expect(asked).toMatchObject([
      {
        version: '2.0',
        type: 'REQUEST',
        routeKey: 'GET /a/{id}',
        routeArn: 'arn:aws:execute-api:eu-west-1:000000000000:api0000001/$default/GET/a/{id}',
        identitySource: ['k'],
        queryStringParameters: { token: 't' },
        pathParameters: { id: '1' },
      },
    ]);
  });

  it.each([
    ['says no', { ok: true, payload: { isAuthorized: false } }, 403, 'Forbidden'],
    [
      'throws Unauthorized',
      { ok: false, kind: 'Unhandled', errorType: 'Error', message: 'Unauthorized' },
      401,
      'Unauthorized',
    ],
    [
      'throws something else',
      { ok: false, kind: 'Unhandled', errorType: 'E', message: 'x' },
      500,
      'Internal Server Error',
    ],
    ['returns nonsense', { ok: true, payload: 'yes' }, 500, 'Internal Server Error'],
  ] satisfies [string, InvocationResult, number, string][])(
    'that %s',
    async (_name, apiResponse, expected, message) => {
      const { status, body } = await ask(apiResponse);
      expect([status, body]).toEqual([expected, { message }]);
    },
  );

  it('is not asked without its identity source', async () => {
    const { status, asked } = await ask({ ok: true, payload: { isAuthorized: true } }, {});
    expect([status, asked]).toEqual([401, []]);
  });
});

describe('claims of a token', () => {
  it('are handed on as text', () => {
    expect(claimsAsText({ sub: 'u', exp: 12, roles: ['admin', 'csr'], ok: true, nested: { b: 1, a: [2] } })).toEqual({
      sub: 'u',
      exp: '12',
      roles: '[admin csr]',
      ok: 'true',
      nested: 'map[a:[2] b:1]',
    });
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
