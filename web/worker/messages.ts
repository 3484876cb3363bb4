import type { OpenWindow, Worker } from './events.ts';

/** What `web_push` sends: shared/notifications/channels/push/wording.ts. */
interface Message {
  readonly title: string;
  readonly body: string;
  readonly orderId: string;
}

const pathOf = (orderId: string): string => `/orders/${encodeURIComponent(orderId)}`;

/** What a page of the app answers with; other pages of the origin do not. */
interface Place {
  readonly page: OpenWindow;
  readonly path: string;
  readonly focused: boolean;
}

/** A page that is frozen answers nothing. */
const PATIENCE_MILLISECONDS = 500;

/** Asked of the page: the browser knows only with which URL the document began. */
const placeOf = (page: OpenWindow): Promise<readonly Place[]> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve([{ page, path: String(data.path), focused: data.focused === true }]);
    setTimeout(() => resolve([]), PATIENCE_MILLISECONDS);
    page.postMessage({ ask: 'place' }, [port2]);
  });

/** Shows what is pushed, and leads from it to its order. Nothing is kept of either. */
export const handleMessages = (worker: Worker): void => {
  const places = async (): Promise<readonly Place[]> => {
    const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    return (await Promise.all(pages.map(placeOf))).flat();
  };

  const show = async ({ title, body, orderId }: Message): Promise<void> => {
    const path = pathOf(orderId);
    // The page in front shows the same, and sooner.
    if ((await places()).some((each) => each.focused && each.path === path)) return;
    await worker.registration.showNotification(title, { body, tag: orderId, renotify: true, data: { path } });
  };

  const open = async (path: string): Promise<void> => {
    const all = await places();
    // A tab has its own sign-in: an open one is better than a new one.
    const place = all.find((each) => each.path === path) ?? all[0];
    if (place === undefined) return void (await worker.clients.openWindow(path));
    if (place.path !== path) place.page.postMessage({ open: path });
    await place.page.focus();
  };

  worker.addEventListener('push', (event) => {
    if (event.data !== null) event.waitUntil(show(event.data.json() as Message));
  });
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(open((event.notification.data as { readonly path: string }).path));
  });
};
