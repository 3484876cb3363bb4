import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient, type LiveMessage, type WismoOptions } from '../../../client/src/index.ts';
import { LiveServer, subscribed, update } from './live-server.ts';

let server: LiveServer;
const stop = new Set<AbortController>();
beforeEach(async () => {
  server = await LiveServer.start();
});
afterEach(async () => {
  for (const one of stop) one.abort();
  stop.clear();
  await server.close();
});

const timing = { pingMilliseconds: 100, patienceMilliseconds: 200, pollMilliseconds: 20, upgradeMilliseconds: 60_000 };

const follow = (given: Partial<WismoOptions> = {}, after?: string) => {
  const client = createClient({
    baseUrl: 'http://127.0.0.1:9',
    websocketUrl: server.url,
    token: 'jwt',
    transports: ['socket'],
    timing,
    random: () => 0,
    ...given,
  });
  const ending = new AbortController();
  stop.add(ending);
  const messages: LiveMessage[] = [];
  const ended = (async () => {
    for await (const message of client.follow('order:ord_1', { after, signal: ending.signal })) messages.push(message);
    return 'stopped';
  })();
  const seqs = () => messages.map((message) => ('seq' in message ? message.seq : message.type));
  return { client, messages, seqs, ended: ended.catch((error: unknown) => error), stop: () => ending.abort() };
};

const heard = (count: number) =>
  vi.waitFor(() => expect(server.subscriptions.length).toBeGreaterThanOrEqual(count), 5_000);

describe('a message that is none of ours', () => {
  it.each(['null', '1', '"text"', '{}', '{"type":"batch"}', '{"type":"batch","events":[null]}', '{"type":"order_'])(
    'ends the connection and nothing else: %s',
    async (text) => {
      const { seqs } = follow();
      await heard(1);
      server.say(subscribed([], 'c1'), update(2));
      await vi.waitFor(() => expect(seqs()).toEqual([2]));
      server.connections[0]?.send(text);
      await heard(2);
      server.say(subscribed([update(3)], 'c3'));
      await vi.waitFor(() => expect(seqs()).toEqual([2, 3]));
      expect(server.subscriptions).toEqual([undefined, 'c2']);
    },
  );
});

describe('what is missed and what is live', () => {
  it('is yielded in order, each once, over subscription, batches and messages', async () => {
    const { seqs } = follow({}, 'c1');
    await heard(1);
    expect(server.subscriptions).toEqual(['c1']);
    server.say(
      subscribed([update(2), update(3)], 'c3', { more: true }),
      { type: 'batch', topic: 'order:ord_1', events: [update(4), update(4)] },
      update(5),
      update(5),
      { type: 'batch', events: [update(6), update(7)] },
      { type: 'ping' },
      update(3),
    );
    await vi.waitFor(() => expect(seqs()).toEqual([2, 3, 4, 5, 6, 7]));
  });

  it('is asked for again where a number is missing; what comes before the reply waits for it', async () => {
    const { seqs } = follow();
    await heard(1);
    server.say(subscribed([], 'c1'), update(2), update(5), update(6));
    await heard(2);
    expect(server.subscriptions).toEqual([undefined, 'c2']);
    server.say(update(7), subscribed([update(3), update(4), update(5), update(6), update(7)], 'c7'), update(8));
    await vi.waitFor(() => expect(seqs()).toEqual([2, 3, 4, 5, 6, 7, 8]));
  });

  it('is taken as it is where the server has no more of it', async () => {
    const { seqs } = follow();
    await heard(1);
    server.say(subscribed([], 'c1'), update(2), update(4));
    await heard(2);
    server.say(subscribed([update(4)], 'c4'), update(5));
    await vi.waitFor(() => expect(seqs()).toEqual([2, 4, 5]));
    expect(server.subscriptions).toHaveLength(2);
  });

  it('begins anew after a reset, from its cursor', async () => {
    const { seqs } = follow({}, 'old');
    await heard(1);
    server.say(subscribed([], 'c9', { complete: false }), {
      type: 'reset',
      topic: 'order:ord_1',
      cursor: 'c9',
      reason: 'TOO_MANY_MISSED',
    });
    await vi.waitFor(() => expect(seqs()).toEqual(['reset']));
    server.connections[0]?.terminate();
    await heard(2);
    expect(server.subscriptions).toEqual(['old', 'c9']);
  });
});

describe('a connection that breaks', () => {
  it.each<[string, () => void]>([
    ['without a word', () => server.connections.at(-1)?.terminate()],
    ['with half a frame', () => server.connections.at(-1)?.send('{"type":"order_up')],
    [
      'with an error of the gateway',
      () => server.say({ message: 'Internal server error', connectionId: 'x', requestId: 'y' }),
    ],
  ])('%s is taken up again behind the last message', async (_how, end) => {
    const { seqs } = follow();
    await heard(1);
    server.say(subscribed([], 'c1'), update(2));
    await vi.waitFor(() => expect(seqs()).toEqual([2]));
    end();
    await heard(2);
    expect(server.subscriptions.at(-1)).toBe('c2');
    server.say(subscribed([update(3)], 'c3'));
    await vi.waitFor(() => expect(seqs()).toEqual([2, 3]));
  });

  it('silently is found out by a ping without a reply', async () => {
    const { seqs } = follow();
    await heard(1);
    server.say(subscribed([], 'c1'), update(2));
    await heard(2);
    expect(server.heard.filter(({ action }) => action === 'ping').length).toBeGreaterThan(0);
    expect(seqs()).toEqual([2]);
  });

  it('stays where the ping has a reply', async () => {
    server.onFrame = ({ action }) => action === 'ping' && server.say({ type: 'pong' });
    follow();
    await heard(1);
    server.say(subscribed([], 'c1'));
    await vi.waitFor(
      () => expect(server.heard.filter(({ action }) => action === 'ping').length).toBeGreaterThan(3),
      5_000,
    );
    expect(server.connections).toHaveLength(1);
  });

  it('is left where the subscription has no reply', async () => {
    follow();
    await heard(2);
    expect(server.connections.length).toBeGreaterThan(1);
  });
});

describe('a connection that the server ends', () => {
  const ending = (closeCode: number, code: string, given: object = {}) => ({
    type: 'error',
    code,
    closeCode,
    detail: code,
    ...given,
  });
  /** As on AWS, where every connection that a server ends is closed with 1000. */
  const endWith = (message: object): void => {
    server.say(message);
    server.connections.at(-1)?.close(1000);
  };

  it('for its token is taken up again with a fresh one', async () => {
    const token = ({ refresh }: { readonly refresh: boolean }): string => (refresh ? 'fresh' : 'old');
    const { seqs } = follow({ token });
    await heard(1);
    server.say(subscribed([], 'c1'));
    endWith(ending(4401, 'TOKEN_EXPIRED'));
    await heard(2);
    expect(server.tokens).toEqual(['old', 'fresh']);
    server.say(subscribed([update(2)], 'c2'));
    await vi.waitFor(() => expect(seqs()).toEqual([2]));
  });

  it.each([
    ['4401 by its message', () => endWith(ending(4401, 'UNAUTHENTICATED')), 401, 1],
    ['4401 by its code', () => server.connections.at(-1)?.close(4401), 401, 1],
    ['4403 twice', () => endWith(ending(4403, 'ACCESS_WITHDRAWN')), 403, 2],
  ] as const)('with %s and a fixed token is over', async (_how, end, status, connections) => {
    server.onFrame = ({ action }) => action === 'subscribe' && end();
    const { ended } = follow();
    expect(await ended).toMatchObject({ status });
    expect(server.connections).toHaveLength(connections);
  });

  it('for one topic says so to who follows that', async () => {
    server.onFrame = ({ action, topic }) =>
      action === 'subscribe' && server.say({ type: 'error', code: 'NOT_FOUND', detail: 'no', topic });
    expect(await follow().ended).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('for a cursor that it does not know begins now, after a reset', async () => {
    const { seqs } = follow({}, 'nonsense');
    await heard(1);
    server.say({ type: 'error', code: 'MALFORMED_CURSOR', detail: 'no', topic: 'order:ord_1' });
    await heard(2);
    server.say(subscribed([], 'c4'), update(5));
    await vi.waitFor(() => expect(seqs()).toEqual(['reset', 5]));
    expect(server.subscriptions).toEqual(['nonsense', undefined]);
  });

  it('for its limits is taken up again when it may be', async () => {
    follow();
    await heard(1);
    const at = Date.now();
    endWith(ending(4429, 'TOO_MANY_MESSAGES', { retryAfterSeconds: 1 }));
    await heard(2);
    expect(Date.now() - at).toBeGreaterThan(900);
  });
});

describe('who does not read', () => {
  it('has the server wait, and is sent the rest when it reads', async () => {
    const client = createClient({
      baseUrl: 'http://127.0.0.1:9',
      websocketUrl: server.url,
      transports: ['socket'],
      // On a machine that others use, a reply takes its time.
      timing: { ...timing, pingMilliseconds: 60_000, patienceMilliseconds: 10_000 },
    });
    const iterator = client.follow('order:ord_1');
    await heard(1);
    server.say(subscribed([], 'c1'));
    for (let seq = 2; seq <= 1_200; seq += 1) server.say(update(seq));
    await vi.waitFor(() => expect(server.heard.at(-1)).toMatchObject({ action: 'unsubscribe' }), 5_000);
    for (let seq = 2; seq <= 1_001; seq += 1) expect((await iterator.next()).value).toMatchObject({ seq });
    await heard(2);
    expect(server.subscriptions.at(-1)).toBe('c1001');
    server.say(subscribed([update(1_002)], 'c1002'));
    expect((await iterator.next()).value).toMatchObject({ seq: 1_002 });
    await iterator.return?.();
    await vi.waitFor(() => expect(server.connections[0]?.readyState).toBe(3));
  });
});
