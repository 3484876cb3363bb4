import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { searchOrders as search } from '../../../../shared/search/search-orders.ts';
import { customerScope, sellerScope } from '../../../../shared/search/tokens.ts';
import { actorsOf, isOperator } from '../../../../shared/security/actors.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { rowResponse } from '../../responses/order.ts';
import type { OrdersDependencies } from '../dependencies.ts';
import { newestFirst, pageRequestOf } from '../newest-first.ts';

/** Where the caller may look: everywhere, or among what they bought and what their shops sold. */
const scopesOf = (caller: Caller): readonly string[] => {
  if (isOperator(caller)) return ['all'];
  if (caller.kind !== 'user') return [];
  return [customerScope(caller.sub), ...caller.sellerIds.map(sellerScope)];
};

export const searchOrders = implement(
  ORDERS_OPERATIONS.searchOrders,
  async ({ query, caller }, deps: OrdersDependencies) => {
    const scopes = scopesOf(caller);
    const list = newestFirst(deps.cursors, `search:${JSON.stringify([scopes, query.q])}`);
    const asked = await pageRequestOf(list, query);
    const found = await search({ search: deps.search, orders: deps.store }, { scopes, query: query.q }, asked);
    // The index may be a moment behind: what is shown is decided by the order itself.
    const visible = found.orders.filter((order) => actorsOf(caller, order).length > 0);
    return ok({
      orders: visible.map((order) => rowResponse(order, actorsOf(caller, order))),
      pagination: await list.paginationOf({ ...asked, total: found.total }, found.next),
      truncated: found.isTruncated,
    });
  },
);
