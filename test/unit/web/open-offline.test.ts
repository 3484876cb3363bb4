import { beforeEach, describe, expect, it } from 'vitest';
import type { Extendable, RequestEvent, Worker } from '../../../web/worker/events.ts';
import { openOffline } from '../../../web/worker/open-offline.ts';
import { appShell } from '../../../web/worker/shells.ts';

const ORIGIN = 'https://wismo.example';

/** Caches as a browser has them, in the order in which they were made. */
class MemoryCaches {
  readonly all = new Map<string, Map<string, Response>>();
  async open(name: string) {
    const cache = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, cache);
    return {
      addAll: async (urls: readonly string[]) => {
        for (const url of urls) cache.set(url, await network(url));
      },
      put: async (url: string, response: Response) => void cache.set(url, response),
      match: async (url: string) => cache.get(url)?.clone(),
    };
  }
  async match(request: Request) {
    for (const cache of this.all.values()) {
      const found = cache.get(new URL(request.url).pathname);
      if (found) return found.clone();
    }
    return undefined;
  }
  async keys() {
    return [...this.all.keys()];
  }
  async delete(name: string) {
    return this.all.delete(name);
  }
}

let served: Map<string, string>;
let isOnline: boolean;
let caches: MemoryCaches;

beforeEach(() => {
  isOnline = true;
  served = new Map([
    ['/', 'document 1'],
    ['/pages/shell-1.json', '["/pages/index-1.js"]'],
    ['/pages/index-1.js', 'script 1'],
  ]);
  caches = new MemoryCaches();
});

const network = async (input: Request | string): Promise<Response> => {
  if (!isOnline) throw new TypeError('Failed to fetch');
  const { pathname } = new URL(typeof input === 'string' ? input : input.url, ORIGIN);
  const body = served.get(pathname.startsWith('/orders') ? '/' : pathname);
  return body === undefined ? new Response('', { status: 404 }) : new Response(body);
};

/** A version of the worker, as a browser runs it. */
const workerOf = (files: string) => {
  const listeners = new Map<string, (event: never) => void>();
  const worker = {
    location: { origin: ORIGIN },
    caches,
    fetch: network,
    skipWaiting: async () => undefined,
    addEventListener: (type: string, listener: (event: never) => void) => listeners.set(type, listener),
  };
  openOffline(worker as unknown as Worker, [appShell(files)]);
  const extend = async (type: string): Promise<void> => {
    const work: Promise<unknown>[] = [];
    const event: Extendable = { waitUntil: (each) => void work.push(each) };
    listeners.get(type)?.(event as never);
    await Promise.all(work);
  };
  return {
    install: () => extend('install'),
    activate: () => extend('activate'),
    /** `undefined`: the browser goes on by itself. */
    ask: async (path: string, { mode = 'navigate', method = 'GET' } = {}): Promise<string | undefined> => {
      let response: Promise<Response> | undefined;
      const request = { url: new URL(path, ORIGIN).href, mode, method };
      const respondWith = (given: Promise<Response>): void => {
        response = given;
      };
      listeners.get('fetch')?.({ request, respondWith } as unknown as RequestEvent as never);
      return response && (await response).text();
    },
  };
};

describe('opening pages without a network', () => {
  it('opens every page from the document that was stored, and loads its files from there', async () => {
    const worker = workerOf('/pages/shell-1.json');
    await worker.install();
    isOnline = false;
    expect(await worker.ask('/orders/ord_1?from=mail')).toBe('document 1');
    expect(await worker.ask('/pages/index-1.js', { mode: 'cors' })).toBe('script 1');
  });

  it('takes the document from the network where there is one: no page is older than the last deployment', async () => {
    const worker = workerOf('/pages/shell-1.json');
    await worker.install();
    served.set('/', 'document 2');
    expect(await worker.ask('/orders')).toBe('document 2');
  });

  it('has nothing to do with the API, other pages, other methods and other origins', async () => {
    const worker = workerOf('/pages/shell-1.json');
    await worker.install();
    for (const path of ['/api/orders', '/orders/ord_1', '/orders/ord_1/status'])
      expect(await worker.ask(path, { mode: 'cors' })).toBeUndefined();
    expect(await worker.ask('/track/1Z999')).toBeUndefined();
    expect(await worker.ask('/orders', { method: 'POST' })).toBeUndefined();
    expect(await worker.ask('https://shop.example/orders')).toBeUndefined();
  });

  it('stores the document and files alone, whatever was asked for', async () => {
    const worker = workerOf('/pages/shell-1.json');
    await worker.install();
    await worker.ask('/sign-in?code=secret');
    await worker.ask('/orders/ord_1');
    const stored = [...caches.all.values()].flatMap((cache) => [...cache.keys()]);
    expect(stored).toEqual(['/pages/index-1.js', '/']);
  });

  it('says what is wrong where nothing is stored, and stores nothing of a version that is not whole', async () => {
    const worker = workerOf('/pages/shell-9.json');
    await expect(worker.install()).rejects.toThrow('app cannot be stored now');
    isOnline = false;
    await expect(worker.ask('/orders')).rejects.toThrow('Failed to fetch');
  });

  it('opens the newest version after an update, and keeps the files of one before it for pages that are open', async () => {
    for (const version of [1, 2, 3]) {
      served.set('/', `document ${version}`);
      served.set(`/pages/shell-${version}.json`, `["/pages/index-${version}.js"]`);
      served.set(`/pages/index-${version}.js`, `script ${version}`);
      const worker = workerOf(`/pages/shell-${version}.json`);
      await worker.install();
      await worker.activate();
    }
    isOnline = false;
    const worker = workerOf('/pages/shell-3.json');
    expect(await worker.ask('/settings')).toBe('document 3');
    expect(await worker.ask('/pages/index-2.js', { mode: 'cors' })).toBe('script 2');
    await expect(worker.ask('/pages/index-1.js', { mode: 'cors' })).rejects.toThrow('Failed to fetch');
  });
});
