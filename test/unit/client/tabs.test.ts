import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClient, type LiveMessage } from '../../../client/src/index.ts';
import { LiveServer, subscribed, update } from './live-server.ts';

let server: LiveServer;
const stop = new AbortController();
beforeEach(async () => {
  server = await LiveServer.start();
});
afterEach(async () => {
  stop.abort();
  await server.close();
});

it('tabs that share a name have one connection, and each is handed every message once', async () => {
  server.onFrame = ({ action }) => action === 'subscribe' && server.say(subscribed([], 'c1'));
  const tab = (sharedAs: string) => {
    const client = createClient({
      baseUrl: 'http://127.0.0.1:9',
      websocketUrl: server.url,
      transports: ['socket'],
      sharedAs,
    });
    const seqs: number[] = [];
    void (async () => {
      for await (const message of client.follow('order:ord_1', { signal: stop.signal }))
        seqs.push((message as LiveMessage & { seq: number }).seq);
    })();
    return seqs;
  };
  const tabs = [tab('ana'), tab('ana'), tab('ana')];
  await vi.waitFor(() => expect(server.subscriptions).toHaveLength(1));
  const stranger = tab('ben');
  await vi.waitFor(() => expect(server.connections).toHaveLength(2));
  server.connections[0]?.send(JSON.stringify(update(2)));
  await vi.waitFor(() => expect(tabs).toEqual([[2], [2], [2]]));
  expect(stranger).toEqual([]);
  expect(server.connections).toHaveLength(2);
});
