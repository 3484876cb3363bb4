import * as z from 'zod';
import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { actorsOf } from '../../../../shared/security/actors.ts';
import { implement } from '../../../http/http-api.ts';
import { pagedList } from '../../../http/pagination.ts';
import { ok } from '../../../http/responses.ts';
import { rowResponse } from '../../../orders/responses/order.ts';
import type { AdminDependencies } from '../dependencies.ts';

const position = z.string();

export const listOrdersInPhase = implement(
  ADMIN_OPERATIONS.listOrdersInPhase,
  async ({ query: { phase, limit, cursor }, caller }, deps: AdminDependencies) => {
    const paged = pagedList(deps.cursors, { scope: `phase:${phase}`, position });
    const after = await paged.positionOf(cursor);
    const { orderIds, next } = await deps.store.idsInPhase(phase, { limit, ...definedFields({ after }) });
    // The index may be a moment behind: an order that has moved on since is not of the list.
    const orders = (await deps.store.getMany(orderIds)).filter((order) => order.phase === phase);
    return ok({
      orders: orders.map((order) => rowResponse(order, actorsOf(caller, order))),
      pagination: await paged.paginationOf({ limit }, next),
    });
  },
);
