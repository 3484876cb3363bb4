import { MILLISECONDS_A_DAY } from '../calendar/durations.ts';
import type { Clock } from '../clock/clock.ts';
import type { Effect } from '../contract/events/event-definition.ts';
import type { OrderEvent } from '../contract/events.ts';
import { definedFields } from '../defined-fields.ts';
import { type Deadline, deadlinesOf, firstLookAt } from '../orders/engine/deadlines.ts';
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

type Armed = Pick<Deadline, 'rule' | 'dueAt'> & { readonly isMoved?: boolean | undefined };

const scheduleOf = (orderId: string, { rule, dueAt, isMoved }: Armed, now: Date): OneTimeSchedule => ({
  name: deadlineScheduleName(orderId, rule),
  at: firingTime(dueAt, now),
  input: { orderId, rule, dueAt },
  ...definedFields({ isMoved }),
});

/** Sets the schedules of the rules that are armed, and removes those of the others. */
const setSchedules = async (
  orderId: string,
  rules: readonly string[],
  deadlines: readonly Armed[],
  { scheduler, clock }: Pick<ReconcileDependencies, 'scheduler' | 'clock'>,
): Promise<void> => {
  const armed = new Map(deadlines.map((deadline) => [deadline.rule, deadline]));
  const now = clock.now();
  await Promise.all(
    rules.map((rule) => {
      const deadline = armed.get(rule);
      return deadline && Date.parse(deadline.dueAt) - now.getTime() <= HORIZON_MILLISECONDS
        ? scheduler.set(scheduleOf(orderId, deadline, now))
        : scheduler.remove(deadlineScheduleName(orderId, rule));
    }),
  );
};

const apply = async (
  order: Order,
  rules: readonly string[] | 'all',
  dependencies: ReconcileDependencies,
): Promise<void> => {
  const workflow = await dependencies.workflows.find(order.workflow.id, order.workflow.version);
  if (!workflow)
    throw new Error(`Order ${order.orderId} runs on ${order.workflow.id} ${order.workflow.version}, which is gone`);
  const deadlines = deadlinesOf(workflow, order).map((one) => ({ rule: one.rule, dueAt: firstLookAt(one) }));
  const concerned = rules === 'all' ? deadlines.map(({ rule }) => rule) : rules;
  await setSchedules(order.orderId, concerned, deadlines, dependencies);
};

/**
 * Makes the schedules of an order what the order, as it is now, asks for. Messages come twice, late and side by side;
 * so the order is read again after the schedules were set, and if it changed meanwhile they are set once more: whoever
 * writes last has seen the newest order.
 *
 * @param rules Those that may have changed; `all` only makes what is armed, for what is not armed does nothing when it
 * fires.
 * @returns the order that the schedules were set for.
 */
export const reconcileDeadlines = async (
  orderId: string,
  rules: readonly string[] | 'all',
  dependencies: ReconcileDependencies,
): Promise<Order | undefined> => settle(await dependencies.orders.get(orderId), rules, dependencies);

const settle = async (
  known: Order | undefined,
  rules: readonly string[] | 'all',
  dependencies: ReconcileDependencies,
): Promise<Order | undefined> => {
  let order = known;
  for (let round = 1; order; round += 1) {
    await apply(order, rules, dependencies);
    const now = await dependencies.orders.get(order.orderId);
    if (now?.version === order.version) return order;
    if (round === MAX_ROUNDS) throw new Error(`Order ${order.orderId} changed too often while its schedules were set`);
    order = now;
  }
  return undefined;
};

/**
 * Has a deadline looked at again at another time, for what is usual says that it is not due yet. Nothing where the order
 * has changed since: its own events have set the schedule.
 */
export const postponeDeadline = async (
  { orderId, rule, dueAt, at }: Pick<Deadline, 'rule' | 'dueAt'> & { readonly orderId: string; readonly at: string },
  { orders, workflows, scheduler, clock }: ReconcileDependencies,
): Promise<void> => {
  const order = await orders.get(orderId);
  const workflow = order && (await workflows.find(order.workflow.id, order.workflow.version));
  const armed = workflow && deadlinesOf(workflow, order).find((deadline) => deadline.rule === rule);
  if (armed?.dueAt !== dueAt) return;
  await scheduler.set(scheduleOf(orderId, { rule, dueAt: at }, clock.now()));
};

type ReconcileEffect = Extract<Effect, { kind: 'reconcile_deadlines' }>;

/**
 * Sets the schedules as the event says, and then looks whether the order has changed since: if so, they are set as it
 * asks now. An event of an earlier version does not say when its deadlines are due: there the order is read first.
 */
export const scheduleAfter = async (
  { orderId, seq, effects }: Pick<OrderEvent, 'orderId' | 'seq' | 'effects'>,
  dependencies: ReconcileDependencies,
): Promise<void> => {
  const said = effects.filter((one): one is ReconcileEffect => one.kind === 'reconcile_deadlines');
  const rules = [...new Set(said.flatMap((one) => one.rules))];
  if (said.some(({ armed }) => armed === undefined)) {
    await reconcileDeadlines(orderId, rules, dependencies);
    return;
  }
  await setSchedules(
    orderId,
    rules,
    said.flatMap(({ armed = [] }) => armed),
    dependencies,
  );
  const order = await dependencies.orders.get(orderId);
  if (order?.version !== seq) await settle(order, rules, dependencies);
};
