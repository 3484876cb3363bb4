import { guessCarrier } from '../../../../shared/carriers/detect-carrier.ts';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { OrderCommand } from '../../../../shared/orders/commands/command.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { changedResponse, runOn } from '../../change-order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

type ChangeStatus = Extract<OrderCommand, { type: 'change_status' }>;

/** A tracking number without a carrier: determined from its format, where one carrier's fits best. */
export const changeStatusCommand = (details: Omit<ChangeStatus, 'type'>): ChangeStatus => {
  const { carrier, trackingNumber } = details;
  const named = carrier ?? (trackingNumber === undefined ? undefined : guessCarrier(trackingNumber));
  return { ...details, type: 'change_status', ...definedFields({ carrier: named }) };
};

export const changeOrderStatus = implement(
  ORDERS_OPERATIONS.changeOrderStatus,
  async ({ params, body, caller, headers }, deps: OrdersDependencies) => {
    const visible = await visibleOrder(deps.store, caller, params.orderId);
    return changedResponse(deps, await runOn(deps, visible, changeStatusCommand(body), headers));
  },
);
