import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, drain, local, outbox } from './support/api.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';

let parties: Parties;
let orderType: string;

/** A workflow that sends a text message when an order is confirmed. */
const workflowByText = async (): Promise<string> => {
  const admin = { token: parties.admin };
  const { body } = await call<Record<string, unknown> & { statuses: Record<string, object> }>(
    'GET',
    '/api/admin/workflows/digital',
    admin,
  );
  const { version: _version, ...rest } = body;
  const id = unique('text-post').toLowerCase();
  const notify = [{ type: 'shipped', channels: ['sms'], priority: 'urgent' }];
  const statuses = { ...rest.statuses, confirmed: { ...rest.statuses.confirmed, notify } };
  const made = await call('POST', '/api/admin/workflows', { ...admin, body: { ...rest, id, title: 'Text', statuses } });
  expect(made.status, made.text).toBe(201);
  return id;
};

/** The next noon: nobody's night, wherever the tests run. */
const noon = (): string => new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 11 * 3_600_000).toISOString();

beforeAll(async () => {
  await local('POST', 'clock', { set: noon() });
  parties = await newParties();
  orderType = await workflowByText();
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

const confirmed = async (phone: string) => {
  const customer = { name: 'Ana', email: `${unique('ana')}@example.com`, phone };
  const order = await createOrder(parties, { orderType, customer });
  const moved = await putStatus(order.id, parties.seller, 'confirmed');
  expect(moved.status, moved.text).toBe(200);
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

  it('goes to no country that the stage does not write to', async () => {
    const { id } = await confirmed('+8613800138000');
    expect(await texts(id)).toEqual([]);
    expect(await records(id)).toEqual(['failed']);
  });

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
});
