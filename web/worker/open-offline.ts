import type { Worker } from './events.ts';
import type { Shell } from './shells.ts';

/** Names of the files that never change: each has the digest of its content in its name. */
const FILES = '/pages/';

/** So long a page waits for the network before it opens from what is stored. */
const PATIENCE_MILLISECONDS = 3000;

/** Pages that are open may still ask for files of the version before. */
const VERSIONS = 2;

/** What decides between the page and the API at one path is not part of what is stored: only pages are. */
const LOOSELY = { ignoreVary: true } as const;

const nameOf = ({ name, files }: Shell): string => `${name} ${files}`;

/**
 * Opens pages without a network: stores each shell when the worker is installed, and uses it where the network does not
 * answer in time. With a network, a document always comes from there: no page is older than the last deployment.
 */
export const openOffline = (worker: Worker, shells: readonly Shell[]): void => {
  const { caches } = worker;

  /** All of it or nothing: what fails is tried again when a page registers the worker next. */
  const store = async (shell: Shell): Promise<void> => {
    const [document, list] = await Promise.all([
      worker.fetch(shell.document, { headers: { accept: 'text/html' }, credentials: 'omit', cache: 'reload' }),
      worker.fetch(shell.files),
    ]);
    if (!document.ok || !list.ok) throw new Error(`${shell.name} cannot be stored now`);
    const files = (await list.json()) as readonly string[];
    const cache = await caches.open(nameOf(shell));
    await cache.addAll(files);
    await cache.put(shell.document, document);
  };

  const dropOld = async ({ name }: Shell): Promise<void> => {
    // The oldest comes first.
    const own = (await caches.keys()).filter((each) => each.startsWith(`${name} `));
    await Promise.all(own.slice(0, -VERSIONS).map((old) => caches.delete(old)));
  };

  const stored = async (shell: Shell): Promise<Response | undefined> =>
    (await caches.open(nameOf(shell))).match(shell.document, LOOSELY);

  const page = async (shell: Shell, request: Request): Promise<Response> => {
    const online = worker.fetch(request);
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, undefined));
    const first = await Promise.race([online, late]).catch(() => undefined);
    return first ?? (await stored(shell)) ?? online;
  };

  const file = async (request: Request): Promise<Response> =>
    (await caches.match(request, LOOSELY)) ?? worker.fetch(request);

  /** `undefined`: none of ours; the browser goes on as if there were no worker. */
  const responseTo = (request: Request): Promise<Response> | undefined => {
    const { origin, pathname } = new URL(request.url);
    if (origin !== worker.location.origin || request.method !== 'GET') return undefined;
    if (pathname.startsWith(FILES)) return file(request);
    const shell = request.mode === 'navigate' ? shells.find((each) => each.isPage(pathname)) : undefined;
    return shell && page(shell, request);
  };

  worker.addEventListener('install', (event) => {
    event.waitUntil(Promise.all(shells.map(store)).then(() => worker.skipWaiting()));
  });
  worker.addEventListener('activate', (event) => {
    event.waitUntil(Promise.all(shells.map(dropOld)));
  });
  worker.addEventListener('fetch', (event) => {
    const response = responseTo(event.request);
    if (response !== undefined) event.respondWith(response);
  });
};
