/** Instants, days and windows as people send them. */
import * as z from 'zod';
import { isDay, LAST_INSTANT } from '../../calendar/zoned-time.ts';
import { endsOf, estimateBetween, overAt, startOf } from '../../orders/model/estimate.ts';
import { latestSendable } from '../reading-time.ts';

const NO_INSTANT = 'Must be an ISO 8601 date and time with a zone (2026-11-27T09:30:00Z)';
const NO_DAY_OR_INSTANT = 'Must be an ISO 8601 date and time with a zone, or a day (2026-11-27)';
const NO_ESTIMATE = 'Must be an ISO 8601 date and time with a zone, a day (2026-11-27), or a window {from, to} of them';
const TOO_FAR_AHEAD = 'Must be at most two years ahead';
const WITHIN_TWO_YEARS = 'At most two years in the future.';
const A_DAY_IS_A_DAY = 'A day is the whole day at the place of delivery.';

/** In UTC with milliseconds, so that instants sort as text; what an offset moves past the year 9999 is its end. */
const inUtc = (text: string): string => {
  const instant = new Date(text).toISOString();
  return instant.startsWith('+') ? LAST_INSTANT : instant;
};

/** Where the day ends first counts: today in two years may be sent from everywhere. */
const EASTERNMOST_ZONE = 'Pacific/Kiritimati';

const isSendable = (at: string): boolean => {
  const latest = latestSendable();
  return latest === undefined || startOf(at, EASTERNMOST_ZONE) <= latest.toISOString();
};

/** Seconds may be left out: few people write them. */
const dateAndTime = [z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })] as const;

/** An exact moment. */
export const moment = z
  .union(dateAndTime, NO_INSTANT)
  .transform(inUtc)
  .refine(isSendable, TOO_FAR_AHEAD)
  .meta({ description: WITHIN_TWO_YEARS });

const dayOrMoment = z
  .union([...dateAndTime, z.iso.date()], NO_DAY_OR_INSTANT)
  .transform((text) => (isDay(text) ? text : inUtc(text)));

/** A moment, or a day, which stays one: its moments follow from the place. */
export const dayOrInstant = dayOrMoment
  .refine(isSendable, TOO_FAR_AHEAD)
  .meta({ description: `${A_DAY_IS_A_DAY} ${WITHIN_TWO_YEARS}` });

/**
 * Whether one end lies before the other. A day has no moments until its place is known: it is before another only where
 * it has ended everywhere.
 */
export const isBefore = (a: string, b: string): boolean =>
  isDay(a) && isDay(b) ? a < b : overAt(a, 'Etc/GMT+12') < startOf(b, EASTERNMOST_ZONE);

/** When something is expected: see `Estimate`, which it becomes. */
export const estimate = z
  .union(
    [
      dayOrMoment,
      z.strictObject({ from: dayOrMoment, to: dayOrMoment }).transform(({ from, to }) => estimateBetween(from, to)),
    ],
    NO_ESTIMATE,
  )
  .refine((value) => !isBefore(endsOf(value).to, endsOf(value).from), 'The window ends before it begins')
  .refine((value) => isSendable(endsOf(value).to) && isSendable(endsOf(value).from), TOO_FAR_AHEAD)
  .meta({ description: `An instant, a day, or a range of either. ${A_DAY_IS_A_DAY} ${WITHIN_TWO_YEARS}` });

/** One end of the range of a filter, as far away as anybody likes. */
export const rangeEnd = dayOrMoment.meta({ description: 'A day is the whole day in `timezone`.' });

const OFFSET = /^[+-]/;

/** An offset is taken for a zone by the platform, and knows no summer. */
const isTimeZone = (name: string): boolean => {
  if (OFFSET.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** IANA name of a time zone. */
export const timeZone = z.string().max(64).refine(isTimeZone, 'Must be an IANA time zone, such as Europe/Madrid');

/** The estimate of a response: its end, a day where no more is known. */
export const estimateEnd = z
  .string()
  .describe('The latest estimate: an instant, or a day (`2026-11-27`) if only the day is known');

/** The moments of an estimate. */
export const deliveryWindow = z.object({
  from: z.string(),
  to: z.string().describe('End of the window, inclusive'),
  timezone: z.string().describe('IANA time zone of the place of delivery'),
  isDay: z.boolean().describe('True if only days are known; the window then spans whole days'),
});
