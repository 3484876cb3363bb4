import type { OrderCommand } from '../../shared/orders/commands/command.ts';
import type { Order } from '../../shared/orders/model/order.ts';
import type { CommandDependencies } from '../../shared/orders/use-cases/execute-command.ts';
import { expectedVersions } from '../http/conditional.ts';
import { possibilities, runCommand, type Visible, visibleOrder, workflowOf } from '../http/execute-order-command.ts';
import type { ApiResponse } from '../http/http-api.ts';
import { type Carried, type CompleteWith, type IdempotentRequest, idempotently } from '../http/idempotency.ts';
import { created, etagOf, ok } from '../http/responses.ts';
import type { OrdersDependencies } from './orders-api/dependencies.ts';
import { changedOrderResponse } from './responses/order.ts';

type Headers = IdempotentRequest['headers'];

/** The versions of which the caller has seen one, as a command wants them. */
const seenVersion = (headers: Headers): { readonly ifMatch?: readonly number[] } => {
  const ifMatch = expectedVersions(headers);
  return ifMatch === undefined ? {} : { ifMatch };
};

/** Runs a command and returns the order after it; with `If-Match`, only on the version that it names. */
export const runOn = async (
  deps: CommandDependencies,
  visible: Visible,
  command: OrderCommand,
  headers: Headers,
): Promise<Order> => {
  const { order } = await runCommand(deps, visible, { command, ...seenVersion(headers) });
  return order;
};

/** `{success, order}` with what the caller may do next. */
export const changedResponse = async (deps: CommandDependencies, visible: Visible): Promise<ApiResponse> => {
  const workflow = await workflowOf(deps, visible.order);
  const { allowedNext } = possibilities(workflow, visible, deps.clock.now());
  return ok(changedOrderResponse(visible.order, allowedNext), { ETag: etagOf(visible.order) });
};

/** An action of a party on an existing order: checks access, runs the command, and returns the order after it. */
export const act = async (
  deps: CommandDependencies,
  request: Pick<IdempotentRequest, 'caller' | 'headers'> & { readonly orderId: string },
  command: OrderCommand,
): Promise<ApiResponse> => {
  const visible = await visibleOrder(deps.store, request.caller, request.orderId);
  return changedResponse(deps, { ...visible, order: await runOn(deps, visible, command, request.headers) });
};

/**
 * An action that creates something: once per idempotency key. The record is completed in the order's own transaction,
 * so that a lost response never leads to a second one.
 */
export const actOnce = async (
  deps: OrdersDependencies,
  request: IdempotentRequest & { readonly orderId: string },
  command: OrderCommand,
  bodyOf: (order: Order, allowedNext: readonly string[]) => unknown = changedOrderResponse,
): Promise<ApiResponse> => {
  const visible = await visibleOrder(deps.store, request.caller, request.orderId);
  const workflow = await workflowOf(deps, visible.order);
  const response = (order: Order): ApiResponse => {
    const { allowedNext } = possibilities(workflow, { ...visible, order }, deps.clock.now());
    return created(bodyOf(order, allowedNext), { ETag: etagOf(order) });
  };
  const run = async (completeWith: CompleteWith | undefined): Promise<Carried> => {
    const outcome = await runCommand(deps, visible, {
      command,
      ...seenVersion(request.headers),
      ...(completeWith && { extras: { idempotency: ({ order }) => completeWith(response(order)) } }),
    });
    return { response: response(outcome.order), isRecorded: outcome.events.length > 0 };
  };
  return idempotently(deps, request, `${command.type}:${request.orderId}`, run);
};
