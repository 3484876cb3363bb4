import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { implement } from '../../../http/http-api.ts';
import type { OrdersDependencies } from '../dependencies.ts';
import { listOrders } from '../list-orders.ts';

export const listBuyerOrders = implement(
  ORDERS_OPERATIONS.listBuyerOrders,
  async ({ params, query, caller }, deps: OrdersDependencies) =>
    listOrders(deps, caller, { kind: 'customer', id: params.buyerId }, query),
);

export const listSellerOrders = implement(
  ORDERS_OPERATIONS.listSellerOrders,
  async ({ params, query, caller }, deps: OrdersDependencies) =>
    listOrders(deps, caller, { kind: 'seller', id: params.sellerId }, query),
);
