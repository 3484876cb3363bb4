import type { Instant } from '../calendar/instant.ts';
import type { Locale } from '../contract/locale.ts';
import { languageTagOf } from '../i18n/catalog.ts';
import { windowText } from '../i18n/when.ts';
import { type Estimate, windowOf } from '../orders/model/estimate.ts';

export interface DateOptions {
  readonly locale: Locale;
  /** IANA name of the zone of the place that is spoken of. */
  readonly timeZone: string;
  /** When the message was caused: a date of its year goes without the year. */
  readonly saidAt: Instant;
}

/** A delivery, by its day and the hours of its window, in the language of the reader and at the place that it goes to. */
export const deliveryText = (estimate: Estimate, { locale, timeZone, saidAt }: DateOptions): string =>
  windowText(windowOf(estimate, timeZone), {
    language: languageTagOf(locale),
    now: new Date(saidAt),
    precision: 'day',
  });

/** A time that somebody is to be somewhere, at that place. */
export const momentText = (estimate: Estimate, { locale, timeZone, saidAt }: DateOptions): string =>
  windowText(windowOf(estimate, timeZone), {
    language: languageTagOf(locale),
    now: new Date(saidAt),
    precision: 'moment',
  });

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant, with its year. */
export const dateText = (at: Instant, { locale, timeZone }: DateOptions): string => {
  const key = `${locale} ${timeZone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(languageTagOf(locale), { dateStyle: 'long', timeZone });
  formats.set(key, format);
  return format.format(new Date(at));
};
