import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { phoneCodeText } from '../../../shared/notifications/contacts/phone-code.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { admin, buyer, SECRET, seller, stranger, system, type World, world } from './support/world.ts';

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
      { token: JSON.stringify({ endpoint: browser.endpoint, keys: browser.keys }), platform: 'web' },
    ]);
    expect((await register({ endpoint: 'http://insecure.example/1', keys: {} })).status).toBe(422);
  });

  it('of a shop are registered by who sells there', async () => {
    const [shop] = seller.kind === 'user' ? seller.sellerIds : [];
    expect((await register('token-shop', seller, { sellerId: shop })).status).toBe(200);
    expect(await tokensOf(`seller:${shop}`)).toEqual(['token-shop']);
    expect((await register('token-shop', buyer, { sellerId: shop })).status).toBe(404);
  });
});

describe('verifying a telephone', () => {
  const NUMBER = '+34600111222';
  const call = (body: unknown, as: Caller = buyer) => api.call('POST', '/api/notifications/verify-phone', { as, body });
  /** As the SMS has it. */
  const digitsSent = async (ownerId = 'user:user-2041', phoneNumber = NUMBER): Promise<string> => {
    const { codeId } = api.parts.codesToSend.at(-1) ?? { codeId: '' };
    const claimed = await api.parts.phoneCodes.claimSending(ownerId, codeId, api.parts.clock.now().toISOString());
    if (!claimed) throw new Error('There is no code to send');
    return phoneCodeText({ ...claimed, phoneNumber }, { current: SECRET });
  };
  const wrong = (digits: string): string => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

  it('takes the digits that were sent there, once', async () => {
    const requested = await call({ phoneNumber: '600 111 222' });
    expect([requested.status, requested.body]).toEqual([202, { expiresAt: '2026-11-20T10:10:00.000Z' }]);
    const code = await digitsSent();
    expect((await call({ phoneNumber: NUMBER, code })).body).toEqual({ phoneVerified: true });
    expect(await read()).toMatchObject({ phoneNumber: NUMBER, phoneVerified: true });
    expect((await call({ phoneNumber: NUMBER, code })).status).toBe(422);
  });

  it('refuses the right digits after five wrong ones, for another number, for another person, and too late', async () => {
    await call({ phoneNumber: NUMBER });
    const code = await digitsSent();
    expect((await call({ phoneNumber: '+34600111223', code })).status).toBe(422);
    expect((await call({ phoneNumber: NUMBER, code }, stranger)).status).toBe(422);
    for (let n = 0; n < 5; n += 1) expect((await call({ phoneNumber: NUMBER, code: wrong(code) })).status).toBe(422);
    expect((await call({ phoneNumber: NUMBER, code })).status).toBe(422);
    await call({ phoneNumber: NUMBER });
    const late = await digitsSent();
    api.advance(10 * 60_000);
    expect((await call({ phoneNumber: NUMBER, code: late })).status).toBe(422);
    expect(await read()).toMatchObject({ phoneVerified: false });
  });

  it('refuses alike whatever the reason', async () => {
    const never = (await call({ phoneNumber: NUMBER, code: '123456' })).body;
    await call({ phoneNumber: NUMBER });
    const code = await digitsSent();
    const guessed = (await call({ phoneNumber: NUMBER, code: wrong(code) })).body;
    expect({ ...guessed, timestamp: never.timestamp }).toEqual(never);
  });

  it('makes the code before worthless', async () => {
    await call({ phoneNumber: NUMBER });
    const first = await digitsSent();
    await call({ phoneNumber: NUMBER });
    expect((await call({ phoneNumber: NUMBER, code: first })).status).toBe(422);
  });

  it.each(['+34911234567', '+870773123456', '+15550100199', '112', 'call me'])(
    'sends none to %s',
    async (phoneNumber) => {
      expect((await call({ phoneNumber })).status).toBe(422);
      expect(api.parts.codesToSend).toEqual([]);
    },
  );

  it('is limited by number, whoever asks', async () => {
    const asked = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        call({ phoneNumber: NUMBER }, { kind: 'user', sub: `person-${n}`, roles: ['customer'], sellerIds: [] }),
      ),
    );
    expect(asked.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, 429, 429]);
    expect(asked.find(({ status }) => status === 429)?.headers['Retry-After']).toBeDefined();
  });

  it('is limited by person, address and country, whatever numbers they ask for', async () => {
    const ask = (n: number, sub: string, prefix = '+3460011') =>
      call({ phoneNumber: `${prefix}${String(1000 + n)}` }, { kind: 'user', sub, roles: ['customer'], sellerIds: [] });
    const statuses = async (count: number, subOf: (n: number) => string, prefix?: string) => {
      const found: number[] = [];
      for (let n = 0; n < count; n += 1) found.push((await ask(n, subOf(n), prefix)).status);
      return found.filter((status) => status === 202).length;
    };
    expect(await statuses(12, () => 'one')).toBe(5);
    // From one address, whoever signs in: 20 an hour, of which five are gone.
    expect(await statuses(30, (n) => `many-${n}`)).toBe(15);
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
