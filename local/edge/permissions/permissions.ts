import type { AwsCall, CloudModel, LocalClock, PolicyStatement } from '../../ports.ts';
import { coveringAction, type Decision, decide, type UsedGrant } from './evaluate.ts';
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
const MAX_DENIALS = 1_000;
/** Connections and schedules are resources of their own. */
const MAX_CACHED_DECISIONS = 20_000;

interface Principal {
  readonly statements: readonly PolicyStatement[];
  /** By action and resources; absent for an action that a condition decides on. */
  readonly decisions: Map<string, Decision>;
  readonly conditionalActions: Map<string, boolean>;
}

const useKeys = new WeakMap<UsedGrant, string>();

function grantKey(grant: UsedGrant): string {
  const known = useKeys.get(grant) ?? `${grant.statement.source}\n${grant.action}\n${grant.resource}`;
  useKeys.set(grant, known);
  return known;
}

/** Only a condition looks at the context: without one, calls that differ in their keys share a decision. */
function isConditional({ statements, conditionalActions }: Principal, action: string): boolean {
  const known = conditionalActions.get(action);
  if (known !== undefined) return known;
  const found = statements.some(
    (statement) => Object.keys(statement.conditions).length > 0 && coveringAction(statement, action) !== undefined,
  );
  conditionalActions.set(action, found);
  return found;
}

/** A principal's decisions, remembered: a function asks the same few things all day. */
function decideCached(principal: Principal, need: Need): Decision {
  const { statements, decisions } = principal;
  if (isConditional(principal, need.action)) return decide(statements, need);
  const key = `${need.action}\n${need.resources.join()}`;
  const known = decisions.get(key);
  if (known !== undefined) return known;
  const decision = decide(statements, need);
  if (decisions.size >= MAX_CACHED_DECISIONS) decisions.clear();
  decisions.set(key, decision);
  return decision;
}

function principalsOf(model: CloudModel): (id: string) => Principal {
  const principals = new Map<string, Principal>();
  return (id) => {
    const known = principals.get(id);
    if (known !== undefined) return known;
    const statements = model.statementsOf(id);
    const made: Principal = { statements, decisions: new Map(), conditionalActions: new Map() };
    principals.set(id, made);
    return made;
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Checks every call against the policies that were synthesized for the caller's role. */
class SynthesizedPermissions implements Permissions {
  readonly #model: CloudModel;
  readonly #clock: Pick<LocalClock, 'now'>;
  readonly #principalOf: (id: string) => Principal;
  readonly #uses = new Map<string, Map<string, number>>();
  #denials: Denial[] = [];

  constructor(model: CloudModel, clock: Pick<LocalClock, 'now'>) {
    this.#model = model;
    this.#clock = clock;
    this.#principalOf = principalsOf(model);
  }

  refusal(call: AwsCall): string | undefined {
    const { principal, service, operation } = call;
    if (principal === RUNNER) return undefined;
    let needs: readonly Need[];
    try {
      needs = needsOf(call, this.#model);
    } catch (error) {
      this.#deny(principal, service, operation, '*', messageOf(error));
      return messageOf(error);
    }
    return this.#check(principal, needs, service, operation);
  }

  allows(principal: string, need: Need): boolean {
    const [service = '', operation = ''] = need.action.split(':');
    return this.#check(principal, [need], service, operation) === undefined;
  }

  denied(): readonly Denial[] {
    return this.#denials;
  }

  grants(): Readonly<Record<string, readonly Grant[]>> {
    return grantsOf(this.#model, this.#uses, this.#principalOf);
  }

  clear(): void {
    this.#denials = [];
    this.#uses.clear();
  }

  /** Undefined when allowed. */
  #check(id: string, needs: readonly Need[], service: string, operation: string): string | undefined {
    for (const need of needs) {
      const resource = need.resources[0] ?? '*';
      const decision = this.#decide(id, need);
      if (!decision.allowed) {
        this.#deny(id, service, operation, resource, decision.why);
        return `User: ${id} is not authorized to perform: ${need.action} on resource: ${resource} ${decision.why}`;
      }
      this.#record(id, decision.used);
    }
    return undefined;
  }

  /** Refuses whatever cannot be determined, with the reason. */
  #decide(id: string, need: Need): Decision {
    try {
      return decideCached(this.#principalOf(id), need);
    } catch (error) {
      return { allowed: false, why: messageOf(error) };
    }
  }

  #record(id: string, used: readonly UsedGrant[]): void {
    const counts = this.#uses.get(id) ?? new Map<string, number>();
    this.#uses.set(id, counts);
    for (const grant of used) counts.set(grantKey(grant), (counts.get(grantKey(grant)) ?? 0) + 1);
  }

  #deny(id: string, service: string, operation: string, resource: string, why: string): void {
    this.#denials.push({ function: id, service, operation, resource, at: this.#clock.now().toISOString(), why });
    if (this.#denials.length > MAX_DENIALS) this.#denials = this.#denials.slice(-MAX_DENIALS);
  }
}

export const createPermissions = (model: CloudModel, clock: Pick<LocalClock, 'now'>): Permissions =>
  new SynthesizedPermissions(model, clock);

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
              const count = uses.get(id)?.get(grantKey({ statement, action, resource })) ?? 0;
              return { action, resource, source: statement.source, uses: count, used: count > 0 };
            }),
          ),
        ),
    ]),
  );
}
