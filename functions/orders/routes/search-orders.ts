import * as z from 'zod';
import { ORDERS_OPERATIONS } from '../../../shared/contract/operations/orders.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { searchOrders as search } from '../../../shared/search/search-orders.ts';
import { customerScope, sellerScope } from '../../../shared/search/tokens.ts';
import { actorsOf, isOperator } from '../../../shared/security/actors.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { implement } from '../../support/http-api.ts';
import { ok } from '../../support/responses.ts';
import { summaryAnswer } from '../answers/order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** Where the caller may look: everywhere, or among what they bought and what their shops sold. */
const scopesOf = (caller: Caller): readonly string[] => {
  if (isOperator(caller)) return ['all'];
  if (caller.kind !== 'user') return [];
  return [customerScope(caller.sub), ...caller.sellerIds.map(sellerScope)];
};

const positionShape = z.object({ scope: z.int().min(0), after: z.string().optional() });
type Position = z.output<typeof positionShape>;

/** Goes through the scopes one after the other until the page is full. */
const collect = async (
  deps: OrdersDependencies,
  scopes: readonly string[],
  query: string,
  limit: number,
  start: Position,
) => {
  const found = new Map<string, Order>();
  let position: Position | undefined = start;
  while (position !== undefined && found.size < limit) {
    const scope = scopes[position.scope];
    if (scope === undefined) return { found, next: undefined };
    const { after } = position;
    const options = { limit: limit - found.size, ...(after !== undefined && { after }) };
    const page = await search({ search: deps.search, orders: deps.store }, { scope, query }, options);
    for (const order of page.orders) found.set(order.orderId, order);
    if (page.next !== undefined) return { found, next: { scope: position.scope, after: page.next } };
    position = position.scope + 1 < scopes.length ? { scope: position.scope + 1 } : undefined;
  }
  return { found, next: position };
};

export const searchOrders = implement(
  ORDERS_OPERATIONS.searchOrders,
  async ({ query, caller }, deps: OrdersDependencies) => {
    const scopes = scopesOf(caller);
    const cursorScope = `search:${JSON.stringify([scopes, query.q])}`;
    const start = positionShape.parse((await deps.cursors.open(cursorScope, query.cursor)) ?? { scope: 0 });
    const { found, next } = await collect(deps, scopes, query.q, query.limit, start);
    // The index may be a moment behind: what is shown is decided by the order itself.
    const visible = [...found.values()].filter((order) => actorsOf(caller, order).length > 0);
    return ok({
      orders: visible.map(summaryAnswer),
      pagination: {
        page: null,
        limit: query.limit,
        total: null,
        totalPages: null,
        nextCursor: await deps.cursors.seal(cursorScope, next),
      },
    });
  },
);
