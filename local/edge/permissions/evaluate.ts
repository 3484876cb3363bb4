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
export function coveringAction(statement: PolicyStatement, action: string): string | undefined {
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

function covering(statement: PolicyStatement, need: Need, resource: string): UsedGrant | undefined {
  const action = coveringAction(statement, need.action);
  if (action === undefined) return undefined;
  const pattern = coveringResource(statement, resource);
  if (pattern === undefined || !conditionsHold(statement, need.context)) return undefined;
  return { statement, action, resource: pattern };
}

function decideResource(statements: readonly PolicyStatement[], need: Need, resource: string): Decision {
  const denial = statements.find((one) => one.effect === 'Deny' && covering(one, need, resource) !== undefined);
  if (denial !== undefined) {
    return { allowed: false, why: `with an explicit deny in an identity-based policy (${denial.source})` };
  }
  for (const statement of statements) {
    const used = statement.effect === 'Allow' ? covering(statement, need, resource) : undefined;
    if (used !== undefined) return { allowed: true, used: [used] };
  }
  return { allowed: false, why: `because no identity-based policy allows the ${need.action} action` };
}

/**
 * IAM's rule for one need: an explicit deny wins, else some statement must allow it.
 * @throws UnknownConditionError when a statement that matters has a condition that is not known here.
 */
export function decide(statements: readonly PolicyStatement[], need: Need): Decision {
  let refusal: Decision = { allowed: false, why: 'because the call names no resource' };
  for (const resource of need.resources) {
    const decision = decideResource(statements, need, resource);
    if (decision.allowed) return decision;
    refusal = decision;
  }
  return refusal;
}
