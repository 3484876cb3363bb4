import { currentShipments } from '../engine/lead-milestone.ts';
import { orderTimeZone } from '../model/delivery-place.ts';
import { type Estimate, latestEstimate } from '../model/estimate.ts';
import type { Order } from '../model/order.ts';

/** The order comes when its last parcel comes. Nothing where no parcel on its way has an estimate. */
export const estimateOfParcels = (order: Order): Estimate | undefined =>
  latestEstimate(
    currentShipments(order)
      .filter(({ milestone }) => milestone !== 'delivered' && milestone !== 'returned' && milestone !== 'cancelled')
      .flatMap(({ estimatedDelivery }) => estimatedDelivery ?? []),
    orderTimeZone(order),
  );
