/** That somebody looks at a client: said over its socket, so that no device rings for what they see. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient, type WismoOptions } from '../../../client/src/index.ts';
import { liveServerOfEachTest, subscribed } from './live-server.ts';

const live = liveServerOfEachTest();
beforeEach(() => {
  live.server.onFrame = ({ action, topic }) =>
    live.server.say(action === 'subscribe' ? { ...subscribed([], 'c1'), topic } : { type: 'pong' });
});

const follow = (topic: 'me' | 'order:ord_1', given: Partial<WismoOptions> = {}): void => {
  const client = createClient({
    baseUrl: 'http://127.0.0.1:9',
    websocketUrl: live.server.url,
    transports: ['socket'],
    timing: { pingMilliseconds: 100, patienceMilliseconds: 5_000 },
    ...given,
  });
  void client.follow(topic, { signal: live.stop.signal }).next();
};

/** Whether each word of it said that somebody looks. */
const said = (): readonly unknown[] =>
  live.server.heard.flatMap((frame) => ('focused' in frame ? [(frame as { readonly focused: unknown }).focused] : []));

describe('somebody who looks at a client that follows their orders', () => {
  it('is known again and again while they do, and once when they do not any more', async () => {
    let looks = true;
    follow('me', { isLookedAt: () => looks });
    await vi.waitFor(() => expect(said().length).toBeGreaterThan(2), 5_000);
    looks = false;
    await vi.waitFor(() => expect(said().at(-1)).toBe(false), 5_000);
    const { length } = said();
    const pings = () => live.server.heard.filter(({ action }) => action === 'ping').length;
    const before = pings();
    await vi.waitFor(() => expect(pings()).toBeGreaterThan(before + 1), 5_000);
    expect([said().length, said().filter((one) => one === false).length]).toEqual([length, 1]);
  });

  it('is known anew on the next connection', async () => {
    follow('me', { isLookedAt: () => true, timing: { pingMilliseconds: 60_000, patienceMilliseconds: 5_000 } });
    await vi.waitFor(() => expect(said()).toEqual([true]), 5_000);
    live.server.connections[0]?.terminate();
    await vi.waitFor(() => expect(said()).toEqual([true, true]), 5_000);
  });

  it.each<[why: string, topic: 'me' | 'order:ord_1', given: Partial<WismoOptions>]>([
    ['outside of a page', 'me', {}],
    ['where the application wants push messages all the same', 'me', { isLookedAt: () => false }],
    ['for a single order', 'order:ord_1', { isLookedAt: () => true }],
  ])('is not said %s', async (_why, topic, given) => {
    follow(topic, given);
    await vi.waitFor(
      () => expect(live.server.heard.filter(({ action }) => action === 'ping').length).toBeGreaterThan(1),
      5_000,
    );
    expect(said()).toEqual([]);
  });

  it('in any tab counts for the connection that they share', async () => {
    let looks = false;
    const shared = { sharedAs: 'eva', timing: { pingMilliseconds: 60_000, patienceMilliseconds: 5_000 } };
    follow('me', { ...shared, isLookedAt: () => false });
    await vi.waitFor(() => expect(live.server.subscriptions).toHaveLength(1), 5_000);
    looks = true;
    follow('me', { ...shared, isLookedAt: () => looks });
    await vi.waitFor(() => expect(said()).toEqual([true]), 5_000);
    expect(live.server.connections).toHaveLength(1);
  });
});
