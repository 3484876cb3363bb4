import { watchEffect } from 'vue';
import { person } from '../session/session.ts';
import { WORKER } from './worker-path.ts';

/** Registers the service worker once somebody is signed in and the page is at rest: who looks once stores nothing. */
export const openOffline = (): void => {
  if (!('serviceWorker' in navigator)) return;
  const stop = watchEffect(() => {
    if (person.value === undefined) return;
    queueMicrotask(() => stop());
    const register = (): void => {
      // Where the browser stores nothing (a private window, a full disk), pages need the network as before.
      navigator.serviceWorker.register(WORKER).catch((error: unknown) => console.warn(error));
    };
    if ('requestIdleCallback' in window) requestIdleCallback(register, { timeout: 10_000 });
    else setTimeout(register, 2000);
  });
};
