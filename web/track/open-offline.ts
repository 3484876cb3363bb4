/// <reference lib="dom" />
import type { Followed } from './source.ts';

/** `WORKER_PATHS` of lib/constructs/page-document.ts. */
const WORKER = '/track/worker.js';

/**
 * Has the page of a parcel open without a network from now on; an order's is stored nowhere. Where there is no worker to
 * be had (an old browser, a private window), the page is as good but for that.
 */
export const openOffline = ({ kind }: Followed): void => {
  if (kind !== 'parcel' || !('serviceWorker' in navigator)) return;
  const register = (): void => void navigator.serviceWorker.register(WORKER).catch(() => undefined);
  if (document.readyState === 'complete') register();
  else addEventListener('load', register);
};
