import * as z from 'zod';
import { notFound } from '../../../shared/contract/problem.ts';
import type { orderListQuery } from '../../../shared/contract/schemas/lists.ts';
import { endOf, startOf } from '../../../shared/orders/model/estimate.ts';
import type { OrderListQuery } from '../../../shared/orders/use-cases/order-store.ts';
import { actorsOf, isOperator } from '../../../shared/security/actors.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import type { ApiResponse } from '../../http/http-api.ts';
import { pagedList } from '../../http/pagination.ts';
import { ok } from '../../http/responses.ts';
import { rowResponse } from '../responses/order.ts';
import type { OrdersDependencies } from './dependencies.ts';

type Query = z.output<typeof orderListQuery>;
type Owner = OrderListQuery['owner'];

/** Above this many, a total is not worth its reads. */
const MAX_COUNTED = 1_000;

const position = z.record(z.string(), z.string());

const isOwnList = (caller: Caller, owner: Owner): boolean => {
  if (caller.kind !== 'user') return false;
  return owner.kind === 'customer' ? caller.sub === owner.id : caller.sellerIds.includes(owner.id);
};

/** A cursor is good for the very list that it was made in: owner, filters and order. */
const scopeOf = (owner: Owner, { limit: _limit, cursor: _cursor, page: _page, ...filters }: Query): string =>
  `orders:${JSON.stringify([owner.kind, owner.id, Object.entries(filters).toSorted()])}`;

/** Days of the range become moments of the zone that the reader named. */
const withMoments = ({ from, to, timezone, ...rest }: Query) => ({
  ...rest,
  ...(from !== undefined && { from: startOf(from, timezone) }),
  ...(to !== undefined && { to: endOf(to, timezone) }),
});

/** One page of a buyer's or a shop's orders. Somebody else's list does not exist for the caller. */
export const listOrders = async (
  deps: OrdersDependencies,
  caller: Caller,
  owner: Owner,
  query: Query,
): Promise<ApiResponse> => {
  if (!isOwnList(caller, owner) && !isOperator(caller)) throw notFound('The list');
  const { limit, cursor, page, ...filters } = withMoments(query);
  const paged = pagedList(deps.cursors, { scope: scopeOf(owner, query), position });
  const after = await paged.positionOf(cursor);
  const number = after === undefined ? (page ?? 1) : undefined;
  const asked = { owner, ...filters };
  // No index knows how an order was paid: counting would read every order.
  const isCounted = after === undefined && query.paymentMethod === undefined;
  const [list, total] = await Promise.all([
    deps.store.list({ ...asked, limit, ...(after ? { after } : { offset: ((page ?? 1) - 1) * limit }) }),
    isCounted ? deps.store.count(asked, MAX_COUNTED) : undefined,
  ]);
  return ok({
    orders: list.orders.map((order) => rowResponse(order, actorsOf(caller, order))),
    pagination: await paged.paginationOf({ limit, page: number, total }, list.next),
  });
};
