import { definedFields } from '../../defined-fields.ts';
import { refusalOfAction } from '../engine/actions.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, isRefusal, move, record } from '../engine/decision-draft.ts';
import { refuse } from '../engine/step.ts';
import type { Order } from '../model/order.ts';
import type { Substitution } from '../model/substitution.ts';
import type { CommandInput } from './command-input.ts';
import { type Outcome, priceDifferenceOf } from './resolve-substitution.ts';
import { choiceFor, closeSubstitutions, settleByChoice, waitingNotices } from './settle-substitutions.ts';

type Proposal = CommandInput<'propose_substitutions'>['command']['substitutions'][number];

const problemOf = (order: Order, { itemId }: Proposal): string | undefined => {
  const item = order.items.find((other) => other.itemId === itemId);
  if (!item || item.removed) return `${itemId} is no item of this order.`;
  const isOpen = order.substitutions.some((other) => other.itemId === itemId && other.status === 'proposed');
  return isOpen ? `A substitution for ${item.name} waits for the customer already.` : undefined;
};

const proposed = (order: Order, { substitutionId, itemId, substitute }: Proposal, at: string): Substitution[] =>
  order.items
    .filter((item) => item.itemId === itemId)
    .map((item) => ({
      substitutionId,
      itemId,
      ...definedFields({ substitute }),
      status: 'proposed',
      priceDifference: priceDifferenceOf(item, substitute, order.currency),
      proposedAt: at,
    }));

/**
 * The store cannot give what was ordered: it offers something else, or the money back, and the order waits; where the
 * customer has chosen once and for all, that is done at once and nobody is asked.
 */
export const proposeSubstitutions = (input: CommandInput<'propose_substitutions'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'propose_substitutions');
  if (refusal) return refusal;
  const known = order.substitutions.map(({ substitutionId }) => substitutionId);
  const fresh = command.substitutions.filter(({ substitutionId }) => !known.includes(substitutionId));
  const problem = fresh.map((proposal) => problemOf(order, proposal)).find((reason) => reason !== undefined);
  if (problem) return refuse(input, 'NOT_APPLICABLE', problem);
  const at = now.toISOString();
  const additions = fresh.flatMap((proposal) => proposed(order, proposal, at));
  const draft = begin(workflow, order, now);
  const waiting = workflow.substitutions?.waiting;
  if (additions.length === 0 || waiting === undefined) return conclude(draft);
  const isWaiting = order.status === waiting;
  const choice = choiceFor(order, command.standingChoice);
  const asked = record(change(draft, { substitutions: [...order.substitutions, ...additions] }), {
    type: 'substitutions_proposed',
    actor,
    occurredAt: at,
    metadata: { substitutions: additions },
    // Entering the status asks the customer; an order that waits already has to ask again.
    effects: isWaiting && choice === 'ask' ? waitingNotices(draft) : [],
  });
  if (choice !== 'ask') return conclude(settleByChoice(asked, choice, additions));
  const moved = isWaiting ? asked : move(asked, { to: waiting, actor });
  return isRefusal(moved) ? moved : conclude(moved);
};

const OUTCOMES = { approve: 'approved', reject: 'rejected' } as const satisfies Record<string, Outcome>;

/** A decision that was made already, the same one: sending it again changes nothing. */
const isRepeated = ({ status }: Substitution, outcome: Outcome): boolean =>
  status === outcome || (status === 'refunded' && outcome === 'approved');

/** The customer decides on all open substitutions or some of them; when none is left the store goes on picking. */
export const replyToSubstitutions = (input: CommandInput<'answer_substitutions'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const answers = command.answers.map(({ substitutionId, decision }) => ({
    substitutionId,
    outcome: OUTCOMES[decision],
    substitution: order.substitutions.find((other) => other.substitutionId === substitutionId),
  }));
  const known = answers.flatMap(({ substitution, outcome }) => (substitution ? [{ substitution, outcome }] : []));
  const draft = begin(workflow, order, now);
  const isAllRepeated =
    known.length === answers.length && known.every(({ substitution, outcome }) => isRepeated(substitution, outcome));
  const refusal = refusalOfAction(input, 'answer_substitutions');
  if (refusal && !(refusal.code === 'NOT_APPLICABLE' && isAllRepeated)) return refusal;
  if (known.length < answers.length) return refuse(input, 'NOT_APPLICABLE', 'No such substitution on this order.');
  const contrary = known.find(
    ({ substitution, outcome }) => substitution.status !== 'proposed' && !isRepeated(substitution, outcome),
  );
  if (contrary) return refuse(input, 'NOT_APPLICABLE', 'The substitution was already resolved differently.');
  const open = known.filter(({ substitution }) => substitution.status === 'proposed');
  return conclude(open.length > 0 ? closeSubstitutions(draft, actor, 'customer', open) : draft);
};
