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
    readonly status: string;
    readonly estimatedDelivery: string;
    readonly pickupPlace: string;
    readonly pickupAt: string;
    readonly pickupInstructions: string;
    readonly button: string;
    readonly footer: string;
  };
}

/** Languages that have a catalog. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGS: Readonly<Record<Language, Catalog>> = { en, es };

/** A locale without a catalog of its own is spoken to in another language until it has one. */
const SPOKEN: Readonly<Record<Locale, Language>> = { en: 'en', es: 'es', ro: 'en', ru: 'en' };

const TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES' };

/** The language that somebody with the locale is really spoken to in: what says `lang` must say this. */
export const languageOf = (locale: Locale): Language => SPOKEN[locale];

export const catalogOf = (locale: Locale): Catalog => CATALOGS[languageOf(locale)];

/** BCP 47 tag for `Intl`: dates must speak the language that the text beside them speaks. */
export const languageTagOf = (locale: Locale): string => TAGS[languageOf(locale)];
