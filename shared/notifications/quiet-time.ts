import { offsetAt } from '../calendar/zoned-time.ts';

/** Times of a wall clock, `HH:MM`. From `start` on, and before `end`; over midnight where `end` is the earlier one. */
export interface QuietHours {
  readonly start: string;
  readonly end: string;
}

/**
 * The same time twice is no time at all.
 *
 * @param clock What a wall clock shows, `HH:MM`.
 */
export const isQuietAt = (clock: string, { start, end }: QuietHours): boolean =>
  start <= end ? clock >= start && clock < end : clock >= start || clock < end;

/**
 * Whether somebody is not to be disturbed at this moment.
 *
 * @param timeZone IANA name.
 * @throws RangeError on a zone that the platform does not know.
 */
export const isQuietNow = (now: Date, hours: QuietHours, timeZone: string): boolean => {
  const milliseconds = now.getTime();
  const local = new Date(milliseconds + offsetAt(milliseconds, timeZone)).toISOString();
  return isQuietAt(local.slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length), hours);
};
