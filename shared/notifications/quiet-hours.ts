/** When people want no messages. Node 24 has no Temporal of its own: the polyfill's rules of zones are the platform's. */
import { Temporal } from 'temporal-polyfill';
import { isQuietAt, type QuietHours } from './quiet-time.ts';

const isQuiet = (clock: Temporal.PlainTime, hours: QuietHours): boolean =>
  isQuietAt(clock.toString({ smallestUnit: 'minute' }), hours);

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
  let at = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  if (!isQuiet(at.toPlainTime(), hours)) return undefined;
  for (;;) {
    const end = at.epochNanoseconds + untilEnd(at.toPlainTime(), hours);
    const change = at.getTimeZoneTransition('next');
    if (change === null || change.epochNanoseconds > end) return new Date(Number(end / 1_000_000n));
    // Between here and the end the clock is changed: what it shows then decides.
    at = change;
    if (!isQuiet(at.toPlainTime(), hours)) return new Date(at.epochMilliseconds);
  }
};
