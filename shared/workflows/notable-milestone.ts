import type { Milestone, Phase } from './workflow.ts';

/** What a carrier says of a parcel that the status of its order does not: somebody has to do something, or nothing comes. */
const NOTABLE: readonly Milestone[] = ['delivery_attempted', 'available_for_pickup', 'customs', 'returning'];
const MOVING: readonly Phase[] = ['in_transit', 'out_for_delivery', 'delayed', 'exception'];

/** The one of an order's only parcel; of several parcels the order is said. */
export const notableMilestone = (phase: Phase, parcels: readonly (Milestone | null)[]): Milestone | undefined => {
  const [milestone, ...others] = parcels;
  if (!milestone || others.length > 0 || !MOVING.includes(phase)) return undefined;
  return NOTABLE.includes(milestone) ? milestone : undefined;
};
