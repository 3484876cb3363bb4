import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type ConnectionState,
  createClient,
  isProblem,
  type LiveMessage,
  type Topic,
  type TransportName,
  type Wismo,
  type WismoOptions,
} from '../../client/src/index.ts';
import { eventually } from '../support/eventually.ts';
import { type MisbehavingProxy, type Misdeeds, startMisbehavingProxy } from '../support/misbehaving-proxy.ts';
import { apiUrl, drain } from './support/api.ts';
import { newParties, orderRequest, type Parties, putStatus } from './support/orders.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const timing = {
  pingMilliseconds: 2_000,
  patienceMilliseconds: 5_000,
  pollMilliseconds: 200,
  upgradeMilliseconds: 3_000,
};

const direct = (): Pick<WismoOptions, 'baseUrl' | 'websocketUrl'> => ({
  baseUrl: String(apiUrl()),
  websocketUrl: inject('websocketUrl'),
});

const clientOf = (token: string, given: Partial<WismoOptions> = {}): Wismo =>
  createClient({ ...direct(), token, timing, ...given });

/** Everything that a topic yields, until the end of the test. */
const listen = (client: Wismo, topic: Topic, after?: string) => {
  const messages: LiveMessage[] = [];
  const stop = new AbortController();
  const ended = (async () => {
    for await (const message of client.follow(topic, { after, signal: stop.signal })) messages.push(message);
  })();
  closing.push(() => stop.abort());
  return {
    messages,
    ended,
    stop: () => stop.abort(),
    names: () => messages.flatMap((one) => ('seq' in one ? [`${one.orderId} ${one.seq}`] : [])),
  };
};

const expectInOrder = (names: readonly string[]): void => {
  const last = new Map<string, number>();
  for (const name of names) {
    const [orderId = '', seq] = name.split(' ');
    expect(Number(seq), `${name} among ${names}`).toBe((last.get(orderId) ?? Number(seq) - 1) + 1);
    last.set(orderId, Number(seq));
  }
};

const createdBy = async (client: Wismo, parties: Parties): Promise<string> => {
  const { order } = await client.createOrder({ body: orderRequest(parties) as never });
  return order.id;
};

const STEPS = ['confirmed', 'processing', 'delayed', 'processing', 'delayed', 'processing'] as const;

/** Orders that are made and moved, with the names of their events. */
const live = async (parties: Parties, orders = 3): Promise<readonly string[]> => {
  const backend = clientOf(parties.system);
  const seller = clientOf(parties.seller);
  const lives = Array.from({ length: orders }, async () => {
    const orderId = await createdBy(backend, parties);
    for (const status of STEPS) await seller.changeOrderStatus({ orderId, body: { status } });
    return [1, ...STEPS.map((_, index) => index + 2)].map((seq) => `${orderId} ${seq}`);
  });
  return (await Promise.all(lives)).flat();
};

const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const throughProxy = async (misdeeds: Omit<Misdeeds, 'random'>): Promise<MisbehavingProxy> => {
  const target = { api: String(apiUrl()), websocket: inject('websocketUrl') };
  const proxy = await startMisbehavingProxy(target, { ...misdeeds, random: seeded(4_711) });
  closing.push(() => proxy.close());
  return proxy;
};

const GOOD = { refusals: 0, cuts: 0, disorder: 0 };
const BAD = { refusals: 0.25, cuts: 0.12, disorder: 0.12 };

describe.each([
  ['as it is', GOOD],
  ['through a network that misbehaves', BAD],
] as const)('the client and the local cloud, %s', (_how, misdeeds) => {
  it.each<[string, readonly TransportName[]]>([
    ['a socket', ['socket']],
    ['event streams', ['stream']],
    ['pages', ['pages']],
    ['whatever works', ['socket', 'stream', 'pages']],
  ])('follows a person and a shop over %s: each event once and in order', async (_name, transports) => {
    const proxy = await throughProxy(misdeeds);
    const parties = await newParties();
    const given = { baseUrl: proxy.baseUrl, websocketUrl: proxy.websocketUrl, transports };
    const start = async (token: string, topic: Topic, scope: object) => {
      const { cursor } = await clientOf(token).listOrderEvents({ ...scope, limit: 1 });
      return listen(clientOf(token, given), topic, cursor);
    };
    const listeners = await Promise.all([
      start(parties.buyer, 'me', { customerId: parties.buyerId }),
      start(parties.seller, `seller:${parties.sellerId}`, { sellerId: parties.sellerId }),
    ]);
    const expected = await live(parties);
    await drain();
    proxy.relent();
    for (const { names } of listeners) {
      await eventually(() => expect(names().toSorted()).toEqual(expected.toSorted()), { timeoutMs: 40_000 });
      expectInOrder(names());
    }
    if (misdeeds === BAD) expect(Object.values(proxy.done).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3);
  });

  it('creates an order once, and reports a refusal as a problem', async () => {
    const proxy = await throughProxy({ ...misdeeds, cuts: 0 });
    const parties = await newParties();
    const given = { baseUrl: proxy.baseUrl, maxRetries: 8 };
    const backend = clientOf(parties.system, given);
    const orderIds = await Promise.all(Array.from({ length: 4 }, () => createdBy(backend, parties)));
    const seller = clientOf(parties.seller, given);
    const { orders } = await seller.listSellerOrders({ sellerId: parties.sellerId });
    expect(orders.map(({ orderId }) => orderId).toSorted()).toEqual(orderIds.toSorted());
    const [orderId = ''] = orderIds;
    const refused = await seller.changeOrderStatus({ orderId, body: { status: 'pending' } }).catch((error) => error);
    expect(isProblem(refused, 'INVALID_TRANSITION')).toBe(true);
    expect(refused).toMatchObject({ status: 409, problem: { currentStatus: 'pending' } });
  });

  it('watches an order from what it is to what it becomes', async () => {
    const proxy = await throughProxy(misdeeds);
    const parties = await newParties();
    const orderId = await createdBy(clientOf(parties.system), parties);
    const client = clientOf(parties.buyer, { baseUrl: proxy.baseUrl, websocketUrl: proxy.websocketUrl, maxRetries: 8 });
    const seen: string[] = [];
    const watched = client.watch.order(orderId);
    const stop = watched.subscribe(({ status, version }) => seen.push(`${version} ${status}`));
    closing.push(stop);
    await eventually(() => expect(seen[0]).toBe('1 pending'), { timeoutMs: 20_000 });
    for (const status of STEPS) await putStatus(orderId, parties.seller, status);
    await drain();
    proxy.relent();
    await eventually(() => expect(seen.at(-1)).toBe('7 processing'), { timeoutMs: 30_000 });
    const versions = seen.map((text) => Number(text.split(' ')[0]));
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  });
});

describe('one client', () => {
  it('has one socket for all that it follows, and each follower gets what is theirs', async () => {
    const parties = await newParties();
    const orderId = await createdBy(clientOf(parties.system), parties);
    let opened = 0;
    class Counted extends WebSocket {
      constructor(...given: ConstructorParameters<typeof WebSocket>) {
        super(...given);
        opened += 1;
      }
    }
    const states: ConnectionState[] = [];
    const client = clientOf(parties.buyer, { WebSocket: Counted, onState: (state) => states.push(state) });
    const topics = ['me', `order:${orderId}`, `order:${orderId}`] as const;
    const listeners = topics.map((topic) => listen(client, topic));
    await eventually(() => expect(client.state).toBe('live'));
    const { cursor } = await client.listOrderEvents({ order: orderId, limit: 1 });
    const late = listen(client, 'me', cursor);
    await putStatus(orderId, parties.seller, 'confirmed');
    for (const { names } of [...listeners, late]) await eventually(() => expect(names()).toEqual([`${orderId} 2`]));
    expect([opened, states]).toEqual([1, ['live']]);
  });

  it('goes on behind the cursor of the last message, in another client', async () => {
    const parties = await newParties();
    const orderId = await createdBy(clientOf(parties.system), parties);
    const first = listen(clientOf(parties.seller), `seller:${parties.sellerId}`);
    await drain();
    await eventually(() => putStatus(orderId, parties.seller, 'confirmed'));
    await eventually(() => expect(first.names()).toContain(`${orderId} 2`));
    first.stop();
    const after = first.messages.findLast((message) => 'cursor' in message);
    await putStatus(orderId, parties.seller, 'processing');
    const again = listen(
      clientOf(parties.seller),
      `seller:${parties.sellerId}`,
      after && 'cursor' in after ? after.cursor : '',
    );
    await eventually(() => expect(again.names()).toEqual([`${orderId} 3`]));
  });

  it('gets a fresh token when one has expired, and ends where there is none', async () => {
    const parties = await newParties();
    const asked: boolean[] = [];
    const token = ({ refresh }: { readonly refresh: boolean }): string => {
      asked.push(refresh);
      return refresh ? parties.buyer : `${parties.buyer.slice(0, -4)}AAAA`;
    };
    const refreshed = createClient({ ...direct(), token, timing });
    const listener = listen(refreshed, 'me');
    await eventually(() => expect(refreshed.state).toBe('live'));
    expect((await refreshed.listActiveOrders()).orders).toEqual([]);
    expect(asked).toContain(true);
    listener.stop();
    const refused = clientOf(`${parties.buyer.slice(0, -4)}AAAA`);
    const problem = await refused
      .follow('me')
      .next()
      .catch((error: unknown) => error);
    expect(isProblem(problem) && problem.status).toBe(401);
  });

  it('is not sent what is not theirs, by any transport', async () => {
    const [parties, stranger] = [await newParties(), await newParties()];
    const orderId = await createdBy(clientOf(parties.system), parties);
    for (const transports of [['socket'], ['stream'], ['pages']] as const) {
      const client = clientOf(stranger.buyer, { transports });
      for (const topic of [`order:${orderId}`, `seller:${parties.sellerId}`] as const) {
        const problem = await client
          .follow(topic)
          .next()
          .catch((error: unknown) => error);
        expect(isProblem(problem) && problem.status, `${topic} over ${transports}`).toBe(404);
      }
    }
  });

  it('watches what a shop has to do, and a person’s own orders', async () => {
    const parties = await newParties();
    const shop = clientOf(parties.seller).watch.seller(parties.sellerId);
    const me = clientOf(parties.buyer).watch.me();
    closing.push(
      () => shop.return?.(),
      () => me.return?.(),
    );
    for (const watched of [shop, me]) expect((await watched.next()).value).toMatchObject({ isStale: false });
    const orderId = await createdBy(clientOf(parties.system), parties);
    await putStatus(orderId, parties.seller, 'confirmed');
    for (const watched of [shop, me]) {
      for await (const { orders } of { [Symbol.asyncIterator]: () => ({ next: () => watched.next() }) }) {
        if (orders.get(orderId)?.status !== 'confirmed') continue;
        expect(orders.get(orderId)?.orderNumber).toMatch(/^ORD-/);
        break;
      }
    }
  });

  it('shows what it had seen last while there is no network', async () => {
    const parties = await newParties();
    const orderId = await createdBy(clientOf(parties.system), parties);
    const stored = new Map<string, string>();
    const storage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => stored.set(key, text),
    };
    const seen = clientOf(parties.buyer, { storage }).watch.order(orderId);
    expect((await seen.next()).value).toMatchObject({ status: 'pending', isStale: false });
    await eventually(() => expect(stored.size).toBe(1));
    await seen.return?.();
    const nowhere = { baseUrl: 'http://127.0.0.1:9', websocketUrl: 'ws://127.0.0.1:9', maxRetries: 0 };
    const offline = clientOf(parties.buyer, { ...nowhere, storage }).watch.order(orderId);
    closing.push(() => offline.return?.());
    expect((await offline.next()).value).toMatchObject({ orderId, status: 'pending', isStale: true });
  });

  it('lets a slow reader read at its own pace, and loses nothing by it', async () => {
    const parties = await newParties();
    const client = clientOf(parties.seller);
    const { cursor } = await client.listOrderEvents({ sellerId: parties.sellerId, limit: 1 });
    const slow = client.follow(`seller:${parties.sellerId}`, { after: cursor });
    closing.push(() => slow.return?.());
    const expected = await live(parties, 2);
    const names: string[] = [];
    while (names.length < expected.length) {
      const { value } = await slow.next();
      if ('seq' in value) names.push(`${value.orderId} ${value.seq}`);
    }
    expectInOrder(names);
    expect(names.toSorted()).toEqual(expected.toSorted());
  });
});
