/**
 * Every route that takes a body, and every way in which the body can be wrong, made from the request schemas; then who
 * may not send it. Each gets its problem, and the table is afterwards what it was before.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../shared/contract/operations.ts';
import { PROBLEMS } from '../../shared/contract/problem.ts';
import { type OperationId, ROUTES, type RouteDefinition } from '../../shared/contract/routes.ts';
import { problem } from '../../shared/contract/schemas/problem.ts';
import { type ApiResponse, type CallOptions, call, drain, local, tokenFor } from './support/api.ts';
import { badBodies } from './support/bad-bodies.ts';
import { fedexBody, fedexSignature, secret } from './support/fedex.ts';
import { createOrder, fedexNumber, newParties, orderRequest, type Parties, unique } from './support/orders.ts';
import { sendPayment } from './support/payments.ts';
import { tableContents } from './support/table.ts';

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
const MAX_BYTES = 256 * 1024;
const PARAMETER = /\{(\w+)\}/g;

let parties: Parties;
let stranger: Parties;
let orderId: string;
let storeOrderId: string;
let driverId: string;
let digital: Readonly<Record<string, unknown>>;

/** Stores and drivers have minutes: what waits for them happens now, and not while the table is compared with itself. */
const letMinutesPass = async (): Promise<void> => {
  await drain();
  await local('POST', 'clock', { advance: 'PT45M' });
  await drain();
  await local('POST', 'clock', { reset: true });
};

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
    id: 'digital',
    listingId: 'lst-bad',
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

/** All members of a problem, as the contract has them. */
const expectProblem = (response: ApiResponse<unknown>, status: number, code: keyof typeof PROBLEMS): void => {
  const body = response.body as ApiResponse['body'];
  expect([response.status, body.code], response.text).toEqual([status, code]);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(problem.strict().safeParse(body).error, response.text).toBeUndefined();
  const { type, title, instance, path, timestamp } = body;
  expect(type).toBe(`urn:wismo:problem:${code.toLowerCase().replaceAll('_', '-')}`);
  expect([title, body.status]).toEqual([PROBLEMS[code].title, status]);
  expect(instance).toBe(path);
  expect(new Date(String(timestamp)).toISOString()).toBe(timestamp);
};

const inTurns = async <T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> => {
  const left = [...things];
  const worker = async (): Promise<void> => {
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) await work(thing);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

/** What has come into the table meanwhile, or was changed in it. */
const addedSince = async (before: readonly string[]): Promise<readonly string[]> => {
  await drain();
  const known = new Set(before);
  return (await tableContents()).filter((line) => !known.has(line));
};

const contentsAtRest = async (): Promise<readonly string[]> => {
  await drain();
  return tableContents();
};

const withoutTrace = async (work: () => Promise<void>): Promise<void> => {
  const before = await contentsAtRest();
  await work();
  expect(await contentsAtRest()).toEqual(before);
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

/** Their bodies are the sender's, and their callers have no token: the signature comes before everything else. */
describe('webhooks', () => {
  const FEDEX = '/api/webhooks/carriers/fedex';
  const PAYMENTS_PATH = '/api/webhooks/payments';

  /** What a refused signature leaves behind, and nothing else: one entry of the security audit. */
  const leavingAnAuditEntry = async (send: () => Promise<ApiResponse<unknown>>): Promise<void> => {
    const before = await contentsAtRest();
    expectProblem(await send(), 401, 'SIGNATURE_REFUSED');
    expect(await addedSince(before)).toEqual([expect.stringMatching(/^AUDIT#.*"action":"webhook\.signature_refused"/)]);
  };

  it('a signature that is wrong, of another body, or missing is refused and written down', async () => {
    const body = fedexBody(fedexNumber(), [{ at: '2026-11-20T10:00:00Z', eventType: 'PU' }]);
    const key = await secret('carriers/fedex');
    for (const headers of [
      {},
      { 'fdx-signature': '' },
      { 'fdx-signature': 'AAAA' },
      { 'fdx-signature': fedexSignature(`${body} `, key) },
      { 'fdx-signature': fedexSignature(body, `${key}x`) },
    ]) {
      await leavingAnAuditEntry(() => call('POST', FEDEX, { body, headers }));
    }
    const event = { type: 'payment.confirmed', orderId, occurredAt: '2026-11-20T10:00:00Z' };
    await leavingAnAuditEntry(() => call('POST', PAYMENTS_PATH, { body: event }));
    await leavingAnAuditEntry(() => sendPayment(event, unique('msg'), { signature: 'v1,AAAA' }));
    await leavingAnAuditEntry(() => sendPayment(event, unique('msg'), { timestampSecondsAgo: 3600 }));
  });

  it('signed nonsense changes nothing', async () => {
    const key = await secret('carriers/fedex');
    const fedex = (body: string) =>
      call('POST', FEDEX, { body, headers: { 'fdx-signature': fedexSignature(body, key) } });
    await withoutTrace(async () => {
      expectProblem(await fedex('{"output":'), 400, 'MALFORMED_JSON');
      expectProblem(await fedex('{"output":{}}'), 422, 'VALIDATION_FAILED');
      expectProblem(await fedex('[]'), 422, 'VALIDATION_FAILED');
      expectProblem(await fedex(`{}${' '.repeat(MAX_BYTES)}`), 413, 'PAYLOAD_TOO_LARGE');
      expectProblem(await call('POST', '/api/webhooks/carriers/nobody', { body: {} }), 404, 'NOT_FOUND');
    });
  });

  it('a signed payment event that is none, or is of no order, changes no order', async () => {
    const of = (event: Readonly<Record<string, unknown>>) => ({
      type: 'payment.confirmed',
      orderId,
      occurredAt: '2026-11-20T10:00:00Z',
      ...event,
    });
    const bad = [{ type: 7 }, { orderId: [7] }, { orderId: undefined }, { occurredAt: 'now' }, { amount: 'much' }];
    await withoutTrace(async () => {
      for (const event of bad) expectProblem(await sendPayment(of(event)), 422, 'VALIDATION_FAILED');
    });
    // The raw event is kept: of a type that is not known, and for the sender's next try, and nothing else is.
    const known = await contentsAtRest();
    const other = await sendPayment(of({ type: 'payment.imagined', amount: 'much', occurredAt: 'now' }));
    expect([other.status, other.body]).toEqual([200, { received: true, outcome: 'ignored' }]);
    expect(await addedSince(known)).toEqual([expect.stringMatching(/^WEBHOOK#payments#/)]);
    const before = await tableContents();
    expectProblem(await sendPayment(of({ orderId: 'ord_nowhere' })), 404, 'NOT_FOUND');
    expect(await addedSince(before)).toEqual([expect.stringMatching(/^WEBHOOK#payments#/)]);
  });
});
