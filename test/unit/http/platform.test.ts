import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../docs/generators/openapi/document.ts';
import { generateOpenApi } from '../../../docs/generators/openapi/generate.ts';
import { OPERATIONS } from '../../../shared/contract/operations.ts';
import { gatewayRoutes, ROUTES } from '../../../shared/contract/routes.ts';
import { world } from './support/world.ts';

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const document = JSON.parse(JSON.stringify(openApiDocument()));
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    expect(document.openapi).toMatch(/^3\.1/);
  });

  it('is the one that is checked in: run `npm run docs` after a change', () => {
    expect(readFileSync('docs/openapi.json', 'utf8') === generateOpenApi()).toBe(true);
  });

  it('has every route, and an example that fits for every body', () => {
    const operationIds = ROUTES.map(({ operationId }) => operationId);
    expect(new Set(operationIds).size).toBe(operationIds.length);
    for (const operationId of operationIds) {
      const { body, example } = OPERATIONS[operationId];
      if (body === undefined || body === 'raw' || example === undefined) continue;
      expect(body.safeParse(example).error, operationId).toBeUndefined();
    }
  });

  it('names no path twice', () => {
    const paths = gatewayRoutes().map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
    expect(paths.length - new Set(paths).size).toBe(0);
  });
});

describe('the platform', () => {
  it('asks the table and the queues only when that is wanted, and names what is missing', async () => {
    const { call, parts } = world();
    expect((await call('GET', '/health?deep')).body).toEqual({ status: 'ok', reachable: ['table', 'notify'] });
    parts.checkHealth = async () => [
      { name: 'table', isReachable: true },
      { name: 'notify', isReachable: false },
    ];
    const { status, body } = await call('GET', '/health?deep=true');
    expect([status, body]).toEqual([
      503,
      expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', detail: 'Not reachable: notify' }),
    ]);
    expect((await call('GET', '/health?deep=false')).status).toBe(200);
    expect((await call('GET', '/health')).status).toBe(200);
  });

  it('serves the document, and leads programs from the page to it', async () => {
    const { call } = world();
    expect((await call('GET', '/health')).body).toEqual({ status: 'ok' });
    expect((await call('GET', '/openapi.json')).body).toEqual(JSON.parse(generateOpenApi()));
    const { status, headers } = await call('GET', '/docs');
    expect([status, headers.Location]).toEqual([303, '/openapi.json']);
  });

  it('serves the tracking page with its socket, and lets it speak to nobody else', async () => {
    const { call } = world();
    const { text, headers } = await call('GET', '/track/986578788855');
    expect(text).toContain('wss://live.wismo.example');
    expect(text).toContain('986578788855');
    expect(headers['Content-Security-Policy']).toContain("connect-src 'self' wss://live.wismo.example");
    expect((await call('GET', '/track/%3Cscript%3E')).status).toBe(404);
  });
});
