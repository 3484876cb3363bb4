/// <reference lib="dom" />

import { isWithDriver } from './driver.ts';
import { follow } from './live.ts';
import { openOffline } from './open-offline.ts';
import { type Followed, type Known, type Loaded, sourceOf, topicOf } from './source.ts';
import { dateLocaleFor, textsFor } from './texts.ts';
import { createView } from './view.ts';

/** Written into the page by whoever serves it. */
interface PageConfig {
  readonly websocketUrl: string;
  /** The last part of the page's path: a parcel's number, or an order's id where the address has a token. */
  readonly trackingNumber: string;
  /** What the parcel's page was made of, so that nobody asks for it twice. */
  readonly madeAt: string;
  readonly known?: Known;
  readonly isEnded?: boolean;
}

const config = JSON.parse(document.getElementById('config')?.textContent ?? '') as PageConfig;
const token = new URLSearchParams(location.search).get('token');
const followed: Followed =
  token === null
    ? { kind: 'parcel', trackingNumber: config.trackingNumber }
    : { kind: 'order', orderId: config.trackingNumber, token };

// The server has chosen the language, by the address or by what the browser asks for.
const texts = textsFor([document.documentElement.lang]);
const view = createView(texts, dateLocaleFor(navigator.languages, texts));
const load = sourceOf(followed, texts, config.known);

/** Stops following updates, once that has begun. */
let stop: (() => void) | undefined;
let isOver = false;
/** When what is shown was the latest; what the document brought, when it was written. */
let knownAt: Date | undefined;
let isFromDocument = config.known !== undefined;

/** Whether the order is with its driver: then the socket says where. */
let hasDriver = false;

const show = (loaded: Loaded): void => {
  knownAt = loaded.outcome === 'brought' ? new Date(config.madeAt) : new Date();
  isFromDocument = loaded.outcome === 'brought';
  if (loaded.outcome === 'same') view.showSame();
  if (loaded.outcome === 'journey' || loaded.outcome === 'brought') {
    view.showJourney(loaded.journey);
    hasDriver = isWithDriver(loaded.journey);
    if (!hasDriver) view.showDriver(undefined);
  }
  if (loaded.outcome === 'unknown') view.showUnknown(config.trackingNumber);
  if (loaded.outcome === 'link_ended') {
    isOver = true;
    stop?.();
    view.showLinkEnded();
  }
};

let isLoading = false;
let isStale = false;

/** One look at a time; an update during a look leads to another one right after it. */
const refresh = async (): Promise<void> => {
  isStale = true;
  if (isLoading) return;
  isLoading = true;
  try {
    while (isStale && !isOver) {
      isStale = false;
      show(await load());
    }
  } catch {
    view.showFailure({ knownAt, isOffline: !navigator.onLine });
  } finally {
    isLoading = false;
  }
};

const beOffline = (): void => {
  if (isOver) return;
  view.showConnection('offline');
  view.showFailure({ knownAt, isOffline: true });
};
if (config.isEnded) show({ outcome: 'link_ended' });
else view.showConnection('connecting');
addEventListener('offline', beOffline);
addEventListener('online', () => {
  if (isOver) return;
  view.showConnection('connecting');
  void refresh();
});
const begin = (): void => {
  if (isOver) return;
  stop = follow({
    websocketUrl: config.websocketUrl,
    topic: topicOf(followed),
    ...(token !== null && { token }),
    onState: (state) => {
      view.showConnection(navigator.onLine ? state : 'offline');
      // Without a connection the page looks at once: it may have been opened without a network.
      if (state === 'polling' && isFromDocument) void refresh();
    },
    onUpdate: () => void refresh(),
    onDriver: (place) => {
      if (hasDriver) view.showDriver(place);
    },
  });
};
// A link that opens nothing needs no connection: the first look says whether there is anything to follow.
if (!isOver)
  void refresh().then(() => {
    if (!navigator.onLine) beOffline();
    begin();
  });
openOffline(followed);
