import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, drain, local, outbox } from './support/api.ts';
import { deadLetters, redrive } from './support/dead-letters.ts';
import { createOrder, newParties, type Parties, putStatus } from './support/orders.ts';

let parties: Parties;

beforeAll(async () => {
  parties = await newParties();
});
/** So that what SES does not take is not taken by anybody: a stand-in whose key is wrong is no stand-in. */
const standIns = async (mood: 'well' | 'wrong_key'): Promise<void> => {
  for (const name of ['sendgrid', 'resend']) await local('POST', `simulators/${name}`, { mood });
};

beforeAll(() => standIns('wrong_key'));
afterAll(() => standIns('well'));
afterEach(async () => {
  await local('DELETE', 'faults');
  await local('POST', 'clock', { reset: true });
  await drain();
});

interface Fault {
  readonly applied: number;
}

const sesRefuses = (code: string, message: string, more: object = {}): Promise<unknown> =>
  local('POST', 'faults', { service: 'ses', kind: 'error', error: { code, status: 400, message }, ...more });

const applied = async (): Promise<number> =>
  (await local<readonly Fault[]>('GET', 'faults')).reduce((sum, fault) => sum + fault.applied, 0);

const parkedNotifications = async (): Promise<number> =>
  (await deadLetters()).find(({ name }) => name.includes('NotificationsRedeliveryLane'))?.messages ?? 0;

const statusesOf = async (orderId: string): Promise<readonly unknown[]> => {
  const { body } = await call<{ notifications: { status: string }[] }>('GET', `/api/orders/${orderId}/timeline`, {
    token: parties.seller,
  });
  return body.notifications.map(({ status }) => status);
};

describe('a provider that refuses', () => {
  it.each([
    [
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region EU-WEST-1: orders@wismo.example',
    ],
    ['AccountSuspendedException', 'Your account is suspended.'],
    ['SendingPausedException', 'Sending is paused.'],
    ['NotFoundException', 'Configuration set <emails> does not exist.'],
  ])('the sender, by %s: nothing is lost, and all goes out when it is mended', async (code, message) => {
    const order = await createOrder(parties);
    await drain();
    const sent = (await outbox(order.id)).length;
    await sesRefuses(code, message);
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    expect(await outbox(order.id)).toHaveLength(sent);
    const parked = await parkedNotifications();
    expect(parked).toBeGreaterThan(0);
    // Asked once for each mail, not once for each try.
    expect(await applied()).toBe(parked);
    expect(await statusesOf(order.id)).not.toContain('failed');

    await local('DELETE', 'faults');
    expect(await redrive('NotificationsRedeliveryLane')).toBe(parked);
    await drain();
    expect(await outbox(order.id)).toHaveLength(sent + parked);
    expect(await parkedNotifications()).toBe(0);
  });

  it('an address: that message fails, and the next goes out', async () => {
    const order = await createOrder(parties);
    await drain();
    const sent = (await outbox(order.id)).length;
    await sesRefuses('MessageRejected', 'Address blacklisted.', { times: 1 });
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    expect(await statusesOf(order.id)).toContain('failed');
    expect(await parkedNotifications()).toBe(0);
    await putStatus(order.id, parties.seller, 'processing');
    await putStatus(order.id, parties.seller, 'shipped', { trackingNumber: '122816215025810', carrier: 'fedex' });
    await drain();
    expect((await outbox(order.id)).length).toBeGreaterThan(sent);
  });

  it('for want of room: it waits ten minutes and a little, then goes out', async () => {
    const order = await createOrder(parties);
    await drain();
    const sent = (await outbox(order.id)).length;
    await sesRefuses('TooManyRequestsException', 'Daily message quota exceeded.');
    await putStatus(order.id, parties.seller, 'confirmed');
    const { waiting } = await local<{ waiting: { name: string; messages: number }[] }>('POST', 'drain');
    expect(waiting).toEqual([expect.objectContaining({ name: expect.stringContaining('Lane'), messages: 1 })]);
    expect(await parkedNotifications()).toBe(0);
    await local('DELETE', 'faults');
    await local('POST', 'clock', { advance: 'PT12M' });
    await drain();
    expect(await outbox(order.id)).toHaveLength(sent + 1);
  });
});

/**
 * Decision 0012, measured: a mail goes out twice only where its sender dies between the provider's yes and the record of
 * it. Deliver writes twice for each mail: its claim, and its mark.
 */
describe('a sender that dies', () => {
  const claimAndMark = { service: 'dynamodb', operation: 'UpdateItem', function: 'Deliver' };
  it.each([
    ['with its claim', { ...claimAndMark, after: 0 }, 1],
    ['between the provider’s yes and its mark', { service: 'ses', operation: 'SendEmail' }, 2],
    ['with its mark', { ...claimAndMark, after: 1 }, 1],
  ])('%s', async (_when, where, copies) => {
    const order = await createOrder(parties);
    await drain();
    const known = new Set((await outbox(order.id)).map(({ notificationId }) => notificationId));
    await local('POST', 'faults', { ...where, kind: 'kill', times: 1 });
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    expect(await applied()).toBe(1);
    // Lambda hides the batch of a function that died for six times its timeout; the claim is over long before.
    await local('POST', 'clock', { advance: 'PT2M5S' });
    await drain();
    const mails = (await outbox(order.id)).filter(({ notificationId }) => !known.has(notificationId));
    expect(mails).toHaveLength(copies);
    expect(new Set(mails.map(({ notificationId }) => notificationId)).size).toBe(1);
    expect(await deadLetters()).toEqual([]);
  });
});
