import { MILLISECONDS_A_DAY } from '../../calendar/durations.ts';
import type { Instant } from '../../calendar/instant.ts';
import type { Effect } from '../../contract/events/event-definition.ts';
import { UNKNOWN_CARRIER } from '../../contract/unknown-carrier.ts';
import { definedFields } from '../../defined-fields.ts';
import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import { silenceBehind } from '../engine/deadlines.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, type DecisionDraft, notifyLastOnly, record } from '../engine/decision-draft.ts';
import { currentShipments, leadMilestone, parcelFacts } from '../engine/lead-milestone.ts';
import { milestoneEffects, noticesOf } from '../engine/milestone-effects.ts';
import { mergedFacts } from '../engine/parcel-facts.ts';
import { isNewest, seenAt, seenMilestone, withScan } from '../engine/parcel-state.ts';
import { placeMilestone, type Sighting } from '../engine/place-milestone.ts';
import { countedAt, isCredible, withFlags } from '../engine/scan-flags.ts';
import { isAnotherQuiet } from '../engine/silence.ts';
import { refuse } from '../engine/step.ts';
import type { Actor, Order, Scan, Shipment } from '../model/order.ts';
import type { DatedFacts } from '../model/parcel-facts.ts';
import type { CommandInput } from './command-input.ts';
import { confirmByReference } from './confirm-shipment.ts';
import { estimateOfParcels } from './parcel-estimate.ts';
import { inOrder } from './scan-order.ts';

type ApplyScans = CommandInput<'apply_scans'>;

const counts = (workflow: WorkflowDefinition, shipment: Shipment, scan: Scan): boolean =>
  withScan(workflow, shipment, scan) !== shipment;

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
    ...definedFields({ actionRequired: scan.actionRequired, flag: scan.flag }),
    ...(scan.flag === undefined ? {} : { datedAt: scan.occurredAt }),
    ...parcelFacts(leadMilestone(order)),
  },
});

const attemptsOf = (order: Order): number =>
  currentShipments(order).reduce((sum, { attemptScanIds = [] }) => sum + attemptScanIds.length, 0);

/** Carriers try a few times; what goes on longer is recorded as scans only, so that no parcel grows without bound. */
const MAX_ATTEMPTS = 20;

/** A failed attempt counts once, however late it is reported; only a new one notifies anybody. */
const countAttempt = (draft: DecisionDraft, actor: Actor, scan: Scan, notifies: boolean): DecisionDraft => {
  const shipment = shipmentOf(draft.order, scan.trackingNumber);
  if (!shipment || scan.milestone !== 'delivery_attempted') return draft;
  const known = shipment.attemptScanIds ?? [];
  if (known.includes(scan.scanId) || known.length >= MAX_ATTEMPTS) return draft;
  const shipments = withShipment(draft.order, { ...shipment, attemptScanIds: [...known, scan.scanId] });
  const deliveryAttempts = attemptsOf({ ...draft.order, shipments });
  const details = detailsOf(scan, draft.order);
  return record(change(draft, { shipments, deliveryAttempts }), {
    type: 'delivery_attempted',
    actor,
    occurredAt: countedAt(scan),
    ...details,
    metadata: { ...details.metadata, attempt: deliveryAttempts },
    effects: notifies ? noticesOf(draft.workflow, scan.milestone) : [],
  });
};

/** Whose parcel it is shows when its carrier reports it, where nobody knew it before. */
const ofCarrier = (shipment: Shipment, { carrier }: Scan): Shipment =>
  shipment.carrier === UNKNOWN_CARRIER ? { ...shipment, carrier } : shipment;

const seeScan = (draft: DecisionDraft, shipment: Shipment, scan: Scan): DecisionDraft =>
  change(draft, {
    shipments: withShipment(draft.order, ofCarrier(withScan(draft.workflow, shipment, scan), scan)),
    lastScanAt: laterOf(draft.order.lastScanAt, countedAt(scan)),
  });

/** Whether a scan changed where the parcel was seen last; one that came late did not. */
const isSeenLast = (before: Shipment, after: Shipment | undefined): boolean =>
  after !== undefined && (seenMilestone(after) !== seenMilestone(before) || seenAt(after) !== seenAt(before));

const recordScan = (draft: DecisionDraft, actor: Actor, scan: Scan, effects: readonly Effect[]): DecisionDraft =>
  record(draft, {
    type: 'parcel_scanned',
    actor,
    occurredAt: countedAt(scan),
    ...detailsOf(scan, draft.order),
    effects,
  });

/** Of an order that is delayed because one of its parcels is silent, another parcel's scan says nothing. */
const isHeldByAnother = ({ workflow, order }: DecisionDraft, { trackingNumber }: Scan): boolean => {
  const since = silenceBehind(workflow, order);
  return since !== undefined && isAnotherQuiet(order, trackingNumber, since);
};

const applyNewScan = (draft: DecisionDraft, actor: Actor, shipment: Shipment, scan: Scan): DecisionDraft => {
  const seen = seeScan(draft, shipment, scan);
  const counted = countAttempt(seen, actor, scan, isSeenLast(shipment, shipmentOf(seen.order, scan.trackingNumber)));
  const lead = leadMilestone(counted.order);
  if (!lead || isHeldByAnother(counted, scan)) return counted;
  const placed = placeMilestone(counted, {
    milestone: lead.milestone,
    occurredAt: countedAt(scan),
    actor,
    details: detailsOf(scan, counted.order),
  });
  const isRecorded = placed.events.length > draft.events.length || seenMilestone(shipment) === scan.milestone;
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
  { estimatedDelivery, estimateAsOf }: Pick<ApplyScans['command'], 'estimatedDelivery' | 'estimateAsOf'>,
): DecisionDraft => {
  const shipment = shipmentOf(draft.order, trackingNumber);
  if (!shipment || estimatedDelivery === undefined || shipment.estimatedDelivery === estimatedDelivery) return draft;
  const estimated: Shipment = { ...shipment, estimatedDelivery, isCarrierEstimate: true };
  const shipments = withShipment(draft.order, { ...estimated, ...definedFields({ estimateAsOf }) });
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

/** Facts come before the scans, so that the event of the scan that says the parcel is at a counter finds which. */
const withFacts = (draft: DecisionDraft, trackingNumber: string, facts: DatedFacts | undefined): DecisionDraft => {
  const shipment = shipmentOf(draft.order, trackingNumber);
  if (!shipment || facts === undefined) return draft;
  const merged = mergedFacts(shipment.facts ?? {}, facts);
  if (merged === shipment.facts || Object.keys(merged).length === 0) return draft;
  const heldAt = merged.heldAt?.value ?? shipment.heldAt;
  const known = { ...shipment, facts: merged, ...definedFields({ heldAt }) };
  return change(draft, { shipments: withShipment(draft.order, known) });
};

/** The same estimate said once more is of the newer time: an older one that comes late does not replace it. */
const withEstimateTime = (draft: DecisionDraft, { command }: ApplyScans): DecisionDraft => {
  const shipment = shipmentOf(draft.order, command.trackingNumber);
  const { estimatedDelivery, estimateAsOf } = command;
  if (!shipment || estimateAsOf === undefined || shipment.estimatedDelivery !== estimatedDelivery) return draft;
  if (estimateAsOf <= (shipment.estimateAsOf ?? '')) return draft;
  return change(draft, { shipments: withShipment(draft.order, { ...shipment, estimateAsOf }) });
};

/** What changed and is in no event yet gets one, for the newest scan. */
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

/** Operations are alerted once of each kind of wrong time that a parcel's scans have. */
const alertOfFlag = (draft: DecisionDraft, actor: Actor, scan: Scan): DecisionDraft => {
  const { flag, trackingNumber } = scan;
  const shipment = shipmentOf(draft.order, trackingNumber);
  if (!shipment || flag === undefined || flag === 'other_parcel') return draft;
  const { alertedFlags = [] } = shipment;
  if (alertedFlags.includes(flag)) return draft;
  const shipments = withShipment(draft.order, { ...shipment, alertedFlags: [...alertedFlags, flag] });
  return record(change(draft, { shipments }), {
    type: 'scan_flagged',
    actor,
    occurredAt: scan.recordedAt,
    trackingNumber,
    carrier: scan.carrier,
    metadata: { milestone: scan.milestone, flag, datedAt: scan.occurredAt },
    effects: [{ kind: 'alert', alert: `scan_${flag}` }],
  });
};

/** No carrier promises anything for later: what says so is a placeholder. */
const MAX_ESTIMATE_AHEAD = 2 * 366 * MILLISECONDS_A_DAY;

/** One that came late counts where the carrier has given none since: what is known in the end depends on no order. */
const isNewerEstimate = ({ estimateAsOf, estimatedDelivery, lastScanAt }: Shipment, asOf: Instant): boolean => {
  if (estimateAsOf !== undefined) return asOf >= estimateAsOf;
  return estimatedDelivery === undefined || lastScanAt === undefined || asOf >= lastScanAt;
};

/** An estimate is as old as the scans that it comes with, and one that passed before the order was made is another's. */
const isCurrentEstimate = (input: ApplyScans, shipment: Shipment, scans: readonly Scan[]): boolean => {
  const { command, order, now } = input;
  const { estimatedDelivery, estimateAsOf } = command;
  if (estimatedDelivery === undefined || estimatedDelivery < order.createdAt) return false;
  if (Date.parse(estimatedDelivery) > now.getTime() + MAX_ESTIMATE_AHEAD) return false;
  if (estimateAsOf !== undefined) return isNewerEstimate(shipment, estimateAsOf);
  return command.scans.length === 0 || scans.some((scan) => isNewest(shipment, scan));
};

const applyToParcel = (input: ApplyScans, begun: DecisionDraft, shipment: Shipment): DecisionDraft => {
  const { workflow, order, command, actor } = input;
  const { trackingNumber, facts } = command;
  const all = inOrder(withFlags(order, trackingNumber, command.scans));
  const scans = all.filter(isCredible);
  const newest = scans.findLast((scan) => counts(workflow, shipment, scan));
  const flagged = all.reduce((draft, scan) => alertOfFlag(draft, actor, scan), begun);
  const informed = withFacts(withEstimateTime(flagged, input), trackingNumber, facts);
  const moved = scans.reduce((draft, scan) => applyScan(draft, actor, scan), informed);
  // The scan is recorded first: what it says of the parcels stands in its own event, not in the estimate's.
  const recorded = newest ? recordRemaining(moved, actor, trackingNumber, newest) : moved;
  const estimated = isCurrentEstimate(input, shipment, scans)
    ? withEstimate(recorded, actor, trackingNumber, command)
    : recorded;
  return recordRemaining(estimated, actor, trackingNumber, newest);
};

/**
 * A parcel's scans: merged by their own time, whatever the order and number of times they arrive in; the order follows
 * its leading parcel. Late and repeated scans lead to no event (the store records the scans themselves), except a
 * failed attempt that was not counted yet. A scan whose time cannot be its own moves nothing, or counts as received.
 */
export const applyScans = (input: ApplyScans): Decision => {
  const { workflow, order, command, actor, now } = input;
  const { trackingNumber, reference } = command;
  if (actor.role !== 'carrier') return refuse(input, 'ROLE_NOT_ALLOWED', 'Only a carrier reports scans.');
  if (!shipmentOf(order, trackingNumber)) {
    return refuse(input, 'NOT_APPLICABLE', `No parcel ${trackingNumber} on this order.`);
  }
  const begun = confirmByReference(begin(workflow, order, now), actor, trackingNumber, reference);
  const shipment = shipmentOf(begun.order, trackingNumber);
  if (!shipment || shipment.needsConfirmation) return conclude(begun);
  const own = command.scans.filter((scan) => scan.trackingNumber === trackingNumber);
  return conclude(notifyLastOnly(applyToParcel({ ...input, command: { ...command, scans: own } }, begun, shipment)));
};
