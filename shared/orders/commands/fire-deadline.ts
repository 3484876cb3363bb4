import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { type DeadlineDefinition, noticesOfDeadline } from '../../workflows/workflow.ts';
import { type Deadline, deadlinesOf, dueBy, type UsualSilence } from '../engine/deadlines.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, type DecisionDraft, isRefusal, move, record } from '../engine/decision-draft.ts';
import { notifyEffect, refuse } from '../engine/step.ts';
import type { Estimate } from '../model/estimate.ts';
import type { Actor } from '../model/order.ts';
import type { CommandInput } from './command-input.ts';
import { choiceFor, settleSubstitutions } from './settle-substitutions.ts';

const CLOCK: Actor = { role: 'system' };

/** Passing the promised date is a flag on the order wherever the workflow only notifies of it. */
const isPromise = (definition: DeadlineDefinition | undefined): boolean =>
  definition?.at === 'estimatedDelivery' && definition.action.kind === 'notify';

const effectsOf = ({ action }: Deadline): readonly Effect[] => {
  if (action.kind !== 'notify' && action.kind !== 'alert') return [];
  return [
    ...noticesOfDeadline(action).map(notifyEffect),
    ...(action.alert ? [{ kind: 'alert', alert: action.alert } as const] : []),
  ];
};

/** What the event says of the deadline, and of what was learnt from the carrier's history. */
interface Passed {
  readonly deadline: Deadline;
  readonly usual?: UsualSilence | undefined;
  readonly expected?: Estimate | undefined;
}

const metadataOf = ({ deadline: { rule, dueAt }, usual }: Passed) => ({
  rule,
  dueAt,
  ...(usual && { usualSilenceHours: Math.round(usual.milliseconds / 3_600_000), learntFrom: usual.silences }),
});

const recordPassed = (draft: DecisionDraft, passed: Passed, effects: readonly Effect[]): DecisionDraft =>
  record(draft, {
    type: 'deadline_passed',
    actor: CLOCK,
    occurredAt: draft.now.toISOString(),
    ...definedFields({ estimatedDelivery: passed.expected }),
    metadata: metadataOf(passed),
    effects,
  });

const act = (
  draft: DecisionDraft,
  passed: Passed,
  { standingChoice }: CommandInput<'fire_deadline'>['command'],
): DecisionDraft => {
  const { deadline, expected } = passed;
  const { action, rule } = deadline;
  if (action.kind === 'settle_substitutions') {
    const choice = choiceFor(draft.order, standingChoice);
    return settleSubstitutions(draft, choice, (asked, effects) => recordPassed(asked, passed, effects));
  }
  if (action.kind !== 'transition') return recordPassed(draft, passed, effectsOf(deadline));
  const moved = move(draft, {
    to: action.to,
    actor: CLOCK,
    by: 'deadline',
    details: {
      reason: action.reason,
      ...definedFields({ estimatedDelivery: expected }),
      metadata: metadataOf(passed),
    },
  });
  // The edge was proved when the workflow was loaded.
  if (isRefusal(moved)) throw new TypeError(`Deadline ${rule} cannot be carried out: ${moved.reason}`);
  return moved;
};

/**
 * A timer. What counts is the order as it is now: a rule that is not armed any more, is due later by now, or has fired
 * for its due time, changes nothing. So firing late, twice, or for a date that has moved, is harmless.
 */
export const fireDeadline = (input: CommandInput<'fire_deadline'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const { usual, expected } = command;
  if (actor.role !== 'system') return refuse(input, 'ROLE_NOT_ALLOWED', 'Only the clock fires deadlines.');
  const draft = begin(workflow, order, now);
  const deadline = deadlinesOf(workflow, order).find(({ rule }) => rule === command.rule);
  if (!deadline || dueBy(workflow, deadline, usual) > now.toISOString()) return conclude(draft);
  const definition = workflow.deadlines.find(({ rule }) => rule === command.rule);
  const fired = change(draft, {
    firedDeadlines: { ...order.firedDeadlines, [deadline.rule]: deadline.dueAt },
    ...(isPromise(definition) ? { isLate: true } : {}),
  });
  return conclude(act(fired, { deadline, usual, expected }, command));
};
