import type { AwsCall } from '../ports.ts';
import type { AwsFailure } from './responses.ts';

export const FAULT_KINDS = ['throttle', 'error', 'slow', 'lost_reply', 'duplicate', 'kill'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What goes wrong, and where. Absent fields fit every call. */
export interface FaultOrder {
  readonly service: string;
  readonly operation?: string | undefined;
  /** Logical id of the function that calls, or a part of it that is its construct's name. */
  readonly function?: string | undefined;
  readonly kind: FaultKind;
  /** Share of fitting calls, 0 to 1; all of them when absent. */
  readonly rate?: number | undefined;
  /** Lets so many fitting calls pass first; none when absent. */
  readonly after?: number | undefined;
  /** Ends after so many; never when absent. */
  readonly times?: number | undefined;
  /** `slow`: 1,000 when absent. */
  readonly delayMs?: number | undefined;
  /** `error`: what the service says; its internal error when absent. */
  readonly error?: AwsFailure | undefined;
}

/** A fault as `GET /_local/faults` shows it. */
export interface Fault extends FaultOrder {
  readonly id: number;
  readonly applied: number;
}

export interface Faults {
  add(order: FaultOrder): Fault;
  /** Faults that match this call, each counted. */
  matchingFaults(call: AwsCall): readonly Fault[];
  list(): readonly Fault[];
  clear(): void;
}

/** How each service says *not so fast*. All of these the SDK tries again. */
const THROTTLES: Readonly<Record<string, readonly [code: string, status: number]>> = {
  dynamodb: ['ProvisionedThroughputExceededException', 400],
  sqs: ['RequestThrottled', 403],
  ses: ['TooManyRequestsException', 429],
  sns: ['Throttling', 400],
  scheduler: ['ThrottlingException', 429],
  secretsmanager: ['ThrottlingException', 400],
  'execute-api': ['LimitExceededException', 429],
};

const ERRORS: Readonly<Record<string, readonly [code: string, status: number]>> = {
  dynamodb: ['InternalServerError', 500],
  sqs: ['InternalFailure', 500],
  ses: ['InternalServiceErrorException', 500],
  sns: ['InternalError', 500],
  scheduler: ['InternalServerException', 500],
  secretsmanager: ['InternalServiceError', 500],
  'execute-api': ['InternalServerErrorException', 500],
};

/** The refusal that a `throttle` or an `error` returns, in the service's own words. */
export function failureOf(kind: 'throttle' | 'error', service: string, error?: AwsFailure): AwsFailure {
  if (kind === 'error' && error !== undefined) return error;
  const [code, status] =
    kind === 'throttle'
      ? (THROTTLES[service] ?? ['ThrottlingException', 429])
      : (ERRORS[service] ?? ['InternalFailure', 500]);
  return { code, status, message: kind === 'throttle' ? 'Rate exceeded' : 'An internal error occurred' };
}

/** A small generator (mulberry32): the same seed gives the same faults, so that a run can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function fits(order: FaultOrder, call: AwsCall): boolean {
  return (
    order.service === call.service &&
    (order.operation === undefined || order.operation === call.operation) &&
    (order.function === undefined || call.principal === order.function || call.principal.includes(order.function))
  );
}

const shown = ({ passed: _passed, ...fault }: Fault & { readonly passed: number }): Fault => fault;

/** Faults on order. `rate` is drawn from the given source, `times` counts calls that were really befallen,
 * `after` those that fitted and were spared. */
export function createFaults(random: () => number): Faults {
  let faults: (FaultOrder & { readonly id: number; passed: number; applied: number })[] = [];
  let lastId = 0;
  return {
    add: (order) => {
      lastId += 1;
      const fault = { ...order, id: lastId, passed: 0, applied: 0 };
      faults.push(fault);
      return shown(fault);
    },
    matchingFaults: (call) => {
      if (faults.length === 0) return [];
      return faults.filter((fault) => {
        if (!fits(fault, call) || fault.applied >= (fault.times ?? Number.POSITIVE_INFINITY)) return false;
        if (fault.passed < (fault.after ?? 0)) {
          fault.passed += 1;
          return false;
        }
        if (fault.rate !== undefined && random() >= fault.rate) return false;
        fault.applied += 1;
        return true;
      });
    },
    list: () => faults.map(shown),
    clear: () => {
      faults = [];
    },
  };
}
