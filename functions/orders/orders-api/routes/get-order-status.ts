import * as z from 'zod';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { partOfItems } from '../../../../shared/orders/engine/item-counts.ts';
import { estimateFields } from '../../../../shared/orders/model/delivery-place.ts';
import { isUnchanged } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { possibilities, visibleOrder, workflowOf } from '../../../http/order-access.ts';
import { pagedList } from '../../../http/pagination.ts';
import { etagOf, notModified, ok } from '../../../http/responses.ts';
import { historyResponse } from '../../responses/order.ts';
import { shopFaceResponse } from '../../responses/shop-face.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** `seq` that the next page begins after. */
const position = z.int().min(0);

export const getOrderStatus = implement(
  ORDERS_OPERATIONS.getOrderStatus,
  async ({ params, query, caller, headers }, deps: OrdersDependencies) => {
    const visible = await visibleOrder(deps.store, caller, params.orderId);
    const { order } = visible;
    // The client keeps its copy and asks each time whether it still holds: polling costs one item read.
    const freshness = { ETag: etagOf(order), 'Cache-Control': 'private, no-cache' };
    if (isUnchanged(headers, freshness.ETag)) return notModified(freshness);
    const history = pagedList(deps.cursors, { scope: `history:${order.orderId}`, position });
    const after = await history.positionOf(query.cursor);
    const [workflow, shop, page] = await Promise.all([
      workflowOf(deps, order),
      deps.findShop(order.sellerId),
      deps.store.history(order.orderId, { limit: query.limit, ...definedFields({ after }) }),
    ]);
    const { allowedNext, actions } = possibilities(workflow, visible, deps.clock.now());
    return ok(
      {
        orderId: order.orderId,
        orderNumber: order.orderNumber,
        orderType: order.orderType,
        workflow: order.workflow,
        status: order.status,
        phase: order.phase,
        version: order.version,
        shop: shopFaceResponse(order, shop),
        ...estimateFields(order, order.estimatedDelivery),
        itemCounts: partOfItems(order) ?? null,
        allowedNext,
        actions,
        history: page.events.map(historyResponse),
        // Every event has a number, without gaps: the version is how many there are.
        pagination: await history.paginationOf({ limit: query.limit, total: order.version }, page.next),
      },
      freshness,
    );
  },
);
