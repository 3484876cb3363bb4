import type { Order, Phase, StoreOrder } from '../../../../client/src/index.ts';
import { isFinal } from '../../../../client/src/parts/looks.ts';
import type { Trouble } from '../../session/problems.ts';
import type { Report, WaitingReport } from './reports.ts';

/** Steps of a driver, by the status in which each is taken. */
export const MOVES: Readonly<Record<string, { readonly to: string; readonly text: string }>> = {
  driver_assigned: { to: 'driver_pickup_complete', text: 'drive.collected' },
  driver_pickup_complete: { to: 'in_transit', text: 'drive.leave' },
  preparing: { to: 'out_for_delivery', text: 'drive.leave' },
};

const PHASE_AFTER: Readonly<Record<string, Phase>> = {
  driver_pickup_complete: 'in_transit',
  in_transit: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  failed: 'failed',
};

const ON_THE_ROAD: readonly Phase[] = ['in_transit', 'out_for_delivery'];

/** Collected, and the driver has said to be on the way: the customer may see where. */
export const isOnTheWay = ({ status, phase }: Pick<Order, 'status' | 'phase'>): boolean =>
  ON_THE_ROAD.includes(phase) && !(status in MOVES);

const afterReport = (order: Order, report: Report): Order => {
  if (report.kind === 'delivered') return { ...order, status: 'delivered', phase: 'delivered' };
  return { ...order, status: report.status, phase: PHASE_AFTER[report.status] ?? order.phase };
};

/** What was read before the last report was taken, as it is since. */
const afterTaken = (order: Order, taken: StoreOrder | undefined): Order =>
  taken === undefined || taken.version <= order.version
    ? order
    : { ...order, status: taken.current_status, phase: taken.phase as Phase, version: taken.version };

/** The orders as the driver has left them: with what was taken since they were read, and all that waits to be sent. */
export const withReports = (
  orders: readonly Order[],
  taken: ReadonlyMap<string, StoreOrder>,
  waiting: readonly WaitingReport[],
): readonly Order[] =>
  orders.map((order) =>
    waiting
      .filter(({ report }) => report.orderId === order.orderId)
      .reduce((so, { report }) => afterReport(so, report), afterTaken(order, taken.get(order.orderId))),
  );

const promisedAt = ({ estimatedDelivery, createdAt }: Order): string => estimatedDelivery ?? createdAt;

/**
 * The stops in the order in which they are made: as the driver has put them; behind those, what is on the road already,
 * and then by the promised time.
 */
export const inSequence = (orders: readonly Order[], byHand: readonly string[]): readonly Order[] => {
  const place = ({ orderId }: Order): number => {
    const index = byHand.indexOf(orderId);
    return index < 0 ? byHand.length : index;
  };
  const road = ({ phase }: Order): number => (ON_THE_ROAD.includes(phase) ? 0 : 1);
  return orders.toSorted(
    (a, b) => place(a) - place(b) || road(a) - road(b) || promisedAt(a).localeCompare(promisedAt(b)),
  );
};

/** The sequence with one stop put before another place. */
export const movedTo = (ids: readonly string[], orderId: string, index: number): readonly string[] =>
  ids.filter((id) => id !== orderId).toSpliced(index, 0, orderId);

/** What was refused because the stop has moved on, or is no longer this driver's. */
export const isElsewhere = (trouble: Trouble | undefined): boolean =>
  trouble?.kind === 'conflict' || trouble?.kind === 'missing' || trouble?.kind === 'forbidden';

/**
 * Stops that were there and are not any more, though this driver has not ended them: given to somebody else, cancelled, or
 * ended by support.
 */
export const takenAway = (
  before: readonly Order[],
  now: readonly Order[],
  taken: ReadonlyMap<string, StoreOrder>,
): readonly Order[] =>
  before.filter(({ orderId, phase }) => {
    const after = now.find((order) => order.orderId === orderId);
    const own = taken.get(orderId);
    const isOpen = after !== undefined && !isFinal(after.phase);
    return !isFinal(phase) && !isOpen && !(own && isFinal(own.phase as Phase));
  });
