import { isProblem, type Wismo } from '../../../client/src/index.ts';
import { browserName } from './browser-name.ts';
import { WORKER } from './worker-path.ts';

/** Whether this browser can be pushed to, and is. */
export type BrowserState = 'unsupported' | 'denied' | 'off' | 'on';

const isSupported = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const known = async (): Promise<PushSubscription | null> => {
  if (!isSupported()) return null;
  const registration = await navigator.serviceWorker.getRegistration('/');
  return (await registration?.pushManager.getSubscription()) ?? null;
};

const tokenOf = (subscription: PushSubscription): string => JSON.stringify(subscription);

const register = (api: Wismo, subscription: PushSubscription): Promise<unknown> => {
  const name = browserName(navigator.userAgent);
  const device = { token: tokenOf(subscription), platform: 'web' as const };
  return api.registerDevice({ body: { ...device, ...(name !== undefined && { name }) } });
};

/** As the API's list of devices has this browser; `undefined` where it is not subscribed. */
export const idOfThisBrowser = async (): Promise<string | undefined> => {
  const subscription = await known();
  if (subscription === null) return undefined;
  const { endpoint, keys } = subscription.toJSON();
  const token = { endpoint: new URL(endpoint ?? '').href, keys: { p256dh: keys?.p256dh, auth: keys?.auth } };
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(token)));
  const digits = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `dev_${digits.join('').slice(0, 32)}`;
};

export const stateOfBrowser = async (): Promise<BrowserState> => {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && (await known()) !== null ? 'on' : 'off';
};

/** Asks the person, then subscribes this browser with the stage's key; `unsupported` where the stage pushes to none. */
export const subscribe = async (api: Wismo): Promise<BrowserState> => {
  if ((await Notification.requestPermission()) !== 'granted') return stateOfBrowser();
  const key = await api.getSubscriptionKey().catch((error: unknown) => {
    if (isProblem(error) && error.status === 404) return undefined;
    throw error;
  });
  if (key === undefined) return 'unsupported';
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  // One of an earlier key of the stage would be refused.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key.publicKey });
  await register(api, subscription);
  return 'on';
};

export const unsubscribe = async (api: Wismo): Promise<void> => {
  const subscription = await known();
  if (subscription === null) return;
  // First: also where the API does not answer, nothing is shown here any more.
  await subscription.unsubscribe();
  await api.unregisterDevice({ body: { token: tokenOf(subscription), platform: 'web' } });
};

/** A browser that is pushed to becomes that of whoever signs in: nobody sees the messages of somebody before them. */
export const registerAnew = async (api: Wismo): Promise<void> => {
  const subscription = await known();
  if (subscription === null) return;
  await register(api, subscription).catch(async () => {
    // It may still be somebody else's: the settings offer it anew.
    await subscription.unsubscribe();
  });
};
