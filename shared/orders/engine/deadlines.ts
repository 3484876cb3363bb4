import type { Instant } from '../../calendar/instant.ts';
import { LAST_INSTANT } from '../../calendar/zoned-time.ts';
import type { Effect } from '../../contract/events/event-definition.ts';
import { addDuration, parseDuration } from '../../workflows/duration.ts';
import type { DeadlineAction, DeadlineDefinition, WorkflowDefinition } from '../../workflows/workflow.ts';
import { orderTimeZone } from '../model/delivery-place.ts';
import { beginsAt, overAt } from '../model/estimate.ts';
import type { Order } from '../model/order.ts';

/** A deadline that is armed: it will fire at `dueAt` unless the order changes before. */
export interface Deadline {
  readonly rule: string;
  readonly dueAt: Instant;
  readonly action: DeadlineAction;
}

/** "No scan for three days" counts from entering the status where the last scan is older, or there is none. */
const newestScanOrStatus = ({ lastScanAt, statusSince }: Order): Instant =>
  lastScanAt && lastScanAt > statusSince ? lastScanAt : statusSince;

/**
 * The moment that the rule counts from. What is to follow an estimate counts from its end: for a day, from the end of
 * that day where the order goes to. What is to come before it counts from its beginning.
 */
const dateOf = (order: Order, { at = 'statusSince', after }: DeadlineDefinition): Instant | undefined => {
  if (at === 'lastScanAt') return newestScanOrStatus(order);
  const date = order[at];
  if (date === undefined || at === 'statusSince' || at === 'createdAt') return date;
  const timeZone = orderTimeZone(order);
  return (parseDuration(after) ?? 0) < 0 ? beginsAt(date, timeZone) : overAt(date, timeZone);
};

/**
 * `undefined` for a date that cannot be read, or that lies where instants do not sort as text any more, as records from
 * before dates had bounds may hold: the order does not wait for it, and every other rule holds.
 */
const dueAtOf = (order: Order, rule: DeadlineDefinition): Instant | undefined => {
  const date = dateOf(order, rule);
  const due = Date.parse(date ?? '') + (parseDuration(rule.after) ?? 0);
  return date === undefined || !(due <= Date.parse(LAST_INSTANT)) ? undefined : addDuration(date, rule.after);
};

/** The order is known to be late, and its buyer has heard of it: a day that ends at another hour says nothing new. */
const isSaid = (order: Order, { at, action }: DeadlineDefinition): boolean =>
  at === 'estimatedDelivery' && action.kind === 'notify' && order.isLate === true;

const armed = (order: Order, rule: DeadlineDefinition): Deadline | undefined => {
  if (!rule.in.includes(order.status) || isSaid(order, rule)) return undefined;
  if (rule.unless === 'has_driver' && order.driver) return undefined;
  const dueAt = dueAtOf(order, rule);
  if (dueAt === undefined || order.firedDeadlines[rule.rule] === dueAt) return undefined;
  return { rule: rule.rule, dueAt, action: rule.action };
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
  const armed = rules.flatMap((rule) => {
    const dueAt = fresh.get(rule);
    return dueAt === undefined ? [] : [{ rule, dueAt, ...(old.has(rule) && { isMoved: true }) }];
  });
  return rules.length > 0 ? [{ kind: 'reconcile_deadlines', rules, armed }] : [];
};
