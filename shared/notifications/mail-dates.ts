import { languageTagOf } from '../i18n/catalog.ts';
import type { Instant, Locale } from '../orders/model/order.ts';

/** Countries that keep one time; elsewhere a date is told in UTC. */
const ZONES: Readonly<Record<string, string>> = {
  ES: 'Europe/Madrid',
  FR: 'Europe/Paris',
  DE: 'Europe/Berlin',
  IT: 'Europe/Rome',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  MD: 'Europe/Chisinau',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  NL: 'Europe/Amsterdam',
  BE: 'Europe/Brussels',
  PL: 'Europe/Warsaw',
};

const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
/** With the zone: nobody is to come an hour late because a place's own time is not known here. */
const MOMENT: Intl.DateTimeFormatOptions = { ...DAY, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };

const formats = new Map<string, Intl.DateTimeFormat>();

const formatted = (
  instant: Instant,
  locale: Locale,
  country: string | undefined,
  options: Intl.DateTimeFormatOptions,
): string => {
  const timeZone = ZONES[country ?? ''] ?? 'UTC';
  const key = JSON.stringify([locale, timeZone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(languageTagOf(locale), { ...options, timeZone });
  formats.set(key, format);
  return format.format(new Date(instant));
};

/** A delivery is told by its day, in the language of the reader and at the place that it goes to. */
export const dayOf = (instant: Instant, locale: Locale, country: string | undefined): string =>
  formatted(instant, locale, country, DAY);

/** A time that somebody is to be somewhere, at that place. */
export const momentOf = (instant: Instant, locale: Locale, country: string | undefined): string =>
  formatted(instant, locale, country, MOMENT);
