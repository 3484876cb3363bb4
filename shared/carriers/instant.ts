import type { Instant } from '../orders/model/order.ts';

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

/**
 * An estimate. Carriers that know the day only write its midnight: the parcel is expected by the end of that day, where
 * it is delivered, and is not late at dawn.
 */
export const estimateOf = (text: string | undefined): Instant | undefined => {
  const local = text === undefined ? undefined : read(text);
  if (local === undefined) return undefined;
  return toInstant(local.time === '00:00:00' ? { ...local, time: '23:59:59', milliseconds: '000' } : local);
};
