/** What people choose about their notifications, and what becomes of a message at night. */
import { afterEach, describe, expect, it } from 'vitest';
import { call, drain, local, outbox, tokenFor } from './support/api.ts';
import { workflowThatNotifies } from './support/custom-workflow.ts';
import { createOrder, newParties, type Parties, putStatus } from './support/orders.ts';

const PATH = '/api/notifications/preferences';

afterEach(() => local('POST', 'clock', { reset: true }));

interface Shown {
  readonly type: string;
  readonly channel: string;
  readonly status: string;
}

const notificationsOf = async (orderId: string, token: string): Promise<readonly Shown[]> => {
  const { body } = await call<{ notifications: readonly Shown[] }>('GET', `/api/orders/${orderId}/timeline`, { token });
  return body.notifications;
};

const mailOf = async (orderId: string, type: string, token: string): Promise<string | undefined> =>
  (await notificationsOf(orderId, token)).find((one) => one.type === type && one.channel === 'email')?.status;

/** Chosen so that it is night there now, for another hour. */
const quietNow = async (): Promise<{ start: string; end: string }> => {
  const { clock } = await local<{ clock: { now: string } }>('GET', 'health');
  const at = (hours: number): string => new Date(Date.parse(clock.now) + hours * 3_600_000).toISOString().slice(11, 16);
  return { start: at(-1), end: at(1) };
};

const choose = async (parties: Parties, body: unknown): Promise<void> => {
  const response = await call('PUT', PATH, { token: parties.buyer, body });
  expect(response.status, response.text).toBe(200);
};

describe('preferences over HTTP', () => {
  it('are one’s own, under the names of both interfaces', async () => {
    const parties = await newParties();
    await choose(parties, {
      languagePreference: 'ru',
      timezone: 'Asia/Kathmandu',
      smsNotifications: { shipped: false },
    });
    const own = await call('GET', '/notifications/preferences', { token: parties.buyer });
    expect(own.body).toMatchObject({
      language: 'ru',
      timezone: 'Asia/Kathmandu',
      smsNotifications: { shipped: false },
    });
    const other = await newParties();
    expect((await call('GET', PATH, { token: other.buyer })).body).toMatchObject({ languagePreference: null });
    const named = `${PATH}?userId=${parties.buyerId}`;
    expect((await call('GET', named, { token: other.buyer })).status).toBe(404);
    const csr = await tokenFor({ sub: 'csr-1', roles: ['csr'] });
    expect((await call('GET', named, { token: csr })).body).toMatchObject({ languagePreference: 'ru' });
  });

  it('decide: what is turned off is on record and not sent', async () => {
    const parties = await newParties();
    await choose(parties, { emailNotifications: { order_confirmed: false } });
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    expect(await mailOf(order.id, 'order_created', parties.buyer)).toBe('sent');
    expect(await mailOf(order.id, 'order_confirmed', parties.buyer)).toBe('suppressed');
  });
});

/** A schedule for what is due already runs at the next whole second that is at least a minute away. */
const soon = async (): Promise<void> => {
  await drain();
  await local('POST', 'clock', { advance: 'PT2M' });
  await drain();
};

describe('quiet hours', () => {
  it('hold a message until they end, and the inbox does not wait', async () => {
    const parties = await newParties();
    await choose(parties, { timezone: 'UTC', quietHours: await quietNow() });
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    expect(await mailOf(order.id, 'order_created', parties.buyer)).toBe('sent');
    expect(await mailOf(order.id, 'order_confirmed', parties.buyer)).toBe('scheduled');
    const entries = (await notificationsOf(order.id, parties.buyer)).filter(({ channel }) => channel === 'in_app');
    expect(entries.map(({ status }) => status)).toEqual(['delivered', 'delivered']);
    await local('POST', 'clock', { advance: 'PT2H' });
    await drain();
    expect(await mailOf(order.id, 'order_confirmed', parties.buyer)).toBe('sent');
    expect(await outbox(order.id)).toHaveLength(2);
  });

  it('end with one message where the order has gone on meanwhile', async () => {
    const parties = await newParties();
    await choose(parties, { timezone: 'UTC', quietHours: await quietNow() });
    const order = await createOrder(parties);
    for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
    await drain();
    await local('POST', 'clock', { advance: 'PT2H' });
    await drain();
    expect(await mailOf(order.id, 'order_confirmed', parties.buyer)).toBe('withdrawn');
    expect(await mailOf(order.id, 'processing', parties.buyer)).toBe('sent');
  });

  it('that somebody ends or takes back release what waits, without waiting for the morning', async () => {
    const parties = await newParties();
    await choose(parties, { timezone: 'UTC', quietHours: await quietNow() });
    const [wanted, unwanted] = [await createOrder(parties), await createOrder(parties)];
    await putStatus(wanted.id, parties.seller, 'confirmed');
    await drain();
    expect(await mailOf(wanted.id, 'order_confirmed', parties.buyer)).toBe('scheduled');
    await choose(parties, { languagePreference: 'en' });
    await drain();
    expect(await mailOf(wanted.id, 'order_confirmed', parties.buyer)).toBe('scheduled');
    await choose(parties, { quietHours: { start: '00:00', end: '00:00' } });
    await soon();
    expect(await mailOf(wanted.id, 'order_confirmed', parties.buyer)).toBe('sent');
    await choose(parties, { quietHours: await quietNow() });
    await putStatus(unwanted.id, parties.seller, 'confirmed');
    await drain();
    await choose(parties, { emailNotifications: { order_confirmed: false } });
    await soon();
    expect(await mailOf(unwanted.id, 'order_confirmed', parties.buyer)).toBe('withdrawn');
    expect(await local('GET', 'denied')).toEqual([]);
  });

  it('go on where the person has moved, and a turned-off message never comes', async () => {
    const parties = await newParties();
    const hours = await quietNow();
    await choose(parties, { timezone: 'UTC', quietHours: hours });
    const moved = await createOrder(parties);
    await putStatus(moved.id, parties.seller, 'confirmed');
    await drain();
    // Five and a half hours on in the west, the same clock shows the hours later.
    await choose(parties, { timezone: 'Atlantic/Azores', quietHours: { start: '00:00', end: '23:59' } });
    await local('POST', 'clock', { advance: 'PT2H' });
    await drain();
    expect(await mailOf(moved.id, 'order_confirmed', parties.buyer)).toBe('scheduled');
    await choose(parties, { emailNotifications: { order_confirmed: false } });
    await local('POST', 'clock', { advance: 'PT25H' });
    await drain();
    expect(await mailOf(moved.id, 'order_confirmed', parties.buyer)).toBe('withdrawn');
  });

  it.each(['urgent', 'normal', 'low'] as const)('hold what is %s, and it goes out in its lane', async (priority) => {
    const parties = await newParties();
    await choose(parties, { timezone: 'UTC', quietHours: await quietNow() });
    const notice = { type: 'order_confirmed', channels: ['email'], priority };
    const order = await createOrder(parties, { orderType: await workflowThatNotifies(parties.admin, notice) });
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    expect(await mailOf(order.id, 'order_confirmed', parties.buyer)).toBe('scheduled');
    await local('POST', 'clock', { advance: 'PT2H' });
    await drain();
    expect(await mailOf(order.id, 'order_confirmed', parties.buyer)).toBe('sent');
  });

  it('hold what is written to many, for those who chose them', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await drain();
    await choose(parties, { timezone: 'UTC', quietHours: await quietNow() });
    const segment = { phases: ['placed', 'confirmed'], sellerId: parties.sellerId };
    const body = { segment, subject: 'A todos', message: 'Hoy nieva.', channels: ['email'], dryRun: false };
    const started = await call('POST', '/api/admin/notifications/bulk-send', { token: parties.admin, body });
    expect(started.status, started.text).toBe(202);
    await drain();
    expect(await mailOf(order.id, 'custom', parties.buyer)).toBe('scheduled');
    await local('POST', 'clock', { advance: 'PT2H' });
    await drain();
    expect(await mailOf(order.id, 'custom', parties.buyer)).toBe('sent');
  });
});

describe('messages to many that wait for the morning', () => {
  const PATH = '/api/admin/notifications/bulk-send';
  /** Planned at night, so that the job is done and its message waits. */
  const waiting = async (parties: Awaited<ReturnType<typeof newParties>>) => {
    const order = await createOrder(parties);
    await drain();
    await choose(parties, { timezone: 'UTC', quietHours: await quietNow() });
    const segment = { phases: ['placed', 'confirmed'], sellerId: parties.sellerId };
    const body = { segment, subject: 'A todos', message: 'Hoy nieva.', channels: ['email'], dryRun: false };
    const send = () => call<{ jobId: string; code: string }>('POST', PATH, { token: parties.admin, body });
    const started = await send();
    expect(started.status, started.text).toBe(202);
    await drain();
    expect(await mailOf(order.id, 'custom', parties.buyer)).toBe('scheduled');
    return { order, jobId: started.body.jobId, send };
  };
  const turn = async (jobId: string, how: string, token: string) => {
    const turned = await call('POST', `${PATH}/${jobId}/${how}`, { token });
    expect(turned.status, turned.text).toBe(200);
  };

  it('never go where their job is cancelled, though it was done; the same may be sent anew then', async () => {
    const parties = await newParties();
    const { order, jobId, send } = await waiting(parties);
    expect((await send()).body).toMatchObject({ code: 'ALREADY_EXISTS', jobId });
    await turn(jobId, 'cancel', parties.admin);
    await local('POST', 'clock', { advance: 'PT2H' });
    await drain();
    expect(await mailOf(order.id, 'custom', parties.buyer)).toBe('withdrawn');
    expect((await outbox(order.id)).filter(({ subject }) => subject === 'A todos')).toEqual([]);
  });
});

describe('messages of low priority', () => {
  it('of one shop within the hour go as one mail; the inbox has each at once', async () => {
    const parties = await newParties();
    const face = { name: 'Granja', email: `${parties.sellerId}@example.com`, locale: 'en' };
    const made = await call('PUT', `/api/shops/${parties.sellerId}`, { token: parties.seller, body: face });
    expect(made.status, made.text).toBeLessThan(300);
    const farm = { orderType: 'farm', fulfilmentType: 'pickup' };
    const orders = [
      await createOrder(parties, farm),
      await createOrder(parties, farm),
      await createOrder(parties, farm),
    ];
    await drain();
    const reminders = async () =>
      (await Promise.all(orders.map(({ id }) => notificationsOf(id, parties.seller))))
        .flat()
        .filter(({ type }) => type === 'order_reminder')
        .map(({ channel, status }) => `${channel} ${status}`)
        .toSorted();
    await local('POST', 'clock', { advance: 'PT12H1M' });
    await drain();
    await local('POST', 'clock', { advance: 'PT1H1M' });
    await drain();
    const mails = (await Promise.all(orders.map(({ id }) => outbox(id)))).flat().filter(({ to }) => to === face.email);
    const digests = mails.filter(({ subject }) => subject?.startsWith('Updates on orders'));
    expect(
      digests.map(({ subject }) => orders.filter(({ orderNumber }) => subject?.includes(orderNumber)).length),
    ).toEqual([3]);
    expect(await reminders()).toEqual([
      'email sent',
      'email withdrawn',
      'email withdrawn',
      'in_app delivered',
      'in_app delivered',
      'in_app delivered',
    ]);
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
