/** A provider that is down for half an hour, out of breath, slow, or that fails after the work: nothing is lost. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { call, drain, local, outbox } from './support/api.ts';
import { deadLetters } from './support/dead-letters.ts';
import { createOrder, newParties, type Parties, putStatus } from './support/orders.ts';

const ORDERS = 6;
const noon = (): string => new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 11 * 3_600_000).toISOString();

let parties: Parties;
const standIns = async (mood: 'well' | 'wrong_key'): Promise<void> => {
  for (const name of ['sendgrid', 'resend']) await local('POST', `simulators/${name}`, { mood });
};

beforeAll(async () => {
  await local('POST', 'clock', { set: noon() });
  parties = await newParties();
  // So that nobody else takes what SES does not.
  await standIns('wrong_key');
});
afterEach(async () => {
  await local('DELETE', 'faults');
  await drain();
});
afterAll(async () => {
  await standIns('well');
  await local('POST', 'clock', { reset: true });
});

const orders = async (): Promise<readonly string[]> => {
  const made = await Promise.all(Array.from({ length: ORDERS }, () => createOrder(parties)));
  await drain();
  return made.map(({ id }) => id);
};

const confirmAll = (ids: readonly string[]) => Promise.all(ids.map((id) => putStatus(id, parties.seller, 'confirmed')));

const mailsOf = async (id: string) => (await outbox(id)).filter(({ to }) => to === `${parties.buyerId}@example.com`);

const statuses = async (ids: readonly string[]) => {
  const all = await Promise.all(
    ids.map((id) =>
      call<{ notifications: { type: string; channel: string; status: string }[] }>(
        'GET',
        `/api/orders/${id}/timeline`,
        {
          token: parties.buyer,
        },
      ),
    ),
  );
  const mails = all
    .flatMap(({ body }) => body.notifications)
    .filter(({ type, channel }) => type === 'order_confirmed' && channel === 'email');
  return Object.fromEntries(
    Object.entries(Object.groupBy(mails, ({ status }) => status)).map(([status, some = []]) => [status, some.length]),
  );
};

const wait = async (duration: string, times: number): Promise<void> => {
  for (let turn = 0; turn < times; turn += 1) {
    await local('POST', 'clock', { advance: duration });
    await drain();
  }
};

describe('a provider', () => {
  it('that is down for half an hour: all goes out once it is back, each once, and none has failed', async () => {
    const ids = await orders();
    await local('POST', 'faults', {
      service: 'ses',
      kind: 'error',
      error: { code: 'ServiceUnavailable', status: 503, message: 'Service is unavailable' },
    });
    await confirmAll(ids);
    await eventually(async () => expect(await statuses(ids)).toEqual({ pending: ORDERS }));
    await local('POST', 'clock', { advance: 'PT30M' });
    expect(await statuses(ids)).toEqual({ pending: ORDERS });
    await local('DELETE', 'faults');
    await wait('PT12M', 2);
    expect(await statuses(ids)).toEqual({ sent: ORDERS });
    expect(new Set((await Promise.all(ids.map(mailsOf))).map((mails) => mails.length))).toEqual(new Set([2]));
    expect(await deadLetters()).toEqual([]);
  });

  it.each([
    ['throttles one call of ten', { kind: 'throttle', rate: 0.1 }],
    ['is slow', { kind: 'slow', delayMs: 700 }],
  ])('that %s: all goes out, each once', async (_how, fault) => {
    const ids = await orders();
    await local('POST', 'faults', { service: 'ses', ...fault });
    await confirmAll(ids);
    await drain();
    await wait('PT1M', 2);
    await local('DELETE', 'faults');
    await wait('PT12M', 2);
    expect(await statuses(ids)).toEqual({ sent: ORDERS });
    expect(new Set((await Promise.all(ids.map(mailsOf))).map((mails) => mails.length))).toEqual(new Set([2]));
  });

  it('that fails after the work, and reports what it did: nothing goes twice', async () => {
    const ids = await orders();
    await local('POST', 'faults', { service: 'ses', operation: 'SendEmail', kind: 'lost_reply', times: ORDERS });
    await confirmAll(ids);
    // The claim is held for a minute, which nobody waits for: its receipts come before.
    await eventually(async () =>
      expect((await Promise.all(ids.map(mailsOf))).map(({ length }) => length)).toEqual(ids.map(() => 2)),
    );
    for (const mail of (await Promise.all(ids.map(mailsOf))).map((mails) => mails.at(-1)))
      await local('POST', 'receipts', { messageId: mail?.messageId, type: 'delivery' });
    await eventually(async () => expect(await statuses(ids)).toEqual({ delivered: ORDERS }));
    await local('DELETE', 'faults');
    await wait('PT2M', 3);
    expect(await statuses(ids)).toEqual({ delivered: ORDERS });
    expect(new Set((await Promise.all(ids.map(mailsOf))).map((mails) => mails.length))).toEqual(new Set([2]));
  });
});
