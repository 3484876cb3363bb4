import type { Locale } from '../orders/order.ts';
import type { OrderEventType } from '../orders/order-event.ts';
import type { NotificationType } from '../workflows/workflow.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { Words } from './words.ts';

/** Liquid text: `{{ orderNumber }}`, `{{ carrier }}`, `{{ trackingNumber }}`, as `shared/notifications/render.ts` fills them. */
export interface NotificationTexts {
  readonly subject: string;
  readonly headline: string;
  readonly body: string;
}

/** Every word of a language. A missing one does not compile. */
export interface Catalog extends Words {
  readonly notifications: Readonly<Record<NotificationType, NotificationTexts>>;
  /** What happened, for a timeline; `status_changed` is told by the status. */
  readonly events: Readonly<Record<OrderEventType, string>>;
  readonly email: {
    readonly greeting: string;
    readonly greetingWithoutName: string;
    readonly order: string;
    readonly parcel: string;
    readonly estimatedDelivery: string;
    readonly button: string;
    readonly footer: string;
  };
}

/** A language without a catalog of its own speaks another's until it has one. */
const CATALOGS: Readonly<Record<Locale, Catalog>> = { en, es, ro: en, ru: en };

/** The language that is really spoken to somebody with the locale: dates must speak it too. */
const SPOKEN: Readonly<Record<Locale, string>> = { en: 'en-GB', es: 'es-ES', ro: 'en-GB', ru: 'en-GB' };

export const catalogOf = (locale: Locale): Catalog => CATALOGS[locale];

/** BCP 47 tag for `Intl`. */
export const languageTagOf = (locale: Locale): string => SPOKEN[locale];

/** The best of our languages for what a browser or a caller asks for (`es-419,es;q=0.9`). */
export const localeFor = (requested: string | undefined): Locale => {
  const wanted = (requested ?? '').toLowerCase().split(',');
  for (const part of wanted) {
    const language = part.trim().slice(0, 2);
    if (language === 'en' || language === 'es' || language === 'ro' || language === 'ru') return language;
  }
  return 'en';
};
