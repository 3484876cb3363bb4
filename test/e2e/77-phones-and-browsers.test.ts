import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, drain, local, outbox } from './support/api.ts';
import { atNoon } from './support/clock.ts';
import { workflowThatNotifies } from './support/custom-workflow.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';

let parties: Parties;
let orderType: string;

beforeAll(async () => {
  await atNoon();
  parties = await newParties();
  orderType = await workflowThatNotifies(parties.admin, {
    type: 'order_confirmed',
    channels: ['push', 'whatsapp'],
    priority: 'urgent',
  });
});
afterEach(async () => {
  for (const name of ['fcm', 'web_push', 'whatsapp_cloud']) await local('POST', `simulators/${name}`, { mood: 'well' });
  await local('DELETE', 'faults');
  await drain();
});
afterAll(() => local('POST', 'clock', { reset: true }));

const buyer = () => ({ token: parties.buyer });
const register = async (body: object): Promise<void> => {
  const response = await call('POST', '/api/notifications/push/register-token', { ...buyer(), body });
  expect(response.status, response.text).toBeLessThan(300);
};
const phoneToken = (): string => `${unique('fcm')}:${'t'.repeat(40)}`;

/** As a page's `PushManager` gives it. */
const subscription = async (): Promise<string> => {
  const { outputs: _outputs, ...health } = await local<Record<string, unknown>>('GET', 'health');
  expect(health.status).toBe('ok');
  const applicationServerKey = (await import('../../lib/stages.ts')).STAGES.local.notificationProviders.web_push
    ?.settings.public_key;
  return JSON.stringify(await local('POST', 'simulators/web_push', { subscribe: { applicationServerKey } }));
};

interface Taken {
  readonly channel: string;
  readonly provider?: string;
  readonly to: string;
}

const taken = async (orderId: string): Promise<readonly Taken[]> =>
  ((await outbox(orderId)) as unknown as readonly Taken[]).filter(({ channel }) => channel !== 'email');

/** What goes out when an order is confirmed, without what went out when it was placed. */
const afterConfirming = async (): Promise<readonly Taken[]> => {
  const customer = { name: 'Ana', email: `${parties.buyerId}@example.com`, phone: '+34600111222' };
  const { id } = await createOrder(parties, { orderType, customer });
  await drain();
  const before = (await taken(id)).length;
  const moved = await putStatus(id, parties.seller, 'confirmed');
  expect(moved.status, moved.text).toBe(200);
  await drain();
  return (await taken(id)).slice(before);
};

describe('a person with an application, a browser and WhatsApp', () => {
  const token = phoneToken();

  it('is reached on each by the provider that reaches it, with no more rights than it takes', async () => {
    await register({ token, platform: 'android' });
    await register({ token: phoneToken(), platform: 'ios' });
    await register({ token: await subscription(), platform: 'web' });
    const consent = await call('POST', '/api/notifications/whatsapp/opt-in', {
      ...buyer(),
      body: { phoneNumber: '+34600111222' },
    });
    expect(consent.status, consent.text).toBeLessThan(300);
    const reached = (await afterConfirming()).map(({ channel, provider }) => `${channel} by ${provider}`).toSorted();
    expect(reached).toEqual(['push by fcm', 'push by fcm', 'push by web_push', 'whatsapp by whatsapp_cloud']);
    expect(await local('GET', 'denied')).toEqual([]);
  });

  it('is reached by SNS where FCM is down, and at no device twice', async () => {
    await local('POST', 'simulators/fcm', { mood: 'down' });
    const push = (await afterConfirming()).filter(({ channel }) => channel === 'push');
    expect(push.map(({ provider = 'sns' }) => provider).toSorted()).toEqual(['sns', 'sns', 'web_push']);
  });

  it('who has taken the application off is not sent to again', async () => {
    await local('POST', 'simulators/fcm', { uninstall: token });
    const first = await afterConfirming();
    expect(first.map(({ to }) => to)).not.toContain(token);
    // Nobody asks FCM about the device again, not even where it would take it by now.
    await local('POST', 'simulators/fcm', { reinstall: token });
    const again = await afterConfirming();
    expect(again.map(({ provider }) => provider).toSorted()).toEqual(['fcm', 'web_push', 'whatsapp_cloud']);
    expect(again.map(({ to }) => to)).not.toContain(token);
  });

  it('whose browser is signed off is not sent to there', async () => {
    const browser = await subscription();
    await register({ token: browser, platform: 'web' });
    const known = (await afterConfirming()).filter(({ provider }) => provider === 'web_push').length;
    const gone = await call('DELETE', '/api/notifications/push/unregister-token', {
      ...buyer(),
      body: { token: browser },
    });
    expect(gone.status, gone.text).toBeLessThan(300);
    const left = (await afterConfirming()).filter(({ provider }) => provider === 'web_push').length;
    expect(left).toBe(known - 1);
  });

  it('sees where they are reached, and removes a device that they no longer have', async () => {
    const lost = await subscription();
    await register({ token: lost, platform: 'web', name: 'Firefox · Android' });
    const listed = async () =>
      (
        await call<{ devices: readonly { id: string; name: string | null; kind: string }[] }>(
          'GET',
          '/api/notifications/devices',
          buyer(),
        )
      ).body.devices;
    const before = await listed();
    // Of this registration: the others have no names.
    const device = before.find(({ name }) => name === 'Firefox · Android');
    expect(device).toMatchObject({ kind: 'browser' });
    const known = (await afterConfirming()).filter(({ provider }) => provider === 'web_push').length;
    const removed = await call('DELETE', `/api/notifications/devices/${device?.id}`, buyer());
    expect(removed.status, removed.text).toBe(200);
    expect(await listed()).toHaveLength(before.length - 1);
    expect((await afterConfirming()).filter(({ provider }) => provider === 'web_push')).toHaveLength(known - 1);
  });

  it('sees the message that they get next, as it then comes', async () => {
    const { id } = await createOrder(parties, { orderType, locale: 'en' });
    await drain();
    interface Preview {
      readonly nextStatus: string;
      readonly messages: readonly { readonly channel: string; readonly message: { readonly body?: string } }[];
    }
    const { status, text, body } = await call<Preview>('GET', `/api/notifications/next?orderId=${id}`, buyer());
    expect(status, text).toBe(200);
    expect(body.nextStatus).toBe('confirmed');
    const push = body.messages.find(({ channel }) => channel === 'push')?.message.body ?? 'nothing';
    await putStatus(id, parties.seller, body.nextStatus);
    await drain();
    const sent = (await outbox(id)) as unknown as readonly { channel: string; text: string }[];
    expect(sent.filter(({ channel }) => channel === 'push').map((one) => one.text)).toContain(push);
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
