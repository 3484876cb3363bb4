import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { call, drain, local, outbox } from './support/api.ts';
import { atNoon, tomorrowAt } from './support/clock.ts';
import { type Notice, workflowThatNotifies } from './support/custom-workflow.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';

let parties: Parties;
let orderType: string;

const workflowByText = (priority: Notice['priority']): Promise<string> =>
  workflowThatNotifies(parties.admin, { type: 'shipped', channels: ['sms'], priority });

beforeAll(async () => {
  await atNoon();
  parties = await newParties();
  orderType = await workflowByText('urgent');
});
afterEach(async () => {
  await local('DELETE', 'faults');
  await drain();
});
afterAll(() => local('POST', 'clock', { reset: true }));

let numbers = 0;
/** A Spanish mobile that no other test writes to. */
const aNumber = (): string => {
  numbers += 1;
  return `+346${String(Date.now()).slice(-6)}${String(numbers).padStart(2, '0')}`;
};

const confirm = async (phone: string, type = orderType) => {
  const customer = { name: 'Ana', email: `${unique('ana')}@example.com`, phone };
  const order = await createOrder(parties, { orderType: type, customer });
  const moved = await putStatus(order.id, parties.seller, 'confirmed');
  expect(moved.status, moved.text).toBe(200);
  return order;
};

const confirmed = async (phone: string) => {
  const order = await confirm(phone);
  await drain();
  return order;
};

const texts = async (orderId: string) =>
  (await outbox(orderId)).filter((entry) => (entry as { readonly channel?: string }).channel === 'sms');

const records = async (orderId: string) => {
  const { body } = await call<{ notifications: readonly Record<string, unknown>[] }>(
    'GET',
    `/api/orders/${orderId}/timeline`,
    { token: parties.seller },
  );
  return body.notifications.filter(({ channel }) => channel === 'sms').map(({ status }) => status);
};

interface Shown {
  readonly channel: string;
  readonly status: string;
  readonly scheduledAt: string | null;
  readonly attempts: readonly { readonly outcome: string | null }[];
}

/** The texts of an order with each attempt to send them, as support sees them. */
const sms = async (orderId: string): Promise<readonly Shown[]> => {
  const path = `/api/notifications/history?orderId=${orderId}`;
  const { body } = await call<{ notifications: readonly Shown[] }>('GET', path, { token: parties.admin });
  return body.notifications.filter(({ channel }) => channel === 'sms');
};

const outcomes = async (orderId: string) =>
  (await sms(orderId)).flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome));

describe('a text message', () => {
  it('goes to the telephone of the order, once, with no more rights than it takes', async () => {
    const phone = aNumber();
    const { id, orderNumber } = await confirmed(phone);
    expect(await texts(id)).toEqual([
      expect.objectContaining({ to: phone, orderId: id, text: expect.stringContaining(orderNumber) }),
    ]);
    expect(await records(id)).toEqual(['sent']);
    expect(await local('GET', 'denied')).toEqual([]);
  });

  it.each(['urgent', 'low'] as const)(
    'goes to no country that the stage does not write to, nor when it is sent again: %s',
    async (priority) => {
      const order = await confirm('+8613800138000', await workflowByText(priority));
      await drain();
      // What is of low priority waits for others that it could go out with.
      await local('POST', 'clock', { advance: 'PT1H5M' });
      await drain();
      expect([await texts(order.id), await records(order.id)]).toEqual([[], ['failed']]);
      const path = `/api/admin/orders/${order.id}/notifications/retry`;
      const again = await call<{ retried: readonly string[] }>('POST', path, { token: parties.admin, body: {} });
      expect([again.status, again.body.retried.length], again.text).toEqual([200, 1]);
      await drain();
      expect([await texts(order.id), await records(order.id)]).toEqual([[], ['failed']]);
      expect((await outcomes(order.id)).filter((outcome) => outcome === 'refused')).toHaveLength(2);
    },
  );

  it('that SNS does not take goes by Twilio, and once', async () => {
    const error = { code: 'ServiceUnavailable', status: 503, message: 'x' };
    await local('POST', 'faults', { service: 'sns', kind: 'error', error });
    const { id } = await confirmed(aNumber());
    expect(await texts(id)).toEqual([expect.objectContaining({ provider: 'twilio' })]);
    expect(await records(id)).toEqual(['sent']);
  });

  it('that SNS has no room for comes again', async () => {
    await local('POST', 'faults', { service: 'sns', kind: 'throttle', times: 1 });
    const { id } = await confirmed(aNumber());
    await local('POST', 'clock', { advance: 'PT1M' });
    await drain();
    expect(await texts(id)).toHaveLength(1);
    expect(await records(id)).toEqual(['sent']);
  });

  it('that waited for its provider into the night goes out in the morning, an urgent one as its person chose', async () => {
    const normal = await workflowByText('normal');
    await local('POST', 'clock', { set: tomorrowAt('21:40') });
    const dayAfterTomorrow = new Date(Date.parse(tomorrowAt('21:40')) + 86_400_000).toISOString().slice(0, 10);
    const chosen = { timezone: 'UTC', quietHours: { start: '22:00', end: '08:00', allowUrgent: true } };
    const path = '/api/notifications/preferences';
    expect((await call('PUT', path, { token: parties.buyer, body: chosen })).status).toBe(200);
    await local('POST', 'faults', { service: 'sns', kind: 'throttle' });
    const [usual, urgent] = [await confirm(aNumber(), normal), await confirm(aNumber())];
    for (const { id } of [usual, urgent])
      await eventually(async () => expect(await outcomes(id)).toContain('throttled'));

    await local('POST', 'clock', { set: tomorrowAt('23:30') });
    await local('DELETE', 'faults');
    for (const _minute of [1, 2, 3]) {
      await local('POST', 'clock', { advance: 'PT1M' });
      await drain();
    }
    expect([await texts(usual.id), await texts(urgent.id)].map(({ length }) => length)).toEqual([0, 1]);
    const [held] = await sms(usual.id);
    expect(held).toMatchObject({ status: 'scheduled', scheduledAt: `${dayAfterTomorrow}T08:00:00.000Z` });

    await local('POST', 'clock', { set: `${dayAfterTomorrow}T08:02:00.000Z` });
    await drain();
    expect(await records(usual.id)).toEqual(['sent']);
    expect([await texts(usual.id), await texts(urgent.id)].map(({ length }) => length)).toEqual([1, 1]);
  });
});

describe('the log of texts', () => {
  const reported = async (phone: string, type: 'delivery' | 'bounce') => {
    const order = await confirmed(phone);
    const [text] = await texts(order.id);
    // What the log says twice is recorded once.
    for (const _time of [1, 2]) await local('POST', 'receipts', { messageId: text?.messageId, type });
    return order;
  };

  it('says that one was delivered', async () => {
    const { id } = await reported(aNumber(), 'delivery');
    expect(await records(id)).toEqual(['delivered']);
    expect(await local('GET', 'denied')).toEqual([]);
  });

  it('says that one was not, and nobody writes to that number again', async () => {
    const phone = aNumber();
    const { id } = await reported(phone, 'bounce');
    expect(await records(id)).toEqual(['failed']);
    const next = await confirmed(phone);
    expect(await records(next.id)).toEqual(['suppressed']);
  });
});

describe('Twilio', () => {
  const sendsAll = () =>
    local('POST', 'faults', {
      service: 'sns',
      kind: 'error',
      error: { code: 'ServiceUnavailable', status: 503, message: 'x' },
    });
  const replies = (from: string, reply: string) => local('POST', 'simulators/twilio', { from, reply });

  it('reports what became of a text, and is believed by its signature', async () => {
    await sendsAll();
    const { id } = await confirmed(aNumber());
    const [text] = await texts(id);
    await local('POST', 'receipts', { messageId: text?.messageId, type: 'delivery' });
    expect(await records(id)).toEqual(['delivered']);
  });

  it('knows who wrote STOP: nobody writes to them again before they write START', async () => {
    await sendsAll();
    const phone = aNumber();
    expect(await replies(phone, 'STOP')).toMatchObject({ status: 200 });
    const stopped = await confirmed(phone);
    expect(await records(stopped.id)).toEqual(['suppressed']);
    expect(await replies(phone, 'START')).toMatchObject({ status: 200 });
    const started = await confirmed(phone);
    expect((await texts(started.id)).map(({ to }) => to)).toEqual([phone]);
  });

  it('refuses a number whose STOP we have not heard: it is not asked for again', async () => {
    await sendsAll();
    const phone = aNumber();
    await local('POST', 'simulators/twilio', { stop: phone });
    const refused = await confirmed(phone);
    expect([await records(refused.id), await outcomes(refused.id)]).toEqual([['failed'], ['refused']]);
    expect(await records((await confirmed(phone)).id)).toEqual(['suppressed']);
  });
});
