import type { Instant } from '../../calendar/instant.ts';
import { statusKind } from '../../workflows/phase-kind.ts';
import type { Milestone, TransitionDefinition } from '../../workflows/workflow.ts';
import type { Actor } from '../model/order.ts';
import { change, type DecisionDraft, type EventFacts, isRefusal, move, record } from './decision-draft.ts';
import { findPath } from './find-path.ts';
import { refusalOfGuards } from './guards.ts';
import { NEEDS_EYES } from './milestone-effects.ts';
import { isAnotherDriver } from './step.ts';

/** One milestone at one time, and what the history is to say of it. */
export interface Sighting {
  readonly milestone: Milestone;
  readonly occurredAt: Instant;
  readonly actor: Actor;
  readonly details: Partial<Omit<EventFacts, 'type' | 'actor' | 'occurredAt'>>;
}

const pathOf = (draft: DecisionDraft, to: string, actor: Actor): readonly string[] | undefined => {
  const { workflow, order, now } = draft;
  if (isAnotherDriver(order, actor)) return undefined;
  const isOpen = (edge: TransitionDefinition) => !refusalOfGuards({ workflow, order, now }, edge, actor);
  return findPath(workflow, order.status, to, actor.role, isOpen);
};

const follow = (
  draft: DecisionDraft,
  path: readonly string[],
  { occurredAt, actor, details }: Sighting,
): DecisionDraft =>
  path.reduce((moving, to) => {
    const moved = move(moving, { to, actor, occurredAt, details });
    if (isRefusal(moved)) throw new TypeError(`The path to ${to} is open and was refused: ${moved.reason}`);
    return moved;
  }, draft);

/**
 * The order has already passed the milestone's place: nothing that anybody must look at. It is not so for
 * trouble that is new, nor for anything that still happens to an order that is over.
 */
const isBehind = ({ workflow, order }: DecisionDraft, target: string, sighting: Sighting): boolean => {
  const { actor, occurredAt, milestone } = sighting;
  if (findPath(workflow, target, order.status, actor.role) === undefined) return false;
  const isOld = occurredAt <= order.statusSince;
  return isOld || (statusKind(workflow, order.status) !== 'final' && !NEEDS_EYES.includes(milestone));
};

/** Operations are alerted once of each milestone that found no path; the order's next move makes a fresh start. */
const recordUnplaceable = (draft: DecisionDraft, target: string, sighting: Sighting): DecisionDraft => {
  const { milestone, occurredAt, actor, details } = sighting;
  const known = draft.order.unplacedMilestones ?? [];
  if (known.includes(milestone)) return draft;
  return record(change(draft, { unplacedMilestones: [...known, milestone] }), {
    type: 'scan_unplaceable',
    actor,
    occurredAt,
    ...details,
    metadata: { ...details.metadata, milestone, target },
    effects: [{ kind: 'alert', alert: 'scan_unplaceable' }],
  });
};

/**
 * Leads the order where the workflow says that a milestone leads: along allowed edges, one event per step, each at the
 * milestone's own time; never backwards. Where no path exists, operations are alerted of the milestone instead.
 */
export const placeMilestone = (draft: DecisionDraft, sighting: Sighting): DecisionDraft => {
  const target = draft.workflow.milestones[sighting.milestone];
  if (target === undefined || target === draft.order.status) return draft;
  const path = pathOf(draft, target, sighting.actor);
  if (path) return follow(draft, path, sighting);
  return isBehind(draft, target, sighting) ? draft : recordUnplaceable(draft, target, sighting);
};
