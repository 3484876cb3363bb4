import { describe, expect, it } from 'vitest';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import { callerText } from '../../../shared/realtime/caller-text.ts';
import { followers } from '../../../shared/realtime/follower-list.ts';
import { onlyFollowers } from '../../../shared/realtime/followers.ts';
import { ANONYMOUS, type Caller } from '../../../shared/security/caller.ts';
import { listeningOf } from '../../../shared/store/dynamo-subscription.ts';
import { anEvent } from '../support/an-event.ts';
import { stage } from './broadcast-stage.ts';

const USER: Caller = { kind: 'user', sub: 'ana', roles: ['seller'], sellerIds: ['farm-1'] };
const itemOf = (caller: unknown) => ({ pk: 'p', sk: 's', connectionId: 'c1', topic: 'order:1', caller });

/** What a later version may store, which this one cannot read. */
const UNREADABLE: readonly (readonly [name: string, stored: unknown])[] = [
  ['a text that is no JSON', 'v2.eyJraW5kIjoidXNlciJ9'],
  ['a text of something else', '["user","ana"]'],
  ['a kind that is not known', JSON.stringify({ kind: 'device', id: 'd' })],
  ['a role that is not known', { ...USER, roles: ['courier_of_later'] }],
  ['bytes', new Uint8Array([1, 2])],
  ['nothing', null],
];

describe('a stored subscription', () => {
  it.each<[name: string, stored: unknown, caller: Caller]>([
    ['its text', callerText(USER), USER],
    ['the object of an earlier version', USER, USER],
    ['the text of a stranger', callerText(ANONYMOUS), ANONYMOUS],
    ['the text of a version that says more', JSON.stringify({ ...USER, team: 'north' }), USER],
  ])('says who subscribed by %s', (_name, stored, caller) => {
    const expected = { audience: 'order:1', connectionId: 'c1', topic: 'order:1', caller };
    expect(listeningOf('order:1', itemOf(stored))).toEqual(expected);
  });

  it.each(UNREADABLE)('cannot be read by %s', (_name, stored) => {
    const expected = { audience: 'order:1', connectionId: 'c1', topic: 'order:1', isUnreadable: true };
    expect(listeningOf('order:1', itemOf(stored))).toEqual(expected);
  });
});

describe('a subscription that another version has stored', () => {
  const audience = 'order:ord_1';

  it('is neither sent anything nor ended, while the others are served', async () => {
    const { dependencies, connections, frames, gone, disconnected, listen } = stage();
    await listen('known', audience);
    const other = listeningOf(audience, { ...itemOf('v2.x'), connectionId: 'other' });
    const left: number[] = [];
    const sent = await broadcastEvent(anEvent({ orderId: 'ord_1' }), {
      ...dependencies,
      connections: {
        ...connections,
        subscribers: async (...given) => {
          const found = await connections.subscribers(...given);
          return { ...found, listening: [...found.listening, other] };
        },
      },
      onUnreadable: (count) => left.push(count),
    });
    expect([sent, frames.map(({ to }) => to), left]).toEqual([1, ['known'], [1]]);
    expect([gone, disconnected]).toEqual([[], []]);
  });

  it.each([
    ['a text that is no JSON', { topic: audience, caller: 'v2.x' }],
    ['an object', { topic: audience, caller: USER }],
    ['another form altogether', 'v2'],
  ])('is read anew where a message says who subscribed by %s', async (_name, subscribed) => {
    const { dependencies, connections, clock, frames, listen } = stage();
    await listen('c1', audience);
    const readAt = clock.now().toISOString();
    const portion = followers().parse([{ audience, connectionIds: ['c1'], subscribed }]);
    const only = onlyFollowers(connections, { followers: portion, readAt });
    expect(await broadcastEvent(anEvent({ orderId: 'ord_1' }), { ...dependencies, connections: only })).toBe(1);
    expect(frames.map(({ to }) => to)).toEqual(['c1']);
  });
});
