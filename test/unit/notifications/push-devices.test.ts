import { createECDH, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addressOfDevice } from '../../../shared/contract/device-address.ts';
import { push } from '../../../shared/notifications/channels/push/descriptor.ts';
import { webPushProvider } from '../../../shared/notifications/channels/push/web-push-provider.ts';
import { manualClock } from '../../support/order-fixtures.ts';

const browser = (endpoint: string): string =>
  JSON.stringify({
    endpoint,
    keys: { p256dh: createECDH('prime256v1').generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
  });

describe('who reaches a device', () => {
  const reaching = (platform: 'ios' | 'android' | 'web', token: string) =>
    push.providers.flatMap(({ id, reaches }) => (reaches?.(addressOfDevice({ platform, token })) ? [id] : []));

  it.each([
    ['an application on a phone', 'android', 'fcm-token:abcdefgh', ['fcm', 'sns_push']],
    ['a browser', 'web', browser('https://push.example/1'), ['web_push']],
    ['an application in a browser, whose token is of FCM', 'web', 'fcm-token:abcdefgh', ['fcm']],
  ] as const)('%s', (_what, platform, token, providers) => {
    expect(reaching(platform, token)).toEqual(providers);
  });
});

describe('a host that there is not', () => {
  const vapid = createECDH('prime256v1');
  const publicKey = vapid.generateKeys('base64url');
  const provider = webPushProvider({
    secretId: 's',
    subject: 'mailto:a@example.com',
    publicKey,
    hosts: ['fcm.googleapis.com', '*.push.apple.com'],
    clock: manualClock('2026-06-15T12:00:00.000Z'),
    secrets: { accepts: async (_id, check) => check(vapid.getPrivateKey('base64url')) },
  });
  const send = (endpoint: string) =>
    provider.send({
      notificationId: 'ntf_1',
      orderId: 'ord_1',
      addresses: [addressOfDevice({ platform: 'web', token: browser(endpoint) })],
      message: { title: 'T', body: 'B', url: '', type: 'shipped' },
    });
  afterEach(() => vi.unstubAllGlobals());

  it('below a push service is the fault of who named it, and no outage of the service', async () => {
    const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause })));
    const refused = { outcome: 'refused', error: 'AddressInvalid' };
    expect(await send('https://nobody.push.apple.com/1')).toEqual(refused);
    expect(await send('https://fcm.googleapis.com/1')).toEqual({ outcome: 'unavailable', error: 'ENOTFOUND' });
  });
});
