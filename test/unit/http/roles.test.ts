/** Who may use which route at all: by the roles of a token, and by the part in an order that the caller can see. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE, STORE_ORDER_EXAMPLE } from '../../../shared/contract/examples.ts';
import { OPERATIONS } from '../../../shared/contract/operations.ts';
import { gatewayRoutes, type OperationId, ROUTES, type RouteDefinition } from '../../../shared/contract/routes.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { ROLES, type Role } from '../../../shared/workflows/workflow.ts';
import { admin, buyer, csr, driver, seller, system, type World, world } from './support/world.ts';

const TOKEN_ROLES = ROLES.filter((role) => role !== 'guest' && role !== 'carrier');

describe('a route for some roles', () => {
  const restricted = gatewayRoutes().filter(({ roles }) => roles !== undefined);
  const cells = restricted.flatMap((route) => TOKEN_ROLES.map((role) => [role, route] as const));
  const named = cells.map(([role, route]) => [role, `${route.method} ${route.path}`, route] as const);

  it.each(named)('%s, %s', async (role, _, route) => {
    const as: Caller = { kind: 'user', sub: 'u-1', roles: [role], sellerIds: role === 'seller' ? ['shop-1'] : [] };
    const path = route.path.replaceAll(/\{\w+\}/g, 'none');
    const { body, status } = await world().call(route.method, path, {
      as,
      body: OPERATIONS[route.operationId].example,
    });
    if (route.roles?.includes(role)) expect(status).not.toBe(403);
    else expect(body).toMatchObject({ status: 403, code: 'ROLE_NOT_ALLOWED', allowedRoles: route.roles });
  });
});

/** By the part in the order; whoever is not named is refused with exactly these. */
const WHO_MAY: Partial<Record<OperationId, readonly Role[]>> = {
  setDeliveryPreferences: ['customer', 'guest', 'csr', 'admin'],
  rescheduleDelivery: ['customer', 'guest', 'csr', 'admin'],
  changeDeliveryAddress: ['customer', 'guest', 'csr', 'admin'],
  requestSupport: ['customer', 'guest'],
  giveFeedback: ['customer', 'guest'],
  prepareItem: ['seller', 'admin'],
  revokeLinks: ['customer', 'seller', 'csr', 'admin', 'system'],
  acknowledgeOrder: ['seller', 'admin'],
  changeSubstitutions: ['seller', 'admin'],
  assignDriver: ['seller', 'carrier', 'system', 'admin'],
  reportLocation: ['driver'],
  confirmDelivered: ['driver'],
};

const GUEST: Caller = { kind: 'guest', orderId: 'groc-1' };
const PAYMENT: Caller = { kind: 'user', sub: 'pay', roles: ['payment'], sellerIds: [] };
const PARTIES: Partial<Record<Role, Caller>> = {
  customer: buyer,
  guest: GUEST,
  seller,
  driver,
  csr,
  admin,
  system,
  payment: PAYMENT,
};

describe('an action on an order that the caller sees', () => {
  let api: World;
  beforeEach(async () => {
    api = world();
    const order = { ...STORE_ORDER_EXAMPLE, order_id: 'groc-1', customer_id: 'user-2041', store_id: 'shop-7' };
    expect((await api.call('POST', '/orders/tracking/init', { as: system, body: order })).status).toBe(201);
    const assigned = { driver_id: 'driver-9', name: 'Marta', provider: 'own' };
    const response = await api.call('PUT', '/orders/tracking/groc-1/driver', { as: seller, body: assigned });
    expect(response.status, response.text).toBe(200);
  });

  const cells = ROUTES.flatMap((route: RouteDefinition & { operationId: OperationId }) =>
    Object.entries(PARTIES).flatMap(([role, caller]) =>
      WHO_MAY[route.operationId] && (route.auth === 'jwt_or_guest' || caller.kind === 'user')
        ? [[role as Role, route.operationId, route, caller] as const]
        : [],
    ),
  );

  it.each(cells)('%s, %s', async (role, operationId, route, as) => {
    const path = route.path.replace(/\{order_?[iI]d\}/, 'groc-1').replace('{itemId}', 'item-1');
    const { body, status, text } = await api.call(route.method, path, { as, body: OPERATIONS[operationId].example });
    const allowed = WHO_MAY[operationId] ?? [];
    if (allowed.includes(role)) expect([403, 404], text).not.toContain(status);
    else expect(body).toMatchObject({ status: 403, code: 'ROLE_NOT_ALLOWED', allowedRoles: allowed });
  });

  it('of nobody’s who has no part in it is about an order that is not there', async () => {
    const stranger: Caller = { kind: 'user', sub: 'x', roles: ['customer', 'seller', 'driver'], sellerIds: ['shop-8'] };
    for (const { path, method, operationId } of ROUTES as readonly (RouteDefinition & { operationId: OperationId })[]) {
      if (!WHO_MAY[operationId]) continue;
      const at = path.replace(/\{order_?[iI]d\}/, 'groc-1').replace('{itemId}', 'item-1');
      const response = await api.call(method, at, { as: stranger, body: OPERATIONS[operationId].example });
      expect([operationId, response.body.code]).toEqual([operationId, 'NOT_FOUND']);
    }
  });

  it('a dispute is for whom the workflow lets dispute', async () => {
    const paymentResult = { ...CHECKOUT_EXAMPLE.paymentResult, paymentMethod: 'crypto' };
    const checkoutData = { ...CHECKOUT_EXAMPLE.checkoutData, orderType: 'marketplace' };
    const made = await api.call('POST', '/api/orders', { as: system, body: { paymentResult, checkoutData } });
    const { id } = made.body.order;
    const delivered = { status: 'delivered', force: true, reason: 'The courier called' };
    await api.call('POST', `/api/admin/orders/${id}/status`, { as: admin, body: delivered });
    const dispute = (as: Caller) =>
      api.call('POST', `/api/orders/${id}/dispute`, { as, body: { reason: 'The box was empty' } });
    const refused = await dispute(seller);
    expect(refused.body).toMatchObject({ status: 403, code: 'ROLE_NOT_ALLOWED' });
    expect(refused.body.allowedRoles.toSorted()).toEqual(['admin', 'csr', 'customer', 'payment']);
    expect((await dispute(buyer)).status).toBe(201);
  });
});
