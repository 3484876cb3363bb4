import { createECDH, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFcmSimulator } from '../../../local/simulators/fcm/simulator.ts';
import { createWebPushSimulator } from '../../../local/simulators/web_push/simulator.ts';
import type { OutgoingNotification } from '../../../shared/notifications/channel.ts';
import { snsPushProvider } from '../../../shared/notifications/channels/push/sns-push-provider.ts';
import { snsClient } from '../../../shared/notifications/providers/sns-sender.ts';
import type { AwsMood } from './support/aws-server.ts';
import { localSns } from './support/local-sns.ts';
import { providerContract } from './support/provider.contract.ts';
import { type ProviderServer, startProviderServer } from './support/provider-server.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const account = (change: object = {}): string =>
  JSON.stringify({
    project_id: 'wismo',
    private_key_id: 'k1',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: 'wismo@wismo.iam.gserviceaccount.com',
    token_uri: 'https://oauth2.googleapis.com/token',
    ...change,
  });
const TOKEN = `fcm-token-of-a-phone:${'x'.repeat(40)}`;
const message = { title: 'En reparto', body: 'Tu pedido llega hoy', url: 'https://w.example/1', type: 'shipped' };
const outgoing: OutgoingNotification = {
  notificationId: `ntf_${'c'.repeat(32)}`,
  orderId: 'ord_1',
  addresses: [`android:${TOKEN}`],
  priority: 'urgent',
  message,
};
const fcm = { channel: 'push', provider: 'fcm', secret: account() } as const;

providerContract({
  ...fcm,
  simulator: createFcmSimulator,
  outgoing,
  wrongAddress: 'ios:short',
  retryAfterSeconds: [60, 60],
  unknownIs: 'unregistered',
});

describe('push by FCM', () => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await startProviderServer(createFcmSimulator(), fcm);
  });
  afterEach(() => server.stop());

  it('reaches all devices of a person, and says which of them are gone', async () => {
    await server.script({ uninstall: `${TOKEN}2` });
    const addresses = [`android:${TOKEN}`, `ios:${TOKEN}2`, `ios:${TOKEN}3`];
    const outcome = await (await server.provider()).send({ ...outgoing, addresses });
    expect(outcome).toMatchObject({
      outcome: 'accepted',
      goneContacts: [{ address: `ios:${TOKEN}2`, reason: 'unregistered' }],
    });
    expect(server.taken.map(({ to }) => to).toSorted()).toEqual([TOKEN, `${TOKEN}3`]);
  });

  it('asks for one token, however many messages wait for it, and for another when it is over', async () => {
    let asked = 0;
    const { handle } = server.simulator;
    server.simulator.handle = (request, response, context) => {
      if (request.url?.endsWith('/token')) asked += 1;
      return handle?.(request, response, context) ?? Promise.resolve();
    };
    const provider = await server.provider();
    await Promise.all(Array.from({ length: 20 }, () => provider.send(outgoing)));
    expect([asked, server.taken.length]).toEqual([1, 20]);
    server.context.clock.advance('PT58M');
    await provider.send(outgoing);
    expect(asked).toBe(1);
    server.context.clock.advance('PT2M');
    await provider.send(outgoing);
    expect(asked).toBe(2);
  });

  it('a token that is refused before its time is replaced, and nothing is sent twice', async () => {
    const provider = await server.provider();
    await provider.send(outgoing);
    await server.script({ expireTokens: true });
    expect((await provider.send(outgoing)).outcome).toBe('accepted');
    expect(server.taken).toHaveLength(2);
  });

  it.each([
    ['no JSON', 'x'],
    ['no private key', account({ private_key: 'x' })],
    ['another account', account({ client_email: 'somebody@else.example' })],
    [
      'another key',
      account({
        private_key: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({
          type: 'pkcs8',
          format: 'pem',
        }),
      }),
    ],
    ['another project', account({ project_id: 'other' })],
  ])('a secret that holds %s is the sender’s to mend', async (_name, secret) => {
    const provider = await server.provider({ PROVIDER_FCM_SECRET_ID: 'other' });
    server.secrets.other = { current: secret };
    expect((await provider.send(outgoing)).outcome).toBe('blocked');
  });

  it('data is text that the application can use', async () => {
    await (await server.provider()).send(outgoing);
    const { notificationId, orderId } = outgoing;
    expect(server.taken[0]?.tags).toEqual({ notificationId, orderId, type: 'shipped', url: message.url });
  });
});

const vapid = createECDH('prime256v1');
const publicKey = vapid.generateKeys('base64url');
const webPush = {
  channel: 'push',
  provider: 'web_push',
  secret: vapid.getPrivateKey('base64url'),
  environment: {
    PROVIDER_WEB_PUSH_SUBJECT: 'mailto:support@wismo.example',
    PROVIDER_WEB_PUSH_PUBLIC_KEY: publicKey,
    PROVIDER_WEB_PUSH_HOSTS: '127.0.0.1',
  },
} as const;
const subscribed = async (server: ProviderServer, applicationServerKey = publicKey): Promise<string> =>
  `web:${JSON.stringify(await server.script({ subscribe: { applicationServerKey } }))}`;

providerContract({
  ...webPush,
  simulator: createWebPushSimulator,
  outgoing: async (server) => ({ ...outgoing, addresses: [await subscribed(server)] }),
  wrongAddress: 'web:{"endpoint":"https://push.example/1"}',
  retryAfterSeconds: [30, 30],
  unknownIs: 'unregistered',
  acceptsAnyReply: true,
});

describe('push to browsers', () => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await startProviderServer(createWebPushSimulator(), webPush);
  });
  afterEach(() => server.stop());

  it('is read by the browser alone, soon where it matters, and not after it has become untrue', async () => {
    await (await server.provider()).send({ ...outgoing, addresses: [await subscribed(server)] });
    expect(server.taken).toEqual([expect.objectContaining({ subject: message.title, text: message.body })]);
    expect(server.taken[0]?.tags).toMatchObject({ url: message.url, type: 'shipped', urgency: 'high', ttl: '14400' });
  });

  it('goes to no address that a stranger chose', async () => {
    const address = await subscribed(server);
    const elsewhere = address.replace(/http:\/\/127\.0\.0\.1:\d+/, 'https://169.254.169.254');
    for (const wrong of [elsewhere, address.replace('http://', 'http://user:password@')])
      expect(await (await server.provider()).send({ ...outgoing, addresses: [wrong] })).toEqual({
        outcome: 'refused',
        error: 'AddressInvalid',
      });
  });

  it('a browser that subscribed with another key is distinguished from one that is gone', async () => {
    const other = createECDH('prime256v1').generateKeys('base64url');
    const outcome = await (await server.provider()).send({ ...outgoing, addresses: [await subscribed(server, other)] });
    expect(outcome).toEqual({ outcome: 'blocked', error: 'KeyRefused' });
  });

  it('one that has withdrawn is gone, and the others are reached', async () => {
    const [first, second] = [await subscribed(server), await subscribed(server)];
    await server.script({ unsubscribe: JSON.parse(first.slice(4)).endpoint });
    const outcome = await (await server.provider()).send({ ...outgoing, addresses: [first, second] });
    expect(outcome).toMatchObject({ outcome: 'accepted', goneContacts: [{ address: first, reason: 'unregistered' }] });
    expect(server.taken).toHaveLength(1);
  });

  it('keys of a browser that are no point of the curve are refused, and harm nobody else', async () => {
    const good = await subscribed(server);
    const { keys, ...rest } = JSON.parse(good.slice(4));
    const bad = `web:${JSON.stringify({ ...rest, keys: { ...keys, p256dh: 'B'.repeat(87) } })}`;
    const outcome = await (await server.provider()).send({ ...outgoing, addresses: [bad, good] });
    expect([outcome.outcome, server.taken.length]).toEqual(['accepted', 1]);
  });
});

describe('push by SNS', () => {
  const sns = localSns();
  const applications = {
    android: 'arn:aws:sns:eu-west-1:000000000000:app/GCM/wismo',
    ios: 'arn:aws:sns:eu-west-1:000000000000:app/APNS/wismo',
  };
  const send = (addresses: readonly string[] = outgoing.addresses) =>
    snsPushProvider(snsClient(), { applications }).send({ ...outgoing, addresses } as never);

  it('registers each device with the application of its platform, and publishes to it', async () => {
    expect((await send([`android:${TOKEN}`, `ios:${TOKEN}`])).outcome).toBe('accepted');
    expect(sns.taken.map(({ channel, to, subject, text }) => [channel, to, subject, text])).toEqual([
      ['push', TOKEN, message.title, message.body],
      ['push', TOKEN, message.title, message.body],
    ]);
  });

  const failure = (code: string, status = 400, text = 'x'): AwsMood => ({ code, status, message: text });
  it.each<[string, AwsMood, object]>([
    [
      'gone',
      failure('EndpointDisabled'),
      { outcome: 'refused', goneContacts: outgoing.addresses.map((address) => ({ address, reason: 'unregistered' })) },
    ],
    ['no token', failure('InvalidParameter', 400, 'Invalid parameter: Token Reason: x'), { outcome: 'refused' }],
    ['application off', failure('PlatformApplicationDisabled'), { outcome: 'blocked' }],
    ['no right', failure('AuthorizationError', 403), { outcome: 'blocked' }],
    ['throttled', 'throttle', { outcome: 'throttled' }],
    ['lost before it was published', 'lost', { outcome: 'unavailable' }],
  ])('%s', async (_name, mood, outcome) => {
    sns.inMood(mood);
    expect(await send()).toMatchObject(outcome);
    expect(sns.taken).toEqual([]);
  });
});

it('the local stage’s VAPID keys are a pair', async () => {
  const { STAGES } = await import('../../../lib/stages.ts');
  const { generatedSecret } = await import('../../../local/services/generated-secret.ts');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(generatedSecret({}, 'vapid'), 'base64url');
  expect(STAGES.local.notificationProviders.web_push?.settings.public_key).toBe(ecdh.getPublicKey('base64url'));
  expect(() => createPublicKey(JSON.parse(generatedSecret({}, 'service-account')).private_key)).not.toThrow();
});
