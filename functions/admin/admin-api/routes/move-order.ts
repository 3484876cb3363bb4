import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { OrderCommand } from '../../../../shared/orders/commands/command.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { possibilities, runCommand, visibleOrder, workflowOf } from '../../../http/execute-order-command.ts';
import { implement } from '../../../http/http-api.ts';
import { etagOf, ok } from '../../../http/responses.ts';
import { changedOrderResponse } from '../../../orders/responses/order.ts';
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
    const visible = await visibleOrder(deps.store, caller, params.orderId);
    const request = { command: moveCommand(body), ...definedFields({ ifMatch }) };
    const { order } = await runCommand(deps, visible, request);
    const workflow = await workflowOf(deps, order);
    const { allowedNext } = possibilities(workflow, { ...visible, order }, deps.clock.now());
    return ok({ ...changedOrderResponse(order, allowedNext), forced: body.force }, { ETag: etagOf(order) });
  },
);
