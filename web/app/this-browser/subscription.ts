import { isProblem, type Wismo } from '../../../client/src/index.ts';
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
  await api.registerDevice({ body: { token: tokenOf(subscription), platform: 'web' } });
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
  await api.registerDevice({ body: { token: tokenOf(subscription), platform: 'web' } }).catch(async () => {
    // It may still be somebody else's: the settings offer it anew.
    await subscription.unsubscribe();
  });
};
