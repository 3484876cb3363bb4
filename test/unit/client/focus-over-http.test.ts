/** That somebody looks at a client: said with its requests, where it has no socket. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { createClient, TransportName, WismoOptions } from '../../../client/src/index.ts';

type Listener = () => void;

/** A page's document, as far as a client looks at it. */
const page = { visibilityState: 'visible', listeners: new Set<Listener>() };
let stop = new AbortController();
beforeEach(() => {
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  page.listeners.clear();
  vi.unstubAllGlobals();
});

const TOKEN = `x.${btoa(JSON.stringify({ sub: 'ana' }))}.x`;

/** An API that remembers what it was asked, and to which nothing happens. */
const api = () => {
  const asked: URL[] = [];
  const respond: typeof fetch = async (url, { headers = {}, signal } = {}) => {
    asked.push(new URL(String(url)));
    const cursor = `c${asked.length}`;
    if (new Headers(headers).get('accept') === 'application/json') {
      return Response.json({ events: [], cursor, hasMore: false, pollAfterSeconds: 15 });
    }
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode(`id: ${cursor}\n\n`));
        signal?.addEventListener('abort', () => stream.error(signal.reason));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  return { asked, respond, said: () => asked.map(({ searchParams }) => searchParams.get('focused')) };
};

const follow = async (
  transport: TransportName,
  topic: 'me' | 'order:ord_1',
  fetch: typeof globalThis.fetch,
  given: Partial<WismoOptions> = {},
) => {
  vi.stubGlobal('addEventListener', (_name: string, listener: Listener) => page.listeners.add(listener));
  vi.stubGlobal('removeEventListener', (_name: string, listener: Listener) => page.listeners.delete(listener));
  // A client looks for its page when it is loaded.
  vi.stubGlobal('document', {
    get visibilityState() {
      return page.visibilityState;
    },
  });
  vi.stubGlobal('navigator', { onLine: true });
  vi.resetModules();
  const inPage: { createClient: typeof createClient } = await import('../../../client/src/index.ts');
  const timing = { pollMilliseconds: 50 };
  const options = { baseUrl: 'http://api.test', transports: [transport], token: TOKEN, timing, fetch, ...given };
  void inPage.createClient(options).follow(topic, { signal: stop.signal }).next();
};

const show = (state: 'visible' | 'hidden'): void => {
  page.visibilityState = state;
  for (const listener of page.listeners) listener();
};

describe('somebody who looks at a page that follows their orders without a socket', () => {
  beforeEach(() => {
    page.visibilityState = 'visible';
  });

  it('is known with each look, and once when they do not any more', async () => {
    const { said, respond } = api();
    await follow('pages', 'me', respond);
    await vi.waitFor(() => expect(said().slice(0, 3)).toEqual(['true', 'true', 'true']), 5_000);
    const before = said().length;
    show('hidden');
    await vi.waitFor(() => expect(said().length).toBeGreaterThan(before + 2), 5_000);
    expect(said().slice(before, before + 3)).toEqual(['false', null, null]);
    show('visible');
    await vi.waitFor(() => expect(said().at(-1)).toBe('true'), 5_000);
  });

  it('is known with each stream, which begins anew from its place when it changes', async () => {
    const { asked, said, respond } = api();
    await follow('stream', 'me', respond);
    await vi.waitFor(() => expect(said()).toEqual(['true']), 5_000);
    // The place of the first one has to be there.
    await vi.waitFor(() => {
      show('hidden');
      show('visible');
      expect(asked.at(-1)?.searchParams.get('after')).toMatch(/^c/);
    }, 5_000);
    show('hidden');
    await vi.waitFor(() => expect(said().at(-1)).toBe('false'), 5_000);
    expect(asked.at(-1)?.searchParams.get('after')).toMatch(/^c/);
    expect(asked.at(-1)?.searchParams.get('customerId')).toBe('ana');
  });

  it.each<[why: string, transport: TransportName, topic: 'me' | 'order:ord_1', given: Partial<WismoOptions>]>([
    ['where the application wants push messages all the same', 'pages', 'me', { isLookedAt: () => false }],
    ['for a single order, over pages', 'pages', 'order:ord_1', {}],
    ['for a single order, over a stream', 'stream', 'order:ord_1', {}],
  ])('is not said %s', async (_why, transport, topic, given) => {
    const { asked, said, respond } = api();
    await follow(transport, topic, respond, given);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), 5_000);
    const before = asked.length;
    show('hidden');
    show('visible');
    if (transport === 'pages') await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before), 5_000);
    expect(new Set(said())).toEqual(new Set([null]));
  });
});
