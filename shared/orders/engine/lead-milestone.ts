import type { Milestone } from '../../workflows/workflow.ts';
import type { Order, Shipment } from '../model/order.ts';

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

/** A parcel that ended one of these ways brings nothing more. The first that occurs speaks for an order without others. */
const END_ORDER = ['delivered', 'returned', 'cancelled'] as const satisfies readonly Milestone[];

/** What an order's parcels say together. */
export interface Lead {
  readonly milestone: Milestone;
  /** Parcels that count, and how many of them are delivered. */
  readonly parcels: number;
  readonly delivered: number;
}

/**
 * How a parcel counts: by its end, or by the newest milestone that the workflow has a status for. A failed attempt or a
 * pickup point says nothing about how far the order is, where the workflow has no status for it.
 */
const milestoneOf = ({ milestone, placed }: Shipment): Milestone =>
  END_ORDER.find((end) => end === milestone) ?? placed?.milestone ?? 'label_created';

/** The parcels of the order's own cycle. */
export const currentShipments = (order: Pick<Order, 'shipments' | 'cycle'>): readonly Shipment[] =>
  order.shipments.filter(({ cycle }) => cycle === order.cycle);

/**
 * The carrier status of an order: its least advanced active parcel leads; when none is active any more, delivered wins
 * over returned, and returned over cancelled. A pure function of the parcels, in whatever order they were registered or
 * scanned. Nothing without parcels.
 */
export const leadMilestone = (order: Pick<Order, 'shipments' | 'cycle'>): Lead | undefined => {
  const milestones = currentShipments(order).map(milestoneOf);
  const milestone =
    ACTIVE_ORDER.find((known) => milestones.includes(known)) ?? END_ORDER.find((known) => milestones.includes(known));
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
