import { pauseMilliseconds, sleep } from '../backoff.ts';
import type { OrderTimeline } from '../generated/api.ts';
import { isProblem } from '../http/problem.ts';
import type { Wismo } from '../index.ts';
import { isFinal } from '../live/poll.ts';
import { eachOnce } from './timeline-entries.ts';
import type { ShownOrder } from './trees.ts';

/** What is known of an order that is shown. */
export interface OrderReading {
  readonly order: ShownOrder | undefined;
  /** `ended`: the token opens it no more; `failed`: it could not be read, and is tried again. */
  readonly trouble: 'ended' | 'failed' | undefined;
}

const PAGE_SIZE = 100;
/** Pages come oldest first, and what happened last is what the reader came for. */
const MAX_PAGES = 20;

const wholeTimeline = async (
  wismo: Wismo,
  orderId: string,
  locale: string,
  signal: AbortSignal,
): Promise<readonly OrderTimeline[]> => {
  const entries: OrderTimeline[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const read = await wismo.getOrderTimeline(
      { orderId, locale, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) },
      { signal },
    );
    entries.push(...read.timeline);
    if (read.pagination.nextCursor === null) break;
    cursor = read.pagination.nextCursor;
  }
  return entries;
};

const readOrder = async (
  wismo: Wismo,
  orderId: string,
  locale: string,
  signal: AbortSignal,
): Promise<ShownOrder & { readonly version: number }> => {
  const [status, timeline] = await Promise.all([
    wismo.getOrderStatus({ orderId, limit: 1 }, { signal, headers: { 'accept-language': locale } }),
    wholeTimeline(wismo, orderId, locale, signal),
  ]);
  if (status === undefined) throw new Error('The status came without content');
  return { ...status, timeline: eachOnce(timeline) as readonly OrderTimeline[] };
};

const troubleOf = (error: unknown): OrderReading['trouble'] =>
  isProblem(error) && [401, 403, 404].includes(error.status) ? 'ended' : 'failed';

/** Reads an order, and anew each time that it has moved, until it is stopped. Returns how to stop. */
export const followOrder = (
  wismo: Wismo,
  orderId: string,
  locale: string,
  onReading: (reading: OrderReading) => void,
): (() => void) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let shown: (ShownOrder & { readonly version: number }) | undefined;
  let isReading = false;
  let newest = 0;
  const failed = (error: unknown): void => {
    if (!signal.aborted)
      onReading({ order: troubleOf(error) === 'ended' ? undefined : shown, trouble: troubleOf(error) });
  };
  /**
   * One reading at a time. What moves during one leads to another, as does one that fails: after a pause that grows, for
   * whoever replies may be behind, or out of reach, for long.
   */
  const read = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        shown = await readOrder(wismo, orderId, locale, signal);
        if (!signal.aborted) onReading({ order: shown, trouble: undefined });
        if (shown.version >= newest) break;
      } catch (error) {
        failed(error);
        if (isFinal(error)) break;
      }
      await sleep(pauseMilliseconds(failures, Math.random), signal);
    }
    isReading = false;
  };
  const stop = wismo.watch.order(orderId).subscribe(({ version }) => {
    newest = version;
    if ((shown?.version ?? -1) < version) void read();
  }, failed);
  return () => {
    stopping.abort();
    stop();
  };
};
