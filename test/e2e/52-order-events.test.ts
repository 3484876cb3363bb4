import { afterEach, describe, expect, it } from 'vitest';
import { orderEventsPage } from '../../shared/contract/schemas/order-events-response.ts';
import { problem } from '../../shared/contract/schemas/problem.ts';
import { eventually } from '../support/eventually.ts';
import { type ApiResponse, call, drain, local, outbox, tokenFor } from './support/api.ts';
import { EventStreamClient, type StreamOptions } from './support/event-stream.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';
import { allItems, tableContents } from './support/table.ts';

type Query = Readonly<Record<string, string>>;

const clients: EventStreamClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

const follow = async (query: Query, options: StreamOptions = {}): Promise<EventStreamClient> => {
  const client = await EventStreamClient.open(query, options);
  clients.push(client);
  return client;
};

interface Page {
  readonly events: readonly { readonly type: string; readonly orderId: string; readonly seq: number }[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

const ask = (query: Query, token?: string, path = '/api/orders/events'): Promise<ApiResponse> =>
  call('GET', `${path}?${new URLSearchParams(query)}`, {
    ...(token === undefined ? {} : { token }),
    headers: { accept: 'application/json' },
  });

const page = async (query: Query, token?: string): Promise<Page> => {
  const response = await ask(query, token);
  expect(response.status, response.text).toBe(200);
  expect(orderEventsPage.safeParse(response.body).error, response.text).toBeUndefined();
  return response.body as unknown as Page;
};

const namesOf = ({ events }: Page): readonly string[] => events.map(({ orderId, seq }) => `${orderId} ${seq}`);

/** An order of these parties, moved so often. */
const orderOf = async (parties: Parties, ...statuses: readonly string[]): Promise<string> => {
  const { id } = await createOrder(parties);
  for (const status of statuses) expect((await putStatus(id, parties.seller, status)).status).toBe(200);
  return id;
};
const move = async (orderId: string, { seller }: Parties, status: string): Promise<void> => {
  const response = await putStatus(orderId, seller, status);
  expect(response.status, response.text).toBe(200);
};

describe('a stream', () => {
  it('sends the events of an order as it moves', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const stream = await follow({ order: id }, { token: parties.buyer });
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toBe('no-store, no-transform');
    await move(id, parties, 'confirmed');
    const moved = await stream.waitFor(({ data }) => data?.seq === 2);
    expect(moved).toMatchObject({
      event: 'order_update',
      id: moved.data?.cursor,
      data: { type: 'order_update', orderId: id, update: { status: 'confirmed', previousStatus: 'pending' } },
    });
    await move(id, parties, 'processing');
    await stream.waitFor(({ data }) => data?.seq === 3);
    expect(stream.names).toEqual([`${id} 2`, `${id} 3`]);
  });

  it('goes on behind the last id: nothing is missed, nothing comes twice, over all orders of a person and of a shop', async () => {
    const parties = await newParties();
    const first = await orderOf(parties);
    for (const [scope, token] of [
      [{ customerId: parties.buyerId }, parties.buyer],
      [{ farmId: parties.sellerId }, parties.seller],
    ] as const) {
      const stream = await follow(scope, { token });
      const second = await orderOf(parties);
      await stream.waitFor(({ data }) => data?.orderId === second);
      stream.close();
      await move(second, parties, 'confirmed');
      const third = await orderOf(parties, 'confirmed');
      const again = await follow(scope, { token, lastEventId: stream.lastEventId });
      await move(third, parties, 'processing');
      await again.waitFor(({ data }) => data?.orderId === third && data.seq === 3);
      const expected = [`${second} 1`, `${second} 2`, `${third} 1`, `${third} 2`, `${third} 3`];
      expect([...stream.names, ...again.names]).toEqual(expected);
      expect(again.names).not.toContain(`${first} 1`);
    }
  });

  it('that was lost before its first event goes on where it began', async () => {
    const parties = await newParties();
    const lost = await follow({ sellerId: parties.sellerId }, { token: parties.seller });
    lost.close();
    const id = await orderOf(parties);
    const again = await follow(
      { sellerId: parties.sellerId },
      { token: parties.seller, lastEventId: lost.lastEventId },
    );
    expect(await again.waitFor(({ data }) => data?.orderId === id)).toMatchObject({ event: 'new_order' });
  });

  it('lives while nothing happens, and ends by itself when it has lasted long enough', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const stream = await follow({ order: id }, { token: parties.buyer });
    try {
      await local('POST', 'clock', { advance: 'PT15S' });
      await stream.waitFor(({ comment }) => comment === 'heartbeat');
      expect(stream.isOver).toBe(false);
      await local('POST', 'clock', { advance: 'PT2M' });
      await eventually(() => expect(stream.isOver).toBe(true));
      await move(id, parties, 'confirmed');
      const again = await follow({ order: id }, { token: parties.buyer, lastEventId: stream.lastEventId });
      await again.waitFor(({ data }) => data?.seq === 2);
      expect([...stream.names, ...again.names]).toEqual([`${id} 2`]);
    } finally {
      await local('POST', 'clock', { reset: true });
    }
  });

  it('is at rest while it waits, and each of several hears the same', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const streams = await Promise.all([1, 2, 3].map(() => follow({ order: id }, { token: parties.buyer })));
    await drain();
    await move(id, parties, 'confirmed');
    await Promise.all(streams.map((stream) => stream.waitFor(({ data }) => data?.seq === 2)));
    await drain();
    expect(streams.map(({ isOver }) => isOver)).toEqual([false, false, false]);
  });
});

describe('page by page', () => {
  it('goes on by its cursor, and says whether there is more', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const start = await page({ order: id }, parties.buyer);
    expect([namesOf(start), start.hasMore]).toEqual([[`${id} 1`], false]);
    await move(id, parties, 'confirmed');
    await move(id, parties, 'processing');
    const next = await page({ order: id, after: start.cursor, limit: '1' }, parties.buyer);
    expect([namesOf(next), next.hasMore]).toEqual([[`${id} 2`], true]);
    const last = await page({ order: id, after: next.cursor }, parties.buyer);
    expect([namesOf(last), last.hasMore]).toEqual([[`${id} 3`], false]);
    expect(namesOf(await page({ order: id, after: last.cursor }, parties.buyer))).toEqual([]);
  });

  it('a busy shop is read in small pages, each event once', async () => {
    const parties = await newParties();
    const token = parties.seller;
    const start = await page({ sellerId: parties.sellerId }, token);
    expect(start).toMatchObject({ events: [], hasMore: false });
    const ids = await Promise.all(Array.from({ length: 8 }, () => orderOf(parties, 'confirmed')));
    await drain();
    const got: string[] = [];
    let read = await page({ sellerId: parties.sellerId, after: start.cursor, limit: '3' }, token);
    for (; read.events.length > 0; ) {
      got.push(...namesOf(read));
      read = await page({ sellerId: parties.sellerId, after: read.cursor, limit: '3' }, token);
    }
    expect(got.toSorted()).toEqual(ids.flatMap((id) => [`${id} 1`, `${id} 2`]).toSorted());
    for (const id of ids) expect(got.indexOf(`${id} 1`)).toBeLessThan(got.indexOf(`${id} 2`));
  });

  it('under its shorter path, and under both names of a shop', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    await drain();
    for (const scope of [{ sellerId: parties.sellerId }, { farmId: parties.sellerId }]) {
      const response = await ask(scope, parties.seller, '/orders/events');
      expect(response.body.events, response.text).toMatchObject([{ type: 'new_order', orderId: id, seq: 1 }]);
    }
  });
});

describe('who may listen', () => {
  it('a guest, by the link in their mail, to that order and to nothing else', async () => {
    const parties = await newParties();
    const guestEmail = `${unique('guest')}@example.com`;
    const order = await createOrder(parties, { buyerId: undefined, guestEmail, customer: { name: 'Ana' } });
    await call('GET', `/api/orders/track?${new URLSearchParams({ number: order.orderNumber, email: guestEmail })}`);
    await drain();
    const mails = await outbox(order.id);
    const link = mails.flatMap(({ text }) => /\?token=([\w.%-]+)/.exec(text)?.[1] ?? [])[0] ?? '';
    const token = decodeURIComponent(link);
    const stream = await follow({ order: order.id, token });
    await move(order.id, parties, 'confirmed');
    await stream.waitFor(({ data }) => data?.seq === 2);
    expect(namesOf(await page({ order: order.id, token }))).toContain(`${order.id} 2`);
    const other = await orderOf(parties);
    for (const query of [
      { order: other, token },
      { sellerId: parties.sellerId, token },
    ]) {
      expect((await ask(query)).status).toBe(404);
    }
  });

  it('a browser, whose EventSource can send no header, by the token in the address', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const stream = await follow({ order: id, token: parties.buyer });
    await move(id, parties, 'confirmed');
    await stream.waitFor(({ data }) => data?.seq === 2);
  });

  it('support and administrators to everything; a person, a shop and a service to their own', async () => {
    const [parties, strangers] = [await newParties(), await newParties()];
    const id = await orderOf(parties);
    const scopes = [{ order: id }, { customerId: parties.buyerId }, { sellerId: parties.sellerId }];
    const statuses = async (token: string) =>
      Promise.all(scopes.map(async (scope) => (await ask(scope, token)).status));
    const csr = await tokenFor({ sub: unique('csr'), roles: ['csr'] });
    expect(await statuses(csr)).toEqual([200, 200, 200]);
    expect(await statuses(parties.admin)).toEqual([200, 200, 200]);
    expect(await statuses(parties.buyer)).toEqual([200, 200, 404]);
    expect(await statuses(parties.seller)).toEqual([200, 404, 200]);
    expect(await statuses(parties.system)).toEqual([200, 404, 404]);
    expect(await statuses(strangers.buyer)).toEqual([404, 404, 404]);
    expect(await statuses(strangers.seller)).toEqual([404, 404, 404]);
  });
});

describe('what is refused', () => {
  const expectProblem = (response: ApiResponse, status: number, code: string): void => {
    expect([response.status, response.body.code], response.text).toEqual([status, code]);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(problem.strict().safeParse(response.body).error, response.text).toBeUndefined();
  };

  it('is reported as a problem, streamed or not, and leaves no trace', async () => {
    const parties = await newParties();
    const id = await orderOf(parties);
    const { buyer, buyerId, sellerId } = parties;
    await drain();
    const before = await tableContents();
    const refused: readonly (readonly [Query, string | undefined, number, string])[] = [
      [{}, buyer, 422, 'VALIDATION_FAILED'],
      [{ order: id, customerId: buyerId }, buyer, 422, 'VALIDATION_FAILED'],
      [{ sellerId, farmId: sellerId }, parties.seller, 422, 'VALIDATION_FAILED'],
      [{ order: '' }, buyer, 422, 'VALIDATION_FAILED'],
      [{ order: id, limit: 'many' }, buyer, 422, 'VALIDATION_FAILED'],
      [{ order: id, after: 'nonsense' }, buyer, 400, 'INVALID_CURSOR'],
      [{ order: id }, undefined, 401, 'UNAUTHENTICATED'],
      [{ order: id }, `${buyer.slice(0, -3)}abc`, 401, 'UNAUTHENTICATED'],
      [{ order: id, token: 'a.b' }, undefined, 401, 'UNAUTHENTICATED'],
      [{ order: 'ord_00000000000000000000000000' }, buyer, 404, 'NOT_FOUND'],
      [{ order: '../x#y' }, buyer, 422, 'VALIDATION_FAILED'],
    ];
    for (const [query, token, status, code] of refused) {
      expectProblem(await ask(query, token), status, code);
      const path = `/api/orders/events?${new URLSearchParams(query)}`;
      expectProblem(await call('GET', path, token === undefined ? {} : { token }), status, code);
    }
    const headers = { 'last-event-id': 'nonsense' };
    expectProblem(
      await call('GET', `/api/orders/events?order=${id}`, { token: buyer, headers }),
      400,
      'INVALID_CURSOR',
    );
    expectProblem(await call('POST', '/api/orders/events', { token: buyer }), 405, 'METHOD_NOT_ALLOWED');
    expect(await tableContents()).toEqual(before);
  });
});

describe('one sequence', () => {
  it('a client goes from socket to stream to pages and back with its cursor, and misses nothing', async () => {
    const parties = await newParties();
    const { buyer, buyerId } = parties;
    const got: string[] = [];
    const socket = await SocketClient.connect(buyer);
    await socket.subscribe('me');
    const a = await orderOf(parties);
    const recorded = await socket.waitFor((message) => message.orderId === a);
    got.push(`${a} ${recorded.seq}`);
    socket.close();

    const b = await orderOf(parties);
    const stream = await follow({ customerId: buyerId }, { token: buyer, lastEventId: String(recorded.cursor) });
    await move(a, parties, 'confirmed');
    await stream.waitFor(({ data }) => data?.orderId === a && data.seq === 2);
    got.push(...stream.names);
    stream.close();

    await move(b, parties, 'confirmed');
    await drain();
    const polled = await page({ customerId: buyerId, after: stream.lastEventId }, buyer);
    got.push(...namesOf(polled));

    await move(a, parties, 'processing');
    await drain();
    const again = await SocketClient.connect(buyer);
    const { events } = await again.subscribe('me', polled.cursor);
    got.push(...namesOf({ ...polled, events: events as Page['events'] }));
    again.close();
    expect(got).toEqual([`${a} 1`, `${b} 1`, `${a} 2`, `${b} 2`, `${a} 3`]);

    const ofOne = await page({ order: b, after: polled.cursor }, buyer);
    expect(namesOf(ofOne)).toEqual([]);
  });
});

describe('through the distribution', () => {
  it('who asks is counted by their own address, whatever way they make up', async () => {
    const number = unique('ord');
    const asked = await call('GET', `/api/orders/track?number=${number.slice(0, 40)}&email=a@example.com`, {
      headers: { 'x-forwarded-for': '198.51.100.77', 'x-wismo-origin-proof': 'made up' },
    });
    expect(asked.status, asked.text).toBe(202);
    const counters = (await allItems()).filter(({ entity }) => entity === 'rate_limit').map(({ pk }) => String(pk));
    const addresses = counters.filter((key) => key.startsWith('RATE#link:address:'));
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((key) => !key.startsWith('RATE#link:address:127.0.0.1#'))).toEqual([]);
  });
});
