import { definedFields } from '../defined-fields.ts';
import { afterWebhook, stopped } from './after-look.ts';
import { type AskedParcel, askParcels, firstWidth, saveNext } from './ask-parcels.ts';
import { callGate, callScope } from './call-gate.ts';
import { cancelDeliveries } from './cancel-deliveries.ts';
import { reportOf } from './carrier-report.ts';
import type { CarrierReport, CarrierState } from './carrier-state.ts';
import type { DueParcel } from './parcel-poll.ts';
import type { PolledCarrier } from './polled-carrier.ts';
import { quotaLeftPercent } from './quota.ts';
import { type LookedAt, readDue } from './read-due.ts';
import { newReport, type RunReport } from './run-report.ts';
import { subscribeParcels } from './subscribe-parcels.ts';
import { momentOf, type PollDependencies, type Worker } from './worker.ts';

/** Longer than a function runs: a worker that died is followed by another within a minute or two. */
const LEASE_MILLISECONDS = 70_000;
/** What a call and its consequences may take at the end of a run. */
const RESERVED_MILLISECONDS = 12_000;

const isAsked = (one: LookedAt): one is AskedParcel => one.look.kind === 'ask';

/** What needs no call: parcels that are gone or at their end, and those of which a webhook brought something. */
const settleWithoutCall = async (worker: Worker, { poll, look }: LookedAt): Promise<void> => {
  if (look.kind === 'gone') await worker.dependencies.polls.remove(poll.carrier, poll.trackingNumber);
  if (look.kind === 'stop') await saveNext(worker, stopped(poll, look.reason));
  if (look.kind === 'wait') await saveNext(worker, afterWebhook(poll, look, momentOf(worker)));
};

const workerOf = (
  dependencies: PollDependencies,
  polled: PolledCarrier,
  state: CarrierState,
  overdueSeconds: number,
): Worker => ({
  dependencies,
  polled,
  gate: callGate(dependencies, polled.carrier.id, polled.carrier.poll),
  report: newReport('done', overdueSeconds),
  state: reportOf(state),
  failuresInARow: 0,
});

const workThrough = async (worker: Worker, hasTime: () => boolean): Promise<void> => {
  const { dependencies, polled } = worker;
  let width = firstWidth(worker);
  let after: DueParcel | undefined;
  do {
    const page = await readDue(dependencies, polled.carrier.id, dependencies.clock.now(), after);
    const parcels = await subscribeParcels(worker, page.parcels);
    await cancelDeliveries(worker, parcels);
    await Promise.all(parcels.filter((one) => !isAsked(one)).map((one) => settleWithoutCall(worker, one)));
    width = await askParcels(worker, parcels.filter(isAsked), width, hasTime);
    after = page.last;
  } while (after !== undefined && worker.end === undefined);
};

/** How much of the account is left, and how old what is known of its parcels was: after a run that asked something. */
const noteWhatIsLeft = async ({ dependencies, polled, report, state }: Worker): Promise<CarrierReport> => {
  const { rates, clock } = dependencies;
  const { id, poll } = polled.carrier;
  if (report.calls === 0) return state;
  const now = clock.now();
  const left = await quotaLeftPercent(poll.quotas, ({ seconds }) =>
    rates.count(callScope(id), { windowSeconds: seconds }, now),
  );
  if (left !== undefined) report.quotaLeftPercent = left;
  if (report.replies === 0) return state;
  return { ...state, freshness: { at: now.toISOString(), seconds: report.oldestReplySeconds } };
};

/**
 * Once a minute for each carrier: asks it for the parcels that are due, as many as its quota and its health allow, the
 * one first that has waited longest. One worker at a time; what it does not get to is still due in the next minute, so
 * that an outage is caught up with at the carrier's pace.
 *
 * @param millisecondsLeft until this run must have ended.
 */
export const runCarrierPolls = async (
  dependencies: PollDependencies,
  carrier: string,
  connect: () => Promise<PolledCarrier>,
  millisecondsLeft: () => number,
): Promise<RunReport> => {
  const now = dependencies.clock.now();
  const [first] = await dependencies.polls.due(carrier, now.toISOString(), 1);
  if (first === undefined) return newReport('idle');
  const overdueSeconds = Math.round((now.getTime() - Date.parse(first.dueAt)) / 1_000);
  const until = new Date(now.getTime() + LEASE_MILLISECONDS);
  const lease = await dependencies.carriers.lease(carrier, now, until);
  if (lease.kind === 'waiting') return newReport(lease.isPaused ? 'paused' : 'waiting', overdueSeconds);
  if (lease.kind !== 'leased') return newReport(lease.kind, overdueSeconds);
  const worker = workerOf(dependencies, await connect(), lease.state, overdueSeconds);
  try {
    await workThrough(worker, () => millisecondsLeft() > RESERVED_MILLISECONDS);
    worker.state = await noteWhatIsLeft(worker);
  } finally {
    await dependencies.carriers.release(carrier, worker.state);
  }
  return { ...worker.report, ...definedFields({ end: worker.end }) };
};
