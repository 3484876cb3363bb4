import { DELIVERIES_OPERATIONS } from '../../../../shared/contract/operations/deliveries.ts';
import { cancelDelivery as cancel } from '../../../../shared/deliveries/cancel-delivery.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { deliveryResponse } from '../delivery-response.ts';
import type { DeliveriesDependencies } from '../dependencies.ts';
import { orderOfOrderer } from '../orderer.ts';

export const cancelDelivery = implement(
  DELIVERIES_OPERATIONS.cancelDelivery,
  async ({ params, body, caller, headers }, deps: DeliveriesDependencies) => {
    const { order, actor } = await orderOfOrderer(deps, { caller, headers }, params.orderId);
    const cancelled = await cancel(deps, { order, deliveryId: params.deliveryId, actor, reason: body.reason });
    return ok({ success: true, delivery: deliveryResponse(cancelled) });
  },
);
