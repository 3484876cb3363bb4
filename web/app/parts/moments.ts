/** Moments and amounts as the reader writes them. */
import { moneyIn } from '../../../shared/i18n/money-format.ts';
import { language } from '../texts/language.ts';

/** The reader's own kind of the language: `en-GB` writes days otherwise than `en-US`. */
export const dateLocale = (): string =>
  navigator.languages.find((tag) => tag.slice(0, 2).toLowerCase() === language()) ?? language();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const momentText = (at: string): string =>
  new Intl.DateTimeFormat(dateLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));

export const dayText = (at: string): string =>
  new Intl.DateTimeFormat(dateLocale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));

const dayNumber = (at: Date): number => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY;

/** `today`, `yesterday`; else the day. */
export const nearDayText = (at: string, now: Date = new Date()): string => {
  const days = dayNumber(new Date(at)) - dayNumber(now);
  if (days !== 0 && days !== -1) return dayText(at);
  return new Intl.RelativeTimeFormat(dateLocale(), { numeric: 'auto' }).format(days, 'day');
};

/** `2026-11-27` of the reader's own calendar, as a field for days takes it. */
export const calendarDay = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** `3 minutes ago`; older than a week, the day. */
export const agoText = (at: string, now: Date = new Date()): string => {
  const passed = now.getTime() - Date.parse(at);
  const format = new Intl.RelativeTimeFormat(dateLocale(), { numeric: 'auto', style: 'short' });
  if (passed < HOUR) return format.format(-Math.max(0, Math.round(passed / MINUTE)), 'minute');
  if (passed < DAY) return format.format(-Math.round(passed / HOUR), 'hour');
  if (passed < 7 * DAY) return format.format(-Math.round(passed / DAY), 'day');
  return dayText(at);
};

/** `12:10`; with the day where that is not today. */
export const clockText = (at: string, now: Date = new Date()): string => {
  const isToday = new Date(at).toDateString() === now.toDateString();
  const options = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(dateLocale(), options).format(new Date(at));
};

/** `in 8 minutes`; never less than one. */
export const inText = (at: string, now: Date): string => {
  const left = Date.parse(at) - now.getTime();
  const format = new Intl.RelativeTimeFormat(dateLocale(), { numeric: 'always' });
  return left < HOUR
    ? format.format(Math.max(1, Math.round(left / MINUTE)), 'minute')
    : format.format(Math.round(left / HOUR), 'hour');
};

/** Exact to the last digit; a token, or another code that the browser does not know, keeps its code. */
export const moneyText = (amount: string, currency: string): string => moneyIn(dateLocale(), amount, currency);
