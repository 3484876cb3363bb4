import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { type DecisionDraft, isRefusal, move, record } from '../engine/decision-draft.ts';
import { notifyEffect, statusDefinition } from '../engine/step.ts';
import type { Actor, Order } from '../model/order.ts';
import type { Substitution, SubstitutionChoice } from '../model/substitution.ts';
import { type Outcome, openSubstitutions, settleSubstitution } from './resolve-substitution.ts';

const SYSTEM: Actor = { role: 'system' };

/** What the customer wants of this order: what was said with it, else what they have chosen for all. */
export const choiceFor = (order: Order, standingChoice: SubstitutionChoice | undefined): SubstitutionChoice =>
  order.substitutionPreference ?? standingChoice ?? 'ask';

/** What the customer is sent while the order waits for a decision. */
export const waitingNotices = ({ workflow }: DecisionDraft): readonly Effect[] =>
  workflow.substitutions
    ? (statusDefinition(workflow, workflow.substitutions.waiting).notify ?? []).map(notifyEffect)
    : [];

/**
 * Back to picking as soon as nothing waits any more: by whoever answered where that role may, else by the system (a
 * guest may decide, though the table does not let a guest move the order).
 */
const resumePicking = (draft: DecisionDraft, actor: Actor): DecisionDraft => {
  const { workflow, order } = draft;
  const rules = workflow.substitutions;
  if (!rules || order.status !== rules.waiting || openSubstitutions(order).length > 0) return draft;
  const moved = move(draft, { to: rules.picking, actor });
  if (!isRefusal(moved)) return moved;
  const resumed = move(draft, { to: rules.picking, actor: SYSTEM });
  return isRefusal(resumed) ? draft : resumed;
};

/** Closes substitutions and records them in one event, the change of the total with them. */
export const closeSubstitutions = (
  draft: DecisionDraft,
  actor: Actor,
  answeredBy: 'customer' | 'preference',
  answers: readonly { readonly substitution: Substitution; readonly outcome: Outcome }[],
  choice?: SubstitutionChoice,
): DecisionDraft => {
  const answeredAt = draft.now.toISOString();
  const order = answers.reduce<Order>(
    (changed, { substitution, outcome }) =>
      settleSubstitution(changed, substitution, outcome, { answeredAt, answeredBy }),
    draft.order,
  );
  const ids = answers.map(({ substitution }) => substitution.substitutionId);
  const answered = record(
    { ...draft, order },
    {
      type: 'substitutions_answered',
      actor,
      occurredAt: answeredAt,
      metadata: {
        answeredBy,
        ...definedFields({ preference: choice }),
        answers: order.substitutions
          .filter(({ substitutionId }) => ids.includes(substitutionId))
          .map(({ substitutionId, itemId, status, priceDifference }) => ({
            substitutionId,
            itemId,
            status,
            priceDifference,
          })),
        previousTotalAmount: draft.order.totalAmount,
        totalAmount: order.totalAmount,
      },
    },
  );
  return resumePicking(answered, actor);
};

/** The customer has chosen once and for all: nobody is asked. */
export const settleByChoice = (
  draft: DecisionDraft,
  choice: Exclude<SubstitutionChoice, 'ask'>,
  substitutions: readonly Substitution[],
): DecisionDraft => {
  const outcome: Outcome = choice === 'accept' ? 'approved' : 'refunded';
  const answers = substitutions.map((substitution) => ({ substitution, outcome }));
  return closeSubstitutions(draft, SYSTEM, 'preference', answers, choice);
};

/**
 * Nobody answered in time: each open substitution takes the customer's stored preference. `ask`, which is also what
 * silence means, reminds the customer and leaves the question open.
 */
export const settleSubstitutions = (
  draft: DecisionDraft,
  choice: SubstitutionChoice,
  recordPassed: (draft: DecisionDraft, effects: readonly Effect[]) => DecisionDraft,
): DecisionDraft => {
  const open = openSubstitutions(draft.order);
  if (choice === 'ask' && open.length > 0) return recordPassed(draft, waitingNotices(draft));
  const recorded = recordPassed(draft, []);
  return choice === 'ask' ? resumePicking(recorded, SYSTEM) : settleByChoice(recorded, choice, open);
};
