import type { Instant } from '../calendar/instant.ts';
import { isDay } from '../calendar/zoned-time.ts';
import { yearsAhead } from '../contract/reading-time.ts';
import { type DayOrInstant, type Estimate, estimateBetween, latestOf } from '../orders/model/estimate.ts';
import type { ScanLocation } from '../orders/model/order.ts';
import { zoneOffsetMinutes, zoneOfPlace } from './place-zone.ts';

type Place = Pick<ScanLocation, 'country' | 'region'>;

/** `2026-11-20T10:15:00.123456789+01:00` and what carriers make of it: spaces, no seconds, `+0100`, `+01`, `z`, `UTC`. */
const EXTENDED =
  /^(\d{4}-\d{2}-\d{2})(?:(?:T|\s+)(\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
/** `20261120`, `20261120T101500Z`: the same without separators. */
const BASIC = /^(\d{4})(\d{2})(\d{2})(?:(?:T|\s+)(\d{2})(\d{2})(\d{2})?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
/** `Fri, 20 Nov 2026 10:15:00 -0500`: RFC 2822. */
const OF_MAILS = /^(?:[a-z]{3},\s*)?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*(.*)$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** A zone by its name in the tz database, after the time or, as Java writes it, in brackets after the offset. */
const NAMED_ZONE = /\s*\[?([A-Z][A-Za-z]+(?:\/[A-Za-z_-]+)+)\]?$/;
/** Abbreviations that mean one offset to everybody. `IST`, `BST` and `CST` of China are not among them. */
const ABBREVIATED: Readonly<Record<string, string>> = {
  UT: 'Z',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  WET: 'Z',
  WEST: '+01:00',
  CET: '+01:00',
  CEST: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
};
/** Seconds or milliseconds since 1970, of the years 2001 to 2286. */
const EPOCH = /^\d{10}(?:\d{3})?$/;

interface LocalTime {
  readonly date: string;
  /** `HH:MM:SS`; `24:00:00` is the end of the day. */
  readonly time: string;
  readonly milliseconds: string;
  /** `Z` or `±HH:MM`; absent where the carrier wrote none. */
  readonly offset?: string;
  /** IANA name, where the carrier wrote one and no offset. */
  readonly zone?: string;
}

const offsetOf = (text: string): string => {
  if (/^[A-Z]/i.test(text)) return 'Z';
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  return `${text.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`;
};

const extended = (text: string): string => {
  const [, year, month, day, hour, minute, second = '00', offset = ''] = BASIC.exec(text) ?? [];
  if (year === undefined) return text;
  const time = hour === undefined ? '' : `T${hour}:${minute}:${second}${offset}`;
  return `${year}-${month}-${day}${time}`;
};

const fromMail = (text: string): string => {
  const [, day = '', month = '', year, time = '', rest = ''] = OF_MAILS.exec(text) ?? [];
  const place = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (year === undefined || place === 0) return text;
  return `${year}-${String(place).padStart(2, '0')}-${day.padStart(2, '0')} ${time.padStart(time.length > 5 ? 8 : 5, '0')} ${rest}`;
};

const withOffset = (text: string): string =>
  text.replace(/\s*\b[A-Z]{2,4}$/, (name) => ABBREVIATED[name.trim()] ?? name);

const isZone = (name: string): boolean => {
  try {
    zoneOffsetMinutes(0, name);
    return true;
  } catch {
    // The platform knows every zone there is: what it does not know is none.
    return false;
  }
};

const read = (given: string): LocalTime | undefined => {
  const plain = fromMail(given.trim().replace('\u2212', '-'));
  const zone = NAMED_ZONE.exec(plain)?.[1];
  if (zone !== undefined && !isZone(zone)) return undefined;
  const text = withOffset(plain.replace(NAMED_ZONE, ''));
  const [, date, time, fraction = '', offset] = EXTENDED.exec(extended(text)) ?? [];
  if (date === undefined) return undefined;
  return {
    date,
    time: time === undefined ? '00:00:00' : time.length === 'HH:MM'.length ? `${time}:00` : time,
    milliseconds: fraction.slice(0, 3).padEnd(3, '0'),
    ...(offset === undefined ? {} : { offset: offsetOf(offset) }),
    ...(zone === undefined ? {} : { zone }),
  };
};

/** The parser moves a 31st of February into March: that is no day that anybody meant. */
const isOnTheCalendar = (date: string): boolean => {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
};

/** A local time of a zone. Of an hour that the clocks show twice it is the later one; one that they skip is moved on. */
const inZone = (asUtc: number, zone: string): number => {
  const guess = asUtc - zoneOffsetMinutes(asUtc, zone) * 60_000;
  return asUtc - zoneOffsetMinutes(guess, zone) * 60_000;
};

const toInstant = ({ date, time, milliseconds, offset, ...local }: LocalTime, place?: Place): Instant | undefined => {
  const zone = offset === undefined ? (local.zone ?? zoneOfPlace(place)) : undefined;
  const at = Date.parse(`${date}T${time}.${milliseconds}${offset ?? 'Z'}`);
  if (Number.isNaN(at) || !isOnTheCalendar(date)) return undefined;
  return new Date(zone === undefined ? at : inZone(at, zone)).toISOString();
};

const fromEpoch = (digits: string): Instant =>
  new Date(Number(digits) * (digits.length === 10 ? 1_000 : 1)).toISOString();

/**
 * A carrier's time as an instant: ISO 8601 in its many spellings, seconds and a fraction of up to nine digits or none, the
 * time of mails (RFC 2822), zones by offset, name or abbreviation, or seconds or milliseconds since 1970. A time without a zone is the time of the place, where that has one; else UTC.
 */
export const instantOf = (text: string | undefined, place?: Place): Instant | undefined => {
  if (text === undefined) return undefined;
  if (EPOCH.test(text.trim())) return fromEpoch(text.trim());
  const local = read(text);
  return local === undefined ? undefined : toInstant(local, place);
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
