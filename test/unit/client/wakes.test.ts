/** Machines that sleep, clocks that are set, and pages that are left: what a client does when it wakes. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { createClient, WismoOptions } from '../../../client/src/index.ts';
import { ScriptedSocket, scriptedSockets } from './scripted-socket.ts';

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

it('a connection that is dead is found out though the clock was set back a day', async () => {
  const client = await clientInPage(scriptedSockets());
  void client.follow('order:ord_1', { signal: stop.signal }).next();
  await vi.advanceTimersByTimeAsync(1_000);
  vi.setSystemTime(Date.now() - 86_400_000);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(ScriptedSocket.opened.length).toBeGreaterThan(1);
});
