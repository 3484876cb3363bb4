import { notFound, ProblemError } from '../../shared/contract/problem.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import type { Decide, OrderCommand } from '../../shared/orders/commands/command.ts';
import { type Action, actionsOf } from '../../shared/orders/engine/actions.ts';
import type { Decision, Refusal } from '../../shared/orders/engine/decision.ts';
import { allowedNext } from '../../shared/orders/engine/step.ts';
import type { Actor, Order } from '../../shared/orders/model/order.ts';
import {
  type CommandDependencies,
  type CommandOutcome,
  type CommandRequest,
  type CommandResult,
  executeCommand,
} from '../../shared/orders/use-cases/execute-command.ts';
import type { OrderStore } from '../../shared/orders/use-cases/order-store.ts';
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
  new ProblemError('UNAUTHENTICATED', 'The link was revoked: ask for a new one');

const seen = (order: Order | undefined, caller: Caller): Visible => {
  if (order && isRevokedLink(caller, order)) throw revokedLinkProblem();
  const [first, ...others] = order === undefined ? [] : actorsOf(caller, order);
  if (order === undefined || first === undefined) throw notFound('The order');
  return { order, actors: [first, ...others] };
};

/** The order, or `NOT_FOUND`, which does not reveal whether it is missing or somebody else's. */
export const visibleOrder = async (store: Pick<OrderStore, 'get'>, caller: Caller, orderId: string): Promise<Visible> =>
  seen(await store.get(orderId), caller);

export const workflowOf = async (
  { workflows }: Pick<CommandDependencies, 'workflows'>,
  { orderId, workflow: { id, version } }: Pick<Order, 'orderId' | 'workflow'>,
): Promise<WorkflowDefinition> => {
  const workflow = await workflows.find(id, version);
  if (workflow === undefined) throw new Error(`Order ${orderId} runs on ${id} version ${version}, which is gone`);
  return workflow;
};

/** Everything that the caller may do now, in any of their roles. */
export const possibilities = (
  workflow: WorkflowDefinition,
  { order, actors }: Visible,
  now: Date,
): { readonly allowedNext: readonly string[]; readonly actions: readonly Action[] } => ({
  allowedNext: [...new Set(actors.flatMap((actor) => allowedNext(workflow, order, actor, now)))],
  actions: [...new Set(actors.flatMap((actor) => actionsOf(workflow, order, actor, now)))],
});

/** Of several refusals the most specific: one that is not only about the role. */
const clearestRefusal = (refusals: readonly Refusal[]): Refusal | undefined =>
  refusals.find(({ code }) => code !== 'ROLE_NOT_ALLOWED') ?? refusals[0];

/**
 * Decides as each of the caller's roles in turn and takes the first that may: a seller who is also the buyer sells
 * where selling is asked and buys where buying is.
 */
const decideAs =
  (decide: Decide, actors: readonly Actor[]): Decide =>
  (input) => {
    const refusals: Refusal[] = [];
    for (const actor of actors) {
      const decision: Decision = decide({ ...input, actor });
      if (decision.ok) return decision;
      refusals.push(decision);
    }
    const refusal = clearestRefusal(refusals);
    if (!refusal) throw new Error('Nobody asks');
    return { ...refusal, allowed: [...new Set(refusals.flatMap(({ allowed }) => allowed))] };
  };

/** The order was read to know the caller's part in it: the first decision is made on that, and needs no second read. */
const primed = (store: OrderStore, order: Order): OrderStore => {
  let known: Order | undefined = order;
  return {
    ...store,
    get: async (orderId) => {
      const first = orderId === known?.orderId ? known : undefined;
      known = undefined;
      return first ?? store.get(orderId);
    },
  };
};

const roleProblem = ({ reason, currentStatus, allowed, allowedRoles = [] }: Refusal, command: OrderCommand) =>
  // Who may move an order depends on where it is: what the caller may choose now says more than roles.
  command.type === 'change_status'
    ? new ProblemError('INVALID_TRANSITION', reason, { currentStatus, allowedNext: allowed })
    : new ProblemError('ROLE_NOT_ALLOWED', reason, { allowedRoles });

const refusalProblem = (refusal: Refusal, command: OrderCommand): ProblemError => {
  const { code, reason, currentStatus, allowed, retryAfterSeconds } = refusal;
  if (code === 'ROLE_NOT_ALLOWED') return roleProblem(refusal, command);
  if (code === 'TOO_MANY_REQUESTS') {
    return new ProblemError('RATE_LIMITED', reason, { ...definedFields({ retryAfterSeconds }) });
  }
  return new ProblemError(code, reason, { currentStatus, allowedNext: allowed });
};

/** The problem that reports a command which did not go through. */
export const problemOf = (result: Extract<CommandResult, { ok: false }>, command: OrderCommand): ProblemError => {
  if ('reason' in result) return refusalProblem(result, command);
  return result.code === 'NOT_FOUND' ? notFound('The order') : new ProblemError(result.code);
};

/** Runs a command on an order that the caller sees. Throws the problem when it is refused. */
export const runCommand = async (
  dependencies: CommandDependencies,
  { order, actors }: Visible,
  request: Omit<CommandRequest, 'orderId' | 'actor'>,
): Promise<CommandOutcome> => {
  const result = await executeCommand(
    { ...dependencies, store: primed(dependencies.store, order), decide: decideAs(dependencies.decide, actors) },
    { ...request, orderId: order.orderId, actor: actors[0] },
  );
  if (!result.ok) throw problemOf(result, request.command);
  return result;
};
