import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { executeOrderCommand } from '../../../http/execute-order-command.ts';
import { implement } from '../../../http/http-api.ts';
import { possibilities, visibleOrder, workflowOf } from '../../../http/order-access.ts';
import { etagOf, ok } from '../../../http/responses.ts';
import { movedOrderResponse } from '../../../orders/responses/order.ts';
import { moveCommand } from '../../move-command.ts';
import type { AdminDependencies } from '../dependencies.ts';

export const moveOrder = implement(
  ADMIN_OPERATIONS.moveOrder,
  async ({ params, body, caller, headers }, deps: AdminDependencies) => {
    const ifMatch = expectedVersions(headers);
    const { order: knownOrder, actors } = await visibleOrder(deps.store, caller, params.orderId);
    const { order } = await executeOrderCommand(deps, { actors, knownOrder, command: moveCommand(body), ifMatch });
    const workflow = await workflowOf(deps, order);
    const { allowedNext } = possibilities(workflow, { actors, order }, deps.clock.now());
    return ok(
      { success: true, order: movedOrderResponse(order, allowedNext), forced: body.force },
      { ETag: etagOf(order) },
    );
  },
);
