import type { Router } from 'vue-router';

interface Asked {
  readonly ask?: 'place';
  readonly open?: unknown;
}

/** Answers the service worker where this tab is, and opens the order of a notification that was clicked. */
export const openWhatIsClicked = (router: Router): void => {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', ({ data, ports }: MessageEvent<Asked>) => {
    if (data.ask === 'place') ports[0]?.postMessage({ path: location.pathname, focused: document.hasFocus() });
    if (typeof data.open === 'string' && data.open.startsWith('/orders/')) void router.push(data.open);
  });
};
