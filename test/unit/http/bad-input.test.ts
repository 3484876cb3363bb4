import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { OPERATIONS } from '../../../shared/contract/operations.ts';
import { type OperationId, ROUTES, type RouteDefinition } from '../../../shared/contract/routes.ts';
import { admin, buyer, otherSeller, seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
let orderId: string;
beforeEach(async () => {
  api = world();
  orderId = (await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE })).body.order.id;
});

const HANDLED = ['OrdersApi', 'NotificationsApi', 'MessagesApi', 'TrackingApi', 'StoreApi', 'AdminApi', 'PlatformApi'];
const routes = ROUTES.filter(({ capability }) => HANDLED.includes(capability)) as readonly (RouteDefinition & {
  readonly operationId: OperationId;
})[];

const PARAMETERS: Readonly<Record<string, string>> = {
  buyerId: 'user-2041',
  sellerId: 'shop-7',
  itemId: 'item-1',
  jobId: 'bulk_1',
  listingId: 'lst-1',
  id: 'parcel',
  trackingNumber: '986578788855',
};
const pathOf = ({ path }: RouteDefinition): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMETERS[name] ?? orderId);

/** Somebody who may call the route at all. */
const callerOf = ({ roles }: RouteDefinition) => (roles?.includes('admin') ? admin : roles ? system : buyer);

const withBody = routes.filter(({ operationId }) => {
  const { body } = OPERATIONS[operationId];
  return body !== undefined && body !== 'raw';
});
const named = (list: typeof routes) => list.map((route) => [`${route.method} ${route.path}`, route] as const);

describe('every route', () => {
  it.each(named(routes.filter(({ auth }) => auth !== 'public' && auth !== 'optional')))(
    '%s wants a caller',
    async (_, route) => {
      const response = await api.call(route.method, pathOf(route), { body: {} });
      expect(response.body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
      expect(response.headers['WWW-Authenticate']).toBe('Bearer');
    },
  );

  it.each(named(routes.filter(({ path }) => /\{(orderId|order_id)\}/.test(path))))(
    '%s does not show somebody else’s order',
    async (_, route) => {
      const { example } = OPERATIONS[route.operationId];
      // Somebody with the role that the route may ask for, and no part in the order.
      const as = route.roles ? otherSeller : stranger;
      const response = await api.call(route.method, pathOf(route), { as, body: example ?? {} });
      const isForSellers = route.roles === undefined || route.roles.includes('seller');
      expect(response.body).toMatchObject(
        isForSellers ? { status: 404, code: 'NOT_FOUND' } : { status: 403, code: 'ROLE_NOT_ALLOWED' },
      );
    },
  );

  // The picture of a mail looks the same whatever the token: a broken one would show in the mail.
  const withId = routes.filter(({ path, operationId }) => path.includes('{') && operationId !== 'openMessage');
  it.each(named(withId))('%s knows no impossible id', async (_, route) => {
    const path = route.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent('ORDER#1 "x"'));
    const as = callerOf(route);
    expect((await api.call(route.method, path, { as, body: OPERATIONS[route.operationId].example ?? {} })).status).toBe(
      404,
    );
  });

  it.each(named(routes))('%s returns 404 or 405 for another method', async (_, route) => {
    const response = await api.call('PATCH', pathOf(route), { as: callerOf(route), body: {} });
    expect(response.body).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(response.headers.Allow?.split(', ')).toContain(route.method);
  });
});

describe('every body', () => {
  // What was paid for is not refused for a member that nobody knows.
  it.each(named(withBody.filter(({ operationId }) => operationId !== 'createOrder')))(
    '%s refuses an unknown field',
    async (_, route) => {
      const { example } = OPERATIONS[route.operationId];
      const body = { ...(example as object | undefined), surprise: 1 };
      const response = await api.call(route.method, pathOf(route), { as: callerOf(route), body });
      expect(response.body).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
      expect(response.body.errors.length).toBeGreaterThan(0);
    },
  );

  it.each(named(withBody))('%s refuses what is no object, no JSON, or not JSON by its type', async (_, route) => {
    const call = (body: unknown, headers = {}) =>
      api.call(route.method, pathOf(route), { as: callerOf(route), body, headers });
    for (const body of [[], null, 7, '"text"']) expect((await call(body)).body.code).toBe('VALIDATION_FAILED');
    expect((await call('{"a":')).body).toMatchObject({ status: 400, code: 'MALFORMED_JSON' });
    expect((await call('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).body).toMatchObject({
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
    expect((await call(JSON.stringify({ long: 'x'.repeat(300_000) }))).body).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
    });
  });

  it.each(named(withBody.filter(({ operationId }) => OPERATIONS[operationId].example !== undefined)))(
    '%s refuses wrong types in every field of its example',
    async (_, route) => {
      const example = OPERATIONS[route.operationId].example as Record<string, unknown>;
      for (const field of Object.keys(example)) {
        const response = await api.call(route.method, pathOf(route), {
          as: callerOf(route),
          body: { ...example, [field]: { wrong: [true] } },
        });
        expect(response.body, field).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
        expect(
          response.body.errors.some(({ path }: { path: string }) => path.startsWith(field)),
          response.text,
        ).toBe(true);
      }
    },
  );

  it('keeps the version of the order where anything was wrong with it', async () => {
    for (const body of [{}, { status: 7 }, { status: 'confirmed', notes: 'x'.repeat(5_000) }, { status: 'a b' }]) {
      expect((await api.call('PUT', `/api/orders/${orderId}/status`, { as: seller, body })).status).toBe(422);
    }
    expect((await api.call('GET', `/api/orders/${orderId}/status`, { as: buyer })).body.version).toBe(1);
  });

  it('names the field that is wrong', async () => {
    const { paymentResult, checkoutData } = CHECKOUT_EXAMPLE;
    const cases: readonly (readonly [object, string])[] = [
      [{ totalAmount: '-1' }, 'checkoutData.totalAmount'],
      [{ totalAmount: '1.123456789' }, 'checkoutData.totalAmount'],
      [{ totalAmount: '12345678901' }, 'checkoutData.totalAmount'],
      [{ totalAmount: 1e-9 }, 'checkoutData.totalAmount'],
      [{ currency: 'EURO' }, 'checkoutData.currency'],
      [{ sellerId: 'a#b' }, 'checkoutData.sellerId'],
      [{ guestEmail: 'a@example.com' }, 'checkoutData.buyerId'],
      [{ items: [{ name: 'x', quantity: 0, unitPrice: '1' }] }, 'checkoutData.items.0.quantity'],
      [{ items: [] }, 'checkoutData.items'],
      [{ fulfilmentType: 'pickup', fulfillmentType: 'shipping' }, 'checkoutData.fulfillmentType'],
      [{ buyerId: undefined, guestEmail: 'ana@localhost' }, 'checkoutData.guestEmail'],
      [{ items: [{ name: 'x', quantity: 1.0004, unitPrice: '1' }] }, 'checkoutData.items.0.quantity'],
    ];
    for (const [change, path] of cases) {
      const body = { paymentResult, checkoutData: { ...checkoutData, ...change } };
      const response = await api.call('POST', '/api/orders', { as: system, body });
      expect(
        response.body.errors?.map((error: { path: string }) => error.path),
        response.text,
      ).toContain(path);
    }
  });

  it('names the unknown field inside an address or a place', async () => {
    const change = { address: { ...CHECKOUT_EXAMPLE.checkoutData.shippingAddress, planet: 'Mars' } };
    const moved = await api.call('POST', `/api/orders/${orderId}/address-change`, { as: buyer, body: change });
    expect(moved.body.errors).toEqual([{ path: 'address.planet', message: 'Unknown field' }]);
    const body = { status: 'confirmed', location: { city: 'Madrid', planet: 'Mars' } };
    const placed = await api.call('PUT', `/api/orders/${orderId}/status`, { as: seller, body });
    expect(placed.body.errors).toEqual([{ path: 'location.planet', message: 'Unknown field' }]);
  });

  it('takes a body in base64, as the gateway sends bytes', async () => {
    const response = await api.call('POST', '/api/orders', {
      as: system,
      body: JSON.stringify(CHECKOUT_EXAMPLE),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(response.status).toBe(201);
  });
});

describe('queries', () => {
  it.each([
    '/api/orders/buyer/user-2041?limit=0',
    '/api/orders/buyer/user-2041?limit=101',
    '/api/orders/buyer/user-2041?limit=ten',
    '/api/orders/buyer/user-2041?sortBy=colour',
    '/api/orders/buyer/user-2041?phase=nowhere',
    '/api/orders/buyer/user-2041?from=yesterday',
    '/api/orders/buyer/user-2041?page=0',
    '/api/orders/search?q=a',
    '/api/orders/search',
  ])('%s is refused', async (path) => {
    const response = await api.call('GET', path, { as: buyer });
    expect(response.body).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
    expect(response.body.errors[0].path).toMatch(/^query\./);
  });
});

describe('what nobody expected', () => {
  it('is INTERNAL_ERROR and reveals nothing', async () => {
    api.parts.store.get = async () => {
      throw new Error('secret detail of the table');
    };
    const response = await api.call('GET', `/api/orders/${orderId}/status`, { as: buyer });
    expect(response.body).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(response.text).not.toContain('secret detail');
  });

  it('carries security headers on every response', async () => {
    for (const path of ['/health', '/nothing', `/api/orders/${orderId}`]) {
      const { headers } = await api.call('GET', path, { as: buyer });
      expect(headers['Strict-Transport-Security']).toContain('max-age');
      expect(headers['X-Content-Type-Options']).toBe('nosniff');
      expect(headers['Content-Security-Policy']).toContain("default-src 'none'");
    }
  });
});
