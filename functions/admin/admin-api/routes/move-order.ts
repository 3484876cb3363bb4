import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { OrderCommand } from '../../../../shared/orders/commands/command.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { executeOrderCommand } from '../../../http/execute-order-command.ts';
import { implement } from '../../../http/http-api.ts';
import { possibilities, visibleOrder, workflowOf } from '../../../http/order-access.ts';
import { etagOf, ok } from '../../../http/responses.ts';
import { movedOrderResponse } from '../../../orders/responses/order.ts';
import type { AdminDependencies } from '../dependencies.ts';

export interface Move {
  readonly status: string;
  readonly reason?: string;
  readonly notes?: string;
  readonly force: boolean;
}

/** Outside the workflow's table only where it is asked for: then it is the engine's to say who may. */
export const moveCommand = ({ force, status, reason, ...details }: Move): OrderCommand =>
  force
    ? { type: 'force_status', status, reason: reason ?? '' }
    : { type: 'change_status', status, ...details, ...definedFields({ reason }) };

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
