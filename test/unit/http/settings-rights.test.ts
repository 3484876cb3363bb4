/** Who may set what of a person's notifications, and what is left of it when their right ends. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { phoneCodeText } from '../../../shared/notifications/contacts/phone-code.ts';
import { personOf } from '../../../shared/notifications/person.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { admin, buyer, SECRET, seller, system, type World, world } from './support/world.ts';

const PATH = '/api/notifications/preferences';
const STORE_PATH = '/notifications/preferences';
const NUMBER = '+34600555666';
let api: World;
beforeEach(() => {
  api = world();
});

const read = async (as: Caller = buyer, path = PATH) => (await api.call('GET', path, { as })).body;
const write = (body: unknown, as: Caller = buyer, path = PATH) => api.call('PUT', path, { as, body });
const post = (path: string, body: unknown, as: Caller = buyer) =>
  api.call('POST', `/api/notifications/${path}`, { as, body });
const register = (token: unknown, as: Caller = buyer, more = {}) =>
  post('push/register-token', { token, platform: 'ios', ...more }, as);

/** Verifies the number as somebody who can read its messages. */
const proved = async (ownerId: string, as: Caller, more = {}): Promise<void> => {
  await post('verify-phone', { phoneNumber: NUMBER, ...more }, as);
  const { codeId } = api.parts.codesToSend.at(-1) ?? { codeId: '' };
  const claimed = await api.parts.phoneCodes.claimSending(ownerId, codeId, api.parts.clock.now().toISOString());
  const code = claimed && phoneCodeText(claimed, { current: SECRET });
  expect((await post('verify-phone', { phoneNumber: NUMBER, code, ...more }, as)).status).toBe(200);
};

describe('a link that is revoked', () => {
  const guestOrder = async (): Promise<string> => {
    const { buyerId: _buyer, ...guestCheckout } = CHECKOUT_EXAMPLE.checkoutData;
    const checkoutData = { ...guestCheckout, guestEmail: 'guest@example.com' };
    const body = { ...CHECKOUT_EXAMPLE, checkoutData };
    return (await api.call('POST', '/api/orders', { as: system, body })).body.order.id;
  };
  const recipient = async (orderId: string) => {
    const order = await api.parts.store.get(orderId);
    if (!order) throw new Error('There is no order');
    const { phone, whatsapp, devices } = personOf(
      'customer',
      { order },
      await api.parts.preferences.get(`guest:${orderId}`),
    );
    return { phone, whatsapp, devices: devices?.map(({ token }) => token) };
  };

  it('leaves its holder nothing: neither device nor telephone is sent the link that takes its place', async () => {
    const orderId = await guestOrder();
    const before: Caller = { kind: 'guest', orderId };
    await register('device-of-one', before);
    await proved(`guest:${orderId}`, before);
    await post('whatsapp/opt-in', {}, before);
    await write({ emailNotifications: { shipped: false } }, before);
    expect(await recipient(orderId)).toEqual({ phone: NUMBER, whatsapp: NUMBER, devices: ['device-of-one'] });
    await api.call('POST', `/api/orders/${orderId}/revoke-links`, { as: admin, body: {} });
    const { phone, whatsapp, devices } = await recipient(orderId);
    expect(phone).not.toBe(NUMBER);
    expect([whatsapp, devices]).toEqual([undefined, undefined]);
    // Who has the new link sees nothing of it, has the wishes, and sets up their own.
    const after: Caller = { kind: 'guest', orderId, linkGeneration: 1 };
    const shown = await read(after, STORE_PATH);
    expect(shown).toMatchObject({ phoneNumber: null, phoneVerified: false, whatsappOptedIn: false, push_tokens: [] });
    expect(shown.emailNotifications.shipped).toBe(false);
    await register('device-of-another', after);
    await write({ timezone: 'UTC' }, after);
    expect(await recipient(orderId)).toMatchObject({ devices: ['device-of-another'] });
    expect((await recipient(orderId)).whatsapp).toBeUndefined();
    await proved(`guest:${orderId}`, after);
    expect((await recipient(orderId)).phone).toBe(NUMBER);
  });
});

describe('support', () => {
  const named = `${PATH}?userId=user-2041`;

  it('changes what somebody asks it to, on record, and neither sees nor sets up devices', async () => {
    await register('token-of-a-phone');
    expect((await write({ timezone: 'UTC' }, admin, named)).status).toBe(200);
    expect(api.state.audit).toEqual([
      expect.objectContaining({
        action: 'settings.changed',
        subject: 'user:user-2041',
        actor: { role: 'admin', id: expect.any(String) },
        details: { members: ['timezone'] },
      }),
    ]);
    const shown = await read(admin, named.replace('/api', ''));
    expect(shown.push_tokens).toEqual([]);
    expect((await write({ push_tokens: ['token-of-support'] }, admin, named)).status).toBe(404);
    await write({ ...shown, languagePreference: 'ro' }, admin, named);
    const { devices } = await api.parts.preferences.get('user:user-2041');
    expect(devices.map(({ token }) => token)).toEqual(['token-of-a-phone']);
  });

  it('has none of what a shop is sent sent to itself', async () => {
    const [sellerId = ''] = seller.kind === 'user' ? seller.sellerIds : [];
    expect((await register('token-of-support', admin, { sellerId })).status).toBe(404);
    expect((await post('verify-phone', { phoneNumber: NUMBER, sellerId }, admin)).status).toBe(404);
    await proved(`seller:${sellerId}`, seller, { sellerId });
    const { preferences } = await api.parts.preferences.get(`seller:${sellerId}`);
    expect(preferences?.phoneVerifiedBy).toMatchObject({ userId: seller.kind === 'user' ? seller.sub : '' });
  });
});

describe('a form that sends everything back', () => {
  it('chooses nothing by what it leaves as it was', async () => {
    await write(await read(buyer, STORE_PATH), buyer, STORE_PATH);
    const { preferences } = await api.parts.preferences.get('user:user-2041');
    expect(preferences).toMatchObject({ version: 1 });
    for (const name of ['timezone', 'quietHours', 'channels', 'substitutionPreference'])
      expect(preferences).not.toHaveProperty(name);
  });

  it.each([
    ['language', 'ro'],
    ['languagePreference', 'ro'],
    ['phone', '+34600111444'],
    ['phoneNumber', '+34600111444'],
    ['whatsapp_opted_in', true],
    ['substitution_preference', 'refund'],
    ['quiet_hours', { start: '23:00', end: '05:00', allow_urgent: true }],
    ['quietHours', { start: '23:00', end: '05:00', allowUrgent: true }],
    ['channels', ['email', 'in_app', 'push']],
    ['smsNotifications', { shipped: false }],
  ])('changes %s, whatever its other name says still', async (name, value) => {
    await write({ email: 'ana@example.com', phone: NUMBER, language: 'en' }, buyer, STORE_PATH);
    const form = await read(buyer, STORE_PATH);
    const changed = typeof value === 'object' && !Array.isArray(value) ? { ...form[name], ...value } : value;
    const { body } = await write({ ...form, [name]: changed }, buyer, STORE_PATH);
    expect(body[name]).toEqual(changed);
    expect(await read(buyer, STORE_PATH)).toEqual(body);
  });

  it('leaves devices what they are', async () => {
    await register('token-of-a-phone');
    await write({ push_tokens: ['token-of-a-phone', 'token-of-another'] }, buyer, STORE_PATH);
    const { devices } = await api.parts.preferences.get('user:user-2041');
    expect(devices.map(({ token, platform }) => `${platform} ${token}`).toSorted()).toEqual([
      'ios token-of-a-phone',
      'web token-of-another',
    ]);
  });

  it('that says two things of one is refused, and changes nothing', async () => {
    const { status, body } = await write({ timezone: 'UTC', phone: '+34600111333', phoneNumber: NUMBER });
    expect([status, body.errors]).toEqual([422, [{ path: 'phone', message: 'Says something else than phoneNumber' }]]);
    expect(await read()).toMatchObject({ updatedAt: null });
    expect((await write({ phone: NUMBER, phoneNumber: NUMBER })).status).toBe(200);
  });
});

describe('a consent', () => {
  const isDisabled = (channel: string) => api.parts.contacts.isDisabled({ channel, address: NUMBER });
  beforeEach(async () => {
    await proved('user:user-2041', buyer);
    for (const channel of ['sms', 'whatsapp'])
      await api.parts.contacts.disable({
        channel,
        address: NUMBER,
        reason: 'opted_out',
        at: '2026-11-20T09:00:00.000Z',
      });
  });

  it('to WhatsApp does not undo a STOP by text message', async () => {
    await post('whatsapp/opt-in', {});
    expect([await isDisabled('sms'), await isDisabled('whatsapp')]).toEqual([true, false]);
  });

  it('that is only sent back as it was is no new one', async () => {
    await post('whatsapp/opt-in', {});
    await api.parts.contacts.disable({
      channel: 'whatsapp',
      address: NUMBER,
      reason: 'opted_out',
      at: '2026-11-20T09:30:00.000Z',
    });
    await write(await read());
    expect(await isDisabled('whatsapp')).toBe(true);
  });

  it('that is withdrawn leaves the telephone proved, whatever number it names', async () => {
    await post('whatsapp/opt-out', { phoneNumber: '+34600111333' });
    expect(await read()).toMatchObject({ phoneNumber: NUMBER, phoneVerified: true, whatsappOptedIn: false });
  });
});

describe('a browser', () => {
  it('is one device, however its subscription is written', async () => {
    const keys = { p256dh: 'p', auth: 'a' };
    const endpoint = 'https://push.example/1';
    const spellings = [
      JSON.stringify({ endpoint, expirationTime: null, keys }),
      { endpoint: 'https://PUSH.example:443/1', keys },
      JSON.stringify({ keys: { auth: 'a', p256dh: 'p' }, endpoint }),
    ];
    const others: readonly Caller[] = spellings.map((_, n) => ({ ...(buyer as object), sub: `p-${n}` }) as Caller);
    for (const [n, token] of spellings.entries()) {
      expect((await register(token, others[n], { platform: 'web' })).status).toBe(200);
      for (const m of spellings.keys())
        expect((await api.parts.preferences.get(`user:p-${m}`)).devices).toHaveLength(m === n ? 1 : 0);
    }
    await api.call('DELETE', '/api/notifications/push/unregister-token', {
      as: others.at(-1) as Caller,
      body: { token: spellings[0] },
    });
    expect((await api.parts.preferences.get('user:p-2')).devices).toEqual([]);
    const withUser = { endpoint: 'https://user:password@push.example/1', keys };
    expect((await register(withUser, buyer, { platform: 'web' })).status).toBe(422);
  });
});
