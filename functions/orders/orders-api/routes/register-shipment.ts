import type * as z from 'zod';
import { guessCarrier } from '../../../../shared/carriers/detect-carrier.ts';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import type { shipmentBody } from '../../../../shared/contract/schemas/order-writes.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { Order, ShippedItem } from '../../../../shared/orders/model/order.ts';
import { implement } from '../../../http/http-api.ts';
import { actOnce } from '../../change-order.ts';
import { type ChangedView, changedOrderResponse } from '../../responses/changed-order.ts';
import { shipmentResponse } from '../../responses/order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

type ParcelBody = z.output<typeof shipmentBody>;

type Items = ParcelBody['items'];

/** Items come as their ids, or with quantities. */
const itemsOf = (items: Items): { readonly itemIds?: readonly string[]; readonly items?: readonly ShippedItem[] } => {
  if (items === undefined) return {};
  const withQuantities = items.filter((item) => typeof item !== 'string');
  return withQuantities.length > 0
    ? { items: withQuantities }
    : { itemIds: items.filter((item) => typeof item === 'string') };
};

const responseFor = (trackingNumber: string) => (order: Order, view: ChangedView) => {
  const shipment = order.shipments.find((parcel) => parcel.trackingNumber === trackingNumber);
  return {
    ...changedOrderResponse(order, view),
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
      carrier: body.carrier ?? guessCarrier(trackingNumber),
      ...definedFields({ service }),
      ...itemsOf(items),
      ...definedFields({ estimatedDelivery }),
    } as const;
    const request = { orderId: params.orderId, caller, headers, rawBody };
    return actOnce(deps, request, command, responseFor(trackingNumber));
  },
);
