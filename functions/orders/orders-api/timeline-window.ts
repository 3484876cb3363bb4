import type { Instant } from '../../../shared/calendar/instant.ts';
import type { ShownEvent } from '../../../shared/contract/events.ts';
import type { NotificationSummary } from '../../../shared/notifications/notification.ts';
import type { NotificationStore } from '../../../shared/notifications/notification-store.ts';
import type { Order, Scan } from '../../../shared/orders/model/order.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import { scansOf } from '../order-reads.ts';

/**
 * So many events of the history are merged with scans and notifications at once. Most orders are one window, and their
 * timeline is sorted throughout; of a longer history every window costs the same to read.
 */
const WINDOW_EVENTS = 200;
export interface TimelineWindow {
  readonly index: number;
  readonly isLast: boolean;
  readonly events: readonly ShownEvent[];
  readonly scans: readonly Scan[];
  /** Those of every window: where a parcel is now does not depend on the page. */
  readonly allScans: readonly Scan[];
  readonly notifications: readonly NotificationSummary[];
}

interface Sources {
  readonly store: Pick<OrderStore, 'shownHistory' | 'scans'>;
  readonly notifications: Pick<NotificationStore, 'summariesForOrder'>;
}

/** The window's stretch of time, by when things were written: what has no event of its own falls into one of them. */
const stretch = (events: readonly ShownEvent[], index: number, next: ShownEvent | undefined) => {
  const from: Instant = index === 0 ? '' : (events[0]?.recordedAt ?? '');
  return (at: Instant): boolean => at >= from && (next === undefined || at < next.recordedAt);
};

/** The events `index * 200 + 1` and on, with the scans and notifications of the same stretch of time. */
export const readWindow = async (
  { store, notifications }: Sources,
  order: Order,
  index: number,
): Promise<TimelineWindow> => {
  const { orderId } = order;
  const [history, scans, sent] = await Promise.all([
    store.shownHistory(orderId, { after: index * WINDOW_EVENTS, limit: WINDOW_EVENTS + 1 }),
    scansOf(store, orderId),
    notifications.summariesForOrder(orderId),
  ]);
  const events = history.events.slice(0, WINDOW_EVENTS);
  const next = history.events[WINDOW_EVENTS];
  const isWithin = stretch(events, index, next);
  return {
    index,
    isLast: next === undefined,
    events,
    allScans: scans,
    scans: scans.filter(({ recordedAt }) => isWithin(recordedAt)),
    notifications: sent.filter(({ createdAt }) => isWithin(createdAt)),
  };
};
