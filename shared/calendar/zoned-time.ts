/** Days and instants at a place, by `Intl`, whose zones are the platform's own: no second time zone database. */
import { MILLISECONDS_A_DAY } from './durations.ts';
import type { Instant } from './instant.ts';

/** A day of the calendar, without a place: `2026-11-27`. */
export type Day = string;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does. */
const offsetFormat = (timeZone: string): Intl.DateTimeFormat => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', year: 'numeric' });
  formats.set(timeZone, format);
  return format;
};

/** `GMT`, `GMT-03:30`, and with seconds before zones had whole minutes. */
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Milliseconds that the zone is ahead of UTC at that time. Throws on a zone that the platform does not know. */
export const offsetAt = (milliseconds: number, timeZone: string): number => {
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    OFFSET.exec(offsetFormat(timeZone).format(milliseconds)) ?? [];
  const total = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -total : total;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a day that can be: `2026-13-01` is none. */
export const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** Instants sort as text up to here. */
export const LAST_INSTANT: Instant = '9999-12-31T23:59:59.999Z';
const LAST_DAY: Day = '9999-12-31';

/** What the calendar shows at the place at that time. */
export const dayAt = (instant: Instant, timeZone: string): Day => {
  const milliseconds = Date.parse(instant);
  return new Date(milliseconds + offsetAt(milliseconds, timeZone)).toISOString().slice(0, 'YYYY-MM-DD'.length);
};

/** The last day that can be written has none after it. */
export const nextDay = (day: Day): Day =>
  day === LAST_DAY ? day : new Date(Date.parse(day) + MILLISECONDS_A_DAY).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** The first time between two others from which the local time is `local` or later. */
const firstReaching = (local: number, from: number, to: number, timeZone: string): number => {
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(middle, timeZone) >= local) after = middle;
    else before = middle;
  }
  return after;
};

/**
 * When a day begins at a place: its midnight, the first of two where clocks go back over it, and the first moment after
 * it where they go forward (or leave the day out). Clocks change at most once in the two days around it.
 */
export const startOfDay = (day: Day, timeZone: string): Instant => {
  const midnight = Date.parse(day);
  const offsets = [
    offsetAt(midnight - MILLISECONDS_A_DAY, timeZone),
    offsetAt(midnight + MILLISECONDS_A_DAY, timeZone),
  ];
  const candidates = offsets.map((offset) => midnight - offset).toSorted((a, b) => a - b);
  const found = candidates.find((candidate) => candidate + offsetAt(candidate, timeZone) === midnight);
  const [first = midnight, last = midnight] = candidates;
  return new Date(found ?? firstReaching(midnight, first, last, timeZone)).toISOString();
};

/** The last millisecond of a day at a place. */
export const endOfDay = (day: Day, timeZone: string): Instant =>
  day === LAST_DAY ? LAST_INSTANT : new Date(Date.parse(startOfDay(nextDay(day), timeZone)) - 1).toISOString();
