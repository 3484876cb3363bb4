import { describe, expect, it } from 'vitest';
import { readHandshake } from '../../../shared/realtime/handshake.ts';
import { createOutbox } from '../../../shared/realtime/outbox.ts';
import {
  audienceName,
  audienceOfCaller,
  audiencesOf,
  audiencesOfLocation,
  parseTopic,
} from '../../../shared/realtime/topics.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { anEvent } from '../support/an-event.ts';
import { user } from './support.ts';

describe('a topic', () => {
  it.each([
    ['me', { kind: 'me' }],
    ['ops', { kind: 'ops' }],
    ['order:ord_1', { kind: 'order', orderId: 'ord_1' }],
    ['seller:a:b', { kind: 'seller', sellerId: 'a:b' }],
    ['track: 12', { kind: 'track', trackingNumber: ' 12' }],
  ])('%s is read by its first colon', (text, topic) => {
    expect(parseTopic(text)).toEqual(topic);
  });

  it.each(['order', 'seller', 'track'])('names %s in at most two hundred characters', (kind) => {
    expect(parseTopic(`${kind}:${'x'.repeat(200)}`)).toMatchObject({ kind });
    expect(parseTopic(`${kind}:${'x'.repeat(201)}`)).toBeUndefined();
  });

  it.each(['ME', 'me:', 'me:1', 'ops:1', ' me', 'public:1', 'customer:1', 'Order:1'])('%s is none', (text) => {
    expect(parseTopic(text)).toBeUndefined();
  });
});

describe('who is notified of an event', () => {
  const event = { orderId: 'ord_1', sellerId: 'seller-1' };

  it('is everybody whom it concerns, each under a name of its own', () => {
    expect(audiencesOf({ ...event, buyerId: 'buyer-1' }).map(audienceName)).toEqual([
      'order:ord_1',
      'customer:buyer-1',
      'seller:seller-1',
      'ops',
      'public:ord_1',
    ]);
  });

  it('is no customer where nobody has an account', () => {
    expect(audiencesOf(event).map(audienceName)).toEqual(['order:ord_1', 'seller:seller-1', 'ops', 'public:ord_1']);
  });

  it('is of a driver’s place only who follows the order', () => {
    expect(audiencesOfLocation('ord_1').map(audienceName)).toEqual(['order:ord_1']);
  });
});

describe('who may listen', () => {
  const seller = user('s', { roles: ['seller'], sellerIds: ['seller-1'] });
  const operator = user('o', { roles: ['csr'] });
  const listensTo = (topic: 'me' | 'ops' | string, caller: Caller) => {
    const parsed = parseTopic(topic);
    if (parsed === undefined || parsed.kind === 'order' || parsed.kind === 'track') throw new Error(topic);
    const audience = audienceOfCaller(parsed, caller);
    return audience && audienceName(audience);
  };

  it.each<[string, Caller, string | undefined]>([
    ['me', user('u'), 'customer:u'],
    ['seller:seller-1', seller, 'seller:seller-1'],
    ['seller:seller-2', seller, undefined],
    ['seller:seller-2', operator, 'seller:seller-2'],
    ['ops', operator, 'ops'],
    ['ops', seller, undefined],
    ['me', { kind: 'anonymous' }, undefined],
    ['ops', { kind: 'anonymous' }, undefined],
  ])('%s as %j: %s', (topic, caller, audience) => {
    expect(listensTo(topic, caller)).toBe(audience);
  });
});

describe('a handshake', () => {
  it('without a token says none', () => {
    for (const headers of [
      {},
      { authorization: '' },

      { 'sec-websocket-protocol': ' , ' },
    ]) {
      expect(readHandshake(headers, {})).toStrictEqual({ asksForSubprotocol: false });
    }
    expect(readHandshake({}, { token: '' })).toStrictEqual({ asksForSubprotocol: false });
    expect(readHandshake({}, { token: undefined })).toStrictEqual({ asksForSubprotocol: false });
  });

  it('takes the header before the subprotocol, and that before the query', () => {
    const protocol = { 'sec-websocket-protocol': 'b' };
    const tokenOf = (headers: Readonly<Record<string, string>>) => readHandshake(headers, { token: 'c' }).token;
    expect([tokenOf({ ...protocol, authorization: ' a ' }), tokenOf(protocol), tokenOf({})]).toEqual(['a', 'b', 'c']);
  });
});

describe('the end of a connection', () => {
  it('comes after what is under way, and instead of what waits', async () => {
    const posted: string[] = [];
    const ended: string[] = [];
    const letGo = Promise.withResolvers<void>();
    const outbox = createOutbox({
      gateway: {
        post: async (_to, frame) => {
          posted.push((JSON.parse(frame) as { readonly type: string }).type);
          if (posted.length === 1) await letGo.promise;
          return 'delivered';
        },
        disconnect: async (connectionId) => void ended.push(`disconnected ${connectionId}`),
      },
      onGone: async (connectionId) => void ended.push(`gone ${connectionId}`),
      concurrency: 1,
    });
    const update = { type: 'order.updated', orderId: 'ord_1', seq: anEvent().seq } as unknown as Parameters<
      typeof outbox.send
    >[1][number];
    const sent = [outbox.send('c1', [update]), outbox.send('c1', [update])];
    const end = outbox.end('c1', { type: 'error', code: 'TOKEN_EXPIRED', detail: 'x' } as Parameters<
      typeof outbox.end
    >[1]);
    letGo.resolve();
    await Promise.all([...sent, end]);
    expect([posted, ended]).toEqual([
      ['order.updated', 'error'],
      ['disconnected c1', 'gone c1'],
    ]);
  });
});
