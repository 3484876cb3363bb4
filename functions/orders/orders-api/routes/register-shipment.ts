import { detectCarriers, guessCarrier } from '../../../../shared/carriers/detect-carrier.ts';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { ProblemError } from '../../../../shared/contract/problem.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import { implement } from '../../../http/http-api.ts';
import { actOnce } from '../../change-order.ts';
import { changedOrderResponse, shipmentResponse } from '../../responses/order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** A carrier that the merchant names always wins; otherwise the number must speak for one. */
const carrierFor = (trackingNumber: string, named: string | undefined): string => {
  const carrier = named ?? guessCarrier(trackingNumber);
  if (carrier !== undefined) return carrier;
  throw new ProblemError('CARRIER_NOT_RECOGNIZED', undefined, {
    candidates: detectCarriers(trackingNumber).map((candidate) => candidate.carrier),
  });
};

const responseFor = (trackingNumber: string) => (order: Order, allowedNext: readonly string[]) => {
  const shipment = order.shipments.find((parcel) => parcel.trackingNumber === trackingNumber);
  return {
    ...changedOrderResponse(order, allowedNext),
    ...(shipment && { shipment: shipmentResponse(order, shipment) }),
  };
};

export const registerShipment = implement(
  ORDERS_OPERATIONS.registerShipment,
  async ({ params, body, caller, headers, rawBody }, deps: OrdersDependencies) => {
    const { trackingNumber, service, items, estimatedDelivery } = body;
    const command = {
      type: 'register_shipment',
      shipmentId: `shp_${deps.ids.ulid(deps.clock.now())}`,
      trackingNumber,
      carrier: carrierFor(trackingNumber, body.carrier),
      ...(service !== undefined && { service }),
      ...(items && { itemIds: items }),
      ...(estimatedDelivery !== undefined && { estimatedDelivery }),
    } as const;
    const request = { orderId: params.orderId, caller, headers, rawBody };
    return actOnce(deps, request, command, responseFor(trackingNumber));
  },
);
