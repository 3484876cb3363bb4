import { expect, it, vi } from 'vitest';
import { createClient, type LiveMessage } from '../../../client/src/index.ts';
import { liveServerOfEachTest, subscribed, update } from './live-server.ts';

const live = liveServerOfEachTest();

it('tabs that share a name have one connection, and each is handed every message once', async () => {
  live.server.onFrame = ({ action }) => action === 'subscribe' && live.server.say(subscribed([], 'c1'));
  const tab = (sharedAs: string) => {
    const client = createClient({
      baseUrl: 'http://127.0.0.1:9',
      websocketUrl: live.server.url,
      transports: ['socket'],
      sharedAs,
    });
    const seqs: number[] = [];
    void (async () => {
      for await (const message of client.follow('order:ord_1', { signal: live.stop.signal }))
        seqs.push((message as LiveMessage & { seq: number }).seq);
    })();
    return seqs;
  };
  const tabs = [tab('ana'), tab('ana'), tab('ana')];
  await vi.waitFor(() => expect(live.server.subscriptions).toHaveLength(1));
  const stranger = tab('ben');
  await vi.waitFor(() => expect(live.server.connections).toHaveLength(2));
  live.server.connections[0]?.send(JSON.stringify(update(2)));
  await vi.waitFor(() => expect(tabs).toEqual([[2], [2], [2]]));
  expect(stranger).toEqual([]);
  expect(live.server.connections).toHaveLength(2);
});

/** A machine that others use. */
const PATIENT = { timeout: 15_000 };

it('a slow reader in one tab holds up no other, and gets the rest in order once it reads', async () => {
  const last = 1_500;
  live.server.onFrame = ({ action }) => action === 'subscribe' && live.server.say(subscribed([], 'c1'));
  const pages: string[] = [];
  const open = () =>
    createClient({
      baseUrl: 'http://127.0.0.1:9',
      websocketUrl: live.server.url,
      transports: ['socket'],
      sharedAs: 'slow',
      fetch: async (input) => {
        const after = new URL(String(input)).searchParams.get('after') ?? '';
        pages.push(after);
        const from = Number(after.slice(1)) + 1;
        const seqs = Array.from({ length: Math.min(100, last + 1 - from) }, (_, n) => from + n);
        const hasMore = from + 100 <= last;
        const body = { events: seqs.map((seq) => update(seq)), cursor: `c${seqs.at(-1) ?? after.slice(1)}`, hasMore };
        return Response.json(body);
      },
    });
  const tab = () => open().follow('order:ord_1', { signal: live.stop.signal });
  const read = async (messages: AsyncIterable<LiveMessage>, into: number[]): Promise<void> => {
    for await (const message of messages) into.push((message as LiveMessage & { seq: number }).seq);
  };
  const quick: number[] = [];
  const slow: number[] = [];
  const said: string[] = [];
  const channel = new BroadcastChannel('wismo slow');
  channel.onmessage = ({ data }) => said.push(data.kind);
  live.stop.signal.addEventListener('abort', () => channel.close());
  void read(tab(), quick);
  await vi.waitFor(() => expect(live.server.subscriptions).toHaveLength(1), PATIENT);
  const unread = tab();
  let begun = 0;
  void unread.next().then(({ value }) => {
    begun = value.seq;
  });
  let newest = 1;
  const happen = (): void => {
    newest += 1;
    live.server.say(update(newest));
  };
  await vi.waitFor(() => {
    happen();
    expect(begun).toBeGreaterThan(0);
  }, PATIENT);
  said.length = 0;
  while (newest < last) happen();
  const expected = Array.from({ length: last - 1 }, (_, n) => n + 2);
  await vi.waitFor(() => expect(quick).toEqual(expected), PATIENT);
  // The slow one may be handed its messages later than the one that leads; full, it leaves.
  await vi.waitFor(() => expect(said).toContain('leave'), PATIENT);
  expect(pages).toEqual([]);
  void read(unread, slow);
  await vi.waitFor(() => expect([begun, ...slow]).toEqual(expected.slice(begun - 2)), PATIENT);
  expect(pages).not.toEqual([]);
});
