/** HTTP as its users expect it, whatever the route is about. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (headers: Readonly<Record<string, string>> = {}, body: unknown = CHECKOUT_EXAMPLE) =>
  api.call('POST', '/api/orders', { as: system, body, headers });

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
