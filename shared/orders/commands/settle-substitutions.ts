import { type Course, isRefusal, move, record } from '../engine/decision-draft.ts';
import { notifyEffect, statusDefinition } from '../engine/step.ts';
import type { Actor, Order, Substitution } from '../model/order.ts';
import type { Effect } from '../model/order-event.ts';
import { type Outcome, openSubstitutions, settleSubstitution } from './resolve-substitution.ts';

const SYSTEM: Actor = { role: 'system' };

/** What the customer is to be told while the order waits for the answer. */
export const waitingNotices = ({ workflow }: Course): readonly Effect[] =>
  workflow.substitutions
    ? (statusDefinition(workflow, workflow.substitutions.waiting).notify ?? []).map(notifyEffect)
    : [];

/**
 * Back to picking as soon as nothing waits any more: by whoever answered where that role may, else by the system (a
 * guest may answer, though the table does not let a guest move the order).
 */
export const resumePicking = (course: Course, actor: Actor): Course => {
  const { workflow, order } = course;
  const way = workflow.substitutions;
  if (!way || order.status !== way.waiting || openSubstitutions(order).length > 0) return course;
  const moved = move(course, { to: way.picking, actor });
  if (!isRefusal(moved)) return moved;
  const resumed = move(course, { to: way.picking, actor: SYSTEM });
  return isRefusal(resumed) ? course : resumed;
};

/** Closes substitutions and tells of them in one event, the change of the total with them. */
export const closeSubstitutions = (
  course: Course,
  actor: Actor,
  answeredBy: 'customer' | 'preference',
  answers: readonly { readonly substitution: Substitution; readonly outcome: Outcome }[],
): Course => {
  const answeredAt = course.now.toISOString();
  const order = answers.reduce<Order>(
    (changed, { substitution, outcome }) =>
      settleSubstitution(changed, substitution, outcome, { answeredAt, answeredBy }),
    course.order,
  );
  const ids = answers.map(({ substitution }) => substitution.substitutionId);
  const answered = record(
    { ...course, order },
    {
      type: 'substitutions_answered',
      actor,
      occurredAt: answeredAt,
      metadata: {
        answeredBy,
        answers: order.substitutions
          .filter(({ substitutionId }) => ids.includes(substitutionId))
          .map(({ substitutionId, itemId, status, priceDifference }) => ({
            substitutionId,
            itemId,
            status,
            priceDifference,
          })),
        previousTotalAmount: course.order.totalAmount,
        totalAmount: order.totalAmount,
      },
    },
  );
  return resumePicking(answered, actor);
};

/**
 * Nobody answered in time: each open substitution takes the customer's stored preference. `ask`, which is also what
 * silence means, reminds the customer and leaves the question open.
 */
export const settleSubstitutions = (
  course: Course,
  tell: (course: Course, effects: readonly Effect[]) => Course,
): Course => {
  const preference = course.order.substitutionPreference ?? 'ask';
  const open = openSubstitutions(course.order);
  if (preference === 'ask' && open.length > 0) return tell(course, waitingNotices(course));
  const told = tell(course, []);
  if (open.length === 0) return resumePicking(told, SYSTEM);
  const outcome: Outcome = preference === 'accept' ? 'approved' : 'refunded';
  return closeSubstitutions(
    told,
    SYSTEM,
    'preference',
    open.map((substitution) => ({ substitution, outcome })),
  );
};
