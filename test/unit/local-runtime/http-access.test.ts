import { describe, expect, it } from 'vitest';
import { claimsAsText } from '../../../local/gateway/jwt-authorizer.ts';
import type { InvocationResult, Resource } from '../../../local/ports.ts';
import { echo, route, serve } from './support/http-gateway.ts';

const CORS = { AllowOrigins: ['https://shop.example'], AllowMethods: ['GET'], AllowHeaders: ['x-a'], MaxAge: 60 };

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
