import { statusKind } from '../../workflows/phase-kind.ts';
import type { Milestone, TransitionDefinition } from '../../workflows/workflow.ts';
import type { Actor, Instant } from '../model/order.ts';
import { type Course, change, type EventFacts, isRefusal, move, record } from './decision-draft.ts';
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

const pathOf = (course: Course, to: string, actor: Actor): readonly string[] | undefined => {
  const { workflow, order, now } = course;
  if (isAnotherDriver(order, actor)) return undefined;
  const isOpen = (edge: TransitionDefinition) => !refusalOfGuards({ workflow, order, now }, edge, actor);
  return findPath(workflow, order.status, to, actor.role, isOpen);
};

const walk = (course: Course, path: readonly string[], { occurredAt, actor, details }: Sighting): Course =>
  path.reduce((walked, to) => {
    const moved = move(walked, { to, actor, occurredAt, details });
    if (isRefusal(moved)) throw new TypeError(`The way to ${to} is open and was refused: ${moved.reason}`);
    return moved;
  }, course);

/**
 * The order has left the place behind that the milestone tells of: nothing that anybody must look at. It is not so for
 * trouble that is news, nor for anything that still happens to an order that is over.
 */
const isBehind = ({ workflow, order }: Course, target: string, sighting: Sighting): boolean => {
  const { actor, occurredAt, milestone } = sighting;
  if (findPath(workflow, target, order.status, actor.role) === undefined) return false;
  const isOld = occurredAt <= order.statusSince;
  return isOld || (statusKind(workflow, order.status) !== 'final' && !NEEDS_EYES.includes(milestone));
};

/** Operations are told once of each milestone that found no way; the order's next move makes a fresh start. */
const tellUnplaceable = (course: Course, target: string, sighting: Sighting): Course => {
  const { milestone, occurredAt, actor, details } = sighting;
  const known = course.order.unplacedMilestones ?? [];
  if (known.includes(milestone)) return course;
  return record(change(course, { unplacedMilestones: [...known, milestone] }), {
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
 * milestone's own time; never backwards. Where no way exists, the milestone is told to operations instead.
 */
export const placeMilestone = (course: Course, sighting: Sighting): Course => {
  const target = course.workflow.milestones[sighting.milestone];
  if (target === undefined || target === course.order.status) return course;
  const path = pathOf(course, target, sighting.actor);
  if (path) return walk(course, path, sighting);
  return isBehind(course, target, sighting) ? course : tellUnplaceable(course, target, sighting);
};
