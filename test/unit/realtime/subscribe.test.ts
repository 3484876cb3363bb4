import { describe, expect, it } from 'vitest';
import type { ServerMessage } from '../../../shared/contract/socket.ts';
import type { ConnectionStore } from '../../../shared/realtime/connection-store.ts';
import { decodeCursor, eventIdAt } from '../../../shared/realtime/cursor.ts';
import { handleFrame } from '../../../shared/realtime/handle-frame.ts';
import { subscribe } from '../../../shared/realtime/subscribe.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import type { RateLimitStore } from '../../../shared/security/rate-limit-store.ts';
import { collected } from '../../support/collected.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { memoryRateLimitStore } from '../../support/memory/memory-rate-limit-store.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { manualClock } from '../../support/order-fixtures.ts';
import { connectionOf, memoryConnections, neverDropped, user, withoutInbox } from './support.ts';

const ADMIN = user('a', { roles: ['admin'] });

const stage = async (given: Partial<ConnectionStore> = {}) => {
  const clock = manualClock();
  const dependencies = {
    connections: { ...memoryConnections(), ...given },
    outbox: neverDropped,
    orders: memoryOrderStore(),
    rates: memoryRateLimitStore() as RateLimitStore,
    revocations: memoryRevocations(),
    clock,
    newId: () => 'attempt',
  };
  const ask = async (caller: Caller, topic: string, after?: string): Promise<readonly ServerMessage[]> => {
    const connection = connectionOf(caller);
    await dependencies.connections.open(connection);
    return collected(subscribe(connection, { topic, after }, dependencies));
  };
  return { ask, clock, dependencies };
};

describe('a subscription', () => {
  it('to operations begins at its moment, and is taken up again from there', async () => {
    const { ask, clock } = await stage();
    const [first] = await ask(ADMIN, 'ops');
    if (first?.type !== 'subscribed') throw new Error(first?.type);
    expect(first).toMatchObject({ topic: 'ops', complete: true, events: [] });
    expect(decodeCursor(first.cursor)).toMatchObject({ eventId: eventIdAt(clock.now()), seq: 0 });
    expect(await ask(ADMIN, 'ops', first.cursor)).toMatchObject([
      { type: 'subscribed', complete: false },
      { type: 'reset', topic: 'ops', reason: 'NO_PAST' },
    ]);
  });

  it('of a connection that is gone gets no response: there is nobody to read it', async () => {
    const { ask } = await stage({ subscribe: async () => 'gone' });
    expect(await ask(ADMIN, 'ops')).toEqual([]);
  });

  it.each(['nothing', 'order:', 'orders:1', 'ORDER:1', 'seller:'])('to %s is one to nothing', async (topic) => {
    const { ask } = await stage();
    expect(await ask(ADMIN, topic)).toMatchObject([{ type: 'error', code: 'NOT_FOUND', topic }]);
  });

  it.each([
    ['me', { kind: 'anonymous' }],
    ['ops', { kind: 'anonymous' }],
    ['ops', user('x')],
    ['seller:s', user('x', { roles: ['seller'], sellerIds: ['other'] })],
    ['me', { kind: 'guest', orderId: 'ord_1' }],
  ] as const)('to %s by %o is refused like one to nothing', async (topic, caller) => {
    const { ask } = await stage();
    expect(await ask(caller, topic)).toMatchObject([{ type: 'error', code: 'NOT_FOUND', topic }]);
  });
});

describe('strangers are counted', () => {
  const counting = async () => {
    const { ask, dependencies } = await stage();
    const scopes: string[] = [];
    const { rates } = dependencies;
    dependencies.rates = {
      take: (scope, limit, now) => {
        scopes.push(scope.split(':')[0] ?? '');
        return rates.take(scope, limit, now);
      },
    };
    return { ask, scopes };
  };

  it.each<[string, Caller, string, readonly string[]]>([
    ['by each subscription without a token', { kind: 'anonymous' }, 'me', ['subscribe']],
    ['by each guess of a number', { kind: 'anonymous' }, 'track:1', ['subscribe', 'track']],
    ['and with a token by their guesses alone', user('u'), 'track:1', ['track']],
    ['and by nothing that is theirs', user('u'), 'me', []],
  ])('%s', async (_what, caller, topic, counted) => {
    const { ask, scopes } = await counting();
    await ask(caller, topic);
    expect(scopes).toEqual(counted);
  });
});

describe('a frame that nobody understands', () => {
  it.each(['', 'null', '[]', '{}', '{"action":"dance"}', '{"action":"subscribe"}', '{"action":"subscribe","topic":7}'])(
    '%j is responded to with what would be understood',
    async (frame) => {
      const { dependencies } = await stage();
      await dependencies.connections.open(connectionOf(ADMIN));
      const [response] = await collected(handleFrame('c1', frame, { ...dependencies, ...withoutInbox }));
      expect(response).toMatchObject({ type: 'error', detail: expect.stringContaining('"subscribe"') });
    },
  );

  const reply = async (message: object) => {
    const { dependencies } = await stage();
    await dependencies.connections.open(connectionOf(ADMIN));
    const frame = JSON.stringify(message);
    const [response] = await collected(handleFrame('c1', frame, { ...dependencies, ...withoutInbox }));
    return response;
  };

  it.each([
    { action: 'subscribe', topic: 'order:\ud800' },
    { action: 'unsubscribe', topic: 'order:\ud800' },
    { action: 'read', notificationId: '\udfff' },
  ])('%j has half a character, of which no table has a key', async (message) => {
    expect(await reply(message)).toMatchObject({ type: 'error', code: 'MALFORMED' });
  });

  it.each([
    { action: 'subscribe', topic: 'shop:1' },
    { action: 'subscribe', topic: 'me', after: 5 },
    { action: 'follow', topic: 'me' },
  ])('%j is named by its topic: a client knows what it is the reply to', async ({ topic, ...message }) => {
    expect(await reply({ topic, ...message })).toMatchObject({ type: 'error', code: 'MALFORMED', topic });
  });

  it('because of its cursor says so, however long that is; an empty one is none', async () => {
    const asked = { action: 'subscribe', topic: 'me' };
    for (const after of ['x', 'x'.repeat(3_000)])
      expect(await reply({ ...asked, after })).toMatchObject({ code: 'MALFORMED_CURSOR', topic: 'me' });
    expect(await reply({ ...asked, after: '' })).toMatchObject({ type: 'subscribed', complete: true });
  });
});
