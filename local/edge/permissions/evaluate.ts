import type { PolicyStatement } from '../../ports.ts';
import { conditionsHold } from './conditions.ts';
import type { Need } from './need.ts';
import { wildcard } from './wildcard.ts';

/** A grant that allowed something: for the test that no grant is idle. */
export interface UsedGrant {
  readonly statement: PolicyStatement;
  /** The action pattern as the policy has it: `dynamodb:Get*` */
  readonly action: string;
  readonly resource: string;
}

export type Decision =
  | { readonly allowed: true; readonly used: readonly UsedGrant[] }
  | { readonly allowed: false; readonly why: string };

/** In the place of a resource, for a reader. */
const NOT_RESOURCE = 'NotResource';

const matches = (pattern: string, text: string, ignoringCase = false): boolean =>
  pattern === '*' || pattern === text || wildcard(pattern, ignoringCase).test(text);

/** The pattern by which the statement covers the action; a statement of `NotAction` covers what it does not list. */
function coveringAction(statement: PolicyStatement, action: string): string | undefined {
  if (statement.notActions.length > 0) {
    return statement.notActions.some((pattern) => matches(pattern, action, true)) ? undefined : 'NotAction';
  }
  return statement.actions.find((pattern) => matches(pattern, action, true));
}

/** The pattern by which the statement is about the resource; one of `NotResource` is about what it does not list. */
function coveringResource({ resources, notResources }: PolicyStatement, resource: string): string | undefined {
  if (notResources.length === 0) return resources.find((candidate) => matches(candidate, resource));
  return notResources.some((candidate) => matches(candidate, resource)) ? undefined : NOT_RESOURCE;
}

/** A statement that covers an action, and the pattern by which it does. */
export interface Covering {
  readonly statement: PolicyStatement;
  readonly action: string;
}

/** Those of the statements that are about the action, the denials first. */
export function coveringsOf(statements: readonly PolicyStatement[], action: string): readonly Covering[] {
  return statements
    .map((statement) => ({ statement, action: coveringAction(statement, action) }))
    .filter((one): one is Covering => one.action !== undefined)
    .toSorted((one, other) => Number(other.statement.effect === 'Deny') - Number(one.statement.effect === 'Deny'));
}

function decideResource(coverings: readonly Covering[], need: Need, resource: string): Decision {
  for (const { statement, action } of coverings) {
    const pattern = coveringResource(statement, resource);
    if (pattern === undefined || !conditionsHold(statement, need.context)) continue;
    return statement.effect === 'Allow'
      ? { allowed: true, used: [{ statement, action, resource: pattern }] }
      : { allowed: false, why: `with an explicit deny in an identity-based policy (${statement.source})` };
  }
  return { allowed: false, why: `because no identity-based policy allows the ${need.action} action` };
}

/**
 * IAM's rule for one need: an explicit deny wins, else some statement must allow it.
 * @param coverings What `coveringsOf` found for the need's action.
 * @throws UnknownConditionError when a statement that matters has a condition that is not known here.
 */
export function decide(coverings: readonly Covering[], need: Need): Decision {
  let refusal: Decision = { allowed: false, why: 'because the call names no resource' };
  for (const resource of need.resources) {
    const decision = decideResource(coverings, need, resource);
    if (decision.allowed) return decision;
    refusal = decision;
  }
  return refusal;
}
