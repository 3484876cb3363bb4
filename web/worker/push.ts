import type { OpenWindow, Worker } from './events.ts';

/** What `web_push` sends: shared/notifications/channels/push/wording.ts. */
interface Message {
  readonly title: string;
  readonly body: string;
  readonly orderId: string;
}

const pathOf = (orderId: string): string => `/orders/${encodeURIComponent(orderId)}`;

/** Pages of the app: the tracking page and the local cloud's tools do not know what they are told here. */
const APP = /^\/(orders|inbox|settings|shop|drive|staff)(\/|$)/;

/** Shows what is pushed, and leads from it to its order. Nothing is kept of either. */
export const handlePush = (worker: Worker): void => {
  const windows = (): Promise<readonly OpenWindow[]> =>
    worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const isAt = ({ url }: OpenWindow, path: string): boolean => new URL(url).pathname === path;

  const show = async ({ title, body, orderId }: Message): Promise<void> => {
    const path = pathOf(orderId);
    // The page in front shows the same, and sooner.
    if ((await windows()).some((each) => each.focused && isAt(each, path))) return;
    await worker.registration.showNotification(title, { body, tag: orderId, renotify: true, data: { path } });
  };

  const open = async (path: string): Promise<void> => {
    const all = await windows();
    const there = all.find((each) => isAt(each, path));
    const other = all.find(({ url }) => APP.test(new URL(url).pathname));
    const page = there ?? other;
    // A tab has its own sign-in: an open one is better than a new one.
    if (page === undefined) return void (await worker.clients.openWindow(path));
    if (page !== there) page.postMessage({ open: path });
    await page.focus();
  };

  worker.addEventListener('push', (event) => {
    if (event.data !== null) event.waitUntil(show(event.data.json() as Message));
  });
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(open((event.notification.data as { readonly path: string }).path));
  });
};
