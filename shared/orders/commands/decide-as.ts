import type { Decision, Refusal } from '../engine/decision.ts';
import type { Actor } from '../model/order.ts';
import type { Decide } from './command.ts';

/** Of several refusals the most specific: one that is not only about the role. */
const clearestRefusal = (refusals: readonly Refusal[]): Refusal | undefined =>
  refusals.find(({ code }) => code !== 'ROLE_NOT_ALLOWED') ?? refusals[0];

/**
 * Decides as each of the caller's roles in turn and takes the first that may: a seller who is also the buyer sells
 * where selling is asked and buys where buying is.
 */
export const decideAs =
  (decide: Decide, actors: readonly [Actor, ...Actor[]]): Decide =>
  (input) => {
    const refusals: Refusal[] = [];
    for (const actor of actors) {
      const decision: Decision = decide({ ...input, actor });
      if (decision.ok) return decision;
      refusals.push(decision);
    }
    const refusal = clearestRefusal(refusals);
    if (!refusal) throw new Error('Nobody asks');
    return { ...refusal, allowed: [...new Set(refusals.flatMap(({ allowed }) => allowed))] };
  };
