/** When people want no messages. Node 24 has no Temporal of its own: the polyfill's rules of zones are the platform's. */
import { Temporal } from 'temporal-polyfill';

/** Times of a wall clock, `HH:MM`. From `start` on, and before `end`; over midnight where `end` is the earlier one. */
export interface QuietHours {
  readonly start: string;
  readonly end: string;
}

/** The same time twice is no time at all. */
const hasQuietTime = ({ start, end }: QuietHours): boolean => start !== end;

const isQuietAt = (clock: Temporal.PlainTime, { start, end }: QuietHours): boolean => {
  const isAfterStart = Temporal.PlainTime.compare(clock, start) >= 0;
  const isBeforeEnd = Temporal.PlainTime.compare(clock, end) < 0;
  return start < end ? isAfterStart && isBeforeEnd : isAfterStart || isBeforeEnd;
};

const NANOSECONDS_A_DAY = 86_400_000_000_000n;

/** From a quiet time to the next `end` of a clock that nobody changes meanwhile, 24 hours at most. */
const untilEnd = (clock: Temporal.PlainTime, { end }: QuietHours): bigint => {
  const nanoseconds = BigInt(clock.until(end).total('nanoseconds'));
  return nanoseconds > 0n ? nanoseconds : nanoseconds + NANOSECONDS_A_DAY;
};

/**
 * Until when somebody is not to be disturbed: the first instant from `now` on at which the clock in their zone shows a
 * time outside the quiet hours; `undefined` where it does so now. Where the clock is put forward over the end, that is the
 * moment of the change; where it is put back into the quiet hours, they are quiet again.
 *
 * @param timeZone IANA name.
 * @throws RangeError on a zone that the platform does not know.
 */
export const quietUntil = (now: Date, hours: QuietHours, timeZone: string): Date | undefined => {
  if (!hasQuietTime(hours)) return undefined;
  let at = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  if (!isQuietAt(at.toPlainTime(), hours)) return undefined;
  for (;;) {
    const end = at.epochNanoseconds + untilEnd(at.toPlainTime(), hours);
    const change = at.getTimeZoneTransition('next');
    if (change === null || change.epochNanoseconds > end) return new Date(Number(end / 1_000_000n));
    // Between here and the end the clock is changed: what it shows then decides.
    at = change;
    if (!isQuietAt(at.toPlainTime(), hours)) return new Date(at.epochMilliseconds);
  }
};
