import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { actorsOf } from '../../../../shared/security/actors.ts';
import { nextExpected } from '../../../../shared/workflows/next-expected.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { rowResponse } from '../../responses/order.ts';
import { activeOrders } from '../active-orders.ts';
import type { OrdersDependencies } from '../dependencies.ts';
import { newestFirst, pageRequestOf } from '../newest-first.ts';

export const listActiveOrders = implement(
  ORDERS_OPERATIONS.listActiveOrders,
  async ({ query, caller }, deps: OrdersDependencies) => {
    if (caller.kind !== 'user') throw notFound('The list');
    const list = newestFirst(deps.cursors, `active:${caller.sub}`);
    const asked = await pageRequestOf(list, query);
    const found = await activeOrders(deps, caller.sub, asked);
    return ok({
      orders: found.entries.map(({ order, workflow }) => ({
        ...rowResponse(order, actorsOf(caller, order)),
        nextExpected: nextExpected(workflow, order),
      })),
      pagination: await list.paginationOf({ ...asked, total: found.total }, found.next),
    });
  },
);
