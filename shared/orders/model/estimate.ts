import type { Instant } from '../../calendar/instant.ts';
import { type Day, endOfDay, isDay, nextDay, startOfDay } from '../../calendar/zoned-time.ts';

/**
 * When something is expected, in one form wherever it is stored: an instant in UTC, a day (`2026-11-27`: all of it, at
 * the place where it is expected), or both ends of a window with a slash between, as ISO 8601 writes intervals
 * (`2026-11-27T16:00:00.000Z/2026-11-27T18:00:00.000Z`, `2026-11-27/2026-11-29`). It keeps what was said: which moments
 * a day has follows from the place, and moves with it.
 */
export type Estimate = string;

/** One end of an estimate. */
export type DayOrInstant = Day | Instant;

/** An estimate as moments: `isDay` where only days are known, the first and last moment of which these are. */
export interface DeliveryWindow {
  readonly from: Instant;
  /** Included. */
  readonly to: Instant;
  /** IANA name of the place's time zone. */
  readonly timezone: string;
  readonly isDay: boolean;
}

export const estimateBetween = (from: DayOrInstant, to: DayOrInstant): Estimate =>
  from === to ? from : `${from}/${to}`;

export const endsOf = (estimate: Estimate): { readonly from: DayOrInstant; readonly to: DayOrInstant } => {
  const [from = '', to = from] = estimate.split('/');
  return { from, to };
};

/** A window by its end, for whoever can show one date only: a day where no more is known, else an instant. */
export const latestOf = (estimate: Estimate): DayOrInstant => endsOf(estimate).to;

/** The first moment of a day, or the instant. */
export const startOf = (at: DayOrInstant, timeZone: string): Instant => (isDay(at) ? startOfDay(at, timeZone) : at);

/** The last moment of a day, or the instant. */
export const endOf = (at: DayOrInstant, timeZone: string): Instant => (isDay(at) ? endOfDay(at, timeZone) : at);

export const windowOf = (estimate: Estimate, timezone: string): DeliveryWindow => {
  const { from, to } = endsOf(estimate);
  return {
    from: startOf(from, timezone),
    to: endOf(to, timezone),
    timezone,
    isDay: isDay(from) && isDay(to),
  };
};

/** From when on what was expected is late: the instant, or the first moment after the day. */
export const overAt = (estimate: Estimate, timeZone: string): Instant => {
  const { to } = endsOf(estimate);
  return isDay(to) ? startOfDay(nextDay(to), timeZone) : to;
};

/** Where nobody says more, people begin a day at nine: what comes before a day comes before that, not at night. */
const MORNING_MILLISECONDS = 9 * 60 * 60 * 1000;

/** From when on somebody is awaited: the beginning of the window, the instant, or the morning of the day. */
export const beginsAt = (estimate: Estimate, timeZone: string): Instant => {
  const { from } = endsOf(estimate);
  return isDay(from) ? new Date(Date.parse(startOfDay(from, timeZone)) + MORNING_MILLISECONDS).toISOString() : from;
};

/** The one that is over last. Of two that are over at once, the first. */
export const latestEstimate = (estimates: readonly Estimate[], timeZone: string): Estimate | undefined =>
  estimates.reduce<Estimate | undefined>(
    (latest, estimate) =>
      latest === undefined || overAt(estimate, timeZone) > overAt(latest, timeZone) ? estimate : latest,
    undefined,
  );
