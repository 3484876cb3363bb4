import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { admin, buyer, seller, stranger, system, type World, world } from './support/world.ts';

const PATH = '/api/notifications/preferences';
let api: World;
beforeEach(() => {
  api = world();
});

const read = async (as: Caller = buyer, path = PATH) => (await api.call('GET', path, { as })).body;

const write = (body: unknown, as: Caller = buyer, path = PATH, headers = {}) =>
  api.call('PUT', path, { as, body, headers });

describe('preferences', () => {
  it('begin as the defaults', async () => {
    expect(await read()).toMatchObject({
      userId: 'user-2041',
      phoneNumber: null,
      phoneVerified: false,
      whatsappOptedIn: false,
      languagePreference: null,
      timezone: 'Europe/Madrid',
      quietHours: { start: '22:00', end: '08:00', allowUrgent: false },
      substitutionPreference: 'ask',
    });
    expect(new Set(Object.values((await read()).emailNotifications))).toEqual(new Set([true]));
  });

  it('change in part, and what is absent stays', async () => {
    await write({ emailNotifications: { processing: false }, languagePreference: 'ro', timezone: 'Asia/Kathmandu' });
    const { status, body } = await write({ quietHours: { start: '21:30', end: '07:15', allowUrgent: true } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      languagePreference: 'ro',
      timezone: 'Asia/Kathmandu',
      quietHours: { start: '21:30', end: '07:15', allowUrgent: true },
    });
    expect(body.emailNotifications).toMatchObject({ processing: false, shipped: true });
    expect(await read()).toEqual(body);
  });

  it('sent back as they came change nothing', async () => {
    await write({ emailNotifications: { delivered: false } });
    const before = await read();
    await write(before);
    expect({ ...(await read()), updatedAt: before.updatedAt }).toEqual(before);
    const { preferences } = await api.parts.preferences.get('user:user-2041');
    expect(preferences?.channels).toEqual({ email: { delivered: false } });
  });

  it('return to the defaults by null', async () => {
    await write({ quietHours: { start: '01:00', end: '02:00' }, timezone: 'UTC', languagePreference: 'en' });
    await write({ quietHours: null, timezone: null, languagePreference: null });
    expect(await read()).toMatchObject({
      quietHours: { start: '22:00', end: '08:00' },
      timezone: 'Europe/Madrid',
      languagePreference: null,
    });
  });

  it.each([
    [{ emailNotification: { shipped: false } }, 'emailNotification'],
    [{ emailNotifications: { teleported: false } }, 'emailNotifications.teleported'],
    [{ emailNotifications: { shipped: 'no' } }, 'emailNotifications.shipped'],
    [{ quietHours: { start: '25:00', end: '08:00' } }, 'quietHours.start'],
    [{ quietHours: { start: '22:00' } }, 'quietHours.end'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ languagePreference: 'tlh' }, 'languagePreference'],
    [{ substitutionPreference: 'surprise me' }, 'substitutionPreference'],
    [{ phoneNumber: 'call me' }, 'phoneNumber'],
  ])('refuse %j, and nothing changes', async (body, path) => {
    const refused = await write({ timezone: 'UTC', ...body });
    expect([refused.status, refused.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(refused.body.errors.map((one: { path: string }) => one.path)).toContain(path);
    expect(await read()).toMatchObject({ updatedAt: null });
  });

  it('lose a change that insists on a version that is gone', async () => {
    const first = await write({ timezone: 'UTC' });
    expect(first.headers.ETag).toBe('"1"');
    expect((await write({ timezone: 'UTC' }, buyer, PATH, { 'if-match': '"1"' })).status).toBe(200);
    expect((await write({ timezone: 'UTC' }, buyer, PATH, { 'if-match': '"1"' })).status).toBe(412);
  });

  it("are under the store's names on the paths without /api", async () => {
    const path = '/notifications/preferences';
    const said = {
      channels: ['email', 'push'],
      email: 'ana@example.com',
      phone: '+34600111222',
      push_tokens: ['token-of-a-phone'],
      whatsapp_opted_in: true,
      quiet_hours: { start: '23:00', end: '06:00' },
      substitution_preference: 'refund',
    };
    expect((await write(said, buyer, path)).status).toBe(200);
    expect(await read(buyer, path)).toMatchObject({
      user_id: 'user-2041',
      channels: expect.arrayContaining(['email', 'in_app']),
      email: 'ana@example.com',
      phone: '+34600111222',
      phone_verified: false,
      push_tokens: ['token-of-a-phone'],
      whatsapp_opted_in: true,
      quiet_hours: { start: '23:00', end: '06:00', allow_urgent: false },
      substitution_preference: 'refund',
    });
    await write({ channels: ['push'], push_tokens: ['token-of-another'] }, buyer, path);
    const after = await read(buyer, path);
    expect(after.push_tokens).toEqual(['token-of-another']);
    expect(after.channels).toContain('in_app');
    expect(after.channels).not.toContain('email');
    await write({ channels: { email: true } }, buyer, path);
    expect((await read()).emailNotifications.shipped).toBe(true);
  });
});

describe('whose settings they are', () => {
  const named = (query: string) => `${PATH}?${query}`;

  it("everybody's own; support may name a person, and nobody else may", async () => {
    await write({ timezone: 'UTC' });
    expect(await read(stranger)).toMatchObject({ timezone: 'Europe/Madrid' });
    expect(await read(admin, named('userId=user-2041'))).toMatchObject({ userId: 'user-2041', timezone: 'UTC' });
    for (const as of [stranger, seller]) {
      expect((await api.call('GET', named('userId=user-2041'), { as })).status).toBe(404);
      expect((await write({ timezone: 'UTC' }, as, named('userId=user-2041'))).status).toBe(404);
    }
  });

  it('those of a shop are for who sells there', async () => {
    const [shop] = seller.kind === 'user' ? seller.sellerIds : [];
    expect((await write({ timezone: 'UTC' }, seller, named(`sellerId=${shop}`))).status).toBe(200);
    expect((await api.parts.preferences.get(`seller:${shop}`)).preferences?.timezone).toBe('UTC');
    expect((await write({ timezone: 'UTC' }, buyer, named(`sellerId=${shop}`))).status).toBe(404);
  });

  it('a link sets those of a guest, and never those of an account', async () => {
    const { buyerId: _buyer, ...guestCheckout } = CHECKOUT_EXAMPLE.checkoutData;
    const create = async (body: unknown) =>
      (await api.call('POST', '/api/orders', { as: system, body })).body.order.id as string;
    const guestOrder = await create({
      ...CHECKOUT_EXAMPLE,
      checkoutData: { ...guestCheckout, guestEmail: 'guest@example.com' },
    });
    const as: Caller = { kind: 'guest', orderId: guestOrder };
    expect((await write({ languagePreference: 'en' }, as)).body).toMatchObject({
      userId: null,
      languagePreference: 'en',
    });
    expect((await api.parts.preferences.get(`guest:${guestOrder}`)).preferences?.language).toBe('en');
    const ofAccount: Caller = { kind: 'guest', orderId: await create(CHECKOUT_EXAMPLE) };
    expect((await write({ languagePreference: 'en' }, ofAccount)).status).toBe(404);
    expect((await api.call('GET', PATH)).status).toBe(401);
  });
});

describe('WhatsApp', () => {
  it('is written to after an opt-in, until an opt-out', async () => {
    const call = (what: string, body = {}) =>
      api.call('POST', `/api/notifications/whatsapp/${what}`, { as: buyer, body });
    expect((await call('opt-in', { phoneNumber: '+34 600 111 222' })).body).toEqual({ whatsappOptedIn: true });
    expect(await read()).toMatchObject({ whatsappOptedIn: true, phoneNumber: '+34600111222', phoneVerified: false });
    expect((await call('opt-out')).body).toEqual({ whatsappOptedIn: false });
    expect(await read()).toMatchObject({ whatsappOptedIn: false });
  });
});

describe('what a browser subscribes with', () => {
  it('is the key of the stage, for anybody', async () => {
    const reply = await world().call('GET', '/api/notifications/push/public-key');
    expect([reply.status, reply.body]).toEqual([200, { publicKey: 'BEwn' }]);
    expect(reply.headers['Cache-Control']).toBe('public, max-age=3600');
  });
});

describe('what waits for its time', () => {
  it.each([
    [{ quietHours: { start: '23:00', end: '07:00' } }, 1],
    [{ timezone: 'Asia/Kathmandu' }, 1],
    [{ emailNotifications: { shipped: false } }, 1],
    [{ languagePreference: 'ru' }, 0],
    [{ substitutionPreference: 'accept' }, 0],
    [{}, 0],
  ])('is looked at again after %j: %i', async (body, times) => {
    const { call, parts } = world();
    const reply = await call('PUT', '/api/notifications/preferences', { as: buyer, body });
    expect(reply.status).toBe(200);
    expect(parts.lookedAtAgain).toEqual(Array.from({ length: times }, () => 'user:user-2041'));
  });
});
