import { beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/security/caller.ts';
import { buyer, seller, stranger, type World, world } from './support/world.ts';

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
});
