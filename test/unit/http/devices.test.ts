import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/security/caller.ts';
import { buyer, csr, seller, stranger, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

describe('devices', () => {
  const register = (token: unknown, as: Caller = buyer, more = {}) =>
    api.call('POST', '/api/notifications/push/register-token', { as, body: { token, platform: 'ios', ...more } });
  const tokensOf = async (ownerId: string) =>
    (await api.parts.preferences.get(ownerId)).devices.map(({ token }) => token);

  it('are registered, move with whoever signs in there, and are unregistered', async () => {
    expect((await register('token-one')).body).toEqual({ success: true, registered: true });
    await register('token-one', stranger);
    const remove = (as: Caller) =>
      api.call('DELETE', '/api/notifications/push/unregister-token', { as, body: { token: 'token-one' } });
    expect((await remove(buyer)).status).toBe(200);
    const theirs = `user:${stranger.kind === 'user' ? stranger.sub : ''}`;
    expect([await tokensOf('user:user-2041'), await tokensOf(theirs)]).toEqual([[], ['token-one']]);
    await remove(stranger);
    expect(await tokensOf(theirs)).toEqual([]);
  });

  it('are browsers too, by what the browser gives', async () => {
    const browser = { endpoint: 'https://push.example/1', expirationTime: null, keys: { p256dh: 'p', auth: 'a' } };
    const body = { subscription: browser };
    const { status } = await api.call('POST', '/api/notifications/push/register-token', { as: buyer, body });
    expect(status).toBe(200);
    expect((await api.parts.preferences.get('user:user-2041')).devices).toEqual([
      {
        token: JSON.stringify({ endpoint: browser.endpoint, keys: browser.keys }),
        platform: 'web',
        by: { userId: 'user-2041' },
      },
    ]);
    expect((await register({ ...browser, endpoint: 'http://insecure.example/1' })).status).toBe(422);
    expect((await register({ ...browser, endpoint: 'http://127.0.0.1:4000/1' })).status).toBe(200);
  });

  it('of a shop are registered by who sells there', async () => {
    const [shop] = seller.kind === 'user' ? seller.sellerIds : [];
    expect((await register('token-shop', seller, { sellerId: shop })).status).toBe(200);
    expect(await tokensOf(`seller:${shop}`)).toEqual(['token-shop']);
    expect((await register('token-shop', buyer, { sellerId: shop })).status).toBe(404);
  });

  interface Listed {
    readonly id: string;
    readonly name: string | null;
  }
  const list = async (as: Caller, query = ''): Promise<readonly Listed[]> =>
    (await api.call('GET', `/api/notifications/devices${query}`, { as })).body.devices;
  const remove = (id: string, as: Caller, query = '') =>
    api.call('DELETE', `/api/notifications/devices/${id}${query}`, { as });

  it('are listed for their owner without their tokens, under an id that the browser itself can make', async () => {
    const browser = { endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } };
    await register(browser, buyer, { platform: 'web', name: 'Firefox · Android' });
    api.advance(60_000);
    await register('token-of-an-app');
    const { body, text } = await api.call('GET', '/api/notifications/devices', { as: buyer });
    const id = createHash('sha256').update(JSON.stringify(browser)).digest('hex').slice(0, 32);
    expect(body.devices).toMatchObject([
      { kind: 'app', platform: 'ios', name: null },
      { id: `dev_${id}`, kind: 'browser', platform: 'web', name: 'Firefox · Android' },
    ]);
    expect(text).not.toMatch(/push\.example|token-of-an-app/);
    expect(await list(stranger)).toEqual([]);
  });

  it('are removed by their owner, and by nobody else who knows the name', async () => {
    await register('token-one');
    const [device] = await list(buyer);
    if (device === undefined) throw new Error('no device is listed');
    expect((await remove(device.id, stranger)).status).toBe(200);
    expect(await list(buyer)).toHaveLength(1);
    for (let times = 0; times < 2; times += 1)
      expect((await remove(device.id, buyer)).body).toEqual({ success: true, registered: false });
    expect([await list(buyer), await tokensOf('user:user-2041')]).toEqual([[], []]);
    expect((await remove('something-else', buyer)).status).toBe(404);
  });

  it('of a shop are those of who sells there; support sees none', async () => {
    const [shop] = seller.kind === 'user' ? seller.sellerIds : [];
    const query = `?sellerId=${shop}`;
    await register('token-shop', seller, { sellerId: shop });
    const [device] = await list(seller, query);
    if (device === undefined) throw new Error('no device is listed');
    for (const as of [buyer, csr]) {
      expect((await api.call('GET', `/api/notifications/devices${query}`, { as })).status).toBe(404);
      expect((await remove(device.id, as, query)).status).toBe(404);
    }
    await remove(device.id, seller, query);
    expect(await list(seller, query)).toEqual([]);
  });
});
