import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { httpApi } from '../../../functions/http/http-api.ts';
import type { StreamedBody } from '../../../functions/http/output.ts';
import {
  type EventsDependencies,
  followOrderEvents,
} from '../../../functions/realtime/order-events/routes/follow-order-events.ts';
import { RESPONSES } from '../../../shared/contract/responses.ts';
import { problem } from '../../../shared/contract/schemas/problem.ts';
import { FOCUS_SECONDS } from '../../../shared/realtime/focus.ts';
import { ANONYMOUS, type Caller } from '../../../shared/security/caller.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryRateLimitStore } from '../../support/memory/memory-rate-limit-store.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, changed, created, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { parseEvents } from '../../support/server-sent-events.ts';
import { memoryInbox, memoryNotificationList } from './support/memory.ts';
import { START } from './support/world.ts';

const buyer: Caller = { kind: 'user', sub: 'buyer-1', roles: ['customer'], sellerIds: [] };
const keeper: Caller = { kind: 'user', sub: 'k', roles: ['seller'], sellerIds: ['seller-1'] };
const csr: Caller = { kind: 'user', sub: 'c', roles: ['csr'], sellerIds: [] };
const JSON_PLEASE = { accept: 'application/json' };

interface Asked {
  readonly as?: Caller;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
}

const stage = async () => {
  const clock = manualClock(START.toISOString());
  const ids = seededIds();
  const orders = memoryOrderStore();
  let order = created(anOrder({ orderId: 'ord_1' }), ids, clock.now());
  await orders.create(order.order, order.events, { stockTaken: [] });
  const change = async (): Promise<void> => {
    clock.advance(100);
    order = changed(order.order, {}, ids, { now: clock.now() });
    await orders.commit(order.order.version - 1, order.order, order.events, {});
  };
  const notifications = memoryNotificationList();
  /** Of whom it was noted that somebody looks, and for how many seconds from then on. */
  const looks: (readonly [audience: string, seconds: number])[] = [];
  const parts = {
    orders,
    notifications: {
      get: async (_orderId: string, id: string) => notifications.all.find((one) => one.notificationId === id),
    },
    inbox: memoryInbox(notifications.all),
    rates: memoryRateLimitStore(),
    revocations: memoryRevocations(),
    clock,
    sleep: async (ms: number) => clock.advance(ms),
    viewers: { of: async () => '203.0.113.9' },
    focus: {
      setFocus: async (audience: string, until: Date) =>
        void looks.push([audience, (until.getTime() - clock.now().getTime()) / 1_000]),
    },
    streamMilliseconds: 3_000,
  };
  let caller = ANONYMOUS;
  const dependencies = (): EventsDependencies => parts;
  const callerOf = async () => caller;
  const handle = httpApi({ capability: 'OrderEvents', implementations: { followOrderEvents }, dependencies, callerOf });
  const ask = async (
    query: Readonly<Record<string, string>>,
    { as = buyer, headers = {}, method = 'GET', path }: Asked,
  ) => {
    caller = as;
    const event = {
      version: '2.0',
      headers,
      queryStringParameters: query,
      requestContext: { requestId: 'r', http: { method, path: path ?? '/api/orders/events', sourceIp: '203.0.113.9' } },
    } as unknown as APIGatewayProxyEventV2;
    const { stream, ...result } = await handle(event, { awsRequestId: 'r', functionName: 'test' } as Context);
    const body = result.body === undefined ? undefined : JSON.parse(result.body);
    if (result.statusCode !== 200) expect(problem.strict().safeParse(body).error, result.body).toBeUndefined();
    else if (body) expect(RESPONSES.followOrderEvents[200]?.safeParse(body).error, result.body).toBeUndefined();
    return { status: result.statusCode, headers: result.headers ?? {}, body, stream };
  };
  const page = (query: Readonly<Record<string, string>>, asked: Asked = {}) =>
    ask(query, { ...asked, headers: { ...JSON_PLEASE, ...asked.headers } });
  return { ask, page, change, looks };
};

const seqsOf = (body: { readonly events: readonly { readonly seq: number }[] }) => body.events.map(({ seq }) => seq);

describe('the inbox over a stream', () => {
  const heardBy = async (query: Readonly<Record<string, string>>, as: Caller): Promise<readonly string[]> => {
    const { ask } = await stage();
    const { stream } = await ask(query, { as });
    if (stream === undefined) throw new Error('That is no stream');
    const events = parseEvents(await textOf(stream));
    return events.flatMap(({ event }) => event ?? []);
  };

  it('is sent to whom it belongs, on the streams of a person and of a shop', async () => {
    expect(await heardBy({ customerId: 'buyer-1' }, buyer)).toEqual(['inbox_changed']);
    expect(await heardBy({ sellerId: 'seller-1' }, keeper)).toEqual(['inbox_changed']);
  });

  it('is sent to nobody else, neither to support nor on the stream of an order', async () => {
    expect(await heardBy({ customerId: 'buyer-1' }, csr)).toEqual([]);
    expect(await heardBy({ sellerId: 'seller-1' }, csr)).toEqual([]);
    expect(await heardBy({ order: 'ord_1' }, buyer)).toEqual([]);
    expect(await heardBy({ customerId: 'buyer-1', dialect: 'farm' }, buyer)).toEqual([]);
  });
});

describe('a page of events', () => {
  it('without a place is the newest one; behind its cursor comes what happens next', async () => {
    const { page, change } = await stage();
    await change();
    await change();
    const first = await page({ order: 'ord_1', limit: '2' });
    expect([seqsOf(first.body), first.body.hasMore]).toEqual([[2, 3], false]);
    const nothing = await page({ order: 'ord_1', after: first.body.cursor });
    expect(nothing.body).toMatchObject({ events: [], cursor: first.body.cursor, hasMore: false, pollAfterSeconds: 15 });
    await change();
    expect(seqsOf((await page({ order: 'ord_1', after: first.body.cursor })).body)).toEqual([4]);
  });

  it('says how to go on, in its own words and in those of every list', async () => {
    const { page, change } = await stage();
    const start = (await page({ customerId: 'buyer-1' })).body.cursor;
    await change();
    await change();
    const { body } = await page({ customerId: 'buyer-1', after: start, limit: '1' });
    expect([seqsOf(body), body.hasMore, body.cursor === body.events[0].cursor]).toEqual([[2], true, true]);
    expect(body.pagination).toEqual({ page: null, limit: 1, total: null, totalPages: null, nextCursor: body.cursor });
    const rest = await page({ customerId: 'buyer-1', after: body.cursor });
    expect([seqsOf(rest.body), rest.body.pagination.nextCursor]).toEqual([[3], null]);
  });

  it('of a shop contains new orders, under both of its names', async () => {
    const { page } = await stage();
    for (const query of [{ sellerId: 'seller-1' }, { farmId: 'seller-1' }]) {
      expect((await page(query, { as: keeper })).body.events).toMatchObject([{ type: 'new_order', orderId: 'ord_1' }]);
    }
    expect((await page({ sellerId: 'seller-1' }, { as: csr, path: '/orders/events' })).status).toBe(200);
  });

  it('is cached by nobody', async () => {
    const { page } = await stage();
    const { headers } = await page({ order: 'ord_1' });
    expect(headers).toMatchObject({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  });
});

describe('that somebody looks at a client', () => {
  const looksAt = async (query: Readonly<Record<string, string>>, as: Caller = buyer) => {
    const { ask, page, looks } = await stage();
    const statuses = [(await page(query, { as })).status, (await ask(query, { as })).status];
    return { statuses, looks };
  };

  it('is noted with a page and with a stream of their own orders, as is that nobody does any more', async () => {
    const own = { customerId: 'buyer-1' };
    const audience = 'customer:buyer-1';
    expect((await looksAt({ ...own, focused: 'true' })).looks).toEqual([
      [audience, FOCUS_SECONDS],
      [audience, FOCUS_SECONDS],
    ]);
    expect((await looksAt({ ...own, focused: 'false' })).looks).toEqual([
      [audience, 0],
      [audience, 0],
    ]);
    expect((await looksAt(own)).looks).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, Caller]>([
    ['support of somebody else', { customerId: 'buyer-1' }, csr],
    ['somebody who follows one order', { order: 'ord_1' }, buyer],
    ['a guest', { order: 'ord_1' }, { kind: 'guest', orderId: 'ord_1' }],
    ['a shop', { sellerId: 'seller-1' }, keeper],
  ])('is not noted where %s says it', async (_who, query, as) => {
    expect(await looksAt({ ...query, focused: 'true' }, as)).toEqual({ statuses: [200, 200], looks: [] });
  });

  it('is not noted of a stranger’s orders, nor by a word that is neither yes nor no', async () => {
    const others = await looksAt({ customerId: 'buyer-2', focused: 'true' });
    expect(others).toEqual({ statuses: [404, 404], looks: [] });
    const unclear = await looksAt({ customerId: 'buyer-1', focused: 'perhaps' });
    expect(unclear).toEqual({ statuses: [422, 422], looks: [] });
  });
});

describe('what is refused', () => {
  it.each<[string, Readonly<Record<string, string>>, Asked, number, string]>([
    ['no scope', {}, {}, 422, 'VALIDATION_FAILED'],
    ['two scopes', { order: 'ord_1', customerId: 'buyer-1' }, {}, 422, 'VALIDATION_FAILED'],
    ['a scope under both of its names', { sellerId: 'seller-1', farmId: 'seller-1' }, {}, 422, 'VALIDATION_FAILED'],
    ['an empty scope', { order: '' }, {}, 422, 'VALIDATION_FAILED'],
    ['a page of nothing', { order: 'ord_1', limit: '0' }, {}, 422, 'VALIDATION_FAILED'],
    ['a page of too much', { order: 'ord_1', limit: '101' }, {}, 422, 'VALIDATION_FAILED'],
    ['a cursor of nobody', { order: 'ord_1', after: 'nonsense' }, {}, 400, 'INVALID_CURSOR'],
    ['a last id of nobody', { order: 'ord_1' }, { headers: { 'last-event-id': 'x' } }, 400, 'INVALID_CURSOR'],
    ['nobody', { order: 'ord_1' }, { as: ANONYMOUS }, 401, 'UNAUTHENTICATED'],
    ['somebody else’s order', { order: 'ord_1' }, { as: { ...buyer, sub: 'x' } as Caller }, 404, 'NOT_FOUND'],
    ['somebody else’s orders', { customerId: 'buyer-2' }, {}, 404, 'NOT_FOUND'],
    ['somebody else’s shop', { farmId: 'seller-1' }, {}, 404, 'NOT_FOUND'],
    ['an order that is not there', { order: 'ord_9' }, { as: csr }, 404, 'NOT_FOUND'],
    ['a guest’s other order', { order: 'ord_1' }, { as: { kind: 'guest', orderId: 'ord_2' } }, 404, 'NOT_FOUND'],
    ['a guest as a customer', { customerId: 'buyer-1' }, { as: { kind: 'guest', orderId: 'ord_1' } }, 404, 'NOT_FOUND'],
    ['another method', { order: 'ord_1' }, { method: 'POST' }, 405, 'METHOD_NOT_ALLOWED'],
    ['another path', { order: 'ord_1' }, { path: '/elsewhere' }, 404, 'NOT_FOUND'],
  ])('%s', async (_what, query, asked, status, code) => {
    const { ask, page } = await stage();
    for (const response of [await ask(query, asked), await page(query, asked)]) {
      expect([response.status, response.body.code, response.stream]).toEqual([status, code, undefined]);
    }
  });
});

const textOf = async (stream: StreamedBody | undefined): Promise<string> => {
  let text = '';
  for await (const part of stream?.(new AbortController().signal) ?? []) text += part;
  return text;
};

describe('a stream of events', () => {
  it.each([
    {},
    { accept: '*/*' },
    { accept: 'text/event-stream' },
    { accept: 'text/event-stream, application/json' },
    { accept: 'application/json;q=0.5, text/event-stream;q=0.9' },
    { accept: 'text/html, */*;q=0.8' },
  ])('is the response to %o', async (headers) => {
    const { ask } = await stage();
    const { status, headers: recorded, body, stream } = await ask({ order: 'ord_1' }, { headers });
    expect([status, body]).toEqual([200, undefined]);
    expect(recorded).toMatchObject({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    const first = { comment: expect.any(String) };
    expect(parseEvents(await textOf(stream))).toEqual([first, { retry: 1_000, id: expect.any(String) }]);
  });

  it.each([
    'application/json',
    'Application/JSON',
    'application/json, text/event-stream;q=0.9',
    'application/*, text/event-stream;q=0',
  ])('is not begun for %s, which wants a page', async (accept) => {
    const { ask } = await stage();
    const response = await ask({ order: 'ord_1' }, { headers: { accept } });
    expect([response.status, response.stream, response.body.events.length]).toEqual([200, undefined, 1]);
  });

  it('is not begun for a HEAD, which gets its headers, and no body of a page', async () => {
    const { ask, page } = await stage();
    const head = await ask({ order: 'ord_1' }, { method: 'HEAD' });
    expect([head.status, head.headers['Content-Type'], head.stream]).toEqual([200, 'text/event-stream', undefined]);
    const ofPage = await page({ order: 'ord_1' }, { method: 'HEAD' });
    expect([ofPage.status, ofPage.headers['Content-Type'], ofPage.body]).toEqual([200, 'application/json', undefined]);
  });

  it('goes on behind the last id rather than behind the address that it repeats', async () => {
    const { ask, page, change } = await stage();
    const after = (await page({ order: 'ord_1' })).body.cursor;
    await change();
    const lastId = (await page({ order: 'ord_1' })).body.cursor;
    await change();
    const seqs = async (headers: Readonly<Record<string, string>>) =>
      parseEvents(await textOf((await ask({ order: 'ord_1', after }, { headers })).stream)).flatMap(
        ({ data }) => data?.seq ?? [],
      );
    expect(await seqs({})).toEqual([2, 3]);
    expect(await seqs({ 'last-event-id': '' })).toEqual([2, 3]);
    expect(await seqs({ 'last-event-id': lastId })).toEqual([3]);
  });
});
