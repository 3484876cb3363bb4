/**
 * Every route that takes a body, and every way in which the body can be wrong, made from the request schemas; then who
 * may not send it. Each gets its problem, and the table is afterwards what it was before.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../shared/contract/operations.ts';
import type { PROBLEMS } from '../../shared/contract/problem.ts';
import { type OperationId, ROUTES, type RouteDefinition } from '../../shared/contract/routes.ts';
import { type ApiResponse, type CallOptions, call, tokenFor } from './support/api.ts';
import { badBodies } from './support/bad-bodies.ts';
import { createOrder, newParties, orderRequest, type Parties, unique } from './support/orders.ts';
import { contentsAtRest, expectProblem, letMinutesPass, MAX_BYTES } from './support/without-trace.ts';

type BodyRoute = RouteDefinition & { readonly operationId: OperationId };

const WITH_BODY: readonly BodyRoute[] = ROUTES.filter(({ operationId }) => {
  const { body } = OPERATIONS[operationId];
  return body !== undefined && body !== 'raw';
});

/** A request that would be carried out, were it not spoiled. */
interface Good {
  readonly token: string;
  readonly body: unknown;
}

const AT_ONCE = 6;

const PARAMETER = /\{(\w+)\}/g;

let parties: Parties;
let stranger: Parties;
let orderId: string;
let storeOrderId: string;
let driverId: string;
let digital: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  await letMinutesPass();
  [parties, stranger] = await Promise.all([newParties(), newParties()]);
  orderId = (await createOrder(parties)).id;
  storeOrderId = unique('groc');
  driverId = unique('driver');
  const put = (path: string, body: unknown) => call('PUT', path, { token: parties.admin, body });
  const created = await call('POST', '/orders/tracking/init', {
    token: parties.system,
    body: { order_id: storeOrderId, store_id: parties.sellerId, customer_id: parties.buyerId },
  });
  expect(created.status, created.text).toBe(201);
  const taken = await call('POST', `/orders/tracking/${storeOrderId}/acknowledge`, { token: parties.seller, body: {} });
  expect(taken.status, taken.text).toBe(200);
  const driver = { driver_id: driverId, name: 'Marta', provider: 'own' };
  expect((await put(`/orders/tracking/${storeOrderId}/driver`, driver)).status).toBe(200);
  expect((await put('/api/admin/listings/lst-bad', { sellerId: parties.sellerId, stock: 5 })).status).toBe(200);
  digital = (await call('GET', '/api/admin/workflows/digital', { token: parties.admin })).body;
});

const ADMIN_ONLY: readonly OperationId[] = [
  'moveOrder',
  'revokeAccess',
  'putCarrier',
  'startBulkStatus',
  'createWorkflow',
  'replaceWorkflow',
  'createTemplate',
  'updateTemplate',
  'rollbackTemplate',
  'previewTemplate',
  'notifyCustomer',
  'retryNotifications',
  'startBulkSend',
];
/** Of whoever asks: everybody has their own. */
const OWN: readonly OperationId[] = [
  'putPreferences',
  'verifyPhone',
  'registerDevice',
  'unregisterDevice',
  'optInWhatsapp',
  'optOutWhatsapp',
  'sendTestNotification',
];
const BUYERS: readonly OperationId[] = [
  'setDeliveryPreferences',
  'rescheduleDelivery',
  'changeDeliveryAddress',
  'requestSupport',
  'openDispute',
  'requestReturn',
  'giveFeedback',
  'revokeLinks',
];
const DRIVERS: readonly OperationId[] = ['reportLocation', 'confirmDelivered'];

const tokenOf = async (operationId: OperationId, of: Parties, driver = driverId): Promise<string> => {
  if (ADMIN_ONLY.includes(operationId)) return of.admin;
  if (BUYERS.includes(operationId)) return of.buyer;
  return DRIVERS.includes(operationId) ? tokenFor({ sub: driver, roles: ['driver'] }) : of.seller;
};

const bodyOf = (operationId: OperationId): unknown => {
  switch (operationId) {
    case 'createOrder':
      return orderRequest(parties);
    case 'initTracking':
      return { ...(OPERATIONS.initTracking.example as object), order_id: unique('groc'), store_id: parties.sellerId };
    case 'createWorkflow':
      return { ...digital, id: 'never_made' };
    case 'replaceWorkflow':
      return digital;
    case 'putListing':
      return { sellerId: parties.sellerId, stock: 100, available: true };
    default:
      return OPERATIONS[operationId].example;
  }
};

const goodOf = async ({ operationId }: BodyRoute): Promise<Good> => ({
  token: await tokenOf(operationId, parties),
  body: bodyOf(operationId),
});

const pathOf = ({ path }: BodyRoute, values: Readonly<Record<string, string>> = {}): string => {
  const known: Readonly<Record<string, string>> = {
    orderId,
    order_id: storeOrderId,
    itemId: 'item-1',
    trackingNumber: '986578788855',
    deliveryId: 'del_of_nobody',
    id: 'digital',
    listingId: 'lst-bad',
    carrier: 'generic',
    userId: 'user-bad',
    shopId: parties.sellerId,
    ...values,
  };
  return path.replace(PARAMETER, (_, name: string) => known[name] ?? '');
};

const keyFor = ({ creates }: BodyRoute): Record<string, string> =>
  creates ? { 'idempotency-key': unique('bad') } : {};

const send = (route: BodyRoute, options: CallOptions, path = pathOf(route)): Promise<ApiResponse> =>
  call(route.method, path, { ...options, headers: { ...keyFor(route), ...options.headers } });

const inTurns = async <T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> => {
  const left = [...things];
  const worker = async (): Promise<void> => {
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) await work(thing);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

/** Many refused requests, one look at the table before them and one after: it has thousands of items. */
const describeWithoutTrace = (title: string, declareTests: () => void) =>
  describe(title, () => {
    let before: readonly string[];
    beforeAll(async () => {
      before = await contentsAtRest();
    });
    declareTests();
    it('nothing of it is in the table', async () => {
      expect(await contentsAtRest()).toEqual(before);
    });
  });

const isAbout = (path: string, errors: unknown): boolean =>
  (errors as readonly { path: string }[]).some((error) => error.path === path || path.startsWith(`${error.path}.`));

describeWithoutTrace('bodies that do not fit their schema', () => {
  it.each(WITH_BODY)('$method $path', async (route) => {
    const { body: schema } = OPERATIONS[route.operationId];
    if (schema === undefined || schema === 'raw') throw new Error('has no schema');
    const good = await goodOf(route);
    await inTurns(badBodies(schema, good.body), async ({ fault, path, body }) => {
      const response = await send(route, { token: good.token, body: JSON.stringify(body) });
      expect(response.status, `${fault} at "${path}": ${response.text.slice(0, 500)}`).toBe(422);
      expectProblem(response, 422, 'VALIDATION_FAILED');
      expect(isAbout(path, response.body.errors), `${fault} at "${path}": ${response.text.slice(0, 500)}`).toBe(true);
    });
  });
});

describeWithoutTrace('what is no JSON, or too much of it', () => {
  it.each(WITH_BODY)('$method $path', async (route) => {
    const { token, body } = await goodOf(route);
    const text = JSON.stringify(body);
    const refused = async (options: CallOptions, status: number, code: keyof typeof PROBLEMS): Promise<void> =>
      expectProblem(await send(route, { token, ...options }), status, code);
    await refused({ body: text.slice(0, -1) }, 400, 'MALFORMED_JSON');
    await refused({ body: `${text}}` }, 400, 'MALFORMED_JSON');
    await refused({ body: new Uint8Array([0xff, 0xfe, 0x00]) }, 400, 'MALFORMED_JSON');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data']) {
      await refused({ body: text, headers: { 'content-type': type } }, 415, 'UNSUPPORTED_MEDIA_TYPE');
    }
    await refused({ body: text + ' '.repeat(MAX_BYTES + 1 - Buffer.byteLength(text)) }, 413, 'PAYLOAD_TOO_LARGE');
  });
});

describeWithoutTrace('who may not', () => {
  const wrongRole = (route: BodyRoute): Promise<string> =>
    tokenFor({ sub: unique('nobody'), roles: route.roles?.includes('seller') ? ['customer'] : ['seller'] });

  it.each(WITH_BODY)('$method $path', async (route) => {
    const { token, body } = await goodOf(route);
    const broken = [
      {},
      { authorization: 'Bearer x.y.z' },
      { authorization: 'Basic YTpi' },
      { authorization: `Bearer ${token.slice(0, -3)}abc` },
    ];
    for (const headers of broken) expectProblem(await send(route, { body, headers }), 401, 'UNAUTHENTICATED');
    if (OWN.includes(route.operationId)) return;
    const refused = await send(route, { body, token: await wrongRole(route) });
    if (route.roles) expectProblem(refused, 403, 'ROLE_NOT_ALLOWED');
    else expectProblem(refused, 404, 'NOT_FOUND');
    if (ADMIN_ONLY.includes(route.operationId)) return;
    const other = await tokenOf(route.operationId, stranger, unique('driver'));
    expectProblem(await send(route, { body, token: other }), 404, 'NOT_FOUND');
  });

  const OF_ORDERS = WITH_BODY.filter(({ path }) => /\{order_?id\}/i.test(path));
  it.each(OF_ORDERS)('$method $path of an order that is not there', async (route) => {
    const { token, body } = await goodOf(route);
    for (const id of ['ord_00000000000000000000000000', 'x'.repeat(200), '%20', '..%2F..', 'a%23b']) {
      const response = await send(route, { token, body }, pathOf(route, { orderId: id, order_id: id }));
      expectProblem(response, 404, 'NOT_FOUND');
    }
  });

  it('a workflow and an item that are not there', async () => {
    const replace = WITH_BODY.find(({ operationId }) => operationId === 'replaceWorkflow') as BodyRoute;
    const prepare = WITH_BODY.find(({ operationId }) => operationId === 'prepareItem') as BodyRoute;
    const body = { ...digital, id: 'nowhere' };
    const response = await send(replace, { token: parties.admin, body }, pathOf(replace, { id: 'nowhere' }));
    expectProblem(response, 404, 'NOT_FOUND');
    const item = await send(
      prepare,
      { token: parties.seller, body: { prepared: true } },
      pathOf(prepare, { itemId: 'item-99' }),
    );
    expectProblem(item, 404, 'NOT_FOUND');
  });
});
