import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { etagOf, ok } from '../../../http/responses.ts';
import { detailResponse } from '../../responses/order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** The history's beginning; the timeline route pages through all of it. */
const FIRST_EVENTS = 50;

export const getOrder = implement(ORDERS_OPERATIONS.getOrder, async ({ params, caller }, deps: OrdersDependencies) => {
  const { order, actors } = await visibleOrder(deps.store, caller, params.orderId);
  const { events } = await deps.store.history(order.orderId, { limit: FIRST_EVENTS });
  return ok(detailResponse(order, actors, events), { ETag: etagOf(order) });
});
