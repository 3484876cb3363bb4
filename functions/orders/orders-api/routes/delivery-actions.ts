/** What the customer may do about a delivery: each is one command. */
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import { completeAddress } from '../../../../shared/contract/schemas/address.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { orderTimeZone } from '../../../../shared/orders/model/delivery-place.ts';
import { overAt } from '../../../../shared/orders/model/estimate.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { act, actOnce, changedResponse, runOn } from '../../change-order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

export const setDeliveryPreferences = implement(
  ORDERS_OPERATIONS.setDeliveryPreferences,
  async ({ params, body, ...request }, deps: OrdersDependencies) =>
    act(deps, { ...request, orderId: params.orderId }, { type: 'set_delivery_preferences', preference: body }),
);

export const rescheduleDelivery = implement(
  ORDERS_OPERATIONS.rescheduleDelivery,
  async ({ params, body, ...request }, deps: OrdersDependencies) => {
    const { order } = await visibleOrder(deps.store, request.caller, params.orderId);
    // The day of today has not passed, as long as it lasts where the order goes.
    if (overAt(body.estimatedDelivery, orderTimeZone(order)) <= deps.clock.now().toISOString()) {
      throw new ProblemError('VALIDATION_FAILED', 'The new date has passed', {
        errors: [{ path: 'estimatedDelivery', message: 'Must be in the future' }],
      });
    }
    return act(deps, { ...request, orderId: params.orderId }, { type: 'reschedule', ...body });
  },
);

export const changeDeliveryAddress = implement(
  ORDERS_OPERATIONS.changeDeliveryAddress,
  async ({ params, body, ...request }, deps: OrdersDependencies) => {
    const result = completeAddress(body.address);
    if (!result.ok) throw new ProblemError('INVALID_SHIPPING_ADDRESS', `Missing: ${result.missing.join(', ')}`);
    return act(deps, { ...request, orderId: params.orderId }, { type: 'change_address', address: result.address });
  },
);

export const requestSupport = implement(
  ORDERS_OPERATIONS.requestSupport,
  async ({ params, body, ...request }, deps: OrdersDependencies) =>
    actOnce(deps, { ...request, orderId: params.orderId }, { type: 'request_support', ...body }),
);

export const openDispute = implement(
  ORDERS_OPERATIONS.openDispute,
  async ({ params, body, ...request }, deps: OrdersDependencies) =>
    actOnce(deps, { ...request, orderId: params.orderId }, { type: 'open_dispute', ...body }),
);

export const requestReturn = implement(
  ORDERS_OPERATIONS.requestReturn,
  async ({ params, body: { reason, items }, ...request }, deps: OrdersDependencies) => {
    const named = items?.map((item) => (typeof item === 'string' ? { itemId: item } : item));
    const command = { type: 'request_return', reason, ...definedFields({ items: named }) } as const;
    return actOnce(deps, { ...request, orderId: params.orderId }, command);
  },
);

export const giveFeedback = implement(
  ORDERS_OPERATIONS.giveFeedback,
  async ({ params, body, ...request }, deps: OrdersDependencies) =>
    actOnce(deps, { ...request, orderId: params.orderId }, { type: 'give_feedback', ...body }),
);

export const prepareItem = implement(
  ORDERS_OPERATIONS.prepareItem,
  async ({ params, body, caller, headers }, deps: OrdersDependencies) => {
    const { itemId, orderId } = params;
    const visible = await visibleOrder(deps.store, caller, orderId);
    if (!visible.order.items.some((item) => item.itemId === itemId)) throw notFound('The item');
    const command = { type: 'prepare_item', itemId, prepared: body.prepared } as const;
    return changedResponse(deps, await runOn(deps, visible, command, headers));
  },
);
