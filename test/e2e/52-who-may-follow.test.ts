/** Nobody follows what is not theirs: by any topic, scope, cursor or guessed id, over any of the three transports. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, drain, local, tokenFor } from './support/api.ts';
import { ask, closeStreams, follow, type Query } from './support/order-events.ts';
import { createOrder, newParties, type Parties, putStatus, startGrocery, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

const CALLERS = [
  'buyer',
  'other buyer',
  'seller',
  'other seller',
  'driver',
  'other driver',
  'guest',
  'guest of another order',
  'support',
  'public',
] as const;
type CallerName = (typeof CALLERS)[number];

interface Target {
  readonly topic?: string;
  readonly scope?: Query;
  readonly mayBeFollowedBy: readonly CallerName[];
}

let parties: Parties;
let tokens: Readonly<Record<CallerName, string | undefined>>;
let targets: Readonly<Record<string, Target>>;
/** Places in the sequences of others, by target. */
const stolen = new Map<string, string>();
let delivered = '';
let ofGuest = '';

const linkOf = (url = ''): string => new URL(url).searchParams.get('token') ?? '';

const guestOrder = (of: Parties) =>
  createOrder(of, { buyerId: undefined, guestEmail: `${unique('guest')}@example.com` });

beforeAll(async () => {
  parties = await newParties();
  const strangers = await newParties();
  delivered = await startGrocery(parties);
  const [guests, theirs] = [await guestOrder(parties), await guestOrder(strangers)];
  ofGuest = guests.id;
  const driverId = unique('driver');
  const body = { driver_id: driverId, name: 'Marta', provider: 'own' };
  const assigned = await call('PUT', `/orders/tracking/${delivered}/driver`, { token: parties.seller, body });
  expect(assigned.status, assigned.text).toBe(200);
  await drain();
  tokens = {
    buyer: parties.buyer,
    'other buyer': strangers.buyer,
    seller: parties.seller,
    'other seller': strangers.seller,
    driver: await tokenFor({ sub: driverId, roles: ['driver'] }),
    'other driver': await tokenFor({ sub: unique('driver'), roles: ['driver'] }),
    guest: linkOf(guests.trackingUrl),
    'guest of another order': linkOf(theirs.trackingUrl),
    support: await tokenFor({ sub: unique('csr'), roles: ['csr'] }),
    public: undefined,
  };
  const { buyerId, sellerId } = parties;
  targets = {
    'the order of a buyer': {
      topic: `order:${delivered}`,
      scope: { order: delivered },
      mayBeFollowedBy: ['buyer', 'seller', 'driver', 'support'],
    },
    'the order of a guest': {
      topic: `order:${ofGuest}`,
      scope: { order: ofGuest },
      mayBeFollowedBy: ['guest', 'seller', 'support'],
    },
    'the orders of a buyer': { scope: { customerId: buyerId }, mayBeFollowedBy: ['buyer', 'support'] },
    'the orders of a shop': {
      topic: `seller:${sellerId}`,
      scope: { sellerId },
      mayBeFollowedBy: ['seller', 'support'],
    },
    'all orders': { topic: 'ops', mayBeFollowedBy: ['support'] },
    'an order that is guessed': {
      topic: `order:${delivered.slice(0, -1)}0`,
      scope: { order: `${delivered.slice(0, -1)}0` },
      mayBeFollowedBy: [],
    },
  };
  for (const [name, { scope }] of Object.entries(targets)) {
    const page = scope && (await ask({ ...scope, limit: '1' }, tokens.support));
    if (page?.status === 200) stolen.set(name, String(page.body.cursor));
  }
});
afterAll(async () => {
  closeStreams();
  await local('POST', 'clock', { reset: true });
});

const NAMES = [
  'the order of a buyer',
  'the order of a guest',
  'the orders of a buyer',
  'the orders of a shop',
  'all orders',
  'an order that is guessed',
];

const targetOf = (name: string): Target => {
  const target = targets[name];
  if (target === undefined) throw new Error(`there is no target ${name}`);
  return target;
};

describe.each(NAMES)('%s', (name) => {
  it.each(CALLERS)('over HTTP, for %s, with and without a cursor of somebody else', async (caller) => {
    const { scope, mayBeFollowedBy } = targetOf(name);
    if (scope === undefined) return;
    const token = tokens[caller];
    const expected = mayBeFollowedBy.includes(caller) ? 200 : token === undefined ? 401 : 404;
    for (const after of [undefined, stolen.get(name)]) {
      const query = after === undefined ? scope : { ...scope, after };
      const page = await ask(query, token);
      expect(page.status, page.text).toBe(expected);
      if (expected !== 200) expect(page.text).not.toContain('"events"');
      const stream = follow(query, token === undefined ? {} : { token });
      if (expected === 200) expect((await stream).response.status).toBe(200);
      else await expect(stream).rejects.toThrow(`no stream: ${expected}`);
    }
  });

  it.each(CALLERS)('over a socket, for %s, with and without a cursor of somebody else', async (caller) => {
    const { topic, mayBeFollowedBy } = targetOf(name);
    if (topic === undefined) return;
    const may = mayBeFollowedBy.includes(caller);
    for (const after of [undefined, ...stolen.values()]) {
      const socket = await SocketClient.connect(tokens[caller]);
      socket.send({ action: 'subscribe', topic, ...(after !== undefined && { after }) });
      const { type, code } = await socket.waitFor((message) => ['subscribed', 'error'].includes(message.type));
      const isTheirs = after === undefined || after === stolen.get(name);
      if (!may) expect([type, code]).toEqual(['error', 'NOT_FOUND']);
      else if (isTheirs) expect([type, code]).toEqual(['subscribed', undefined]);
      // A place in another sequence shows nothing of it.
      else expect([undefined, 'MALFORMED_CURSOR']).toContain(code);
      const orders = new Set(
        socket.messages.flatMap(({ events = [] }) => events as { orderId: string }[]).map((one) => one.orderId),
      );
      if (topic.startsWith('order:')) expect([...orders].filter((orderId) => topic !== `order:${orderId}`)).toEqual([]);
      socket.close();
    }
  });
});

it('what happens is sent to nobody else, whatever all of them have asked for', async () => {
  const sockets = new Map<CallerName, SocketClient>();
  for (const caller of CALLERS) {
    const socket = await SocketClient.connect(tokens[caller]);
    for (const { topic } of [...Object.values(targets), { topic: 'me' }]) {
      if (topic !== undefined) socket.send({ action: 'subscribe', topic });
    }
    socket.send({ action: 'ping' });
    await socket.waitFor(({ type }) => type === 'pong');
    sockets.set(caller, socket);
  }
  await drain();
  const { now } = await local<{ now: string }>('GET', 'clock');
  const place = { lat: 40.4, lng: -3.7, at: now };
  const located = await call('PUT', `/orders/tracking/${delivered}/location`, {
    ...(tokens.driver !== undefined && { token: tokens.driver }),
    body: place,
  });
  expect(located.status, located.text).toBe(200);
  expect((await putStatus(ofGuest, parties.seller, 'confirmed')).status).toBe(200);
  await drain();
  const heardBy = (matches: (message: { readonly type: string; readonly orderId?: unknown }) => boolean) =>
    CALLERS.filter((caller) => sockets.get(caller)?.messages.some(matches));
  await sockets.get('buyer')?.waitFor(({ type }) => type === 'driver_location');
  await sockets.get('guest')?.waitFor(({ type }) => type === 'order_update');
  expect(heardBy(({ type }) => type === 'driver_location')).toEqual(['buyer', 'seller', 'driver', 'support']);
  expect(heardBy(({ type, orderId }) => type === 'order_update' && orderId === ofGuest)).toEqual([
    'seller',
    'guest',
    'support',
  ]);
  for (const socket of sockets.values()) socket.close();
});
