import { expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createClient, type Topic, type WismoOptions } from '../../../client/src/index.ts';
import { liveServerOfEachTest } from './live-server.ts';

const live = liveServerOfEachTest();

const timing = { pingMilliseconds: 60_000, patienceMilliseconds: 5_000 };
const client = (given: Partial<WismoOptions>) =>
  createClient({
    baseUrl: 'http://127.0.0.1:9',
    websocketUrl: live.server.url,
    transports: ['socket'],
    timing,
    random: () => 0,
    ...given,
  });

it('a connection that is closing, and does not say so yet, is left for another with all that is followed', async () => {
  const opened: WebSocket[] = [];
  class Opened extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      opened.push(this);
    }
  }
  const { follow } = client({ WebSocket: Opened as unknown as typeof globalThis.WebSocket });
  const followed = (topic: Topic) => void follow(topic, { signal: live.stop.signal }).next();
  const subscribed = (): readonly (string | undefined)[] => live.server.heard.map(({ topic }) => topic);
  live.server.onFrame = ({ topic }, connection) =>
    connection.send(JSON.stringify({ type: 'subscribed', topic, cursor: 'c1', events: [], complete: true }));
  followed('order:ord_1');
  await vi.waitFor(() => expect(subscribed()).toEqual(['order:ord_1']));
  Object.defineProperty(opened[0], 'readyState', { value: WebSocket.CLOSING });
  followed('order:ord_2');
  await vi.waitFor(() => expect(subscribed().slice(1).toSorted()).toEqual(['order:ord_1', 'order:ord_2']));
  expect(opened).toHaveLength(2);
});

it('an address that no connection can be made to is tried again after longer and longer pauses', async () => {
  let tries = 0;
  class Refusing {
    constructor() {
      tries += 1;
      throw new SyntaxError('not an address');
    }
  }
  const { follow } = client({ WebSocket: Refusing as unknown as typeof globalThis.WebSocket });
  void follow('order:ord_1', { signal: live.stop.signal }).next();
  await vi.waitFor(() => expect(tries).toBeGreaterThanOrEqual(2));
  await new Promise((resolve) => setImmediate(resolve));
  expect(tries).toBeLessThan(5);
});
