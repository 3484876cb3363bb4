import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../shared/realtime/connection-store.ts';
import { beat, beginHeartbeats, type Heartbeat, heartbeat } from '../../../shared/realtime/heartbeat.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';
import { anOrder, manualClock } from '../../support/order-fixtures.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

const clock = manualClock();
let connections = memoryConnections();
let sent: { readonly next: Heartbeat; readonly delaySeconds: number }[] = [];
let frames: Record<string, unknown>[] = [];
let disconnected: string[] = [];
let order = anOrder({ orderId: 'ord_1' });
let revocations = memoryRevocations();
let posts: 'delivered' | 'gone' = 'delivered';

beforeEach(() => {
  clock.set('2026-03-01T10:00:00.000Z');
  connections = memoryConnections();
  [sent, frames, disconnected] = [[], [], []];
  order = anOrder({ orderId: 'ord_1' });
  revocations = memoryRevocations();
  posts = 'delivered';
});

const dependencies = () => ({
  connections,
  revocations,
  orders: { get: async (orderId: string) => (orderId === order.orderId ? order : undefined) },
  gateway: {
    post: async (_to: string, frame: string) => {
      if (posts === 'delivered') frames.push(JSON.parse(frame));
      return posts;
    },
    disconnect: async (connectionId: string) => void disconnected.push(connectionId),
  },
  clock,
  schedule: async (next: Heartbeat, delaySeconds: number) =>
    void sent.push({ next: heartbeat().parse(next), delaySeconds }),
});

const open = async (caller: Caller, given: Partial<Connection> = {}): Promise<Heartbeat> => {
  const connection = { ...connectionOf(caller), ...given };
  await connections.open(connection);
  await beginHeartbeats(connection, dependencies());
  return due();
};

/** The next one, at its time. */
const due = (): Heartbeat => {
  const message = sent.shift();
  if (!message) throw new Error('No heartbeat is under way');
  clock.advance(message.delaySeconds * 1000);
  return message.next;
};

const inSeconds = (seconds: number): string => new Date(clock.now().getTime() + seconds * 1000).toISOString();

describe('a heartbeat', () => {
  it('comes after half a minute first: a count of connections that are gone would keep others out', async () => {
    const began = clock.now().getTime();
    const next = await open({ kind: 'anonymous' });
    expect(clock.now().getTime() - began).toBe(30_000);
    posts = 'gone';
    await beat(next, dependencies());
    expect([await connections.get('c1'), sent]).toEqual([undefined, []]);
  });

  it('pings every five minutes, for as long as there is somebody', async () => {
    let next = await open({ kind: 'anonymous' });
    for (let i = 1; i <= 3; i += 1) {
      await beat(next, dependencies());
      expect(sent).toEqual([{ next: { connectionId: 'c1', beat: i }, delaySeconds: 300 }]);
      next = due();
    }
    expect(frames).toEqual([{ type: 'ping' }, { type: 'ping' }, { type: 'ping' }]);
    await connections.close('c1');
    await beat(next, dependencies());
    expect([frames.length, sent]).toEqual([3, []]);
  });

  it('comes when the token expires, and ends the connection with 4401', async () => {
    let next = await open({ ...user('u'), validUntil: inSeconds(430) } as Caller);
    await beat(next, dependencies());
    next = due();
    await beat(next, dependencies());
    expect(sent[0]?.delaySeconds).toBe(100);
    next = due();
    await beat(next, dependencies());
    expect(frames.at(-1)).toMatchObject({ type: 'error', code: 'TOKEN_EXPIRED', closeCode: 4401 });
    expect([disconnected, sent, await connections.get('c1')]).toEqual([['c1'], [], undefined]);
  });

  it('comes within seconds of a token that lasts seconds', async () => {
    await open({ ...user('u'), validUntil: inSeconds(2.5) } as Caller);
    expect(clock.now().toISOString()).toBe('2026-03-01T10:00:03.000Z');
  });

  it('ends a connection with a bad token at once, however long its handshake takes', async () => {
    const message = await open({ kind: 'anonymous' }, { isRefused: true });
    expect(clock.now().toISOString()).toBe('2026-03-01T10:00:00.000Z');
    posts = 'gone';
    await beat(message, dependencies());
    expect(sent).toEqual([{ next: message, delaySeconds: 1 }]);
    posts = 'delivered';
    await beat(due(), dependencies());
    expect(frames).toMatchObject([{ type: 'error', code: 'UNAUTHENTICATED', closeCode: 4401 }]);
    expect([disconnected, sent]).toEqual([['c1'], []]);
  });

  it('ends a connection of a version that stored elsewhere what it follows, so that its client comes back', async () => {
    const next = await open(user('u'), { isOutdated: true });
    await beat(next, dependencies());
    expect(frames).toMatchObject([{ code: 'TOKEN_EXPIRED', closeCode: 4401 }]);
    expect(disconnected).toEqual(['c1']);
  });

  it('forgets a client that never came, or has left', async () => {
    const message = await open({ kind: 'anonymous' }, { isRefused: true });
    posts = 'gone';
    clock.advance(10_000);
    await beat(message, dependencies());
    expect([sent, await connections.get('c1')]).toEqual([[], undefined]);
  });

  it('ends a guest’s connection whose link was revoked, though nothing happens to the order', async () => {
    const next = await open({ kind: 'guest', orderId: 'ord_1' });
    order = { ...order, linkGeneration: 1 };
    await beat(next, dependencies());
    expect(frames).toMatchObject([{ code: 'ACCESS_WITHDRAWN', closeCode: 4403 }]);
    expect(disconnected).toEqual(['c1']);
  });

  it('ends the connection of a user whose access was revoked', async () => {
    const next = await open({ ...user('u'), issuedAt: '2026-03-01T09:00:00.000Z' } as Caller);
    await revocations.revoke('u', clock.now().toISOString());
    await beat(next, dependencies());
    expect(frames).toMatchObject([{ code: 'ACCESS_WITHDRAWN', closeCode: 4403 }]);
  });

  it('that comes twice leads to one line of heartbeats', async () => {
    const first = await open({ kind: 'anonymous' });
    await beat(first, dependencies());
    await beat(first, dependencies());
    expect(sent).toHaveLength(1);
    // Cut short between the next message and the note: the repetition sends it again, and one of the two ends.
    const second = due();
    const completeHeartbeat = () => Promise.reject(new Error('down'));
    const broken = { ...dependencies(), connections: { ...connections, completeHeartbeat } };
    await expect(beat(second, broken)).rejects.toThrow('down');
    await beat(second, dependencies());
    const doubles = [due(), due()];
    for (const message of doubles) await beat(message, dependencies());
    expect(sent).toHaveLength(1);
  });
});
