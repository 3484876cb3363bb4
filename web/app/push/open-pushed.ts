import type { Router } from 'vue-router';

/** A notification that was clicked opens its order in the tab that is there already. */
export const openWhatIsPushed = (router: Router): void => {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ readonly open?: unknown }>) => {
    if (typeof data.open === 'string' && data.open.startsWith('/orders/')) void router.push(data.open);
  });
};
