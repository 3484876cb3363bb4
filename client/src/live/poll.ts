import { pauseMilliseconds, sleep } from '../backoff.ts';
import type { OrderEventPage } from '../generated/api.ts';
import { isProblem } from '../http/problem.ts';
import { send, tokenOf } from '../http/request.ts';
import type { Feed } from './feed.ts';
import { type LiveMessage, scopeOf, userIdIn } from './messages.ts';
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
    const scope = scopeOf(feed.topic, userIdIn(await tokenOf(settings.token, false)));
    if (scope === undefined) return { kind: 'unsupported' };
    let isLive = false;
    let advice = 0;
    for (let failures = 0; !signal.aborted; ) {
      try {
        const page = await readPage(settings, feed, scope, signal);
        failures = 0;
        if (!isLive) onLive();
        isLive = true;
        await feed.drained();
        if (page.hasMore) continue;
        advice = Math.max(1, page.pollAfterSeconds) * 1000;
      } catch (error) {
        if (signal.aborted) break;
        if (isFinal(error)) return { kind: 'failed', error };
        failures += 1;
      }
      const { pollMilliseconds = advice } = settings.timing;
      const interval = settings.isHidden() ? pollMilliseconds * HIDDEN_FACTOR : pollMilliseconds;
      await sleep(Math.max(failures > 0 ? pauseMilliseconds(failures, settings.random) : 0, interval), signal);
    }
    return lost(isLive);
  };

interface PageTaken {
  readonly hasMore: boolean;
  /** As the server advises. */
  readonly pollAfterSeconds: number;
}

/** Takes one page behind the feed's place. */
export const readPage = async (
  settings: RequestedSettings,
  feed: Feed,
  scope: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PageTaken> => {
  const isFirst = feed.cursor === undefined;
  const query = { ...scope, after: feed.cursor, focused: settings.focused(feed), limit: isFirst ? 1 : PAGE };
  const page = (await send({ method: 'GET', path: EVENTS_PATH, query, headers: {} }, settings, {
    signal,
  })) as OrderEventPage;
  const { pollAfterSeconds = DEFAULT_POLL_SECONDS } = page;
  if (signal.aborted) return { hasMore: false, pollAfterSeconds };
  // Without a place the reader begins now: what was, it has not asked for.
  for (const message of isFirst ? [] : (page.events as readonly LiveMessage[])) {
    if (feed.take(message, false) === 'full') return { hasMore: true, pollAfterSeconds };
  }
  feed.moveTo(page.cursor);
  return { hasMore: page.hasMore && !isFirst, pollAfterSeconds };
};
