import type { Instant } from '../../../calendar/instant.ts';
import type { Locale } from '../../../contract/locale.ts';
import { languageTagOf } from '../../../i18n/catalog.ts';
import { windowText } from '../../../i18n/when.ts';
import { type Estimate, windowOf } from '../../../orders/model/estimate.ts';

interface MailDate {
  readonly locale: Locale;
  /** IANA name of the zone of the place that is spoken of. */
  readonly timeZone: string;
  /** When the message was caused: a date of its year goes without the year. */
  readonly saidAt: Instant;
}

/** A delivery, by its day and the hours of its window, in the language of the reader and at the place that it goes to. */
export const deliveryText = (estimate: Estimate, { locale, timeZone, saidAt }: MailDate): string =>
  windowText(windowOf(estimate, timeZone), {
    language: languageTagOf(locale),
    now: new Date(saidAt),
    precision: 'day',
  });

/** A time that somebody is to be somewhere, at that place. */
export const momentText = (estimate: Estimate, { locale, timeZone, saidAt }: MailDate): string =>
  windowText(windowOf(estimate, timeZone), {
    language: languageTagOf(locale),
    now: new Date(saidAt),
    precision: 'moment',
  });
