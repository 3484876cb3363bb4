/** Whose credentials open an order, and until when, over HTTP. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { callerOf } from '../../../functions/http/caller.ts';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { linksRevokedWithCustomer } from '../../../shared/orders/use-cases/change.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import {
  admin,
  buyer,
  csr,
  driver,
  otherSeller,
  START,
  seller,
  stranger,
  system,
  type World,
  world,
} from './support/world.ts';

const made = async () => {
  const api = world();
  const orderId = (await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE })).body.order.id;
  const path = `/api/orders/${orderId}`;
  const revoke = (as: Caller, body: object = {}) => api.call('POST', `${path}/revoke-links`, { as, body });
  const guest = (linkGeneration?: number): Caller => ({
    kind: 'guest',
    orderId,
    ...(linkGeneration !== undefined && { linkGeneration }),
  });
  const status = async (as: Caller) => (await api.call('GET', `${path}/status`, { as })).status;
  return { api, orderId, path, revoke, guest, status };
};

describe('the links of an order', () => {
  it('are void once they are revoked, on every route that takes one; those made since open it', async () => {
    const { api, path, revoke, guest, status } = await made();
    expect(await status(guest())).toBe(200);
    expect((await revoke(csr, { reason: 'Forwarded to a stranger' })).status).toBe(200);
    const asks: readonly (readonly [string, string, object?])[] = [
      ['GET', '/status'],
      ['GET', '/timeline'],
      ['PUT', '/status', { status: 'cancelled' }],
      ['POST', '/support', { subject: 'a', message: 'b' }],
      ['POST', '/reschedule', { estimatedDelivery: '2026-12-01' }],
      ['POST', '/address-change', { address: { line1: 'a', city: 'b', country: 'ES' } }],
      ['POST', '/delivery-preferences', { place: 'Door' }],
      ['POST', '/dispute', { reason: 'a' }],
      ['POST', '/feedback', { rating: 1 }],
    ];
    for (const [method, below, body] of asks) {
      const response = await api.call(method, `${path}${below}`, { as: guest(), ...(body && { body }) });
      expect(response.body, below).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
    expect(await status(guest(1))).toBe(200);
    expect((await revoke(buyer)).status).toBe(200);
    expect([await status(guest(1)), await status(guest(2))]).toEqual([401, 200]);
    expect(await status(buyer)).toBe(200);
  });

  it('are revoked by its people, audited, and by nobody else', async () => {
    const { api, orderId, revoke, guest } = await made();
    for (const as of [buyer, seller, csr, admin, system]) expect((await revoke(as)).status).toBe(200);
    for (const as of [stranger, otherSeller, driver]) expect((await revoke(as)).status).toBe(404);
    expect((await revoke(guest(5))).status).toBe(401);
    expect((await revoke(csr, { reason: 'x', more: 1 })).status).toBe(422);
    const audited = [...api.state.audit.values()].filter(({ action }) => action === 'order.links_revoked');
    expect(audited).toHaveLength(5);
    expect(audited[0]).toMatchObject({ subject: orderId, actor: { role: 'customer', id: 'user-2041' } });
    const { events } = await api.parts.store.history(orderId, { limit: 10 });
    expect(events.map(({ type }) => type).slice(1)).toEqual(Array(5).fill('links_revoked'));
  });

  it.each([
    ['a buyer', { buyerId: 'buyer-2' }],
    ['a guest', { guestEmail: 'new@example.com' }],
    ['a mailbox', { customer: { name: 'Ana Ruiz', email: 'new@example.com' } }],
  ])('go with their customer: %s takes over', (_, given) => {
    const before = anOrder({ orderId: 'ord_1' });
    expect(linksRevokedWithCustomer(before, { ...before, ...given }).linkGeneration).toBe(1);
    const revoked = { ...before, linkGeneration: 4 };
    expect(linksRevokedWithCustomer(revoked, { ...revoked, ...given }).linkGeneration).toBe(5);
    const renamed = { ...before, customer: { ...before.customer, name: 'Ana R.', phone: '+34600111222' } };
    expect(linksRevokedWithCustomer(before, renamed)).toBe(renamed);
  });
});

describe('the access of a user', () => {
  const issuedAt = START.toISOString();
  const revoke = (api: World, as: Caller, userId = 'keeper-7') =>
    api.call('POST', `/api/admin/users/${userId}/revoke-access`, { as, body: { reason: 'Left the shop' } });

  it('is revoked by an administrator, audited, for every token issued so far', async () => {
    const { api, orderId } = await made();
    const read = async (caller: Caller, path = `/api/orders/${orderId}/status`) =>
      (await api.call('GET', path, { as: caller })).status;
    const old = { ...seller, issuedAt } as Caller;
    expect(await read(old)).toBe(200);
    api.advance(60_000);
    expect((await revoke(api, admin)).body).toEqual({ userId: 'keeper-7', revokedAt: '2026-11-20T10:01:00.000Z' });
    expect(api.state.audit.at(-1)).toMatchObject({
      action: 'user.access_revoked',
      subject: 'keeper-7',
      reason: 'Left the shop',
    });
    api.advance(10_000);
    for (const path of [
      `/api/orders/${orderId}/status`,
      `/orders/tracking/${orderId}`,
      '/api/admin/listings/x?sellerId=shop-7',
    ]) {
      expect(await read(old, path), path).toBe(401);
      expect(await read(seller, path), path).toBe(401);
      expect(await read({ ...seller, issuedAt: '2026-11-20T10:01:05.000Z' } as Caller, path), path).not.toBe(401);
    }
    expect(await read({ ...buyer, issuedAt } as Caller)).toBe(200);
  });

  it('is revoked by nobody else, and not without a reason', async () => {
    const { api } = await made();
    for (const as of [csr, seller, buyer, system]) expect((await revoke(api, as)).status).toBe(403);
    expect((await api.call('POST', '/api/admin/users/u/revoke-access', { as: admin, body: {} })).status).toBe(422);
  });
});

describe('who calls', () => {
  it('is what the authorizer found, and nothing else in the event', () => {
    const from = (authorizer: object) =>
      callerOf({ requestContext: { authorizer } } as unknown as APIGatewayProxyEventV2);
    const caller = { kind: 'user', sub: 'u-1', roles: ['csr'], sellerIds: [] };
    expect(from({ lambda: { callerJson: JSON.stringify(caller) } })).toEqual(caller);
    const claims = { sub: 'u-1', exp: '4102444800', roles: '[admin]' };
    for (const given of [{}, { jwt: { claims } }, { claims }, { lambda: { claims, caller } }]) {
      expect(from(given)).toEqual({ kind: 'anonymous' });
    }
  });
});

describe('requests for a link by mail', () => {
  it('count for a number however it is written, by the hour and by the day', async () => {
    const api = world();
    const ask = (number: string) =>
      api.call('GET', `/api/orders/track?${new URLSearchParams({ number, email: 'a@example.com' })}`);
    const statuses: number[] = [];
    for (const number of ['ORD-2026-000173', 'ord-2026-000173', 'ORD-2026-000173', 'ord-2026-000173']) {
      statuses.push((await ask(number)).status);
    }
    expect(statuses).toEqual([202, 202, 202, 429]);
    for (let hour = 0; hour < 4; hour += 1) {
      api.advance(3_600_000);
      for (let n = 0; n < 3; n += 1) statuses.push((await ask('ORD-2026-000173')).status);
    }
    expect(statuses.filter((status) => status === 202).length).toBeLessThanOrEqual(10);
    expect((await ask('ORD-2026-000174')).status).toBe(202);
  });
});
