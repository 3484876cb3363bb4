import { notFound, ProblemError } from '../../shared/contract/problem.ts';
import { type Action, actionsOf } from '../../shared/orders/engine/actions.ts';
import { allowedNext } from '../../shared/orders/engine/step.ts';
import type { Actor, Order } from '../../shared/orders/model/order.ts';
import type { CommandDependencies } from '../../shared/orders/use-cases/execute-command.ts';
import type { OrderStore } from '../../shared/orders/use-cases/order-store.ts';
import { workflowOfOrder } from '../../shared/orders/use-cases/workflow-catalog.ts';
import { actorsOf, isLinkOf } from '../../shared/security/actors.ts';
import type { Caller } from '../../shared/security/caller.ts';
import type { WorkflowDefinition } from '../../shared/workflows/workflow.ts';

/** An order that the caller may see, and as whom they see it, strongest first: never empty. */
export interface Visible {
  readonly order: Order;
  readonly actors: readonly [Actor, ...Actor[]];
}

/** Signed for this very order, and void since its links were revoked. */
export const isRevokedLink = (caller: Caller, order: Order): boolean =>
  caller.kind === 'guest' && caller.orderId === order.orderId && !isLinkOf(caller, order);

export const revokedLinkProblem = (): ProblemError =>
  new ProblemError('UNAUTHENTICATED', 'The link was revoked; request a new one');

const seen = (order: Order | undefined, caller: Caller): Visible => {
  if (order && isRevokedLink(caller, order)) throw revokedLinkProblem();
  const [first, ...others] = order === undefined ? [] : actorsOf(caller, order);
  if (order === undefined || first === undefined) throw notFound('The order');
  return { order, actors: [first, ...others] };
};

/** The order, or `NOT_FOUND`, which does not reveal whether it is missing or somebody else's. */
export const visibleOrder = async (store: Pick<OrderStore, 'get'>, caller: Caller, orderId: string): Promise<Visible> =>
  seen(await store.get(orderId), caller);

export const workflowOf = (
  { workflows }: Pick<CommandDependencies, 'workflows'>,
  order: Pick<Order, 'orderId' | 'workflow'>,
): Promise<WorkflowDefinition> => workflowOfOrder(workflows, order);

/** Everything that the caller may do now, in any of their roles. */
export const possibilities = (
  workflow: WorkflowDefinition,
  { order, actors }: Visible,
  now: Date,
): { readonly allowedNext: readonly string[]; readonly actions: readonly Action[] } => ({
  allowedNext: [...new Set(actors.flatMap((actor) => allowedNext(workflow, order, actor, now)))],
  actions: [...new Set(actors.flatMap((actor) => actionsOf(workflow, order, actor, now)))],
});
