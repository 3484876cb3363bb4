import { beforeEach, describe, expect, it } from 'vitest';
import { expectedVersions, isUnchanged, mustBeNew } from '../../../functions/http/conditional.ts';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { admin, seller, system, type World, world } from './support/world.ts';

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
