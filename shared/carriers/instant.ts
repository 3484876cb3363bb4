import type { Instant } from '../calendar/instant.ts';
import { isDay } from '../calendar/zoned-time.ts';
import { yearsAhead } from '../contract/reading-time.ts';
import { type DayOrInstant, type Estimate, estimateBetween, latestOf } from '../orders/model/estimate.ts';

const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?)?$/i;

interface LocalTime {
  readonly date: string;
  /** `HH:MM:SS` */
  readonly time: string;
  readonly milliseconds: string;
  /** `Z` or `±HH:MM`; a time without one is taken as UTC, for there is nothing better to take. */
  readonly offset: string;
}

const read = (text: string): LocalTime | undefined => {
  const [, date, time, fraction = '', offset = 'Z'] = ISO_TIME.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const seconds = time === undefined ? '00:00:00' : time.length === 'HH:MM'.length ? `${time}:00` : time;
  return {
    date,
    time: seconds,
    milliseconds: fraction.slice(0, 3).padEnd(3, '0'),
    offset: /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase(),
  };
};

/** The parser moves a 31st of February into March: that is no day that anybody meant. */
const isOnTheCalendar = (date: string): boolean => {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
};

const toInstant = ({ date, time, milliseconds, offset }: LocalTime): Instant | undefined => {
  const at = new Date(`${date}T${time}.${milliseconds}${offset}`);
  return Number.isNaN(at.getTime()) || !isOnTheCalendar(date) ? undefined : at.toISOString();
};

/** A carrier's time, with or without offset, seconds and a fraction of up to nine digits, as an instant. */
export const instantOf = (text: string | undefined): Instant | undefined => {
  const local = text === undefined ? undefined : read(text);
  return local === undefined ? undefined : toInstant(local);
};

/** Carriers write a day as its midnight, or as its last minute or second, with whatever offset their system has. */
const IS_WHOLE_DAY = /^(?:00:00:00|23:59:(?:00|59))$/;

/**
 * An estimate. A carrier that knows only the day writes its midnight: the parcel is expected on the day that was written,
 * whatever the offset, and is late only after it has ended where the parcel goes to.
 */
export const estimateOf = (text: string | undefined): DayOrInstant | undefined => {
  const local = text === undefined ? undefined : read(text);
  if (local === undefined || !isOnTheCalendar(local.date)) return undefined;
  return IS_WHOLE_DAY.test(local.time) ? local.date : toInstant(local);
};

/** From one estimate to another; the end alone where the beginning is not known, is only a day, or is not before it. */
export const estimateWindowOf = (begins: string | undefined, ends: string | undefined): Estimate | undefined => {
  const [from, to] = [estimateOf(begins), estimateOf(ends)];
  if (from === undefined || to === undefined) return to ?? from;
  const isKnown = !isDay(from) || isDay(to);
  return isKnown && from < to ? estimateBetween(from, to) : to;
};

/** Whether the carrier means a time of this world: not more than two years after it said so. */
export const isWithinReach = (estimate: Estimate, saidAt: Instant): boolean =>
  Date.parse(latestOf(estimate)) <= yearsAhead(new Date(saidAt)).getTime();
