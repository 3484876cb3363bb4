import { MILLISECONDS_A_DAY } from '../calendar/durations.ts';
import type { Clock } from '../clock/clock.ts';
import { type Deadline, deadlinesOf } from '../orders/engine/deadlines.ts';
import type { Order } from '../orders/model/order.ts';
import type { WorkflowCatalog } from '../orders/use-cases/workflow-catalog.ts';
import { deadlineScheduleName } from './schedule-name.ts';
import type { OneTimeSchedule, SchedulerPort } from './scheduler.ts';

export interface ReconcileDependencies {
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  readonly workflows: Pick<WorkflowCatalog, 'find'>;
  readonly scheduler: SchedulerPort;
  readonly clock: Clock;
}

/** A schedule is not made for a time that is over before it is made. */
const SOONEST_MILLISECONDS = 60_000;
/**
 * What lies further ahead is scheduled by the daily sweep, once it is nearer. People's and carriers' dates are within two
 * years, which this exceeds by the longest rule; older records may hold anything.
 */
const HORIZON_MILLISECONDS = 800 * MILLISECONDS_A_DAY;
/** An order that changes more often than this while its schedules are set is left to the queue's next try. */
const MAX_ROUNDS = 5;

/**
 * When a deadline's schedule runs: never before it is due, for one that fires early does nothing and is gone. One that
 * is due already runs as soon as a schedule can.
 */
export const firingTime = (dueAt: string, now: Date): Date => {
  const wholeSecond = Math.ceil(new Date(dueAt).getTime() / 1000) * 1000;
  const soonest = Math.ceil((now.getTime() + SOONEST_MILLISECONDS) / 1000) * 1000;
  return new Date(wholeSecond <= now.getTime() ? soonest : wholeSecond);
};

const scheduleOf = (orderId: string, { rule, dueAt }: Deadline, now: Date): OneTimeSchedule => ({
  name: deadlineScheduleName(orderId, rule),
  at: firingTime(dueAt, now),
  input: { orderId, rule, dueAt },
});

const apply = async (
  order: Order,
  rules: readonly string[] | 'all',
  { workflows, scheduler, clock }: ReconcileDependencies,
): Promise<void> => {
  const workflow = await workflows.find(order.workflow.id, order.workflow.version);
  if (!workflow)
    throw new Error(`Order ${order.orderId} runs on ${order.workflow.id} ${order.workflow.version}, which is gone`);
  const armed = new Map(deadlinesOf(workflow, order).map((deadline) => [deadline.rule, deadline]));
  const now = clock.now();
  await Promise.all(
    (rules === 'all' ? [...armed.keys()] : rules).map((rule) => {
      const deadline = armed.get(rule);
      return deadline && Date.parse(deadline.dueAt) - now.getTime() <= HORIZON_MILLISECONDS
        ? scheduler.set(scheduleOf(order.orderId, deadline, now))
        : scheduler.remove(deadlineScheduleName(order.orderId, rule));
    }),
  );
};

/**
 * Makes the schedules of an order what the order, as it is now, asks for. Messages come twice, late and side by side;
 * so the order is read again after the schedules were set, and if it changed meanwhile they are set once more: whoever
 * writes last has seen the newest order.
 *
 * @param rules Those that may have changed; `all` only makes what is armed, for what is not armed does nothing when it
 * fires.
 */
export const reconcileDeadlines = async (
  orderId: string,
  rules: readonly string[] | 'all',
  dependencies: ReconcileDependencies,
): Promise<void> => {
  let order = await dependencies.orders.get(orderId);
  for (let round = 1; order; round += 1) {
    await apply(order, rules, dependencies);
    const now = await dependencies.orders.get(orderId);
    if (now?.version === order.version) return;
    if (round === MAX_ROUNDS) throw new Error(`Order ${orderId} changed too often while its schedules were set`);
    order = now;
  }
};
