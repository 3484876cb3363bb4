import { beforeEach, describe, expect, it } from 'vitest';
import type { Worker } from '../../../web/worker/events.ts';
import { openTracked } from '../../../web/worker/open-tracked.ts';

const ORIGIN = 'https://wismo.example';

let stored: Map<string, Response>;
let isOnline: boolean;
let status: number;
let asked: string[];
let worker: ReturnType<typeof workerOf>;

const urlOf = (path: string): string => new URL(path, ORIGIN).href;

/** A worker as a browser runs it, with pages open in the browser. */
const workerOf = (open: readonly string[]) => {
  const listeners = new Map<string, (event: never) => void>();
  const cache = {
    put: async (request: Request, response: Response) => void stored.set(request.url, response),
    match: async ({ url }: Request) => stored.get(url)?.clone(),
    delete: async ({ url }: Request) => stored.delete(url),
    keys: async () => [...stored.keys()].map((url) => new Request(url)),
  };
  const given = {
    caches: { open: async () => cache },
    clients: { matchAll: async () => open.map((path) => ({ url: urlOf(path) })) },
    fetch: async ({ url }: Request) => {
      if (!isOnline) throw new TypeError('Failed to fetch');
      asked.push(url);
      return new Response(`page ${asked.length}`, { status });
    },
    skipWaiting: async () => undefined,
    addEventListener: (type: string, listener: (event: never) => void) => listeners.set(type, listener),
  };
  openTracked(given as unknown as Worker);
  return {
    install: async () => {
      const work: Promise<unknown>[] = [];
      listeners.get('install')?.({ waitUntil: (each: Promise<unknown>) => void work.push(each) } as never);
      await Promise.all(work);
    },
    /** `undefined`: the browser goes on by itself. */
    open: async (path: string, mode = 'navigate', method = 'GET'): Promise<string | undefined> => {
      let response: Promise<Response> | undefined;
      const request = Object.defineProperty(new Request(urlOf(path), { method }), 'mode', { value: mode });
      const respondWith = (each: Promise<Response>): void => {
        response = each;
      };
      listeners.get('fetch')?.({ request, respondWith } as never);
      return response && (await response).text();
    },
  };
};

beforeEach(() => {
  stored = new Map();
  asked = [];
  isOnline = true;
  status = 200;
  worker = workerOf(['/track/ABC1234', '/track/ord_1?token=a.b', '/orders']);
});

describe("the tracking pages' worker", () => {
  it('stores the parcels that are open when it is installed, and no order of a link', async () => {
    await worker.install();
    expect([...stored.keys()]).toEqual([urlOf('/track/ABC1234')]);
  });

  it('opens a parcel from the network, and without one as it was last loaded', async () => {
    expect(await worker.open('/track/ABC1234')).toBe('page 1');
    expect(await worker.open('/track/ABC1234')).toBe('page 2');
    isOnline = false;
    expect(await worker.open('/track/ABC1234')).toBe('page 2');
    await expect(worker.open('/track/OTHER99')).rejects.toThrow('Failed to fetch');
  });

  it('stores no page that says that something is wrong', async () => {
    await worker.open('/track/ABC1234');
    status = 503;
    expect(await worker.open('/track/ABC1234')).toBe('page 2');
    isOnline = false;
    expect(await worker.open('/track/ABC1234')).toBe('page 1');
  });

  it.each([
    ['/track/ord_1?token=a.b', 'navigate', 'GET'],
    ['/track', 'navigate', 'GET'],
    ['/track/a/b', 'navigate', 'GET'],
    ['/api/orders/track/ABC1234', 'cors', 'GET'],
    ['/track/ABC1234', 'cors', 'GET'],
    ['/track/ABC1234', 'navigate', 'POST'],
  ])('leaves %s (%s, %s) to the browser', async (path, mode, method) => {
    expect(await worker.open(path, mode, method)).toBeUndefined();
    expect(stored.size).toBe(0);
  });

  it('stores the twenty parcels that were opened last', async () => {
    for (let n = 0; n < 25; n += 1) await worker.open(`/track/PARCEL${n}`);
    await worker.open('/track/PARCEL6');
    expect(stored.size).toBe(20);
    expect([...stored.keys()].at(-1)).toBe(urlOf('/track/PARCEL6'));
    expect(stored.has(urlOf('/track/PARCEL4'))).toBe(false);
  });
});
