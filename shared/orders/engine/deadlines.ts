import type { Instant } from '../../calendar/instant.ts';
import { LAST_INSTANT } from '../../calendar/zoned-time.ts';
import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { addDuration, parseDuration } from '../../workflows/duration.ts';
import type { DeadlineAction, DeadlineDefinition, WorkflowDefinition } from '../../workflows/workflow.ts';
import { orderTimeZone } from '../model/delivery-place.ts';
import { beginsAt, overAt } from '../model/estimate.ts';
import type { Order } from '../model/order.ts';
import { quietSince, unscannedParcel, waitsForRecipient } from './silence.ts';

/** A deadline that is armed: it will fire at `dueAt` unless the order changes before. */
export interface Deadline {
  readonly rule: string;
  /** By the workflow alone. */
  readonly dueAt: Instant;
  /** By the shortest silence that may turn out to be unusual, where the rule goes by what is usual. */
  readonly checkedFrom?: Instant;
  readonly action: DeadlineAction;
}

/** A silence that is unusual for a parcel, as far as its carrier's history shows. */
export interface UsualSilence {
  /** Nineteen of twenty were no longer. */
  readonly milliseconds: number;
  /** How many it was learnt from. */
  readonly silences: number;
}

/** "No scan for three days" counts from entering the status where the last scan is older, or there is none. */
const silentSince = (order: Order): Instant => {
  const since = quietSince(order);
  return since !== undefined && since > order.statusSince ? since : order.statusSince;
};

/**
 * The moment that the rule counts from. What is to follow an estimate counts from its end: for a day, from the end of
 * that day where the order goes to. What is to come before it counts from its beginning.
 */
const dateOf = (order: Order, { at = 'statusSince', after }: DeadlineDefinition): Instant | undefined => {
  if (at === 'lastScanAt') return silentSince(order);
  if (at === 'unscannedSince') return unscannedParcel(order)?.registeredAt;
  const date = order[at];
  if (date === undefined || at === 'statusSince' || at === 'createdAt') return date;
  const timeZone = orderTimeZone(order);
  return (parseDuration(after) ?? 0) < 0 ? beginsAt(date, timeZone) : overAt(date, timeZone);
};

/**
 * `undefined` for a date that cannot be read, or that lies where instants do not sort as text any more, as records from
 * before dates had bounds may hold: the order does not wait for it, and every other rule holds.
 */
const dueAtOf = (order: Order, rule: DeadlineDefinition, after = rule.after): Instant | undefined => {
  const date = dateOf(order, rule);
  const due = Date.parse(date ?? '') + (parseDuration(after) ?? 0);
  return date === undefined || !(due <= Date.parse(LAST_INSTANT)) ? undefined : addDuration(date, after);
};

/** Who waits for its recipient at a counter is neither late nor silent. */
const isCollected = (order: Order, { at }: DeadlineDefinition): boolean =>
  (at === 'lastScanAt' || at === 'estimatedDelivery') && waitsForRecipient(order);

/** The order is known to be late, and its buyer has heard of it: a day that ends at another hour says nothing new. */
const isSaid = (order: Order, { at, action }: DeadlineDefinition): boolean =>
  at === 'estimatedDelivery' && action.kind === 'notify' && order.isLate === true;

const armed = (order: Order, rule: DeadlineDefinition): Deadline | undefined => {
  if (!rule.in.includes(order.status) || isSaid(order, rule) || isCollected(order, rule)) return undefined;
  if (rule.unless === 'has_driver' && order.driver) return undefined;
  const dueAt = dueAtOf(order, rule);
  if (dueAt === undefined || order.firedDeadlines[rule.rule] === dueAt) return undefined;
  const checkedFrom = rule.usual && dueAtOf(order, rule, rule.usual.min);
  return { rule: rule.rule, dueAt, ...definedFields({ checkedFrom }), action: rule.action };
};

/** How long a parcel may be silent: what is usual within the rule's bounds, and `after` while nothing is known. */
const patienceOf = ({ after, usual: bounds }: DeadlineDefinition, usual: UsualSilence | undefined): number => {
  const byTable = parseDuration(after) ?? 0;
  if (bounds === undefined || usual === undefined) return byTable;
  const [least, longest] = [parseDuration(bounds.min) ?? byTable, parseDuration(bounds.max) ?? byTable];
  return Math.min(Math.max(usual.milliseconds, least), longest);
};

/** When a deadline is to fire, by what is known to be usual. */
export const dueBy = (
  workflow: WorkflowDefinition,
  { rule, dueAt }: Pick<Deadline, 'rule' | 'dueAt'>,
  usual: UsualSilence | undefined,
): Instant => {
  const definition = workflow.deadlines.find((each) => each.rule === rule);
  if (definition === undefined) return dueAt;
  const shift = patienceOf(definition, usual) - (parseDuration(definition.after) ?? 0);
  return shift === 0 ? dueAt : new Date(Date.parse(dueAt) + shift).toISOString();
};

/**
 * The deadlines that an order waits for, as it is now. One that has fired for its due time is not among them; it is
 * again as soon as the status, or the date that it hangs on, gives it another due time.
 */
export const deadlinesOf = (workflow: WorkflowDefinition, order: Order): readonly Deadline[] =>
  workflow.deadlines.flatMap((rule) => armed(order, rule) ?? []);

/** Since when the silence lasts that led the order to where it is; nothing where another cause did. */
export const silenceBehind = (workflow: WorkflowDefinition, order: Order): Instant | undefined => {
  const sinces = workflow.deadlines.flatMap(({ rule, at, after, action }) => {
    const firedFor = order.firedDeadlines[rule];
    const isCause = at === 'lastScanAt' && action.kind === 'transition' && action.to === order.status;
    if (!isCause || firedFor === undefined) return [];
    return [new Date(Date.parse(firedFor) - (parseDuration(after) ?? 0)).toISOString()];
  });
  return sinces.toSorted().at(-1);
};

/** A silence that is being watched: since when, and by which deadline. */
export interface WatchedSilence {
  readonly deadline: Deadline;
  readonly definition: DeadlineDefinition;
  readonly since: Instant;
}

/** The silence that will delay the order unless something is heard of it. */
export const watchedSilence = (workflow: WorkflowDefinition, order: Order): WatchedSilence | undefined =>
  deadlinesOf(workflow, order).flatMap((deadline) => {
    const definition = workflow.deadlines.find(({ rule }) => rule === deadline.rule);
    const since = definition?.usual && dateOf(order, definition);
    return definition === undefined || since === undefined ? [] : [{ deadline, definition, since }];
  })[0];

/** Whether nothing was heard for long enough to be recorded: of a parcel without a scan, or of the one that delayed the order. */
export const isQuiet = (workflow: WorkflowDefinition, order: Order): boolean => {
  const isFlagged = workflow.deadlines.some((rule) => {
    const dueAt = rule.action.kind === 'flag' ? dueAtOf(order, rule) : undefined;
    return dueAt !== undefined && order.firedDeadlines[rule.rule] === dueAt;
  });
  const since = silenceBehind(workflow, order);
  const last = quietSince(order);
  return isFlagged || (since !== undefined && (last === undefined || last <= since));
};

/** When its schedule runs first. */
export const firstLookAt = ({ checkedFrom, dueAt }: Pick<Deadline, 'checkedFrom' | 'dueAt'>): Instant =>
  checkedFrom !== undefined && checkedFrom < dueAt ? checkedFrom : dueAt;

/** Names the rules whose schedules a change makes, moves or removes. Without `before`, all that are armed. */
export const reconcileEffects = (
  workflow: WorkflowDefinition,
  before: Order | undefined,
  after: Order,
): readonly Effect[] => {
  const old = new Map(before ? deadlinesOf(workflow, before).map((one) => [one.rule, firstLookAt(one)]) : []);
  const fresh = new Map(deadlinesOf(workflow, after).map((one) => [one.rule, firstLookAt(one)]));
  const rules = workflow.deadlines.map(({ rule }) => rule).filter((rule) => old.get(rule) !== fresh.get(rule));
  const armed = rules.flatMap((rule) => {
    const dueAt = fresh.get(rule);
    return dueAt === undefined ? [] : [{ rule, dueAt, ...(old.has(rule) && { isMoved: true }) }];
  });
  return rules.length > 0 ? [{ kind: 'reconcile_deadlines', rules, armed }] : [];
};
