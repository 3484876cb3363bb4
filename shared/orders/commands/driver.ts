import type { Instant } from '../../calendar/instant.ts';
import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { DRIVER_ASSIGNED } from '../../workflows/common-notices.ts';
import { refusalOfAction } from '../engine/actions.ts';
import type { Decision } from '../engine/decision.ts';
import {
  begin,
  change,
  conclude,
  type DecisionDraft,
  isRefusal,
  move,
  notifyLastOnly,
  record,
} from '../engine/decision-draft.ts';
import { milestoneEffects } from '../engine/milestone-effects.ts';
import { placeMilestone } from '../engine/place-milestone.ts';
import { aheadFlag, earliestScanTime } from '../engine/scan-flags.ts';
import { findTransition, notifyEffect, refuse, statusDefinition } from '../engine/step.ts';
import type { Actor, Driver, Order, ScanFlag } from '../model/order.ts';
import type { CommandInput } from './command-input.ts';

const isSameDriver = (known: Driver | undefined, driver: Omit<Driver, 'assignedAt'>): boolean =>
  known !== undefined &&
  known.driverId === driver.driverId &&
  known.name === driver.name &&
  known.phone === driver.phone &&
  known.vehicle === driver.vehicle &&
  known.provider === driver.provider;

/** No phone number: the history is read by everybody who takes part. */
const driverFacts = ({ driverId, name, vehicle, provider }: Omit<Driver, 'assignedAt'>) =>
  definedFields({ driverId, name, vehicle, provider });

/** Who hears of another driver: whoever hears of the first, or the driver where no status of the workflow says so. */
const noticesOfDriver = ({ workflow }: CommandInput<'assign_driver'>): readonly Effect[] =>
  (workflow.driverAssigned === undefined
    ? [DRIVER_ASSIGNED]
    : (statusDefinition(workflow, workflow.driverAssigned).notify ?? [])
  ).map(notifyEffect);

/** A driver for the order; another one in the place of the first. Moves the order where the workflow has a status for it. */
export const assignDriver = (input: CommandInput<'assign_driver'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'assign_driver');
  if (refusal) return refusal;
  const draft = begin(workflow, order, now);
  if (isSameDriver(order.driver, command.driver)) return conclude(draft);
  const at = now.toISOString();
  const assigned = change(draft, { driver: { ...command.driver, assignedAt: at } });
  const metadata = { driver: driverFacts(command.driver) };
  const to = workflow.driverAssigned;
  if (to !== undefined && findTransition(workflow, order.status, to)) {
    const moved = move(assigned, { to, actor, details: { metadata } });
    return isRefusal(moved) ? refuse(input, moved.code, moved.reason) : conclude(moved);
  }
  const effects = order.driver?.driverId === command.driver.driverId ? [] : noticesOfDriver(input);
  return conclude(record(assigned, { type: 'driver_assigned', actor, occurredAt: at, metadata, effects }));
};

/** What was given as proof; a PIN is only said to have been given. */
const proofFacts = ({ proof }: CommandInput<'deliver'>['command']): Readonly<Record<string, unknown>> =>
  proof
    ? {
        proof: definedFields({
          photoKey: proof.photoKey,
          signature: proof.signature,
          ...(proof.pin && { pinGiven: true }),
        }),
      }
    : {};

const PROVEN = { isDeliveryProven: true } as const;

/** Whoever reported the delivery as a status adds the proof later; the same proof again changes nothing. */
const addProof = (draft: DecisionDraft, { order, command, actor, now }: CommandInput<'deliver'>): DecisionDraft =>
  command.proof === undefined || order.isDeliveryProven === true
    ? draft
    : record(change(draft, PROVEN), {
        type: 'delivery_proven',
        actor,
        occurredAt: now.toISOString(),
        metadata: proofFacts(command),
      });

/** The driver hands the order over; steps that the driver forgot to report are taken on the way. */
export const deliver = (input: CommandInput<'deliver'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const draft = begin(workflow, order, now);
  const isDelivered = order.status === workflow.milestones.delivered && order.driver?.driverId === actor.id;
  if (isDelivered && actor.role === 'driver') return conclude(addProof(draft, input));
  const refusal = refusalOfAction(input, 'deliver');
  if (refusal) return refusal;
  const proven = command.proof ? change(draft, PROVEN) : draft;
  const delivered = placeMilestone(proven, {
    milestone: 'delivered',
    occurredAt: now.toISOString(),
    actor,
    details: { metadata: proofFacts(command) },
  });
  const isThere = delivered.order.status === workflow.milestones.delivered;
  return isThere
    ? conclude(notifyLastOnly(delivered))
    : refuse(input, 'INVALID_TRANSITION', `An order with status ${order.status} cannot be delivered.`);
};

const isOld = (order: Order, occurredAt: string): boolean =>
  order.lastScanAt !== undefined && occurredAt < order.lastScanAt;

const recordAttempt = (
  draft: DecisionDraft,
  actor: Actor,
  occurredAt: Instant,
  metadata: Readonly<Record<string, unknown>>,
  effects: readonly Effect[],
): DecisionDraft => {
  const deliveryAttempts = draft.order.deliveryAttempts + 1;
  return record(change(draft, { deliveryAttempts }), {
    type: 'delivery_attempted',
    actor,
    occurredAt,
    metadata: { ...metadata, attempt: deliveryAttempts },
    effects,
  });
};

interface ProviderTime {
  /** When the milestone counts; absent where it cannot be of this order. */
  readonly at?: Instant;
  readonly flag?: ScanFlag;
}

/** A provider's time is a claim, as a carrier's is. It makes no labels before an order exists. */
const timeOf = ({ order, command, now }: CommandInput<'apply_milestone'>): ProviderTime => {
  const { milestone, occurredAt } = command;
  const receivedAt = now.toISOString();
  const flag = aheadFlag(milestone, occurredAt, receivedAt);
  if (flag === 'not_credible') return { flag };
  if (flag === undefined && Date.parse(occurredAt) < earliestScanTime(order)) return { flag: 'other_parcel' };
  return { at: flag === undefined ? occurredAt : receivedAt, ...definedFields({ flag }) };
};

/** Operations are alerted once of each milestone with a time that cannot be its own, until the order moves. */
const flagged = (
  draft: DecisionDraft,
  actor: Actor,
  { command, now }: CommandInput<'apply_milestone'>,
  flag: ScanFlag,
): DecisionDraft => {
  const { milestone, rawCode, occurredAt } = command;
  const known = draft.order.unplacedMilestones ?? [];
  if (known.includes(milestone)) return draft;
  return record(change(draft, { unplacedMilestones: [...known, milestone] }), {
    type: 'scan_flagged',
    actor,
    occurredAt: now.toISOString(),
    metadata: { milestone, rawCode, flag, datedAt: occurredAt },
    effects: [{ kind: 'alert', alert: `scan_${flag}` }],
  });
};

/**
 * A delivery provider's milestone of the order itself: the same rules as for a parcel's scans. Without scans of its own
 * an order knows a repeated milestone by the last one and its time.
 */
export const applyMilestone = (input: CommandInput<'apply_milestone'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const { milestone, rawCode } = command;
  if (actor.role !== 'carrier') return refuse(input, 'ROLE_NOT_ALLOWED', 'Only a delivery provider sets milestones.');
  const begun = begin(workflow, order, now);
  const { at: occurredAt, flag } = timeOf(input);
  if (milestone === 'unknown' || flag === 'other_parcel') return conclude(begun);
  // Dated ahead it would be another time on each repetition: the milestone alone says that it was there before.
  const isRepeated = milestone === order.lastMilestone && (flag !== undefined || occurredAt === order.lastScanAt);
  if (isRepeated || (occurredAt !== undefined && isOld(order, occurredAt))) return conclude(begun);
  const draft = flag === undefined ? begun : flagged(begun, actor, input, flag);
  if (occurredAt === undefined) return conclude(draft);
  const details = { metadata: { milestone, rawCode } };
  const effects = milestone === order.lastMilestone ? [] : milestoneEffects(workflow, milestone);
  const seen = change(draft, { lastScanAt: occurredAt, lastMilestone: milestone });
  const recorded =
    milestone === 'delivery_attempted' ? recordAttempt(seen, actor, occurredAt, details.metadata, effects) : seen;
  const placed = placeMilestone(recorded, { milestone, occurredAt, actor, details });
  if (placed.events.length > draft.events.length) return conclude(notifyLastOnly(placed));
  return conclude(record(placed, { type: 'parcel_scanned', actor, occurredAt, ...details, effects }));
};
