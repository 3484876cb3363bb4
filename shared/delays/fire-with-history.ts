import type { Instant } from '../calendar/instant.ts';
import { recordedScans } from '../carriers/recorded-scans.ts';
import { deadlinesOf, dueBy, type UsualSilence } from '../orders/engine/deadlines.ts';
import type { Order } from '../orders/model/order.ts';
import { type CommandDependencies, type CommandResult, executeCommand } from '../orders/use-cases/execute-command.ts';
import { workflowOfOrder } from '../orders/use-cases/workflow-catalog.ts';
import type { WorkflowDefinition } from '../workflows/workflow.ts';
import type { TransitHistory } from './transit-history.ts';
import { asksForHistory, usualForDeadline } from './usual-for-deadline.ts';

export interface FiringDependencies extends CommandDependencies {
  readonly history: TransitHistory;
}

/** A deadline that is not due by what is usual: when to look at it again. */
export interface Postponement {
  readonly orderId: string;
  readonly rule: string;
  readonly dueAt: Instant;
  readonly at: Instant;
}

export interface Firing {
  readonly result: CommandResult;
  readonly postponement?: Postponement;
}

const knownFor = async (
  { store, history, clock }: FiringDependencies,
  workflow: WorkflowDefinition,
  order: Order,
  rule: string,
) => {
  const definition = workflow.deadlines.find((each) => each.rule === rule);
  if (definition === undefined || !asksForHistory(workflow, definition)) return {};
  const scans = await recordedScans(store, order.orderId, () => true);
  return usualForDeadline({ workflow, definition, order, scans, history, now: clock.now() });
};

const postponementOf = (
  workflow: WorkflowDefinition,
  order: Order,
  { rule, usual, now }: { readonly rule: string; readonly usual?: UsualSilence; readonly now: Date },
): Postponement | undefined => {
  const deadline = deadlinesOf(workflow, order).find((armed) => armed.rule === rule);
  if (deadline?.checkedFrom === undefined || deadline.checkedFrom > now.toISOString()) return undefined;
  const at = dueBy(workflow, deadline, usual);
  return at > now.toISOString() ? { orderId: order.orderId, rule, dueAt: deadline.dueAt, at } : undefined;
};

/**
 * Fires a deadline with what is known to be usual for the parcel that it is about. Where a silence is not unusual yet,
 * the order stays as it is, and the deadline is to be looked at again when it will be.
 */
export const fireWithHistory = async (
  dependencies: FiringDependencies,
  { orderId, rule, dueAt }: { readonly orderId: string; readonly rule: string; readonly dueAt: Instant },
): Promise<Firing> => {
  const { store, workflows, clock } = dependencies;
  const order = await store.get(orderId);
  if (order === undefined) return { result: { ok: false, code: 'NOT_FOUND' } };
  const workflow = await workflowOfOrder(workflows, order);
  const known = await knownFor(dependencies, workflow, order, rule);
  const result = await executeCommand(dependencies, {
    orderId,
    knownOrder: order,
    command: { type: 'fire_deadline', rule, dueAt, ...known },
    actor: { role: 'system' },
  });
  if (!result.ok || result.changed) return { result };
  const { usual } = known;
  const postponement = postponementOf(workflow, result.order, { rule, now: clock.now(), ...(usual && { usual }) });
  return { result, ...(postponement && { postponement }) };
};
