import { describe, expect, it } from 'vitest';
import { STORE_ORDER_EXAMPLE } from '../../../shared/contract/examples.ts';
import { OPERATIONS } from '../../../shared/contract/operations.ts';
import { ROUTES, type RouteDefinition } from '../../../shared/contract/routes.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { admin, buyer, driver, seller, system, type World, world } from './support/world.ts';

const ID = STORE_ORDER_EXAMPLE.order_id;

type Write = RouteDefinition & { readonly operationId: keyof typeof OPERATIONS };

/** They send messages about an order, or sign where a photo goes, and leave it at the version that it has. */
const LEAVE_ORDERS: readonly string[] = ['notifyCustomer', 'retryNotifications', 'requestPhotoUpload'];

/** Every write of an order that the contract names, whoever adds one. */
const WRITES = (ROUTES as readonly Write[]).filter(
  ({ method, path, operationId }) =>
    method !== 'GET' && /\{order_?id\}/i.test(path) && !path.endsWith('/init') && !LEAVE_ORDERS.includes(operationId),
);

/** Who may ask; a seller unless said. */
const ASKED_BY: Partial<Record<Write['operationId'], Caller>> = {
  setDeliveryPreferences: buyer,
  rescheduleDelivery: buyer,
  changeDeliveryAddress: buyer,
  requestSupport: buyer,
  openDispute: buyer,
  giveFeedback: buyer,
  moveOrder: admin,
  reportLocation: driver,
  confirmDelivered: driver,
};

const PARCEL = '986578788855';

const pathOf = ({ path }: Write): string =>
  path
    .replace(/\{order_?id\}/i, ID)
    .replace(/\{item_?id\}/i, 'item-1')
    .replace('{trackingNumber}', PARCEL)
    .replace('{deliveryId}', 'del_1');

const withDriver = async (): Promise<World> => {
  const api = world();
  await api.call('POST', '/orders/tracking/init', { as: system, body: STORE_ORDER_EXAMPLE });
  const body = { driver_id: 'driver-9', name: 'Marta', provider: 'own' };
  expect((await api.call('PUT', `/orders/tracking/${ID}/driver`, { as: seller, body })).status).toBe(200);
  const parcel = { trackingNumber: PARCEL, carrier: 'fedex' };
  expect((await api.call('POST', `/api/orders/${ID}/shipments`, { as: seller, body: parcel })).status).toBe(201);
  return api;
};

describe('a write with If-Match', () => {
  it('is one of some twenty', () => {
    expect(WRITES.length).toBeGreaterThan(15);
  });

  it.each(WRITES.map((route) => [route.operationId, route] as const))('loses with 412: %s', async (id, route) => {
    const api = await withDriver();
    const { version } = (await api.call('GET', `/api/orders/${ID}/status`, { as: seller })).body;
    const example = OPERATIONS[id].example as Readonly<Record<string, unknown>> | undefined;
    const body = id === 'rescheduleDelivery' ? { estimatedDelivery: '2027-01-01' } : (example ?? {});
    const as = ASKED_BY[id] ?? seller;
    const headers = { 'if-match': `"${version + 1}"` };
    const response = await api.call(route.method, pathOf(route), { as, body, headers });
    expect([response.status, response.body.code], response.text).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await api.call('GET', `/api/orders/${ID}/status`, { as: seller })).body.version).toBe(version);
    const current = { 'if-match': `"${version}"` };
    expect((await api.call(route.method, pathOf(route), { as, body, headers: current })).status).not.toBe(412);
  });

  it('holds for a workflow and its active version too', async () => {
    const api = world();
    const { body: farm, headers } = await api.call('GET', '/api/admin/workflows/farm', { as: admin });
    expect(headers.ETag).toBe(`"${farm.version}"`);
    const put = (etag: string) =>
      api.call('PUT', '/api/admin/workflows/farm', {
        as: admin,
        body: { ...farm, title: `Farm, seen at ${etag}` },
        headers: { 'if-match': etag },
      });
    const changed = await put(`"${farm.version}"`);
    expect(changed.status, changed.text).toBe(200);
    expect((await put(`"${farm.version}"`)).body.code).toBe('PRECONDITION_FAILED');
    expect((await put(changed.headers.ETag ?? '')).status).toBe(200);
  });
});
