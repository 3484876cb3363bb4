import { describe, expect, it } from 'vitest';
import { httpResponse } from '../../../local/gateway/http-response.ts';
import { createThrottle } from '../../../local/gateway/throttle.ts';
import type { InvocationResult } from '../../../local/ports.ts';
import { echo, route, serve } from './support/http-gateway.ts';

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
