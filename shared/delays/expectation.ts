import { currentShipments } from '../orders/engine/lead-milestone.ts';
import { orderTimeZone } from '../orders/model/delivery-place.ts';
import { type Estimate, overAt } from '../orders/model/estimate.ts';
import type { EstimateSource } from '../orders/model/estimate-source.ts';
import type { Order } from '../orders/model/order.ts';
import type { Phase } from '../workflows/workflow.ts';
import type { OwnEstimate } from './own-estimate.ts';

/** When the order is expected, and why then. */
export interface Expectation {
  readonly estimate?: Estimate;
  readonly source?: EstimateSource;
  /** Whose date has passed without the order. */
  readonly passed?: 'carrier' | 'promise';
  /** Of the source `history`: from how many earlier parcels. */
  readonly parcels?: number;
}

const AWAITED: readonly Phase[] = [
  'placed',
  'confirmed',
  'preparing',
  'ready',
  'in_transit',
  'out_for_delivery',
  'delayed',
  'exception',
];

/** A carrier's estimate is in the order by the parcel that it is of; any other date was promised. */
const givenBy = (order: Order): 'carrier' | 'promise' =>
  currentShipments(order).some(
    ({ estimatedDelivery, isCarrierEstimate, estimateAsOf }) =>
      estimatedDelivery === order.estimatedDelivery && (isCarrierEstimate || estimateAsOf !== undefined),
  )
    ? 'carrier'
    : 'promise';

const hasPassed = (order: Order, now: Date): boolean =>
  AWAITED.includes(order.phase) &&
  order.estimatedDelivery !== undefined &&
  overAt(order.estimatedDelivery, orderTimeZone(order)) <= now.toISOString();

/** Whether the order is awaited and nobody says when it comes, or nobody was right. */
export const needsOwnEstimate = (order: Order, now: Date): boolean =>
  AWAITED.includes(order.phase) && (order.estimatedDelivery === undefined || hasPassed(order, now));

/** The carrier's window or day, then the promise, then our own estimate; a date that has passed only where there is no other. */
export const expectationOf = (order: Order, own: OwnEstimate | undefined, now: Date): Expectation => {
  const { estimatedDelivery } = order;
  const given = estimatedDelivery === undefined ? undefined : givenBy(order);
  const passed = given !== undefined && hasPassed(order, now) ? { passed: given } : {};
  if (own !== undefined && needsOwnEstimate(order, now))
    return { estimate: own.estimate, source: 'history', parcels: own.parcels, ...passed };
  return estimatedDelivery === undefined || given === undefined
    ? {}
    : { estimate: estimatedDelivery, source: given, ...passed };
};
