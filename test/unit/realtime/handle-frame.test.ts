import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { type ServerMessage, serverMessage } from '../../../shared/contract/socket.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { encodeCursor } from '../../../shared/realtime/cursor.ts';
import { handleFrame } from '../../../shared/realtime/handle-frame.ts';
import { MAX_TOPICS } from '../../../shared/realtime/subscribe.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { takeFromAddress } from '../../../shared/security/public-limits.ts';
import { collected } from '../../support/collected.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryRateLimitStore } from '../../support/memory/memory-rate-limit-store.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, changed, created, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { orderWithFourEvents, TRACKING } from './order-with-events.ts';
import { connectionOf, memoryConnections, neverDropped, user, withoutInbox } from './support.ts';

const ids = seededIds();
const clock = manualClock('2026-03-01T11:00:00.000Z');

let rates = memoryRateLimitStore();
let revocations = memoryRevocations();
let orders = memoryOrderStore();
let connections = memoryConnections();
let events: readonly OrderEvent[] = [];
let order: Order;

/** Order `ord_1` with events 1 to 4. */
beforeEach(async () => {
  orders = memoryOrderStore();
  rates = memoryRateLimitStore();
  revocations = memoryRevocations();
  connections = memoryConnections();
  ({ order, events } = await orderWithFourEvents(orders, ids));
});

const parts = () => ({
  connections,
  outbox: neverDropped,
  orders,
  rates,
  revocations,
  clock,
  newId: () => ids.ulid(clock.now()),
  ...withoutInbox,
});

const say = async (caller: Caller, message: unknown): Promise<readonly ServerMessage[]> => {
  await connections.open(connectionOf(caller));
  const frame = typeof message === 'string' ? message : JSON.stringify(message);
  const responses = await collected(handleFrame('c1', frame, parts()));
  for (const response of responses) serverMessage.parse(response);
  return responses;
};

const subscribe = async (caller: Caller, topic: string, after?: string) => {
  const [response] = await say(caller, { action: 'subscribe', topic, ...(after !== undefined && { after }) });
  return response;
};
const cursorOf = (seq: number): string => encodeCursor(events[seq - 1] ?? { eventId: '', seq });
const seqsIn = (response: ServerMessage | undefined): readonly unknown[] =>
  response?.type === 'subscribed' ? response.events.map((event) => ('seq' in event ? event.seq : undefined)) : [];

const buyer = user('buyer-1');
const stranger = user('somebody-else');

describe('who may follow what', () => {
  it.each([
    ['its buyer', buyer, 'order:ord_1', true],
    ['a guest with the link', { kind: 'guest', orderId: 'ord_1' } as Caller, 'order:ord_1', true],
    ['a guest with another link', { kind: 'guest', orderId: 'ord_2' } as Caller, 'order:ord_1', false],
    ['its seller', user('s', { sellerIds: ['seller-1'] }), 'order:ord_1', true],
    ['support', user('s', { roles: ['csr'] }), 'order:ord_1', true],
    ['somebody else', stranger, 'order:ord_1', false],
    ['nobody', { kind: 'anonymous' } as Caller, 'order:ord_1', false],
    ['its buyer, of an order that is not', buyer, 'order:ord_9', false],
    ['anybody signed in', buyer, 'me', true],
    ['nobody', { kind: 'anonymous' } as Caller, 'me', false],
    ['the shop', user('s', { sellerIds: ['seller-1'] }), 'seller:seller-1', true],
    ['another shop', user('s', { sellerIds: ['seller-2'] }), 'seller:seller-1', false],
    ['an administrator', user('a', { roles: ['admin'] }), 'ops', true],
    ['a customer', buyer, 'ops', false],
    ['nobody', { kind: 'anonymous' } as Caller, `track:${TRACKING}`, true],
    ['nobody', { kind: 'anonymous' } as Caller, 'track:unknown', false],
  ])('%s %o follows %s: %s', async (_who, caller, topic, may) => {
    const response = await subscribe(caller, topic);
    if (may) expect(response).toMatchObject({ type: 'subscribed', topic, complete: true, events: [] });
    else expect(response).toMatchObject({ type: 'error', code: 'NOT_FOUND' });
    expect(connections.audiences()).toHaveLength(may ? 1 : 0);
  });
});

describe('what was missed', () => {
  it('an order gives what came after the cursor, and nothing twice', async () => {
    const response = await subscribe(buyer, 'order:ord_1', cursorOf(2));
    expect(seqsIn(response)).toEqual([3, 4]);
    expect(response).toMatchObject({ cursor: cursorOf(4), complete: true });
    expect(seqsIn(await subscribe(buyer, 'order:ord_1', cursorOf(4)))).toEqual([]);
  });

  it('without a cursor the reply says where the order stands', async () => {
    expect(await subscribe(buyer, 'order:ord_1')).toMatchObject({ cursor: cursorOf(4), events: [] });
  });

  it('a cursor of a feed works on an order too', async () => {
    const foreign = encodeCursor({ eventId: `evt_${ids.ulid(new Date('2026-03-01T10:10:00.000Z'))}`, seq: 2 });
    expect(seqsIn(await subscribe(buyer, 'order:ord_1', foreign))).toEqual([2, 3, 4]);
  });

  it('a feed re-reads a little from before its cursor, and repeats nothing of the cursor’s own order', async () => {
    const late = created(anOrder({ orderId: 'ord_2' }), ids, new Date('2026-03-01T10:29:55.000Z'));
    await orders.create(late.order, late.events, { stockTaken: [] });
    const response = await subscribe(buyer, 'me', cursorOf(3));
    expect(response).toMatchObject({
      events: [
        { orderId: 'ord_2', seq: 1 },
        { orderId: 'ord_1', seq: 4 },
      ],
    });
    const again = response?.type === 'subscribed' ? response.cursor : undefined;
    expect(seqsIn(await subscribe(buyer, 'me', again))).toEqual([]);
  });

  it('the public hears neither the order’s id nor its place', async () => {
    const response = await subscribe({ kind: 'anonymous' }, `track:${TRACKING}`, cursorOf(1));
    expect(seqsIn(response)).toEqual([2, 3, 4]);
    expect(JSON.stringify(response)).not.toMatch(/ord_1|ORD-|buyer-1|seller-1/);
  });

  it('the feed of operations says that it keeps no past', async () => {
    const admin = user('a', { roles: ['admin'] });
    expect(await subscribe(admin, 'ops', cursorOf(1))).toMatchObject({ complete: false, events: [] });
  });

  it('a long absence comes in frames that fit', async () => {
    for (let i = 0; i < 300; i += 1) {
      const next = changed(order, {}, ids, { now: new Date('2026-03-01T10:40:00.000Z') });
      await orders.commit(order.version, next.order, next.events, {});
      order = next.order;
    }
    const responses = await say(buyer, { action: 'subscribe', topic: 'order:ord_1', after: cursorOf(4) });
    expect(responses.length).toBeGreaterThan(1);
    expect(responses.every((response) => Buffer.byteLength(JSON.stringify(response)) <= 32 * 1024)).toBe(true);
    const seqs = responses
      .flatMap((response) => ('events' in response ? response.events : []))
      .map((e) => 'seq' in e && e.seq);
    expect(seqs).toEqual(Array.from({ length: 300 }, (_, index) => index + 5));
  });
});

describe('what a client says', () => {
  it('ping gets a reply', async () => {
    expect(await say(buyer, { action: 'ping' })).toEqual([{ type: 'pong' }]);
  });

  it.each(['{not json', '[]', '{"action":"dance"}', '{"action":"ping","more":1}', ''])(
    '%s is reported, and the connection stays',
    async (frame) => {
      expect(await say(buyer, frame)).toMatchObject([{ type: 'error', code: 'MALFORMED' }]);
    },
  );

  it('a frame that is too long is reported', async () => {
    expect(await say(buyer, 'x'.repeat(33_000))).toMatchObject([{ code: 'MESSAGE_TOO_LARGE' }]);
  });

  it('a cursor that is not one is reported', async () => {
    expect(await subscribe(buyer, 'me', 'nonsense')).toMatchObject({ code: 'MALFORMED_CURSOR' });
  });

  it('so many topics and no more', async () => {
    for (let i = 0; i < MAX_TOPICS; i += 1) {
      await connections.open(connectionOf(buyer));
      await connections.subscribe(connectionOf(buyer), { audience: 'order:x', topic: `t${i}` }, MAX_TOPICS);
    }
    expect(await subscribe(buyer, 'me')).toMatchObject({ code: 'TOO_MANY_TOPICS' });
  });

  it('unsubscribing ends it', async () => {
    await subscribe(buyer, 'me');
    expect(await say(buyer, { action: 'unsubscribe', topic: 'me' })).toEqual([{ type: 'unsubscribed', topic: 'me' }]);
    expect(connections.audiences()).toEqual([]);
  });

  it('a frame that overtook the end of its connection gets no reply', async () => {
    expect(await collected(handleFrame('c9', '{"action":"ping"}', parts()))).toEqual([]);
  });
});

describe('who may follow no longer', () => {
  it('an expired token may neither subscribe nor ping: its connection ends', async () => {
    const expired = { ...buyer, validUntil: clock.now().toISOString() } as Caller;
    for (const message of [{ action: 'subscribe', topic: 'me' }, { action: 'ping' }, 'nonsense']) {
      expect(await say(expired, message)).toMatchObject([{ type: 'error', code: 'TOKEN_EXPIRED', closeCode: 4401 }]);
    }
    expect(connections.audiences()).toEqual([]);
  });

  it('a connection whose token was never good hears so, whatever it says', async () => {
    await connections.open({ ...connectionOf({ kind: 'anonymous' }), isRefused: true });
    const frame = JSON.stringify({ action: 'subscribe', topic: `track:${TRACKING}` });
    expect(await collected(handleFrame('c1', frame, parts()))).toMatchObject([
      { code: 'UNAUTHENTICATED', closeCode: 4401 },
    ]);
    expect(connections.audiences()).toEqual([]);
  });

  it('a link that was revoked opens nothing any more, and says so; one made since does', async () => {
    const next = changed(order, { linkGeneration: 1 }, ids);
    await orders.commit(order.version, next.order, next.events, {});
    const guest: Caller = { kind: 'guest', orderId: 'ord_1' };
    expect(await subscribe(guest, 'order:ord_1')).toMatchObject({ code: 'ACCESS_WITHDRAWN', closeCode: 4403 });
    expect(await subscribe({ ...guest, linkGeneration: 1 }, 'order:ord_1')).toMatchObject({ type: 'subscribed' });
  });
});

describe('a user whose access was revoked', () => {
  const issued = (issuedAt: string) => ({ ...user('s', { sellerIds: ['seller-1'] }), issuedAt }) as Caller;

  it('follows nothing with the tokens that they had, and what is theirs with a new one', async () => {
    await revocations.revoke('s', '2026-03-01T10:59:30.400Z');
    for (const caller of [issued('2026-03-01T10:00:00.000Z'), issued('2026-03-01T10:59:30.000Z'), user('s')]) {
      for (const topic of ['seller:seller-1', 'me', 'order:ord_1', `track:${TRACKING}`]) {
        expect(await subscribe(caller, topic)).toMatchObject({ code: 'ACCESS_WITHDRAWN', closeCode: 4403 });
      }
    }
    expect(await subscribe(issued('2026-03-01T10:59:31.000Z'), 'seller:seller-1')).toMatchObject({
      type: 'subscribed',
    });
    expect(await subscribe(buyer, 'me')).toMatchObject({ type: 'subscribed' });
  });
});

describe('how much is too much', () => {
  const anonymous: Caller = { kind: 'anonymous' };
  const from = async (address: string, caller: Caller, topic: string, connectionId = 'c1') => {
    await connections.open({ ...connectionOf(caller, connectionId), address });
    const frame = JSON.stringify({ action: 'subscribe', topic });
    const [response] = await collected(handleFrame(connectionId, frame, parts()));
    return response;
  };

  it('sixty subscriptions a minute and address, however many connections they are spread over', async () => {
    const codes: unknown[] = [];
    for (let i = 0; i < 61; i += 1) {
      const response = await from('203.0.113.9', anonymous, `track:guess-${i}`, `c${i}`);
      codes.push(response?.type === 'error' ? response.code : response?.type);
    }
    expect(new Set(codes.slice(0, 60))).toEqual(new Set(['NOT_FOUND']));
    expect(codes[60]).toBe('TOO_MANY_SUBSCRIPTIONS');
    expect(await from('203.0.113.9', anonymous, `track:${TRACKING}`, 'cx')).toMatchObject({
      closeCode: 4429,
      topic: `track:${TRACKING}`,
      retryAfterSeconds: expect.any(Number),
    });
    expect(await from('203.0.113.10', anonymous, `track:${TRACKING}`, 'cy')).toMatchObject({ type: 'subscribed' });
  });

  it('guesses count with those of the public route, whoever makes them', async () => {
    for (let i = 0; i < 119; i += 1) await takeFromAddress(rates, 'parcels', '203.0.113.9', clock.now());
    expect(await from('203.0.113.9', buyer, `track:${TRACKING}`)).toMatchObject({ type: 'subscribed' });
    expect(await from('203.0.113.9', buyer, `track:${TRACKING}`)).toMatchObject({ closeCode: 4429 });
    expect(await from('203.0.113.9', buyer, 'order:ord_1')).toMatchObject({ type: 'subscribed' });
    expect(await takeFromAddress(rates, 'parcels', '203.0.113.9', clock.now())).toMatchObject({ allowed: false });
  });

  it('so many frames a minute of one connection, of which a subscription is four', async () => {
    for (let i = 0; i < 59; i += 1) expect(await subscribe(buyer, 'me')).toMatchObject({ type: 'subscribed' });
    for (let i = 0; i < 4; i += 1) expect(await say(buyer, { action: 'ping' })).toEqual([{ type: 'pong' }]);
    expect(await say(buyer, { action: 'ping' })).toMatchObject([{ code: 'TOO_MANY_MESSAGES', closeCode: 4429 }]);
  });
});

describe('whose place a cursor is', () => {
  const feedCursor = async (caller: Caller, topic: string): Promise<string> => {
    const response = await subscribe(caller, topic);
    if (response?.type !== 'subscribed') throw new Error('not subscribed');
    return response.cursor;
  };
  const admin = user('a', { roles: ['admin'], sellerIds: ['seller-1'] });

  it('a moment of one topic is refused on another, and taken on its own', async () => {
    const topics = ['me', 'seller:seller-1', 'seller:seller-2', 'ops'];
    for (const mine of topics) {
      const after = await feedCursor(admin, mine);
      for (const topic of [...topics, 'order:ord_1', `track:${TRACKING}`]) {
        const expected = topic === mine ? { type: 'subscribed' } : { code: 'MALFORMED_CURSOR', topic };
        expect(await subscribe(admin, topic, after), `${mine} on ${topic}`).toMatchObject(expected);
      }
    }
  });

  it('the place of an event does for every topic', async () => {
    for (const topic of ['order:ord_1', 'seller:seller-1', `track:${TRACKING}`]) {
      expect(await subscribe(admin, topic, cursorOf(2))).toMatchObject({ type: 'subscribed' });
    }
  });
});
