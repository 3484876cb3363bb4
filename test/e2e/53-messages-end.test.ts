/** Messages end when the right ends by which somebody had them sent to themselves: on the whole service. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, drain, local, outbox, tokenFor } from './support/api.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';

interface Taken {
  readonly channel: string;
  readonly to: string;
}

const REGISTER = '/api/notifications/push/register-token';
const phoneToken = (): string => `${unique('fcm')}:${'t'.repeat(40)}`;
const pushed = async (orderId: string): Promise<readonly string[]> =>
  ((await outbox(orderId)) as unknown as readonly Taken[])
    .filter(({ channel }) => channel === 'push')
    .map(({ to }) => to);

let parties: Parties;
beforeAll(async () => {
  // The next noon: nobody's night, wherever the tests run.
  const noon = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 11 * 3_600_000).toISOString();
  await local('POST', 'clock', { set: noon });
  parties = await newParties();
});
afterAll(() => local('POST', 'clock', { reset: true }));

describe('a guest’s device', () => {
  it('is sent nothing once the link is revoked that registered it', async () => {
    const guest = `${unique('guest')}@example.com`;
    const order = await createOrder(parties, { buyerId: undefined, guestEmail: guest, customer: { email: guest } });
    const link = new URL(order.trackingUrl ?? '').searchParams.get('token');
    // What its creation asks for is planned before there is a device.
    await drain();
    const token = phoneToken();
    const body = { token, platform: 'android' };
    const registered = await call('POST', `${REGISTER}?token=${link}`, { body });
    expect(registered.status, registered.text).toBe(200);
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    expect(await pushed(order.id)).toEqual([token]);
    await call('POST', `/api/orders/${order.id}/revoke-links`, { token: parties.seller, body: {} });
    expect((await call('POST', `${REGISTER}?token=${link}`, { body })).status).toBe(401);
    await putStatus(order.id, parties.seller, 'processing');
    await putStatus(order.id, parties.seller, 'shipped', { trackingNumber: '1Z999AA10123456784' });
    await drain();
    expect(await pushed(order.id)).toEqual([token]);
  });
});

describe('a seller’s device', () => {
  it('is sent none of the shop’s orders once the access of its owner is revoked', async () => {
    const keepers = [unique('keeper'), unique('keeper')];
    const devices = [phoneToken(), phoneToken()];
    for (const [n, sub] of keepers.entries()) {
      const token = await tokenFor({ sub, roles: ['seller'], seller_ids: [parties.sellerId] });
      const body = { token: devices[n], platform: 'ios', sellerId: parties.sellerId };
      expect((await call('POST', REGISTER, { token, body })).status).toBe(200);
    }
    const toShop = async (): Promise<readonly string[]> => {
      const { id } = await createOrder(parties, { orderType: 'digital' });
      await drain();
      return (await pushed(id)).filter((to) => devices.includes(to)).toSorted();
    };
    expect(await toShop()).toEqual(devices.toSorted());
    const path = `/api/admin/users/${keepers[0]}/revoke-access`;
    await call('POST', path, { token: parties.admin, body: { reason: 'Left the shop' } });
    // Longer than a function believes what it has read.
    await local('POST', 'clock', { advance: 'PT15S' });
    expect(await toShop()).toEqual([devices[1]]);
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
