/** Days and times as people read them, at the place that they are about: for the mails and the page alike. */
import { MILLISECONDS_A_DAY } from '../calendar/durations.ts';
import type { DeliveryWindow } from '../orders/model/estimate.ts';

const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
const HOURS: Intl.DateTimeFormatOptions = { ...DAY, hour: '2-digit', minute: '2-digit' };
/** With the zone: nobody is to come an hour late because a place's own time is not known here. */
const MOMENT: Intl.DateTimeFormatOptions = { ...HOURS, timeZoneName: 'short' };

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([language, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, format);
  return format;
};

/** A zone that is younger than the reader's browser is read in the browser's own. */
const inZone = (timeZone: string): Pick<Intl.DateTimeFormatOptions, 'timeZone'> => {
  try {
    formatOf('en', { timeZone });
    return { timeZone };
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
};

export interface WhenOptions {
  /** BCP 47. */
  readonly language: string;
  /** Whose year goes without saying. */
  readonly now: Date;
  /** `day`: a delivery, with hours where it is a window; `moment`: somebody is to be there. */
  readonly precision: 'day' | 'moment';
}

const optionsFor = ({ from, to, isDay }: DeliveryWindow, precision: WhenOptions['precision']) => {
  if (isDay) return DAY;
  if (precision === 'moment') return MOMENT;
  return from === to ? DAY : HOURS;
};

const yearIn = (at: Date, zone: Pick<Intl.DateTimeFormatOptions, 'timeZone'>): string =>
  formatOf('en', { ...zone, year: 'numeric', calendar: 'gregory' }).format(at);

/** `Friday 27 November`; `Friday 27 November, 16:00–18:00`; with the year where it is another one. */
export const windowText = (window: DeliveryWindow, { language, now, precision }: WhenOptions): string => {
  const zone = inZone(window.timezone);
  const [from, to] = [new Date(window.from), new Date(window.to)];
  const isThisYear = yearIn(to, zone) === yearIn(now, zone);
  const options = { ...optionsFor(window, precision), ...zone, ...(isThisYear ? {} : { year: 'numeric' as const }) };
  const format = formatOf(language, options);
  return window.from === window.to ? format.format(from) : format.formatRange(from, to);
};

/** Midnight UTC of the day that the calendar shows at the place. */
const calendarDay = (at: Date, zone: Pick<Intl.DateTimeFormatOptions, 'timeZone'>): number => {
  const parts = formatOf('en', { ...zone, calendar: 'gregory', year: 'numeric', month: 'numeric', day: 'numeric' });
  const [year = 0, month = 0, day = 0] = (['year', 'month', 'day'] as const).map((wanted) =>
    Number(parts.formatToParts(at).find(({ type }) => type === wanted)?.value),
  );
  return Date.UTC(year, month - 1, day);
};

/** `today` or `tomorrow`, by the calendar at the place, where the window is one of these days; else nothing. */
const nearDayText = ({ from, to, timezone }: DeliveryWindow, language: string, now: Date): string | undefined => {
  const zone = inZone(timezone);
  const [first, last] = [calendarDay(new Date(from), zone), calendarDay(new Date(to), zone)];
  const ahead = Math.round((first - calendarDay(now, zone)) / MILLISECONDS_A_DAY);
  if (first !== last || ahead < 0 || ahead > 1) return undefined;
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(ahead, 'day');
};

/** Whether the window has passed; of a day, once the day is over at the place. */
export const isOver = ({ from, to, timezone, isDay }: DeliveryWindow, now: Date): boolean => {
  if (!isDay && from !== to) return Date.parse(to) < now.getTime();
  const zone = inZone(timezone);
  return calendarDay(new Date(to), zone) < calendarDay(now, zone);
};

/** When a delivery is expected, for a reader of now: `tomorrow, Friday 27 November, 16:00–18:00`. */
export const expectedText = (window: DeliveryWindow, language: string, now: Date): string =>
  [nearDayText(window, language, now), windowText(window, { language, now, precision: 'day' })]
    .filter((part) => part !== undefined)
    .join(', ');
