import type { Milestone } from '../../workflows/workflow.ts';
import type { Order, Shipment } from '../model/order.ts';
import { leadingMilestone } from './parcel-state.ts';
import { END_MILESTONES } from './scan-flags.ts';

/**
 * How far a parcel has come, least first. A parcel in trouble stands behind all others, since it is the one that will
 * come last, if at all; a parcel that no carrier has seen yet stands where its label was made.
 */
const ACTIVE_ORDER = [
  'exception',
  'returning',
  'delayed',
  'label_created',
  'picked_up',
  'in_transit',
  'arrived_at_facility',
  'customs',
  'delivery_attempted',
  'out_for_delivery',
  'available_for_pickup',
] as const satisfies readonly Milestone[];

/** What an order's parcels say together. */
export interface Lead {
  readonly milestone: Milestone;
  /** Parcels that count, and how many of them are delivered. */
  readonly parcels: number;
  readonly delivered: number;
}

/** The parcels of the order's own cycle; one that may be another shop's is none of them. */
export const currentShipments = (order: Pick<Order, 'shipments' | 'cycle'>): readonly Shipment[] =>
  order.shipments.filter(({ cycle, needsConfirmation }) => cycle === order.cycle && !needsConfirmation);

/**
 * The carrier status of an order: its least advanced active parcel leads; when none is active any more, delivered wins
 * over returned, and returned over cancelled. A pure function of the parcels, in whatever order they were registered or
 * scanned. Nothing without parcels.
 */
export const leadMilestone = (order: Pick<Order, 'shipments' | 'cycle'>): Lead | undefined => {
  const milestones = currentShipments(order).map(leadingMilestone);
  const milestone =
    ACTIVE_ORDER.find((known) => milestones.includes(known)) ??
    END_MILESTONES.find((known) => milestones.includes(known));
  if (!milestone) return undefined;
  const counted = milestones.filter((known) => known !== 'cancelled');
  return {
    milestone,
    parcels: counted.length,
    delivered: counted.filter((known) => known === 'delivered').length,
  };
};

/** What an event says of an order in several parcels; nothing for one parcel. */
export const parcelFacts = (lead: Lead | undefined): Readonly<Record<string, unknown>> =>
  lead && lead.parcels > 1
    ? {
        parcels: lead.parcels,
        parcelsDelivered: lead.delivered,
        ...(lead.delivered > 0 && lead.delivered < lead.parcels ? { partlyDelivered: true } : {}),
      }
    : {};
