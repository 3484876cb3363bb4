/** What was missed is sent page after page: who it is sent to may change meanwhile, and so may what they ask for. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ServerMessage } from '../../../shared/contract/socket.ts';
import { encodeCursor, eventIdAt } from '../../../shared/realtime/cursor.ts';
import type { SubscribeDependencies } from '../../../shared/realtime/subscribe.ts';
import { subscribe } from '../../../shared/realtime/subscribe.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { collected } from '../../support/collected.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryRateLimitStore } from '../../support/memory/memory-rate-limit-store.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, changed, created, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

const START = '2026-03-01T10:00:00.000Z';
const EVENTS = 350;
const BEGINNING = encodeCursor({ eventId: eventIdAt(new Date(START)), seq: 0 });
const buyer = user('buyer-1', { issuedAt: START, validUntil: '2026-03-01T11:00:00.000Z' });

const ids = seededIds();
const clock = manualClock(START);
let orders = memoryOrderStore();
let order = anOrder({ orderId: 'ord_1' });

const change = async (given: Parameters<typeof changed>[1] = {}): Promise<void> => {
  const next = changed(order, given, ids, { now: clock.now() });
  await orders.commit(order.version, next.order, next.events, {});
  order = next.order;
};

beforeEach(async () => {
  clock.set(START);
  orders = memoryOrderStore();
  const first = created(anOrder({ orderId: 'ord_1' }), ids, clock.now());
  await orders.create(first.order, first.events, { stockTaken: [] });
  order = first.order;
  while (order.version < EVENTS) await change();
});

const stage = async (caller: Caller) => {
  const dropped: string[] = [];
  const dependencies = {
    connections: memoryConnections(),
    outbox: { drop: async (connectionId: string) => void dropped.push(connectionId) },
    orders,
    rates: memoryRateLimitStore(),
    revocations: memoryRevocations(),
    clock,
    newId: () => ids.ulid(clock.now()),
  } satisfies SubscribeDependencies;
  const connection = connectionOf(caller);
  await dependencies.connections.open(connection);
  const begin = (topic: string, after?: string) => subscribe(connection, { topic, after }, dependencies);
  return { begin, dropped, dependencies };
};

const first = async (messages: AsyncGenerator<ServerMessage>): Promise<ServerMessage> => {
  const { value } = await messages.next();
  return value;
};
const eventsIn = (messages: readonly ServerMessage[]): number =>
  messages.reduce((count, message) => count + ('events' in message ? message.events.length : 0), 0);

describe.each(['me', 'order:ord_1'])('while somebody is sent what they missed of %s', (topic) => {
  it('another subscription to it takes its place: nothing of the first comes between', async () => {
    const { begin } = await stage(buyer);
    const before = begin(topic, BEGINNING);
    expect(await first(before)).toMatchObject({ type: 'subscribed', more: true });
    const after = await collected(begin(topic));
    expect(after).toMatchObject([{ type: 'subscribed', events: [] }]);
    expect(await collected(before)).toEqual([]);
  });

  it('the end of the subscription is the end of it', async () => {
    const { begin, dependencies } = await stage(buyer);
    const messages = begin(topic, BEGINNING);
    await first(messages);
    await dependencies.connections.unsubscribe('c1', topic);
    expect(await collected(messages)).toEqual([]);
  });

  it.each([
    ['their tokens are revoked', 'ACCESS_WITHDRAWN', 4403],
    ['their token expires', 'TOKEN_EXPIRED', 4401],
  ])('and %s, they are sent nothing more', async (_what, code, closeCode) => {
    const { begin, dependencies } = await stage(buyer);
    const messages = begin(topic, BEGINNING);
    const sent = [await first(messages)];
    if (closeCode === 4401) clock.advance(3_600_000);
    else await dependencies.revocations.revoke('buyer-1', '2026-03-01T10:30:00.000Z');
    sent.push(...(await collected(messages)));
    expect(sent.at(-1)).toMatchObject({ type: 'error', code, closeCode });
    expect(eventsIn(sent)).toBeLessThanOrEqual(100);
  });

  it('and the way to them fails, the connection is ended: events would be held that nobody sends', async () => {
    const { begin, dropped } = await stage(buyer);
    const messages = begin(topic, BEGINNING);
    await first(messages);
    await expect(messages.throw(new Error('LimitExceededException'))).rejects.toThrow('LimitExceeded');
    expect(dropped).toEqual(['c1']);
    const whole = await stage(buyer);
    expect(eventsIn(await collected(whole.begin(topic, BEGINNING)))).toBe(EVENTS);
    expect(whole.dropped).toEqual([]);
  });
});

describe('the right to an order', () => {
  it.each<[string, Caller, Parameters<typeof changed>[1]]>([
    ['a link that is revoked', { kind: 'guest', orderId: 'ord_1' }, { linkGeneration: 1 }],
    [
      'a driver who is replaced',
      user('driver-1', { roles: ['driver'] }),
      { driver: { driverId: 'driver-2', name: 'Iván', provider: 'own', assignedAt: START } },
    ],
  ])('of %s is gone with what it was to see of that', async (_who, caller, withdrawal) => {
    await change({ driver: { driverId: 'driver-1', name: 'Marta', provider: 'own', assignedAt: START } });
    const { begin } = await stage(caller);
    const messages = begin('order:ord_1', BEGINNING);
    const sent = [await first(messages)];
    await change(withdrawal);
    sent.push(...(await collected(messages)));
    expect(sent.at(-1)).toMatchObject({ code: 'ACCESS_WITHDRAWN', closeCode: 4403, topic: 'order:ord_1' });
    expect(eventsIn(sent)).toBeLessThanOrEqual(100);
  });
});
