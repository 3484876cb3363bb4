import type { MessageOn } from '../../shared/events/messages.ts';
import type { Continuation } from '../../shared/orders/use-cases/page-through-orders.ts';
import { OPEN_PHASES } from '../../shared/schedules/sweep.ts';
import { type PaginatedJob, runPaginatedJob } from '../consumers/paginated-job.ts';

/** Each is two reads and a few calls to the scheduler, which takes its time. */
const ORDERS_IN_MESSAGE = 10;

/**
 * Has the schedules of every open order made again, by messages on the schedule queue: a schedule that was lost is back
 * within a day.
 */
export const sweepOpenOrders = (
  from: Continuation | undefined,
  options: Pick<PaginatedJob<MessageOn<'schedule'>>, 'orders' | 'queueUrl' | 'millisecondsLeft' | 'logger'>,
): Promise<void> =>
  runPaginatedJob<MessageOn<'schedule'>>({
    ...options,
    phases: OPEN_PHASES,
    from,
    ordersInMessage: ORDERS_IN_MESSAGE,
    askFor: (orderIds) => ({ kind: 'reconcile', reconcile: { orderIds } }),
    goOnFrom: (place) => ({ kind: 'sweep', sweep: place }),
  });
