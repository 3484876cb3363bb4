import type { AwsCall, CloudModel, LocalClock, PolicyStatement } from '../../ports.ts';
import { type Covering, coveringsOf, type Decision, decide, type UsedGrant } from './evaluate.ts';
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

interface Principal {
  readonly statements: readonly PolicyStatement[];
  /**
   * By action, those of them that cover it: a function asks for the same few all day. Nothing is remembered by resource,
   * for each schedule and each connection is one of its own, and none of them is asked about for long.
   */
  readonly coverings: Map<string, readonly Covering[]>;
}

const grantKey = ({ statement, action, resource }: UsedGrant): string => `${statement.source}\n${action}\n${resource}`;

function coveringsFor({ statements, coverings }: Principal, action: string): readonly Covering[] {
  const known = coverings.get(action) ?? coveringsOf(statements, action);
  coverings.set(action, known);
  return known;
}

function principalsOf(model: CloudModel): (id: string) => Principal {
  const principals = new Map<string, Principal>();
  return (id) => {
    const known = principals.get(id);
    if (known !== undefined) return known;
    const made: Principal = { statements: model.statementsOf(id), coverings: new Map() };
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
      return decide(coveringsFor(this.#principalOf(id), need.action), need);
    } catch (error) {
      return { allowed: false, why: messageOf(error) };
    }
  }

  #record(id: string, used: readonly UsedGrant[]): void {
    const counts = this.#uses.get(id) ?? new Map<string, number>();
    this.#uses.set(id, counts);
    for (const grant of used) {
      const key = grantKey(grant);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
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
