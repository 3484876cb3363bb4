import type { Instant } from '../../calendar/instant.ts';
import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { MILESTONES, type Milestone, type WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, type DecisionDraft, notifyLastOnly, record } from '../engine/decision-draft.ts';
import { currentShipments, leadMilestone, parcelFacts } from '../engine/lead-milestone.ts';
import { milestoneEffects, noticesOf } from '../engine/milestone-effects.ts';
import { placeMilestone, type Sighting } from '../engine/place-milestone.ts';
import { refuse } from '../engine/step.ts';
import type { Estimate } from '../model/estimate.ts';
import type { Actor, Order, PickupPlace, Scan, Shipment } from '../model/order.ts';
import type { CommandInput } from './command-input.ts';
import { estimateOfParcels } from './parcel-estimate.ts';
import { isSameContent } from './same-content.ts';

const rank = (milestone: Milestone | undefined): number => (milestone ? MILESTONES.indexOf(milestone) : -1);

const byOwnTime = (a: Scan, b: Scan): number =>
  Date.parse(a.occurredAt) - Date.parse(b.occurredAt) ||
  rank(a.milestone) - rank(b.milestone) ||
  (a.scanId < b.scanId ? -1 : 1);

/** Each scan once, in the order of their own time; `unknown` tells nothing that could move anything. */
const inOrder = (scans: readonly Scan[]): readonly Scan[] =>
  [...new Map(scans.map((scan) => [scan.scanId, scan])).values()]
    .filter(({ milestone }) => milestone !== 'unknown')
    .toSorted(byOwnTime);

/** Two scans of one minute: the milestone that comes later in a parcel's life is the newer one, whichever arrives first. */
const isAfter = (scan: Scan, at: Instant | undefined, milestone: Milestone | undefined): boolean =>
  at === undefined || scan.occurredAt > at || (scan.occurredAt === at && rank(scan.milestone) > rank(milestone));

const isNewest = (shipment: Shipment, scan: Scan): boolean => isAfter(scan, shipment.lastScanAt, shipment.milestone);

/**
 * Whether the scan leads the order: it is the newest of those that the workflow has a status for. A failed attempt that
 * arrived first does not keep an older "out for delivery" from moving the order.
 */
const isLeading = ({ milestones }: WorkflowDefinition, shipment: Shipment, scan: Scan): boolean =>
  milestones[scan.milestone] !== undefined && isAfter(scan, shipment.placed?.occurredAt, shipment.placed?.milestone);

const counts = (workflow: WorkflowDefinition, shipment: Shipment, scan: Scan): boolean =>
  isNewest(shipment, scan) || isLeading(workflow, shipment, scan);

const laterOf = (a: Instant | undefined, b: Instant): Instant => (a !== undefined && a > b ? a : b);

const withShipment = (order: Order, shipment: Shipment): readonly Shipment[] =>
  order.shipments.map((other) => (other.trackingNumber === shipment.trackingNumber ? shipment : other));

const shipmentOf = (order: Order, trackingNumber: string): Shipment | undefined =>
  order.shipments.find((shipment) => shipment.trackingNumber === trackingNumber);

type Details = Sighting['details'] & { readonly metadata: Readonly<Record<string, unknown>> };

const detailsOf = (scan: Scan, order: Order): Details => ({
  trackingNumber: scan.trackingNumber,
  carrier: scan.carrier,
  ...definedFields({ reason: scan.reason, location: scan.location }),
  metadata: {
    milestone: scan.milestone,
    ...definedFields({ actionRequired: scan.actionRequired }),
    ...parcelFacts(leadMilestone(order)),
  },
});

const attemptsOf = (order: Order): number =>
  currentShipments(order).reduce((sum, { attemptScanIds = [] }) => sum + attemptScanIds.length, 0);

/** A failed attempt counts once, however late it is told; only a new one is news. */
const countAttempt = (draft: DecisionDraft, actor: Actor, scan: Scan, notifies: boolean): DecisionDraft => {
  const shipment = shipmentOf(draft.order, scan.trackingNumber);
  if (!shipment || scan.milestone !== 'delivery_attempted') return draft;
  const known = shipment.attemptScanIds ?? [];
  if (known.includes(scan.scanId)) return draft;
  const shipments = withShipment(draft.order, { ...shipment, attemptScanIds: [...known, scan.scanId] });
  const deliveryAttempts = attemptsOf({ ...draft.order, shipments });
  const details = detailsOf(scan, draft.order);
  return record(change(draft, { shipments, deliveryAttempts }), {
    type: 'delivery_attempted',
    actor,
    occurredAt: scan.occurredAt,
    ...details,
    metadata: { ...details.metadata, attempt: deliveryAttempts },
    effects: notifies ? noticesOf(draft.workflow, scan.milestone) : [],
  });
};

const withNewest = (shipment: Shipment, scan: Scan): Shipment => {
  const { reason, ...rest } = shipment;
  return { ...rest, milestone: scan.milestone, lastScanAt: scan.occurredAt, ...definedFields({ reason: scan.reason }) };
};

const withScan = (draft: DecisionDraft, shipment: Shipment, scan: Scan): DecisionDraft => {
  const { milestone, occurredAt } = scan;
  const seen = isNewest(shipment, scan) ? withNewest(shipment, scan) : shipment;
  const placed = isLeading(draft.workflow, shipment, scan) ? { placed: { milestone, occurredAt } } : {};
  return change(draft, {
    shipments: withShipment(draft.order, { ...seen, ...placed }),
    lastScanAt: laterOf(draft.order.lastScanAt, occurredAt),
  });
};

const recordScan = (draft: DecisionDraft, actor: Actor, scan: Scan, effects: readonly Effect[]): DecisionDraft =>
  record(draft, {
    type: 'parcel_scanned',
    actor,
    occurredAt: scan.occurredAt,
    ...detailsOf(scan, draft.order),
    effects,
  });

const applyNewScan = (draft: DecisionDraft, actor: Actor, shipment: Shipment, scan: Scan): DecisionDraft => {
  const counted = countAttempt(withScan(draft, shipment, scan), actor, scan, isNewest(shipment, scan));
  const lead = leadMilestone(counted.order);
  if (!lead) return counted;
  const placed = placeMilestone(counted, {
    milestone: lead.milestone,
    occurredAt: scan.occurredAt,
    actor,
    details: detailsOf(scan, counted.order),
  });
  const isRecorded = placed.events.length > draft.events.length || shipment.milestone === scan.milestone;
  const effects = isRecorded ? [] : milestoneEffects(draft.workflow, scan.milestone);
  return effects.length > 0 ? recordScan(placed, actor, scan, effects) : placed;
};

const applyScan = (draft: DecisionDraft, actor: Actor, scan: Scan): DecisionDraft => {
  const shipment = shipmentOf(draft.order, scan.trackingNumber);
  if (!shipment) return draft;
  return counts(draft.workflow, shipment, scan)
    ? applyNewScan(draft, actor, shipment, scan)
    : countAttempt(draft, actor, scan, false);
};

const withEstimate = (
  draft: DecisionDraft,
  actor: Actor,
  trackingNumber: string,
  estimatedDelivery: Estimate,
): DecisionDraft => {
  const shipment = shipmentOf(draft.order, trackingNumber);
  if (!shipment || shipment.estimatedDelivery === estimatedDelivery) return draft;
  const shipments = withShipment(draft.order, { ...shipment, estimatedDelivery });
  const estimate = estimateOfParcels({ ...draft.order, shipments });
  if (estimate === undefined || estimate === draft.order.estimatedDelivery) return change(draft, { shipments });
  const previous = draft.order.estimatedDelivery;
  return record(change(draft, { shipments, estimatedDelivery: estimate, isLate: false }), {
    type: 'estimated_delivery_changed',
    actor,
    occurredAt: draft.now.toISOString(),
    trackingNumber,
    carrier: shipment.carrier,
    estimatedDelivery: estimate,
    ...(previous ? { metadata: { previousEstimatedDelivery: previous } } : {}),
  });
};

/** The counter is named before the scan that says the parcel is there, so that the scan's event finds it. */
const withCounter = (draft: DecisionDraft, trackingNumber: string, heldAt: PickupPlace | undefined): DecisionDraft => {
  const shipment = shipmentOf(draft.order, trackingNumber);
  if (!shipment || heldAt === undefined || isSameContent(shipment.heldAt, heldAt)) return draft;
  return change(draft, { shipments: withShipment(draft.order, { ...shipment, heldAt }) });
};

/** What changed and is told by no event yet gets one, for the newest scan. */
const recordRemaining = (
  draft: DecisionDraft,
  actor: Actor,
  trackingNumber: string,
  newest: Scan | undefined,
): DecisionDraft => {
  if (draft.order === draft.lastRecorded) return draft;
  if (newest) return recordScan(draft, actor, newest, []);
  const carrier = shipmentOf(draft.order, trackingNumber)?.carrier;
  return record(draft, {
    type: 'parcel_scanned',
    actor,
    occurredAt: draft.now.toISOString(),
    trackingNumber,
    ...definedFields({ carrier }),
  });
};

/**
 * A parcel's scans: merged by their own time, whatever the order and number of times they arrive in; the order follows
 * its leading parcel. Late and repeated scans lead to no event (the store keeps the scans themselves beside), except a
 * failed attempt that was not counted yet.
 */
export const applyScans = (input: CommandInput<'apply_scans'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const { trackingNumber, estimatedDelivery, heldAt } = command;
  if (actor.role !== 'carrier') return refuse(input, 'ROLE_NOT_ALLOWED', 'Only a carrier tells scans.');
  const shipment = shipmentOf(order, trackingNumber);
  if (!shipment) return refuse(input, 'NOT_APPLICABLE', `No parcel ${trackingNumber} on this order.`);
  const scans = inOrder(command.scans.filter((scan) => scan.trackingNumber === trackingNumber));
  const newest = scans.findLast((scan) => counts(workflow, shipment, scan));
  // An estimate or a counter that comes with nothing but old scans is as old as they are.
  const isCurrent = scans.length === 0 || scans.some((scan) => isNewest(shipment, scan));
  const held = withCounter(begin(workflow, order, now), trackingNumber, isCurrent ? heldAt : undefined);
  const moved = scans.reduce((draft, scan) => applyScan(draft, actor, scan), held);
  // The scan is told first: what it says of the parcels stands in its own event, not in the estimate's.
  const recorded = newest ? recordRemaining(moved, actor, trackingNumber, newest) : moved;
  const estimated =
    estimatedDelivery && isCurrent ? withEstimate(recorded, actor, trackingNumber, estimatedDelivery) : recorded;
  return conclude(notifyLastOnly(recordRemaining(estimated, actor, trackingNumber, newest)));
};
