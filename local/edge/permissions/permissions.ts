import type { AwsCall, CloudModel, LocalClock, PolicyStatement } from '../../ports.ts';
import { type Decision, decide, type UsedGrant } from './evaluate.ts';
import type { Need } from './need.ts';
import { needsOf } from './needs.ts';

/** The runner itself and tests: allowed everything, as the services that AWS runs are. */
export const RUNNER = 'local';

/** One refused call, as `GET /_local/denied` lists it. */
export interface Denial {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  readonly resource: string;
  /** ISO 8601, by the local clock. */
  readonly at: string;
  readonly why: string;
}

/** One action and resource that a policy grants, and how often calls have used it. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly source: string;
  readonly uses: number;
  readonly used: boolean;
}

export interface Permissions {
  /** Undefined when the call may go on, else why not; the refusal is recorded. */
  refusal(call: AwsCall): string | undefined;
  /** Whether the principal may do one thing: a schedule's role invoking its target, for one. Recorded like a call. */
  allows(principal: string, need: Need): boolean;
  denied(): readonly Denial[];
  grants(): Readonly<Record<string, readonly Grant[]>>;
  clear(): void;
}

/** Refusals kept for a reader; older ones fall out. */
const MOST_DENIALS = 1_000;
const MOST_CACHED_DECISIONS = 20_000;

interface Principal {
  readonly statements: readonly PolicyStatement[];
  readonly conditional: boolean;
  readonly decisions: Map<string, Decision>;
}

const useKey = (grant: UsedGrant): string => `${grant.statement.source}\n${grant.action}\n${grant.resource}`;

/** Checks every call against the policies that were synthesized for the caller's role. */
export function createPermissions(model: CloudModel, clock: Pick<LocalClock, 'now'>): Permissions {
  const principals = new Map<string, Principal>();
  const uses = new Map<string, Map<string, number>>();
  let denials: Denial[] = [];

  const principalOf = (id: string): Principal => {
    const known = principals.get(id);
    if (known !== undefined) return known;
    const statements = model.statementsOf(id);
    const conditional = statements.some((statement) => Object.keys(statement.conditions).length > 0);
    const made = { statements, conditional, decisions: new Map<string, Decision>() };
    principals.set(id, made);
    return made;
  };

  const decideCached = ({ statements, conditional, decisions }: Principal, need: Need): Decision => {
    // Only a condition looks at the context: without one, calls that differ in their keys share a decision.
    const key = `${need.action}\n${need.resources.join()}${conditional ? JSON.stringify(need.context) : ''}`;
    const known = decisions.get(key);
    if (known !== undefined) return known;
    const decision = decide(statements, need);
    if (decisions.size >= MOST_CACHED_DECISIONS) decisions.clear();
    decisions.set(key, decision);
    return decision;
  };

  const record = (id: string, used: readonly UsedGrant[]): void => {
    const counts = uses.get(id) ?? new Map<string, number>();
    uses.set(id, counts);
    for (const grant of used) counts.set(useKey(grant), (counts.get(useKey(grant)) ?? 0) + 1);
  };

  const deny = (id: string, service: string, operation: string, resource: string, why: string): void => {
    denials.push({ function: id, service, operation, resource, at: clock.now().toISOString(), why });
    if (denials.length > MOST_DENIALS) denials = denials.slice(-MOST_DENIALS);
  };

  /** Undefined when allowed. Whatever cannot be told is refused, with the reason. */
  const check = (id: string, needs: readonly Need[], service: string, operation: string): string | undefined => {
    for (const need of needs) {
      const resource = need.resources[0] ?? '*';
      let decision: Decision;
      try {
        decision = decideCached(principalOf(id), need);
      } catch (error) {
        decision = { allowed: false, why: error instanceof Error ? error.message : String(error) };
      }
      if (!decision.allowed) {
        deny(id, service, operation, resource, decision.why);
        return `User: ${id} is not authorized to perform: ${need.action} on resource: ${resource} ${decision.why}`;
      }
      record(id, decision.used);
    }
    return undefined;
  };

  return {
    refusal: (call) => {
      if (call.principal === RUNNER) return undefined;
      try {
        return check(call.principal, needsOf(call, model), call.service, call.operation);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        deny(call.principal, call.service, call.operation, '*', why);
        return why;
      }
    },
    allows: (principal, need) => {
      const [service = '', operation = ''] = need.action.split(':');
      return check(principal, [need], service, operation) === undefined;
    },
    denied: () => denials,
    grants: () => grantsOf(model, uses, principalOf),
    clear: () => {
      denials = [];
      uses.clear();
    },
  };
}

/** Every function's and schedule role's grants, action by action and resource by resource, with their uses. */
function grantsOf(
  model: CloudModel,
  uses: ReadonlyMap<string, ReadonlyMap<string, number>>,
  principalOf: (id: string) => Principal,
): Readonly<Record<string, readonly Grant[]>> {
  const ids = new Set([...model.ofType('AWS::Lambda::Function').map(({ logicalId }) => logicalId), ...uses.keys()]);
  return Object.fromEntries(
    [...ids].map((id) => [
      id,
      principalOf(id)
        .statements.filter((statement) => statement.effect === 'Allow')
        .flatMap((statement) =>
          statement.actions.flatMap((action) =>
            statement.resources.map((resource) => {
              const count = uses.get(id)?.get(useKey({ statement, action, resource })) ?? 0;
              return { action, resource, source: statement.source, uses: count, used: count > 0 };
            }),
          ),
        ),
    ]),
  );
}
