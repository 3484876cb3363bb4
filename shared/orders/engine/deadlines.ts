import type { Effect } from '../../contract/events/event-definition.ts';
import { addDuration } from '../../workflows/duration.ts';
import type { DeadlineAction, DeadlineDefinition, OrderDate, WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Instant, Order } from '../model/order.ts';

/** A deadline that is armed: it will fire at `dueAt` unless the order changes before. */
export interface Deadline {
  readonly rule: string;
  readonly dueAt: Instant;
  readonly action: DeadlineAction;
}

/** "No scan for three days" counts from entering the status where the last scan is older, or there is none. */
const dateOf = (order: Order, date: OrderDate): Instant | undefined => {
  if (date !== 'lastScanAt') return order[date];
  return order.lastScanAt && order.lastScanAt > order.statusSince ? order.lastScanAt : order.statusSince;
};

const armed = (order: Order, rule: DeadlineDefinition): Deadline | undefined => {
  if (!rule.in.includes(order.status)) return undefined;
  if (rule.unless === 'has_driver' && order.driver) return undefined;
  const date = dateOf(order, rule.at ?? 'statusSince');
  if (!date) return undefined;
  const dueAt = addDuration(date, rule.after);
  return order.firedDeadlines[rule.rule] === dueAt ? undefined : { rule: rule.rule, dueAt, action: rule.action };
};

/**
 * The deadlines that an order waits for, as it is now. One that has fired for its due time is not among them; it is
 * again as soon as the status, or the date that it hangs on, gives it another due time.
 */
export const deadlinesOf = (workflow: WorkflowDefinition, order: Order): readonly Deadline[] =>
  workflow.deadlines.flatMap((rule) => armed(order, rule) ?? []);

/** Names the rules whose schedules a change makes, moves or removes. Without `before`, all that are armed. */
export const reconcileEffects = (
  workflow: WorkflowDefinition,
  before: Order | undefined,
  after: Order,
): readonly Effect[] => {
  const old = new Map(before ? deadlinesOf(workflow, before).map(({ rule, dueAt }) => [rule, dueAt]) : []);
  const fresh = new Map(deadlinesOf(workflow, after).map(({ rule, dueAt }) => [rule, dueAt]));
  const rules = workflow.deadlines.map(({ rule }) => rule).filter((rule) => old.get(rule) !== fresh.get(rule));
  return rules.length > 0 ? [{ kind: 'reconcile_deadlines', rules }] : [];
};
