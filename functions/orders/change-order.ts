import type { OrderCommand } from '../../shared/orders/commands/command.ts';
import type { Order } from '../../shared/orders/model/order.ts';
import type { CommandDependencies } from '../../shared/orders/use-cases/execute-command.ts';
import type { WorkflowDefinition } from '../../shared/workflows/workflow.ts';
import { expectedVersions } from '../http/conditional.ts';
import { executeOrderCommand } from '../http/execute-order-command.ts';
import type { ApiResponse } from '../http/http-api.ts';
import { type Carried, type CompleteWith, type IdempotentRequest, idempotently } from '../http/idempotency.ts';
import { possibilities, type Visible, visibleOrder, workflowOf } from '../http/order-access.ts';
import { created, etagOf, ok } from '../http/responses.ts';
import type { OrdersDependencies } from './orders-api/dependencies.ts';
import { type ChangedView, changedOrderResponse } from './responses/changed-order.ts';

type Headers = IdempotentRequest['headers'];

/** Runs a command; with `If-Match`, only on the version that it names. Returns the order as the caller sees it then. */
export const runOn = async (
  deps: CommandDependencies,
  { actors, order: knownOrder }: Visible,
  command: OrderCommand,
  headers: Headers,
): Promise<Visible> => {
  const ifMatch = expectedVersions(headers);
  const { order } = await executeOrderCommand(deps, { actors, knownOrder, command, ifMatch });
  return { actors, order };
};

const viewOf = (deps: OrdersDependencies, workflow: WorkflowDefinition, visible: Visible): ChangedView => ({
  workflow,
  allowedNext: possibilities(workflow, visible, deps.clock.now()).allowedNext,
  trackingUrl: deps.links.forUser(visible.order.orderId),
});

/** `{success, order}` with what the caller may do next. */
export const changedResponse = async (deps: OrdersDependencies, visible: Visible): Promise<ApiResponse> => {
  const { order } = visible;
  const workflow = await workflowOf(deps, order);
  return ok(changedOrderResponse(order, viewOf(deps, workflow, visible)), { ETag: etagOf(order) });
};

/** An action of a party on an existing order: checks access, runs the command, and returns the order after it. */
export const act = async (
  deps: OrdersDependencies,
  request: Pick<IdempotentRequest, 'caller' | 'headers'> & { readonly orderId: string },
  command: OrderCommand,
): Promise<ApiResponse> => {
  const visible = await visibleOrder(deps.store, request.caller, request.orderId);
  return changedResponse(deps, await runOn(deps, visible, command, request.headers));
};

/**
 * An action that creates something: once per idempotency key. The record is completed in the order's own transaction,
 * so that a lost response never leads to a second one.
 */
export const actOnce = async (
  deps: OrdersDependencies,
  request: IdempotentRequest & { readonly orderId: string },
  command: OrderCommand,
  bodyOf: (order: Order, view: ChangedView) => unknown = changedOrderResponse,
): Promise<ApiResponse> => {
  const visible = await visibleOrder(deps.store, request.caller, request.orderId);
  const workflow = await workflowOf(deps, visible.order);
  const response = (order: Order): ApiResponse =>
    created(bodyOf(order, viewOf(deps, workflow, { ...visible, order })), { ETag: etagOf(order) });
  const run = async (completeWith: CompleteWith | undefined): Promise<Carried> => {
    const outcome = await executeOrderCommand(deps, {
      actors: visible.actors,
      knownOrder: visible.order,
      command,
      ifMatch: expectedVersions(request.headers),
      ...(completeWith && { extras: { idempotency: ({ order }) => completeWith(response(order)) } }),
    });
    return { response: response(outcome.order), isRecorded: outcome.events.length > 0 };
  };
  return idempotently(deps, request, `${command.type}:${request.orderId}`, run);
};
