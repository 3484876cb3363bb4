/** How a carrier's state follows from the outcomes of calls. */
import type { CallOutcome } from '../carriers/carrier-client.ts';
import { definedFields } from '../defined-fields.ts';
import type { CarrierReport, CarrierState, HourOfCalls } from './carrier-state.ts';

const MAX_HOURS = 24;
const HOUR_MILLISECONDS = 3_600_000;

const FIRST_BACK_OFF_SECONDS = 60;
const LAST_BACK_OFF_SECONDS = 15 * 60;
/** Credentials are put right by people: a call now and then finds out. */
const PROBE_SECONDS = 30 * 60;
const JITTER = 0.25;

export type Kind = CallOutcome<unknown>['kind'];

/** Whether the carrier itself replied, whatever it said. */
export const isReply = (kind: Kind): boolean => kind === 'ok' || kind === 'notFound' || kind === 'refused';

const hourOf = (now: Date): string =>
  new Date(Math.floor(now.getTime() / HOUR_MILLISECONDS) * HOUR_MILLISECONDS).toISOString();

/** One more call among those of the hours. */
export const withCall = (
  hours: readonly HourOfCalls[],
  now: Date,
  { isFailure, milliseconds }: { readonly isFailure: boolean; readonly milliseconds: number },
): readonly HourOfCalls[] => {
  const hour = hourOf(now);
  const known = hours.find((each) => each.hour === hour) ?? { hour, calls: 0, failures: 0, milliseconds: 0 };
  const counted: HourOfCalls = {
    hour,
    calls: known.calls + 1,
    failures: known.failures + (isFailure ? 1 : 0),
    milliseconds: known.milliseconds + Math.round(milliseconds),
  };
  return [...hours.filter((each) => each.hour !== hour), counted].slice(-MAX_HOURS);
};

const later = (now: Date, seconds: number, random: () => number): string =>
  new Date(now.getTime() + Math.round(seconds * 1_000 * (1 + JITTER * random()))).toISOString();

/** A reply: whatever the carrier was in, it is over. */
export const afterSuccess = (
  { retryAt: _retryAt, backOffs: _backOffs, paused: _paused, ...report }: CarrierReport,
  now: Date,
): CarrierReport => ({ ...report, succeededAt: now.toISOString() });

export interface Trouble {
  readonly kind: Extract<Kind, 'throttled' | 'unauthorized' | 'unavailable' | 'malformed'>;
  readonly code: string;
  /** As the carrier asks for. */
  readonly retryAfterSeconds?: number;
}

/** The carrier is left alone for a while: longer each time, and as long as it asks for. */
export const afterTrouble = (
  report: CarrierReport,
  { kind, code, retryAfterSeconds = 0 }: Trouble,
  now: Date,
  random: () => number,
): CarrierReport => {
  const failed = { at: now.toISOString(), code };
  if (kind === 'unauthorized') {
    const paused = report.paused ?? { reason: kind, since: now.toISOString() };
    return { ...report, failed, paused, retryAt: later(now, PROBE_SECONDS, random) };
  }
  const backOffs = (report.backOffs ?? 0) + 1;
  const own = Math.min(FIRST_BACK_OFF_SECONDS * 2 ** (backOffs - 1), LAST_BACK_OFF_SECONDS);
  return { ...report, failed, backOffs, retryAt: later(now, Math.max(own, retryAfterSeconds), random) };
};

/** Of a state, what a worker reports. */
export const reportOf = ({
  carrier: _carrier,
  disabled: _disabled,
  webhookAt: _webhookAt,
  ...report
}: CarrierState): CarrierReport => report;

/** Calls of the last day, and how they went. Absent figures: nothing was asked. */
export const healthOf = ({ hours = [] }: Pick<CarrierState, 'hours'>, now: Date) => {
  const since = new Date(now.getTime() - MAX_HOURS * HOUR_MILLISECONDS).toISOString();
  const recent = hours.filter(({ hour }) => hour >= since);
  const sum = (of: (hour: HourOfCalls) => number): number => recent.reduce((total, hour) => total + of(hour), 0);
  const [calls, failures] = [sum((hour) => hour.calls), sum((hour) => hour.failures)];
  return {
    calls,
    failures,
    ...definedFields({
      successRate: calls === 0 ? undefined : (calls - failures) / calls,
      averageMilliseconds: calls === 0 ? undefined : Math.round(sum((hour) => hour.milliseconds) / calls),
    }),
  };
};
