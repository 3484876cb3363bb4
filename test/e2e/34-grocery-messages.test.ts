import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, drain, local, outbox, tokenFor } from './support/api.ts';
import { newParties, type Parties, unique } from './support/orders.ts';

/** The next noon: nobody's night, wherever the tests run. */
const noon = (): string => new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 11 * 3_600_000).toISOString();

let parties: Parties;
const driverId = unique('driver');
const device = (): string => `${unique('fcm')}:${'t'.repeat(40)}`;
const tokens = { customer: device(), store: device(), driver: device() };
const PHONE = '+34600111222';

const driverToken = (): Promise<string> => tokenFor({ sub: driverId, roles: ['driver'] });

const ok = async (...given: Parameters<typeof call>): Promise<void> => {
  const response = await call(...given);
  expect(response.status, response.text).toBeLessThan(300);
};

const register = (owner: keyof typeof tokens, token: string, of: object = {}): Promise<void> =>
  ok('POST', '/api/notifications/push/register-token', {
    token,
    body: { token: tokens[owner], platform: 'android', ...of },
  });

beforeAll(async () => {
  await local('POST', 'clock', { set: noon() });
  parties = await newParties();
  const { seller, buyer } = parties;
  const face = { name: 'Green Corner', email: 'corner@example.com', phone: '+34600333444', locale: 'en' };
  await ok('PUT', `/api/shops/${parties.sellerId}`, { token: seller, body: face });
  await register('customer', buyer);
  await register('store', seller, { sellerId: parties.sellerId });
  await register('driver', await driverToken());
  await ok('POST', '/api/notifications/whatsapp/opt-in', { token: buyer, body: { phoneNumber: PHONE } });
});
afterAll(() => local('POST', 'clock', { reset: true }));

/** The order's path, reported by the store and the driver themselves. */
const deliver = async (): Promise<string> => {
  const { seller } = parties;
  const orderId = unique('groc');
  const body = {
    order_id: orderId,
    store_id: parties.sellerId,
    customer_id: parties.buyerId,
    customer: { name: 'Ana Ruiz', phone: PHONE },
    items: [{ name: 'Milk', quantity: 1, unit_price: '1.00' }],
    locale: 'en',
  };
  await ok('POST', '/orders/tracking/init', { token: parties.system, headers: { 'idempotency-key': orderId }, body });
  await drain();
  const path = `/orders/tracking/${orderId}`;
  const status = (token: string, to: string) => ok('PUT', `${path}/status`, { token, body: { status: to } });
  await ok('POST', `${path}/acknowledge`, { token: seller, body: {} });
  await status(seller, 'picking_in_progress');
  await status(seller, 'ready_for_pickup');
  const driver = { driver_id: driverId, name: 'Marta', phone: '+34600555666', provider: 'own' };
  await ok('PUT', `${path}/driver`, { token: seller, body: driver });
  for (const to of ['driver_pickup_complete', 'in_transit']) await status(await driverToken(), to);
  await ok('PUT', `${path}/delivered`, { token: await driverToken(), body: {} });
  await drain();
  return orderId;
};

interface Sent {
  readonly channel: string;
  readonly to: string;
  readonly title?: string;
  readonly text?: string;
}

const inboxOf = async (token: string, query = ''): Promise<readonly string[]> => {
  const reply = await call<{ notifications: { type: string; title: string; orderId: string }[] }>(
    'GET',
    `/api/notifications?limit=50${query}`,
    { token },
  );
  return reply.body.notifications.map(({ title }) => title).toReversed();
};

describe('one grocery order', () => {
  it('is reported to its customer, its store and its driver, each over their own channels', async () => {
    const orderId = await deliver();
    const sent = (await outbox(orderId)) as unknown as readonly Sent[];
    const to = (address: string, channel: string) =>
      sent.filter((one) => one.channel === channel && one.to.includes(address)).length;
    // Confirmed, driver assigned, on its way, delivered; and that it was received.
    expect({ push: to(tokens.customer, 'push'), whatsapp: to(PHONE.slice(1), 'whatsapp') }).toEqual({
      push: 5,
      whatsapp: 3,
    });
    expect({ push: to(tokens.store, 'push'), sms: to('+34600333444', 'sms') }).toEqual({ push: 1, sms: 1 });
    expect({ push: to(tokens.driver, 'push'), sms: to('+34600555666', 'sms') }).toEqual({ push: 1, sms: 1 });
    expect(await inboxOf(parties.seller, `&sellerId=${parties.sellerId}`)).toEqual(['You have a new order']);
    expect(await inboxOf(await driverToken())).toEqual(['You have a new delivery']);
    expect(await inboxOf(parties.buyer)).toEqual(
      expect.arrayContaining(['Your driver is assigned', 'Out for delivery', 'Delivered']),
    );
    expect(await local('GET', 'denied')).toEqual([]);
  });

  it('that nobody can deliver is reported to support', async () => {
    const orderId = unique('groc');
    const { system, admin, sellerId: store_id, buyerId: customer_id } = parties;
    const items = [{ name: 'Milk', quantity: 1, unit_price: '1.00' }];
    const body = { order_id: orderId, store_id, customer_id, items };
    await ok('POST', '/orders/tracking/init', { token: system, headers: { 'idempotency-key': orderId }, body });
    await drain();
    const forced = { status: 'failed', force: true, reason: 'nobody is at home' };
    await ok('POST', `/api/admin/orders/${orderId}/status`, { token: admin, body: forced });
    await drain();
    const mails = (await outbox(orderId)).filter(({ to }) => to.includes('support@wismo.example'));
    expect(mails.map(({ subject }) => subject)).toHaveLength(1);
  });
});

describe('a customer who has chosen what becomes of missing items', () => {
  const picking = async (): Promise<string> => {
    const { system, seller, sellerId: store_id, buyerId: customer_id } = parties;
    const orderId = unique('groc');
    const items = [{ name: 'Milk', quantity: 1, unit_price: '1.00' }];
    const body = { order_id: orderId, store_id, customer_id, items, locale: 'en' };
    await ok('POST', '/orders/tracking/init', { token: system, headers: { 'idempotency-key': orderId }, body });
    await ok('POST', `/orders/tracking/${orderId}/acknowledge`, { token: seller, body: {} });
    const path = `/orders/tracking/${orderId}/status`;
    await ok('PUT', path, { token: seller, body: { status: 'picking_in_progress' } });
    return orderId;
  };
  const choose = (substitutionPreference: string) =>
    ok('PUT', '/api/notifications/preferences', { token: parties.buyer, body: { substitutionPreference } });
  const read = async (orderId: string) => {
    const { body } = await call<{
      current_status: string;
      substitutions: readonly { status: string }[];
    }>('GET', `/orders/tracking/${orderId}`, { token: parties.buyer });
    return [body.current_status, ...body.substitutions.map(({ status }) => status)];
  };
  const propose = async (orderId: string): Promise<void> => {
    const { body } = await call<{ items: { itemId: string }[] }>('GET', `/api/orders/${orderId}`, {
      token: parties.seller,
    });
    const substitutions = [
      { item_id: body.items[0]?.itemId, substitute: { name: 'Oat milk', quantity: 1, unit_price: '1.20' } },
    ];
    await ok('PUT', `/orders/tracking/${orderId}/substitutions`, { token: parties.seller, body: { substitutions } });
  };

  it.each([
    ['accept', 'approved'],
    ['refund', 'refunded'],
  ])('%s: is not asked', async (preference, outcome) => {
    await choose(preference);
    const orderId = await picking();
    await propose(orderId);
    expect(await read(orderId)).toEqual(['picking_in_progress', outcome]);
  });

  it('ask, and then accept before the question is over: is not asked again', async () => {
    await choose('ask');
    const orderId = await picking();
    await propose(orderId);
    expect(await read(orderId)).toEqual(['substitutions_needed', 'proposed']);
    await choose('accept');
    await drain();
    await local('POST', 'clock', { advance: 'PT11M' });
    await drain();
    expect(await read(orderId)).toEqual(['picking_in_progress', 'approved']);
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
