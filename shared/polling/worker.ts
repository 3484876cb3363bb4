/** What one run of a worker shares between its parts. */
import type { ApplyUpdateDependencies } from '../carriers/apply-tracking-update.ts';
import type { CallOutcome } from '../carriers/carrier-client.ts';
import type { RateCounts, RateLimitStore } from '../security/rate-limit-store.ts';
import type { WebhookStore } from '../webhooks/webhook-store.ts';
import type { Moment } from './after-look.ts';
import type { CallGate } from './call-gate.ts';
import { afterSuccess, afterTrouble, isReply, type Trouble, withCall } from './carrier-report.ts';
import type { CarrierReport, CarrierStateStore } from './carrier-state.ts';
import type { ParcelPollStore } from './parcel-poll-store.ts';
import type { PolledCarrier } from './polled-carrier.ts';
import type { MutableReport, RunEnd } from './run-report.ts';

export interface PollDependencies extends ApplyUpdateDependencies {
  readonly polls: ParcelPollStore;
  readonly carriers: Pick<CarrierStateStore, 'lease' | 'release'>;
  readonly rates: RateLimitStore & RateCounts;
  readonly webhooks: Pick<WebhookStore, 'store'>;
  /** The courier's id of a delivery that was booked here for the order; `undefined` where it was not. */
  readonly deliveryOf: (orderId: string, trackingNumber: string) => Promise<string | undefined>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface Worker {
  readonly dependencies: PollDependencies;
  readonly polled: PolledCarrier;
  readonly gate: CallGate;
  readonly report: MutableReport;
  /** What will be known of the carrier after the run. */
  state: CarrierReport;
  /** Calls in a row that failed. */
  failuresInARow: number;
  /** Set once the carrier is not to be asked any more in this run. */
  end?: RunEnd;
}

/** Failures in a row after which the carrier, and not one parcel, is taken to be the reason. */
const MAX_FAILURES_IN_A_ROW = 3;

export const momentOf = ({ dependencies, polled }: Worker): Moment => ({
  now: dependencies.clock.now(),
  random: dependencies.random,
  isDelivery: polled.carrier.capabilities.includes('deliver'),
});

type Failed = Exclude<CallOutcome<unknown>, { kind: 'ok' | 'notFound' | 'refused' }>;

const troubleOf = (outcome: Failed): Trouble => {
  if (outcome.kind === 'throttled')
    return { kind: outcome.kind, code: 'Throttled', retryAfterSeconds: outcome.retryAfterSeconds };
  return { kind: outcome.kind, code: outcome.kind === 'unauthorized' ? 'Unauthorized' : outcome.code };
};

const isFailed = (outcome: CallOutcome<unknown>): outcome is Failed => !isReply(outcome.kind);

const noteFailure = (worker: Worker, outcome: Failed): void => {
  const { clock, random } = worker.dependencies;
  worker.failuresInARow += 1;
  const isForCarrier =
    outcome.kind === 'throttled' ||
    outcome.kind === 'unauthorized' ||
    // It failed before: one call is enough to see that it still does.
    worker.state.backOffs !== undefined ||
    worker.failuresInARow >= MAX_FAILURES_IN_A_ROW;
  const trouble = troubleOf(outcome);
  if (!isForCarrier) {
    worker.state = { ...worker.state, failed: { at: clock.now().toISOString(), code: trouble.code } };
    return;
  }
  // Calls that were made side by side fail side by side: they put the carrier off once.
  if (worker.end === undefined) worker.state = afterTrouble(worker.state, trouble, clock.now(), random);
  worker.end = outcome.kind === 'unauthorized' ? 'paused' : (worker.end ?? 'backed_off');
};

/** Makes one call when the pace allows it, and notes how it went. */
export const callCarrier = async <T>(worker: Worker, call: () => Promise<CallOutcome<T>>): Promise<CallOutcome<T>> => {
  const { clock } = worker.dependencies;
  await worker.gate.pass();
  const begun = clock.now().getTime();
  const outcome = await call();
  const now = clock.now();
  const milliseconds = now.getTime() - begun;
  const isFailure = isFailed(outcome);
  worker.report.calls += 1;
  worker.report.milliseconds += milliseconds;
  worker.state = { ...worker.state, hours: withCall(worker.state.hours ?? [], now, { isFailure, milliseconds }) };
  if (isFailed(outcome)) {
    worker.report.failures += 1;
    noteFailure(worker, outcome);
  } else {
    worker.failuresInARow = 0;
    if (worker.end === undefined) worker.state = afterSuccess(worker.state, now);
  }
  return outcome;
};
