import type { OrderEvent } from '../../contract/events.ts';
import { definedFields } from '../../defined-fields.ts';
import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Decision, Refusal } from '../engine/decision.ts';
import {
  begin,
  conclude,
  type DecisionDraft,
  type EventFacts,
  notifyLastOnly,
  record,
} from '../engine/decision-draft.ts';
import { currentShipments, leadMilestone, parcelFacts } from '../engine/lead-milestone.ts';
import { leadingMilestone, seenAt, seenMilestone } from '../engine/parcel-state.ts';
import { placeMilestone } from '../engine/place-milestone.ts';
import { isEnd } from '../engine/scan-flags.ts';
import { findTransition, refuse, statusDefinition } from '../engine/step.ts';
import type { Order, Shipment } from '../model/order.ts';
import type { CommandInput } from './command-input.ts';
import { claimedElsewhere } from './register-shipment.ts';

type Removal = CommandInput<'detach_shipment'> | CommandInput<'correct_shipment'>;

const isMove = ({ type, status, previousStatus }: OrderEvent): boolean =>
  type === 'order_created' || status !== previousStatus;

/** A move that a carrier's scan or a timer made: nobody decided it, so it falls with the scans that led to it. */
const followsFromScans = (workflow: WorkflowDefinition, event: OrderEvent): boolean => {
  const { actor, previousStatus, status, metadata } = event;
  if (previousStatus === undefined || findTransition(workflow, previousStatus, status)?.startsCycle) return false;
  return actor.role === 'carrier' || (actor.role === 'system' && metadata?.rule !== undefined);
};

interface Undo {
  /** The status before carriers moved the order. */
  readonly status: string;
  readonly moves: readonly OrderEvent[];
}

/** What the parcel's scans led to since somebody last decided where the order is; nothing where they moved nothing. */
const undoOf = (workflow: WorkflowDefinition, history: readonly OrderEvent[], trackingNumber: string) => {
  const newestFirst = history.filter(isMove).toSorted((a, b) => b.seq - a.seq);
  const decided = newestFirst.findIndex((event) => !followsFromScans(workflow, event));
  const base = newestFirst[decided];
  if (base === undefined) return undefined;
  const moves = newestFirst.slice(0, decided);
  const isOfParcel = moves.some((move) => move.actor.role === 'carrier' && move.trackingNumber === trackingNumber);
  return isOfParcel ? { status: base.status, moves } : undefined;
};

const stampsWithout = (workflow: WorkflowDefinition, order: Order, moves: readonly OrderEvent[]): Order['stamps'] => {
  const undone = moves.map(({ status, occurredAt }) => [statusDefinition(workflow, status).stamps, occurredAt]);
  return Object.fromEntries(
    Object.entries(order.stamps).filter(([name, at]) => !undone.some(([stamp, when]) => stamp === name && when === at)),
  );
};

const withStatus = (workflow: WorkflowDefinition, order: Order, undo: Undo, now: Date): Order => ({
  ...order,
  status: undo.status,
  phase: statusDefinition(workflow, undo.status).phase,
  statusSince: now.toISOString(),
  stamps: stampsWithout(workflow, order, undo.moves),
});

/** The estimate of the parcels that are left; else the one that the order had before the removed parcel gave one. */
const estimateWithout = (order: Order, removed: Shipment, history: readonly OrderEvent[]): string | undefined => {
  if (removed.estimatedDelivery === undefined || removed.estimatedDelivery !== order.estimatedDelivery) {
    return order.estimatedDelivery;
  }
  const left = currentShipments(order)
    .filter((shipment) => !isEnd(seenMilestone(shipment)))
    .flatMap(({ estimatedDelivery }) => estimatedDelivery ?? [])
    .toSorted()
    .at(-1);
  const first = history.find(
    ({ type, trackingNumber }) => type === 'estimated_delivery_changed' && trackingNumber === removed.trackingNumber,
  );
  const before = first?.metadata?.previousEstimatedDelivery;
  return left ?? (typeof before === 'string' ? before : undefined);
};

/** The order with other parcels, and what follows from its parcels alone. Its status is still the one that it had. */
const withParcels = (
  order: Order,
  removed: Shipment,
  shipments: readonly Shipment[],
  history: readonly OrderEvent[],
): Order => {
  const { estimatedDelivery: _estimate, lastScanAt: _scan, ...rest } = order;
  const next = { ...rest, shipments };
  const current = currentShipments(next);
  return {
    ...next,
    deliveryAttempts: current.reduce((sum, { attemptScanIds = [] }) => sum + attemptScanIds.length, 0),
    unplacedMilestones: [],
    ...definedFields({
      estimatedDelivery: estimateWithout({ ...order, shipments }, removed, history),
      lastScanAt: current
        .flatMap((shipment) => seenAt(shipment) ?? [])
        .toSorted()
        .at(-1),
    }),
  };
};

/** Leads an order where its parcels say, in the name of the one that leads. */
const follow = (draft: DecisionDraft): DecisionDraft => {
  const lead = leadMilestone(draft.order);
  const leader = currentShipments(draft.order).find((parcel) => leadingMilestone(parcel) === lead?.milestone);
  if (!lead || !leader) return draft;
  const { trackingNumber, carrier } = leader;
  return placeMilestone(draft, {
    milestone: lead.milestone,
    occurredAt: draft.order.lastScanAt ?? draft.now.toISOString(),
    actor: { role: 'carrier', id: carrier },
    details: { trackingNumber, carrier, metadata: { milestone: lead.milestone, ...parcelFacts(lead) } },
  });
};

/**
 * The order as it would be without the parcel. Where it goes on from there, it moves as by a scan, with its messages;
 * where it goes back, one event says so, and nobody is sent a message: they were sent what was wrong before.
 */
const rederive = (
  { workflow, order, command, now }: Removal,
  removed: Shipment,
  shipments: readonly Shipment[],
  facts: EventFacts,
): DecisionDraft => {
  const { history = [] } = command;
  const parcels = withParcels(order, removed, shipments, history);
  const begun = { ...begin(workflow, order, now), order: parcels };
  const onward = follow(record(begun, facts));
  const undo = removed.cycle === order.cycle ? undoOf(workflow, history, removed.trackingNumber) : undefined;
  if (undo === undefined) return onward;
  const back = begin(workflow, withStatus(workflow, parcels, undo, now), now);
  const derived = follow(back).order;
  if (derived.status === onward.order.status) return onward;
  return record({ ...begun, order: { ...derived, unplacedMilestones: [] } }, facts);
};

/** Any order's parcel may be wrong, also that of an order which is over because of it. */
const refusalOfRemoval = (input: Removal): Refusal | undefined => {
  const { order, command, actor } = input;
  if (actor.role !== 'seller' && actor.role !== 'csr' && actor.role !== 'admin') {
    return refuse(input, 'ROLE_NOT_ALLOWED', `Role ${actor.role} may not perform ${command.type}.`);
  }
  return order.shipments.some(({ trackingNumber }) => trackingNumber === command.trackingNumber)
    ? undefined
    : refuse(input, 'NOT_APPLICABLE', `No parcel ${command.trackingNumber} on this order.`);
};

/** Takes a wrong number off. */
export const detachShipment = (input: CommandInput<'detach_shipment'>): Decision => {
  const { order, command, actor, now } = input;
  const refusal = refusalOfRemoval(input);
  const removed = order.shipments.find(({ trackingNumber }) => trackingNumber === command.trackingNumber);
  if (refusal || !removed) return refusal ?? refuse(input, 'NOT_APPLICABLE', 'No such parcel.');
  const draft = rederive(
    input,
    removed,
    order.shipments.filter((shipment) => shipment !== removed),
    {
      type: 'shipment_detached',
      actor,
      occurredAt: now.toISOString(),
      trackingNumber: removed.trackingNumber,
      carrier: removed.carrier,
      reason: command.reason,
      metadata: { shipmentId: removed.shipmentId },
    },
  );
  return conclude(notifyLastOnly(draft));
};

/** The parcel as it is under its right number: what its carrier sent before is applied after. */
const corrected = (removed: Shipment, { command, now }: CommandInput<'correct_shipment'>): Shipment => ({
  shipmentId: command.shipmentId,
  ...command.to,
  ...definedFields({ service: removed.service, itemIds: removed.itemIds, items: removed.items, cycle: removed.cycle }),
  registeredAt: now.toISOString(),
  ...(command.to.trackingNumber === removed.trackingNumber ? {} : { correctedFrom: removed.trackingNumber }),
  ...(command.isClaimedByOther ? { needsConfirmation: true } : {}),
});

const isDone = (shipment: Shipment, { trackingNumber, to }: CommandInput<'correct_shipment'>['command']): boolean =>
  shipment.trackingNumber === to.trackingNumber &&
  shipment.carrier === to.carrier &&
  (shipment.correctedFrom === trackingNumber || trackingNumber === to.trackingNumber);

/** Puts the right number, or the right carrier, in the place of a wrong one. Asked for again, it changes nothing. */
export const correctShipment = (input: CommandInput<'correct_shipment'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const { trackingNumber, to } = command;
  if (order.shipments.some((shipment) => isDone(shipment, command))) return conclude(begin(workflow, order, now));
  const refusal = refusalOfRemoval(input);
  const removed = order.shipments.find((shipment) => shipment.trackingNumber === trackingNumber);
  if (refusal || !removed) return refusal ?? refuse(input, 'NOT_APPLICABLE', 'No such parcel.');
  const isTaken = order.shipments.some((other) => other !== removed && other.trackingNumber === to.trackingNumber);
  if (isTaken)
    return refuse(
      input,
      'NOT_APPLICABLE',
      `Tracking number ${to.trackingNumber} is already registered for this order.`,
    );
  const shipments = order.shipments.map((shipment) => (shipment === removed ? corrected(removed, input) : shipment));
  const draft = rederive(input, removed, shipments, {
    type: 'shipment_corrected',
    actor,
    occurredAt: now.toISOString(),
    ...to,
    reason: command.reason,
    metadata: {
      shipmentId: command.shipmentId,
      previousTrackingNumber: removed.trackingNumber,
      previousCarrier: removed.carrier,
    },
    effects: command.isClaimedByOther ? claimedElsewhere : [],
  });
  return conclude(notifyLastOnly(draft));
};
