import { sleep } from '../backoff.ts';
import type { OrderEventPage } from '../generated/api.ts';
import { isProblem } from '../http/problem.ts';
import { pauseAfter, send, tokenOf } from '../http/request.ts';
import type { Feed } from './feed.ts';
import { type LiveMessage, scopeOf } from './messages.ts';
import { lost, type RequestedSettings, type Serve } from './transport.ts';

export const EVENTS_PATH = '/api/orders/events';
const PAGE = 100;
/** In a page that nobody looks at. */
const HIDDEN_FACTOR = 6;
const DEFAULT_POLL_SECONDS = 15;

/** Problems that the same question will have again. */
export const isFinal = (error: unknown): boolean => isProblem(error) && error.status < 500 && error.status !== 429;

/** Looks for what is new, page by page, now and again. */
export const servePages =
  (settings: RequestedSettings): Serve =>
  async (feed, { signal, onLive }) => {
    let isLive = false;
    let advice = 0;
    for (let failures = 0; !signal.aborted; ) {
      let pause = 0;
      try {
        const page = await readPage(settings, feed, signal);
        if (!page) return { kind: 'unsupported' };
        failures = 0;
        isLive = true;
        onLive();
        await feed.drained();
        if (page.hasMore) continue;
        advice = Math.max(1, page.pollAfterSeconds) * 1000;
      } catch (error) {
        if (signal.aborted) break;
        if (isFinal(error)) return { kind: 'failed', error };
        failures += 1;
        pause = pauseAfter(error, failures, settings.random);
      }
      const { pollMilliseconds = advice } = settings.timing;
      const interval = settings.isHidden() ? pollMilliseconds * HIDDEN_FACTOR : pollMilliseconds;
      await sleep(Math.max(pause, interval), signal);
    }
    return lost(isLive);
  };

interface PageTaken {
  readonly hasMore: boolean;
  /** As the server advises. */
  readonly pollAfterSeconds: number;
}

/** Takes one page behind the feed's place; `undefined` where pages have nothing of the topic. */
export const readPage = async (
  settings: RequestedSettings,
  feed: Feed,
  signal: AbortSignal,
): Promise<PageTaken | undefined> => {
  const scope = scopeOf(feed.topic, await tokenOf(settings, false, signal));
  if (!scope) return undefined;
  const after = feed.cursor;
  const isFirst = after === undefined;
  const query = { ...scope, after, focused: settings.focused(feed), limit: isFirst ? 1 : PAGE };
  const page = (await send({ method: 'GET', path: EVENTS_PATH, query, headers: {} }, settings, {
    signal,
  })) as OrderEventPage;
  const { pollAfterSeconds = DEFAULT_POLL_SECONDS } = page;
  // Without a place the reader begins now: what was, it has not asked for.
  const events = isFirst ? [] : (page.events as readonly LiveMessage[]);
  const isTaken = !signal.aborted && events.every((message) => feed.take(message, false) !== 'full');
  if (!isTaken) return { hasMore: true, pollAfterSeconds };
  feed.moveTo(page.cursor);
  // More that is behind the same place would be asked for without end.
  return { hasMore: page.hasMore && !isFirst && feed.cursor !== after, pollAfterSeconds };
};
