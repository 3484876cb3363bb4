import { beforeEach, describe, expect, it } from 'vitest';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import { admin, buyer, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  api.call('GET', path, { as: buyer, headers });

describe('workflows, to whoever is signed in', () => {
  it('are listed, those that ship and those that were added', async () => {
    expect((await api.call('GET', '/api/workflows')).status).toBe(401);
    const { body } = await get('/api/workflows');
    expect(body.workflows).toEqual(BUILT_IN_WORKFLOWS.map(({ id, title, version }) => ({ id, title, version })));
    const digital = (await api.call('GET', '/api/admin/workflows/digital', { as: admin })).body;
    const gift = { ...digital, id: 'gift', title: 'Gift' };
    expect((await api.call('POST', '/api/admin/workflows', { as: admin, body: gift })).status).toBe(201);
    expect((await get('/api/workflows')).body.workflows.at(-1)).toEqual({ id: 'gift', title: 'Gift', version: 1 });
    expect((await get('/api/workflows/gift')).body).toMatchObject({ id: 'gift', version: 1 });
  });

  it('have names in the language of the reader', async () => {
    const nameOf = async (path: string, headers = {}) => {
      const { body, headers: given } = await get(path, headers);
      const { name } = body.statuses.find(({ status }: { status: string }) => status === 'shipped');
      return [given['Content-Language'], name];
    };
    expect(await nameOf('/api/workflows/parcel')).toEqual(['es', 'Enviado']);
    expect(await nameOf('/api/workflows/parcel', { 'accept-language': 'ro-RO, en;q=0.5' })).toEqual([
      'ro',
      'Comandă expediată',
    ]);
    expect((await nameOf('/api/workflows/parcel?locale=en-GB', { 'accept-language': 'ru' }))[0]).toBe('en');
  });

  it('say what a page needs to draw an order', async () => {
    const { body, headers } = await get('/api/workflows/standard?locale=en');
    expect(body).toMatchObject({ id: 'parcel', version: 1, startsIn: ['pending'] });
    expect(body.statuses).toContainEqual({
      status: 'delivered',
      name: 'Delivered',
      phase: 'delivered',
      phaseName: 'Delivered',
      kind: 'final',
      isFinal: false,
      stampedAs: 'deliveredAt',
    });
    expect(body.transitions).toContainEqual({
      from: 'pending',
      to: 'cancelled',
      roles: ['customer', 'guest', 'seller', 'csr', 'admin'],
      guards: ['cancellation_window'],
    });
    expect(body.milestones).toContainEqual({ milestone: 'customs', name: expect.any(String), status: 'shipped' });
    expect(JSON.stringify(body)).not.toMatch(/deadline|notify|channels/);
    const etag = headers.ETag ?? '';
    expect((await get('/api/workflows/standard?locale=en', { 'if-none-match': `"old", ${etag}` })).status).toBe(304);
    expect((await get('/api/workflows/standard?locale=es', { 'if-none-match': etag })).status).toBe(200);
  });

  it('are not there under another id or version', async () => {
    expect((await get('/api/workflows/none')).status).toBe(404);
    expect((await get('/api/workflows/parcel?version=99')).status).toBe(404);
    expect((await get('/api/workflows/parcel?version=1')).status).toBe(200);
    expect((await get('/api/workflows/parcel?version=0')).status).toBe(422);
  });
});
