import * as z from 'zod';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { outlookOf } from '../../../../shared/delays/outlook.ts';
import { acceptedLanguage } from '../../../../shared/i18n/negotiate.ts';
import { isUnchanged } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { possibilities, visibleOrder, workflowOf } from '../../../http/order-access.ts';
import { pagedList } from '../../../http/pagination.ts';
import { BY_READER, etagOf, notModified, ok } from '../../../http/responses.ts';
import { parcelScans, statusChanges } from '../../order-reads.ts';
import { parcelPolls } from '../../parcel-polls.ts';
import { statusResponse } from '../../responses/status.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** `seq` that the next page begins after. */
const position = z.int().min(0);

export const getOrderStatus = implement(
  ORDERS_OPERATIONS.getOrderStatus,
  async ({ params, query, caller, headers }, deps: OrdersDependencies) => {
    const visible = await visibleOrder(deps.store, caller, params.orderId);
    const { order } = visible;
    // The client keeps its copy and asks each time whether it still holds: polling costs one item read.
    const freshness = { ETag: etagOf(order), 'Cache-Control': 'private, no-cache', Vary: BY_READER };
    if (isUnchanged(headers, freshness.ETag)) return notModified(freshness);
    const pages = pagedList(deps.cursors, { scope: `history:${order.orderId}`, position });
    const after = await pages.positionOf(query.cursor);
    const [workflow, shop, { changes, next }, scans, polls] = await Promise.all([
      workflowOf(deps, order),
      deps.findShop(order.sellerId),
      statusChanges(deps.store, order, { limit: query.limit, after }),
      parcelScans(deps.store, order),
      parcelPolls(deps, order),
    ]);
    const now = deps.clock.now();
    const { allowedNext, actions } = possibilities(workflow, visible, now);
    const outlook = await outlookOf({ workflow, order, scans, history: deps.history, now });
    const locale = acceptedLanguage(headers['accept-language']) ?? order.locale;
    // Only the events are numbered: how many of them are status changes is known once all have been read.
    const total = after === undefined && next === undefined ? changes.length : undefined;
    return ok(
      {
        ...statusResponse(order, { workflow, shop, changes, scans, polls, outlook, locale }),
        allowedNext,
        actions,
        pagination: await pages.paginationOf({ limit: query.limit, total }, next),
      },
      freshness,
    );
  },
);
