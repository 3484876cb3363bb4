import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { deadlinesOf } from '../../../shared/orders/engine/deadlines.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { ApiResponse } from '../../http/http-api.ts';
import type { IdempotentRequest } from '../../http/idempotency.ts';
import { possibilities, type Visible, visibleOrder, workflowOf } from '../../http/order-access.ts';
import { etagOf, ok } from '../../http/responses.ts';
import { runOn } from '../change-order.ts';
import { statusChanges } from '../order-reads.ts';
import { storeOrderResponse } from '../responses/store-order.ts';
import type { StoreDependencies } from './dependencies.ts';

/** An order of a store moves a dozen times; the API's own history route pages through longer ones. */
const MAX_CHANGES = 100;

/** A driver's place is returned while there is a driver on the order, and not after. */
const placeOf = async (deps: StoreDependencies, { orderId, driver }: Order) => {
  const location = driver && (await deps.locations.get(orderId, deps.clock.now()));
  return location?.driverId === driver?.driverId ? location : undefined;
};

export const storeResponse = async (deps: StoreDependencies, visible: Visible): Promise<ApiResponse> => {
  const { order, actors } = visible;
  const [workflow, history, location] = await Promise.all([
    workflowOf(deps, order),
    statusChanges(deps.store, order, { limit: MAX_CHANGES }),
    placeOf(deps, order),
  ]);
  const { allowedNext } = possibilities(workflow, visible, deps.clock.now());
  const settlesAt = deadlinesOf(workflow, order).find(({ action }) => action.kind === 'settle_substitutions')?.dueAt;
  return ok(storeOrderResponse({ order, actors, allowedNext, events: history.changes, settlesAt, location }), {
    ETag: etagOf(order),
    Vary: 'Authorization',
  });
};

interface StoreRequest extends Pick<IdempotentRequest, 'caller' | 'headers'> {
  readonly params: { readonly order_id: string };
}

/** Runs a command on an order that the caller may see, and returns the order after it. */
export const actForStore = async (
  deps: StoreDependencies,
  { caller, headers, params }: StoreRequest,
  command: OrderCommand,
): Promise<ApiResponse> => {
  const visible = await visibleOrder(deps.store, caller, params.order_id);
  return storeResponse(deps, await runOn(deps, visible, command, headers));
};
