import type { Worker } from './events.ts';

const CACHE = 'track';
const PAGE = /^\/track\/[^/]+$/;
/** Nobody waits for more parcels at once; the oldest goes first. */
const MAX_PAGES = 20;
/** So long a page waits for the network before it opens from what is stored. */
const PATIENCE_MILLISECONDS = 3000;
/** What the reader's language is does not decide whether there is something to show. */
const LOOSELY = { ignoreVary: true } as const;

/** Whether the page is a parcel's: an order's has a token in its address. */
const isParcel = ({ pathname, searchParams }: URL): boolean => PAGE.test(pathname) && !searchParams.has('token');

/**
 * Stores each page of a parcel as it was last loaded, and opens it from there where the network fails or is late. The
 * page itself says how old it is.
 */
export const openTracked = (worker: Worker): void => {
  const store = async (request: Request, response: Response): Promise<void> => {
    const cache = await worker.caches.open(CACHE);
    // Anew, so that it is the youngest.
    await cache.delete(request, LOOSELY);
    await cache.put(request, response);
    const all = await cache.keys();
    await Promise.all(all.slice(0, -MAX_PAGES).map((old) => cache.delete(old, LOOSELY)));
  };

  const load = async (request: Request): Promise<Response> => {
    const response = await worker.fetch(request);
    if (response.ok) await store(request, response.clone());
    return response;
  };

  const page = async (request: Request): Promise<Response> => {
    const online = load(request);
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, undefined));
    const first = await Promise.race([online, late]).catch(() => undefined);
    const cache = await worker.caches.open(CACHE);
    return first ?? (await cache.match(request, LOOSELY)) ?? online;
  };

  /** The page that has brought the worker was loaded before it. */
  const storeOpen = async (): Promise<void> => {
    const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const parcels = open.map(({ url }) => url).filter((url) => isParcel(new URL(url)));
    await Promise.all(parcels.map((url) => load(new Request(url, { headers: { accept: 'text/html' } }))));
  };

  worker.addEventListener('install', (event) => {
    event.waitUntil(storeOpen().then(() => worker.skipWaiting()));
  });
  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    if (request.mode === 'navigate' && request.method === 'GET' && isParcel(new URL(request.url)))
      event.respondWith(page(request));
  });
};
