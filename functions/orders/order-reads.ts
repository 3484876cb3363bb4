import type { ShownEvent } from '../../shared/contract/events.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import type { Order, Scan } from '../../shared/orders/model/order.ts';
import type { OrderStore } from '../../shared/orders/use-cases/order-store.ts';
import { isStatusChange } from './responses/history.ts';

const SCAN_PAGE = 100;

/** Every scan of the order, of parcels that were taken off it as well. */
export const scansOf = async (store: Pick<OrderStore, 'scans'>, orderId: string): Promise<readonly Scan[]> => {
  const scans: Scan[] = [];
  let after: string | undefined;
  do {
    const page = await store.scans(orderId, { limit: SCAN_PAGE, ...definedFields({ after }) });
    scans.push(...page.scans);
    after = page.next;
  } while (after !== undefined);
  return scans;
};

/** The scans of the parcels that the order has: without one, nothing is read. */
export const parcelScans = async (
  store: Pick<OrderStore, 'scans'>,
  { orderId, shipments }: Pick<Order, 'orderId' | 'shipments'>,
): Promise<readonly Scan[]> => (shipments.length === 0 ? [] : scansOf(store, orderId));

/** Status changes lie close together: a few events more than asked for make one read of most histories. */
const EVENTS_BETWEEN = 10;
/** Of a history with hundreds of other events between two changes a page may be short; its cursor goes on. */
const MAX_EVENTS_READ = 500;

export interface StatusChanges {
  readonly changes: readonly ShownEvent[];
  /** `seq` to go on after; absent at the end of the history. */
  readonly next?: number;
}

interface Wanted {
  readonly limit: number;
  readonly after?: number | undefined;
}

/** A page of the events in which the order moved, oldest first. */
export const statusChanges = async (
  store: Pick<OrderStore, 'shownHistory'>,
  { orderId, version }: Pick<Order, 'orderId' | 'version'>,
  { limit, after }: Wanted,
): Promise<StatusChanges> => {
  const changes: ShownEvent[] = [];
  let read = 0;
  let last = after ?? 0;
  while (changes.length < limit && last < version && read < MAX_EVENTS_READ) {
    const { events } = await store.shownHistory(orderId, { after: last, limit: limit + EVENTS_BETWEEN });
    if (events.length === 0) return { changes };
    for (const event of events) {
      if (changes.length === limit) break;
      last = event.seq;
      if (isStatusChange(event)) changes.push(event);
    }
    read += events.length;
  }
  return last < version ? { changes, next: last } : { changes };
};
