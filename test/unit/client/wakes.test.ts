/** Machines that sleep, clocks that are set, and pages that are left: what a client does when it wakes. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { createClient, WismoOptions } from '../../../client/src/index.ts';

let stop = new AbortController();
const listeners = new Set<string>();
const wakes = new Set<() => void>();
const page = { visibilityState: 'visible' };
beforeEach(() => {
  stop = new AbortController();
  page.visibilityState = 'visible';
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) => {
    listeners.add(name);
    wakes.add(listener);
  });
  vi.stubGlobal('removeEventListener', (name: string, listener: () => void) => {
    listeners.delete(name);
    wakes.delete(listener);
  });
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const show = (state: 'visible' | 'hidden'): void => {
  page.visibilityState = state;
  for (const wake of wakes) wake();
};

/** A client looks for its page when it is loaded. */
const clientInPage = async (given: Partial<WismoOptions>) => {
  vi.resetModules();
  const inPage: { createClient: typeof createClient } = await import('../../../client/src/index.ts');
  return inPage.createClient({ baseUrl: 'https://api.test', random: () => 0, ...given });
};

it('a page that is looked at again asks at once what has happened, and never while nothing is followed', async () => {
  const asked: number[] = [];
  const client = await clientInPage({
    transports: ['pages'],
    fetch: async () => {
      asked.push(Date.now());
      return Response.json({ events: [], cursor: 'c1', hasMore: false, pollAfterSeconds: 300 });
    },
  });
  expect([...listeners]).toEqual([]);
  const first = new AbortController();
  void client.follow('order:ord_1', { signal: first.signal }).next();
  void client.follow('order:ord_1', { signal: stop.signal }).next();
  expect([...listeners].toSorted()).toEqual(['online', 'pageshow', 'visibilitychange']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(1);
  show('hidden');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(1);
  first.abort();
  show('visible');
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveLength(2);
  stop.abort();
  expect([...listeners]).toEqual([]);
});

/** A socket that says nothing after the reply to a subscription, and hears pings without a word. */
class Dead {
  static opened = 0;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((message: { readonly data: string }) => void) | null = null;
  onclose = null;
  onerror = null;

  constructor() {
    Dead.opened += 1;
    setTimeout(() => {
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(text: string): void {
    const { action, topic } = JSON.parse(text) as { readonly action: string; readonly topic: string };
    if (action !== 'subscribe') return;
    const data = JSON.stringify({ type: 'subscribed', topic, cursor: 'c1', events: [], complete: true });
    setTimeout(() => this.onmessage?.({ data }));
  }

  close(): void {
    this.readyState = 3;
  }
}

it('a connection that is dead is found out though the clock was set back a day', async () => {
  Dead.opened = 0;
  const client = await clientInPage({ transports: ['socket'], websocketUrl: 'wss://live.test', WebSocket: Dead });
  void client.follow('order:ord_1', { signal: stop.signal }).next();
  await vi.advanceTimersByTimeAsync(1_000);
  vi.setSystemTime(Date.now() - 86_400_000);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(Dead.opened).toBeGreaterThan(1);
});
